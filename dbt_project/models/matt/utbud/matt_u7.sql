-- Grain: en rad per enhet och utbudsdag, och per rekommendation
-- Den version av kunskapsstödet som gäller nu, för alla dagar: annars jämförs olika måttstockar.
with rekommenderade as (
    select
        policy.rekommendation_kod
        , policy.insatstyp_kod
    from {{ ref('policy_kunskapsstod') }} as policy
    inner join {{ ref('dim_policyval') }} as gallande
        on policy.version = gallande.val
        and gallande.parameter = 'kunskapsstod_version'
    where policy.gallande_till is null
)

-- Också en typ utanför katalogens 86 täcker, om nämnden erbjuder den.
, erbjudna as (
    select distinct
        utbud.enhet_kod
        , utbud.period
        , rekommenderade.rekommendation_kod
    from {{ ref('fct_utbud') }} as utbud
    inner join rekommenderade on utbud.insatstyp_kod = rekommenderade.insatstyp_kod
)

, rutor as (
    select
        e.enhet_kod
        , dag.period
        , rekommendation.rekommendation_kod
        , erbjudna.enhet_kod is not null as ar_tackt
    from {{ ref('dim_enhet') }} as e
    inner join {{ ref('dim_period') }} as dag on dag.slag = 'utbudsdag'
    cross join (
        select distinct rekommendation_kod
        from rekommenderade
    ) as rekommendation
    left join erbjudna
        on e.enhet_kod = erbjudna.enhet_kod
        and dag.period = erbjudna.period
        and rekommendation.rekommendation_kod = erbjudna.rekommendation_kod
    where e.slag = 'stadsdelsnamnd'
)

, raknade as (
    select
        enhet_kod
        , period
        , '' as dimension
        , '' as varde
        , count(*) filter (where ar_tackt) as taljare
        , count(*) as namnare
    from rutor
    group by enhet_kod, period
    union all
    select
        'stad' as enhet_kod
        , period
        , '' as dimension
        , '' as varde
        , count(distinct rekommendation_kod) filter (where ar_tackt) as taljare
        , count(distinct rekommendation_kod) as namnare
    from rutor
    group by period
    union all
    select
        case when grouping(enhet_kod) = 1 then 'stad' else enhet_kod end as enhet_kod
        , period
        , 'rekommendation' as dimension
        , rekommendation_kod as varde
        , count(*) filter (where ar_tackt) as taljare
        , count(*) as namnare
    from rutor
    group by grouping sets ((enhet_kod, period, rekommendation_kod), (period, rekommendation_kod))
)

, celler as (
    select
        *
        , 0 as antal_barn
        , 0 as antal_barn_ovriga
        , 0 as antal_hushall
        , 0 as antal_hushall_ovriga
    from raknade
)

{{ matt_rader('celler', slag_enheter=['stadsdelsnamnd', 'stad'], fordrojning=false) }}
