-- Grain: en rad per enhet, år, åldersgrupp och kön
-- Barn 0–20 år ur en källa, per den 31 december det år som måttet avser, eller den senaste
-- referensdagen före den (fälla 34 och 35). Staden är källans egen rad, aldrig en summa (fälla 13).
with referens as (
    select
        year(ar.fran) as ar
        , max(b.referensdatum) as referensdatum
    from {{ ref('dim_period') }} as ar
    inner join {{ ref('fct_befolkning') }} as b on ar.till >= b.referensdatum
    inner join {{ ref('dim_policyval') }} as policy
        on b.kalla = policy.val and policy.parameter = 'befolkningskalla'
    where ar.slag = 'ar'
    group by year(ar.fran)
)

select
    b.enhet_kod
    , referens.ar
    , referens.referensdatum
    , {{ aldersgrupp('b.alder') }} as aldersgrupp
    , b.kon
    , sum(b.antal)::bigint as antal
from {{ ref('fct_befolkning') }} as b
inner join referens on b.referensdatum = referens.referensdatum
inner join {{ ref('dim_policyval') }} as policy
    on b.kalla = policy.val and policy.parameter = 'befolkningskalla'
where b.alder between 0 and 20
group by all
