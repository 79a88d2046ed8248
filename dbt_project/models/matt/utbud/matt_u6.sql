-- Grain: en rad per enhet, utbudsdag och värde av en uppdelning
with erbjudanden as (
    select
        utbud.enhet_kod
        , utbud.period
        , utbud.beslutsgrund
        , utbud.behovsprovning
        , utbud.beslutsgrund as ovanlig_grund
        , count(*) over (partition by utbud.period, utbud.insatstyp_kod) as antal_namnder
        , null::varchar as barn_id
        , null::varchar as hushall_id
    from {{ ref('fct_utbud') }} as utbud
    inner join {{ ref('dim_insatstyp') }} as typ on utbud.insatstyp_kod = typ.insatstyp_kod
    inner join {{ ref('dim_enhet') }} as e on utbud.enhet_kod = e.enhet_kod
    where typ.ingar_i_86 and e.slag = 'stadsdelsnamnd'
)

, ovanliga as (
    select *
    from erbjudanden
    where antal_namnder <= 4
)

, grunder as (
    {{ fordela_celler('erbjudanden', 'beslutsgrund') }}
)

, provningar as (
    {{ fordela_celler('erbjudanden', 'behovsprovning') }}
)

, ovanliga_grunder as (
    {{ fordela_celler('ovanliga', 'ovanlig_grund') }}
)

, alla as (
    select *
    from grunder
    union all
    select *
    from provningar
    union all
    select *
    from ovanliga_grunder
)

-- Bakom ett erbjudande finns inga barn.
, celler as (
    select
        * replace (
            0 as antal_barn
            , 0 as antal_barn_ovriga
            , 0 as antal_hushall
            , 0 as antal_hushall_ovriga
        )
    from alla
)

{{ matt_rader('celler', slag_enheter=['stadsdelsnamnd', 'stad'], helhet=false, fordrojning=false) }}
