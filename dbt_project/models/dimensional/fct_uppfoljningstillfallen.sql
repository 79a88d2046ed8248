-- Grain: en rad per tillfälle då ett besluts insats ska följas upp, i det schema som policyn valt
-- Rullande: varje löpande uppföljning som hölls är slutet på ett tillfälle och början på nästa, så
-- tillfällena är starten och mötena i ordning. Ett tillfälle som insatsen hann sluta före står med
-- men förfaller inte (fälla 28).
with insatser as (
    select
        b.beslut_id
        , b.insats_grupp
        , b.startdatum
        , coalesce(b.slutdatum, b.uttagsdatum) as till
        , policy.val as schema_val
    from {{ ref('fct_beslut') }} as b
    inner join {{ ref('dim_policyval') }} as policy on policy.parameter = 'schema_uppfoljning'
    where
        b.startdatum is not null
        and (b.slutdatum is null or b.slutdatum >= b.startdatum)
)

, moten as (
    select distinct
        beslut_id
        , hallen_datum
    from {{ ref('fct_uppfoljningar') }}
    where ar_lopande
)

-- Av två versioner samma dag gäller det senare datumet.
, planer as (
    select
        beslut_id
        , upprattad_datum
        , max(nasta_uppfoljning) as nasta_uppfoljning
        , {{ plan_galler_till('beslut_id', 'upprattad_datum') }} as galler_till
    from {{ ref('fct_genomforandeplaner') }}
    group by beslut_id, upprattad_datum
)

, ankare as (
    select
        beslut_id
        , startdatum as ankardatum
        , false as ar_mote
    from insatser
    union all
    select
        beslut_id
        , hallen_datum as ankardatum
        , true as ar_mote
    from moten
)

, ordnade as (
    select
        beslut_id
        , ankardatum
        , row_number() over i_ordning as ordning
        , lead(ankardatum) over i_ordning as hallen_datum
    from ankare
    window i_ordning as (partition by beslut_id order by ankardatum, ar_mote)
)

, policyns as (
    select
        ordnade.*
        , i.startdatum
        , i.till
        , i.schema_val
        , policy.intervall_manader
        , {{ lagg_till_manader('ordnade.ankardatum', 'policy.intervall_manader') }}
            as policy_forfallodatum
    from ordnade
    inner join insatser as i on ordnade.beslut_id = i.beslut_id
    inner join {{ ref('policy_uppfoljning') }} as policy
        on {{ policy_galler('policy', 'i.insats_grupp', 'ordnade.ankardatum') }}
    where i.schema_val = 'rullande' or ordnade.ordning = 1
)

-- Planen som görs vid mötet eller sedan dagen har passerat flyttar inte tillfället i efterhand.
, plandagar as (
    select
        *
        , least(policy_forfallodatum, hallen_datum - 1) as senaste_plandag
    from policyns
)

, rullande as (
    select
        plandagar.*
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
    select
        *
        , till as plan_till
    from rullande
    where schema_val = 'fast'
)

, fasta as (
    {{ fasta_tillfallen('forsta_fasta', 'planer') }}
)

-- Det första fasta tillfället rymmer möten från starten; senare efter det förras anstånd.
, fasta_moten as (
    select
        fasta.beslut_id
        , fasta.ordning
        , min(moten.hallen_datum) as hallen_datum
    from fasta
    inner join moten
        on fasta.beslut_id = moten.beslut_id
        and moten.hallen_datum <= fasta.forfallodatum + {{ parameter('uppfoljningsfrist') }}
        and (
            fasta.ordning = 1
            or moten.hallen_datum > fasta.ankardatum + {{ parameter('uppfoljningsfrist') }}
        )
    group by fasta.beslut_id, fasta.ordning
)

, tillfallen as (
    select
        beslut_id
        , ordning
        , ankardatum
        , policy_forfallodatum
        , forfallodatum
        , ar_fran_plan
        , hallen_datum
        , true as ar_rullande
    from rullande
    where schema_val = 'rullande'
    union all
    select
        fasta.beslut_id
        , fasta.ordning
        , fasta.ankardatum
        , fasta.policy_forfallodatum
        , fasta.forfallodatum
        , fasta.ar_fran_plan
        , fasta_moten.hallen_datum
        , false as ar_rullande
    from fasta
    left join fasta_moten
        on fasta.beslut_id = fasta_moten.beslut_id
        and fasta.ordning = fasta_moten.ordning
)

select
    t.beslut_id
    , t.ordning
    , b.barn_id
    , b.hushall_id
    , b.kon
    , b.fodelsear
    , b.kategori_kod
    , b.regi_kod
    , b.lagrum
    , b.ansvarig_enhet_kod
    , b.startdatum
    , b.slutdatum
    , b.slutorsak
    , t.ankardatum
    , t.policy_forfallodatum
    , t.forfallodatum
    , t.ar_fran_plan
    , t.hallen_datum
    , coalesce(t.hallen_datum <= t.forfallodatum + {{ parameter('uppfoljningsfrist') }}, false)
        as ar_i_tid
    , b.slutdatum is null or b.slutdatum >= t.forfallodatum as ar_under_insatsen
    -- Den som levererade beslutet kan ha gjort uttaget före den nämnd som nu ansvarar.
    , t.forfallodatum + {{ parameter('uppfoljningsfrist') }}
    + {{ parameter('registreringsfordrojning') }} <= b.uttagsdatum as ar_mogen
    , b.slutdatum is null and t.hallen_datum is null and (
        t.ar_rullande
        or t.forfallodatum + {{ parameter('uppfoljningsfrist') }} >= b.uttagsdatum
    ) as ar_oppet
    , b.uttagsdatum
from tillfallen as t
inner join {{ ref('fct_beslut') }} as b on t.beslut_id = b.beslut_id
-- Ett fast tillfälle vars tid inte har börjat finns inte än.
where
    t.ordning = 1
    or t.ar_rullande
    or t.ankardatum + {{ parameter('uppfoljningsfrist') }} < coalesce(b.slutdatum, b.uttagsdatum)
