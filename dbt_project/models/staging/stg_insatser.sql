-- Grain: en rad per beslut om insats
select {{ modellens_kolumner() }}
from ({{ landing('insatser') }}) as landade
