-- Grain: en rad per enhet, ålder, kön och referensdag (en källa)
select
    enhet as enhet_kod
    , alder
    , kon
    , referensdatum
    , kalla
    , antal
from {{ ref('stg_befolkning') }}
