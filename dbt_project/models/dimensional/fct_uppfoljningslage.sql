-- Grain: en rad per insats som pågår på lägesdagen
with dag as (
    select fran as dag
    from {{ ref('dim_period') }}
    where slag = 'lagesdag'
)

, pagaende as (
    select
        b.beslut_id
        , b.barn_id
        , b.hushall_id
        , b.ansvarig_enhet_kod
        , b.insats_grupp
        , b.startdatum
        , dag.dag
    from {{ ref('fct_beslut') }} as b
    cross join dag
    where
        b.startdatum <= dag.dag
        and (b.slutdatum is null or b.slutdatum >= dag.dag)
)

, senast as (
    select
        pagaende.beslut_id
        , max(hallna.hallen_datum) as hallen_datum
    from pagaende
    inner join {{ ref('int_uppfoljningar_hallna') }} as hallna
        on pagaende.beslut_id = hallna.beslut_id
        and pagaende.dag >= hallna.hallen_datum
    group by pagaende.beslut_id
)

, nasta as (
    select
        pagaende.*
        -- Rullande schema: nästa räknas från den senaste som hölls.
        , {{ lagg_till_manader(
            'coalesce(senast.hallen_datum, pagaende.startdatum)', 'policy.intervall_manader'
        ) }} as nasta_forfallodatum
    from pagaende
    left join senast on pagaende.beslut_id = senast.beslut_id
    inner join {{ ref('policy_uppfoljning') }} as policy
        on pagaende.insats_grupp = policy.insats_grupp
        and pagaende.startdatum >= policy.gallande_fran
        and pagaende.startdatum <= coalesce(policy.gallande_till, date '9999-12-31')
)

select
    beslut_id
    , barn_id
    , hushall_id
    , ansvarig_enhet_kod
    , dag
    , nasta_forfallodatum
    , nasta_forfallodatum < dag as ar_forsenad
from nasta
