-- Grain: en rad per utredning, med dagens enhet
-- En nämnd som har slagits ihop räknas till dagens; en okänd nämnd behålls (fälla 10 och 44).
select
    u.utredning_id
    , u.barn_id
    , coalesce(u.hushall_id, u.barn_id) as hushall_id
    , coalesce(u.kon, 'okand') as kon
    , u.fodelsear
    , coalesce(ansvarig.efterfoljare_kod, ansvarig.enhet_kod, 'okand') as ansvarig_enhet_kod
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
from {{ ref('stg_utredningar') }} as u
left join {{ ref('stadsdelsnamnder') }} as ansvarig
    on u.ansvarig_enhet = ansvarig.enhet_kod
    and ansvarig.slag <> 'stad'
