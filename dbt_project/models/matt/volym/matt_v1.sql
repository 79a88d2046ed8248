-- Grain: en rad per enhet, period och värde av en uppdelning
with rader as (
    {{ beviljade_rader() }}
)

, celler as (
    {{ rakna_celler(
        'rader', ['kon', 'alder', 'kategori', 'regi', 'lagrum', 'insatstyp', 'lagversion']
    ) }}
)

{# En kategori som enheten inte erbjuder kan inte beviljas: en nolla där är ingen upptäckt. #}
, erbjuds_inte as (
    select
        e.enhet_kod
        , p.period
        , 'kategori' as dimension
        , k.kategori_kod as varde
    from {{ ref('dim_enhet') }} as e
    inner join {{ ref('dim_period') }} as p on {{ i_perioder() }}
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

{{ matt_rader('celler', strukturell='erbjuds_inte') }}
