-- Grain: en rad per utredning
select {{ modellens_kolumner() }}
from ({{ landing('utredningar') }}) as landade
