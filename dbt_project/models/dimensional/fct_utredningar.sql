-- Grain: en rad per utredning
-- Utfallet skrivs ibland innan beslutet fattas: ett beviljat beslut i utredningen räcker också.
with med_beslut as (
    select distinct utredning_id
    from {{ ref('fct_beslut') }}
    where utredning_id is not null
)

select
    u.utredning_id
    , u.barn_id
    , u.hushall_id
    , u.kon
    , u.fodelsear
    , u.ansvarig_enhet_kod
    , u.inledd_datum
    , u.avslutad_datum
    , u.forlangd_till
    , u.orsaker
    , u.samtycke
    , u.risk_normbrytande
    , u.utfall
    , u.registreringsdatum
    , u.leverans_id
    , u.uttagsdatum
    , coalesce(u.utfall = 'insats', false) or med_beslut.utredning_id is not null as har_insats
from {{ ref('int_utredningar_oversatta') }} as u
left join med_beslut on u.utredning_id = med_beslut.utredning_id
