-- Grain: en rad per enhet, period och kategori, och per enhet och period
with rader as (
    select
        b.beslutande_enhet_kod as enhet_kod
        , p.period
        , b.kategori_kod
        , b.barn_id
        , b.hushall_id
        , true as i_taljare
    from {{ ref('fct_beslut') }} as b
    inner join {{ ref('dim_period') }} as p
        on b.beslutsdatum between p.fran and p.till
        and p.slag in ('ar', 'halvar', 'kvartal')
)

, celler as (
    {{ rakna_celler('rader', {'kategori': 'kategori_kod'}) }}
)

, varden as (
    select
        '' as dimension
        , '' as varde
    union all
    select
        'kategori' as dimension
        , kategori_kod as varde
    from {{ ref('dim_kategori') }}
)

{# En kategori som enheten inte erbjuder kan inte beviljas: en nolla där är ingen upptäckt. #}
, erbjuds_inte as (
    select
        e.enhet_kod
        , p.period
        , 'kategori' as dimension
        , k.kategori_kod as varde
    from {{ ref('dim_enhet') }} as e
    inner join {{ ref('dim_period') }} as p on p.slag in ('ar', 'halvar', 'kvartal')
    cross join {{ ref('dim_kategori') }} as k
    where
        e.slag = 'stadsdelsnamnd'
        and k.kategori_kod <> 'OKAND'
        and not exists (
            select 1
            from {{ ref('fct_utbudstid') }} as utbud
            where
                utbud.enhet_kod = e.enhet_kod
                and utbud.kategori_kod = k.kategori_kod
                and utbud.gallande_fran <= p.till
                and utbud.gallande_till >= p.fran
        )
)

{{ matt_rader(
    'V1', 'celler', ['ar', 'halvar', 'kvartal'], varden='varden', har_namnare=false,
    strukturell='erbjuds_inte'
) }}
