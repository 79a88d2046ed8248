-- Grain: en rad per aktualisering
select {{ modellens_kolumner() }}
from ({{ landing('aktualiseringar') }}) as landade
