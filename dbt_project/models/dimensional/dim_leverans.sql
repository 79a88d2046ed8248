-- Grain: en rad per gällande leverans
select
    leverans_id
    , enhet_kod
    , uttagsdatum
    , typ
    , nyckel_id
    , sekretessmarkerade_barn
    , syntetiska_data
from {{ ref('stg_leveranser') }}
