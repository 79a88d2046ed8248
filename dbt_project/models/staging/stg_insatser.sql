-- Grain: en rad per beslut
select {{ modellens_kolumner() }}
from ({{ landing('insatser', ['beslut_id']) }}) as landade
