-- Grain: en rad per version av en genomförandeplan för en beviljad insats
select
    plan.plan_id
    , plan.beslut_id
    , plan.upprattad_datum
    , plan.har_mal
    , plan.nasta_uppfoljning
    , plan.registreringsdatum
    , plan.uttagsdatum
from {{ ref('stg_genomforandeplaner') }} as plan
inner join {{ ref('fct_beslut') }} as b on plan.beslut_id = b.beslut_id
