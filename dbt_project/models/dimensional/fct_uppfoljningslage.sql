-- Grain: en rad per insats som pågår på lägesdagen
-- Bara möten som hållits och planer som upprättats senast den dagen räknas.
with dag as (
    select fran as dag
    from {{ ref('dim_period') }}
    where slag = 'lagesdag'
)

, moten as (
    select
        u.beslut_id
        , min(u.hallen_datum) as forsta
        , max(u.hallen_datum) as senaste
    from {{ ref('fct_uppfoljningar') }} as u
    cross join dag
    where u.ar_lopande and u.hallen_datum <= dag.dag
    group by u.beslut_id
)

, planer as (
    select
        plan.beslut_id
        , plan.upprattad_datum
        , max(plan.nasta_uppfoljning) as nasta_uppfoljning
        , {{ plan_galler_till('plan.beslut_id', 'plan.upprattad_datum') }} as galler_till
    from {{ ref('fct_genomforandeplaner') }} as plan
    cross join dag
    where plan.upprattad_datum <= dag.dag
    group by plan.beslut_id, plan.upprattad_datum
)

, pagaende as (
    select
        b.beslut_id
        , b.insats_grupp
        , b.startdatum
        , dag.dag
        , schema_policy.val as schema_val
        , moten.forsta
        , moten.senaste
        , case
            when schema_policy.val = 'rullande' then coalesce(moten.senaste, b.startdatum)
            else b.startdatum
        end as ankardatum
    from {{ ref('fct_beslut') }} as b
    cross join dag
    inner join {{ ref('dim_policyval') }} as schema_policy
        on schema_policy.parameter = 'schema_uppfoljning'
    left join moten on b.beslut_id = moten.beslut_id
    where
        b.startdatum <= dag.dag
        and (b.slutdatum is null or b.slutdatum >= dag.dag)
)

, policyns as (
    select
        p.*
        , policy.intervall_manader
        , {{ lagg_till_manader('p.ankardatum', 'policy.intervall_manader') }} as policy_forfallodatum
    from pagaende as p
    inner join {{ ref('policy_uppfoljning') }} as policy
        on {{ policy_galler('policy', 'p.insats_grupp', 'p.ankardatum') }}
)

, plandagar as (
    select
        *
        , case
            when schema_val = 'fast' then least(policy_forfallodatum, forsta - 1)
            else policy_forfallodatum
        end as senaste_plandag
    from policyns
)

, raknade as (
    select
        plandagar.*
        , plandagar.dag as till
        , plandagar.dag as plan_till
        , {{ forfallodag(
            'plan.nasta_uppfoljning', 'plandagar.ankardatum', 'plandagar.policy_forfallodatum'
        ) }} as forfallodatum
        , coalesce(plan.nasta_uppfoljning > plandagar.ankardatum, false) as ar_fran_plan
    from plandagar
    left join planer as plan
        on plandagar.beslut_id = plan.beslut_id
        and plandagar.senaste_plandag between plan.upprattad_datum and plan.galler_till
)

, forsta_fasta as (
    select *
    from raknade
    where schema_val = 'fast'
)

, fasta as (
    {{ fasta_tillfallen('forsta_fasta', 'planer') }}
)

-- Rullande: tillfället efter senaste mötet. Fast: det efter tillfället som mötet hörde till.
, nasta as (
    select
        beslut_id
        , forfallodatum as nasta_forfallodatum
    from raknade
    where schema_val = 'rullande'
    union all
    select
        fasta.beslut_id
        , min(fasta.forfallodatum) as nasta_forfallodatum
    from fasta
    left join moten on fasta.beslut_id = moten.beslut_id
    where
        moten.senaste is null
        or (
            fasta.ordning > 1
            and fasta.ankardatum + {{ parameter('uppfoljningsfrist') }} >= moten.senaste
        )
    group by fasta.beslut_id
)

select
    b.beslut_id
    , b.barn_id
    , b.hushall_id
    , b.kon
    , b.fodelsear
    , b.kategori_kod
    , b.regi_kod
    , b.lagrum
    , b.ansvarig_enhet_kod
    , dag.dag
    , nasta.nasta_forfallodatum
    , nasta.nasta_forfallodatum < dag.dag as ar_forsenad
    , b.uttagsdatum
from nasta
inner join {{ ref('fct_beslut') }} as b on nasta.beslut_id = b.beslut_id
cross join dag
