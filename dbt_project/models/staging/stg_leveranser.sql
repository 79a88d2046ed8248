-- Grain: en rad per gällande leverans
select
    leverans_id
    , enhet_kod
    , uttagsdatum
    , typ
    , ordning
    , nyckel_id
    , sekretessmarkerade_barn
    , syntetiska_data
from read_parquet('gallande/leveranser.parquet')
