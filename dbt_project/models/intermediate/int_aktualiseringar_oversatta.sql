-- Grain: en rad per aktualisering, med dagens enhet
select
    a.aktualisering_id
    , a.barn_id
    , coalesce(a.hushall_id, a.barn_id) as hushall_id
    , coalesce(a.kon, 'okand') as kon
    , a.fodelsear
    , coalesce(ansvarig.efterfoljare_kod, ansvarig.enhet_kod, 'okand') as ansvarig_enhet_kod
    , a.slag
    , a.inkommen_datum
    , a.beslut
    , a.beslutsdatum
    , coalesce(a.synnerliga_skal, false) as synnerliga_skal
    , a.utredning_id
    , a.registreringsdatum
    , a.leverans_id
    , a.uttagsdatum
from {{ ref('stg_aktualiseringar') }} as a
left join {{ ref('stadsdelsnamnder') }} as ansvarig
    on a.ansvarig_enhet = ansvarig.enhet_kod
    and ansvarig.slag <> 'stad'
