-- Grain: en rad per beviljad insats (beslut)
-- Det som getts utan behovsprövning är inte beviljat, också där det får dokumenteras.
select
    beslut_id
    , barn_id
    , hushall_id
    , kategori_kod
    , regi_kod
    , ar_egen_regi
    , insats_grupp
    , beslutande_enhet_kod
    , ansvarig_enhet_kod
    , beslutsdatum
    , startdatum
    , slutdatum
    , leverans_id
    , uttagsdatum
from {{ ref('int_beslut_oversatta') }}
where behovsprovning = 'med'
