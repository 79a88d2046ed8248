-- Grain: en rad per enhet, utbudsdag och fråga
with dagar as (
    select
        period
        , fran as dag
    from {{ ref('dim_period') }}
    where slag = 'utbudsdag'
)

, fragor as (
    select
        scenario
        , atgard
        , urval
        , insatstyp_kod
    from {{ ref('policy_scenario') }}
    where gallande_till is null
)

, namnder as (
    select
        enhet_kod
        , omrade
    from {{ ref('dim_enhet') }}
    where slag = 'stadsdelsnamnd'
)

, utbud as (
    select
        idag.enhet_kod
        , idag.period
        , idag.insatstyp_kod
        , idag.intensiv_kostsam
    from {{ ref('fct_utbud') }} as idag
    inner join namnder on idag.enhet_kod = namnder.enhet_kod
)

-- Har en nämnd märkt typen som intensiv och kostsam gäller frågan den i alla nämnder.
, avvecklade as (
    select distinct
        fragor.scenario
        , utbud.period
        , utbud.insatstyp_kod
    from fragor
    inner join utbud
        on fragor.insatstyp_kod = utbud.insatstyp_kod
        or (fragor.urval = 'intensiv_kostsam' and utbud.intensiv_kostsam)
    where fragor.atgard = 'avveckla'
)

, inforda as (
    select
        fragor.scenario
        , dagar.period
        , namnder.enhet_kod
        , coalesce(fragor.insatstyp_kod, grundkatalog.insatstyp_kod) as insatstyp_kod
    from fragor
    cross join dagar
    inner join namnder
        on fragor.urval <> 'ytterstad'
        or namnder.omrade = 'ytterstad'
    left join {{ ref('policy_grundkatalog') }} as grundkatalog
        on fragor.urval = 'grundkatalog'
        and dagar.dag between grundkatalog.gallande_fran
        and coalesce(grundkatalog.gallande_till, date '9999-12-31')
    where fragor.atgard = 'infor'
)

, efter as (
    select
        fragor.scenario
        , utbud.period
        , utbud.enhet_kod
        , utbud.insatstyp_kod
    from (
        select distinct scenario
        from fragor
    ) as fragor
    cross join utbud
    left join avvecklade
        on fragor.scenario = avvecklade.scenario
        and utbud.period = avvecklade.period
        and utbud.insatstyp_kod = avvecklade.insatstyp_kod
    where avvecklade.scenario is null
    union distinct
    select
        scenario
        , period
        , enhet_kod
        , insatstyp_kod
    from inforda
)

, celler as (
    select
        case when grouping(efter.enhet_kod) = 1 then 'stad' else efter.enhet_kod end as enhet_kod
        , efter.period
        , 'scenario' as dimension
        , efter.scenario as varde
        , count(distinct efter.insatstyp_kod) as taljare
        , 0 as namnare
        , 0 as antal_barn
        , 0 as antal_barn_ovriga
        , 0 as antal_hushall
        , 0 as antal_hushall_ovriga
    from efter
    inner join {{ ref('dim_insatstyp') }} as typ on efter.insatstyp_kod = typ.insatstyp_kod
    where typ.ingar_i_86
    group by grouping sets (
        (efter.enhet_kod, efter.period, efter.scenario), (efter.period, efter.scenario)
    )
)

{{ matt_rader('celler', slag_enheter=['stadsdelsnamnd', 'stad'], helhet=false, fordrojning=false) }}
