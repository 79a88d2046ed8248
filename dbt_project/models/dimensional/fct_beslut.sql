-- Grain: en rad per beviljad insats (beslut)
-- Det som getts utan behovsprövning är inte beviljat, också där det får dokumenteras.
select
    beslut_id
    , barn_id
    , hushall_id
    , kon
    , fodelsear
    , insatstyp_kod
    , lokal_typkod
    , kategori_kod
    , lagrum
    , lagversion
    , regi_kod
    , ar_egen_regi
    , insats_grupp
    , beslutande_enhet_kod
    , ansvarig_enhet_kod
    , beslutsdatum
    , startdatum
    , slutdatum
    , slutorsak
    , registreringsdatum
    , utredning_id
    , utforare_id
    , uppdrag_datum
    , sip
    , intensitet
    , komponenter
    , placering
    , kostnad_manad
    , leverans_id
    , uttagsdatum
from {{ ref('int_beslut_oversatta') }}
where behovsprovning = 'med'
