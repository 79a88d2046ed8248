-- Grain: en rad per aktualisering
-- Pågår redan en utredning om barnet behövs inget beslut: det gäller också en anmälan som ännu
-- inte har påförts (fälla 19). Bara de obeslutade behöver slås upp.
with obeslutade as (
    select distinct a.aktualisering_id
    from {{ ref('int_aktualiseringar_oversatta') }} as a
    inner join {{ ref('fct_utredningar') }} as u
        on a.barn_id = u.barn_id
        and a.inkommen_datum >= u.inledd_datum
        and a.inkommen_datum <= coalesce(u.avslutad_datum, date '9999-12-31')
    where a.beslut is null
)

select
    a.aktualisering_id
    , a.barn_id
    , a.hushall_id
    , a.kon
    , a.fodelsear
    , a.ansvarig_enhet_kod
    , a.slag
    , a.inkommen_datum
    , a.beslut
    , a.beslutsdatum
    , a.synnerliga_skal
    , a.utredning_id
    , a.registreringsdatum
    , a.leverans_id
    , a.uttagsdatum
    -- Dagarna räknas från dagen efter att anmälan kom in (fälla 18).
    , a.inkommen_datum + {{ parameter('forhandsbedomningstid') }} as sista_beslutsdag
    , (
        a.slag = 'anmalan'
        and coalesce(a.beslut, 'obeslutad') <> 'pafors'
        and obeslutade.aktualisering_id is null
    ) as kraver_beslut
    , (
        a.inkommen_datum
        + {{ parameter('forhandsbedomningstid') }}
        + {{ parameter('registreringsfordrojning') }} <= a.uttagsdatum
    ) as ar_mogen
from {{ ref('int_aktualiseringar_oversatta') }} as a
left join obeslutade on a.aktualisering_id = obeslutade.aktualisering_id
