-- Grain: en rad per enhet och utbudsdag
with rader as (
    select
        utbud.enhet_kod
        , utbud.period
        , utbud.insatstyp_kod
    from {{ ref('fct_utbud') }} as utbud
    inner join {{ ref('dim_insatstyp') }} as typ on utbud.insatstyp_kod = typ.insatstyp_kod
    inner join {{ ref('dim_enhet') }} as e on utbud.enhet_kod = e.enhet_kod
    where typ.ingar_i_86 and e.slag = 'stadsdelsnamnd'
)

, celler as (
    select
        case when grouping(enhet_kod) = 1 then 'stad' else enhet_kod end as enhet_kod
        , period
        , '' as dimension
        , '' as varde
        , count(distinct insatstyp_kod) as taljare
        , 0 as namnare
        , 0 as antal_barn
        , 0 as antal_barn_ovriga
        , 0 as antal_hushall
        , 0 as antal_hushall_ovriga
    from rader
    group by grouping sets ((enhet_kod, period), (period))
)

{{ matt_rader('celler', slag_enheter=['stadsdelsnamnd', 'stad'], fordrojning=false) }}
