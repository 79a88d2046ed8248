-- Grain: en rad per enhet, period och värde av regi
with rader as (
    select
        b.beslutande_enhet_kod as enhet_kod
        , p.period
        , b.regi_kod
        , b.barn_id
        , b.hushall_id
        , true as i_taljare
    from {{ ref('fct_beslut') }} as b
    inner join {{ ref('dim_period') }} as p
        on b.beslutsdatum between p.fran and p.till
        and p.slag in ('ar', 'halvar', 'kvartal')
)

, delar as (
    {{ rakna_celler('rader', {'regi': 'regi_kod'}) }}
)

{# På andra sidan står de som har minst ett beslut i en annan regi. #}
, bara_barn as (
    {{ rakna_bara_ett_varde('rader', 'barn_id', 'regi_kod') }}
)

, bara_hushall as (
    {{ rakna_bara_ett_varde('rader', 'hushall_id', 'regi_kod') }}
)

, varden as (
    select
        'regi' as dimension
        , regi_kod as varde
    from {{ ref('dim_regi') }}
)

, celler as (
    select
        hel.enhet_kod
        , hel.period
        , varden.dimension
        , varden.varde
        , coalesce(del.taljare, 0) as taljare
        , hel.namnare
        , coalesce(del.antal_barn, 0) as antal_barn
        , hel.antal_barn - coalesce(bara_barn.antal, 0) as antal_barn_ovriga
        , coalesce(del.antal_hushall, 0) as antal_hushall
        , hel.antal_hushall - coalesce(bara_hushall.antal, 0) as antal_hushall_ovriga
    from delar as hel
    cross join varden
    left join delar as del
        on hel.enhet_kod = del.enhet_kod
        and hel.period = del.period
        and varden.dimension = del.dimension
        and varden.varde = del.varde
    left join bara_barn
        on hel.enhet_kod = bara_barn.enhet_kod
        and hel.period = bara_barn.period
        and varden.varde = bara_barn.enda_varde
    left join bara_hushall
        on hel.enhet_kod = bara_hushall.enhet_kod
        and hel.period = bara_hushall.period
        and varden.varde = bara_hushall.enda_varde
    where hel.dimension = ''
)

{{ matt_rader('R2', 'celler', ['ar', 'halvar', 'kvartal'], varden='varden') }}
