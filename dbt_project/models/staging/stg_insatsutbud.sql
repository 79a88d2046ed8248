-- Grain: en rad per erbjuden insatstyp och giltighetstid
select {{ modellens_kolumner() }}
from ({{ landing('insatsutbud') }}) as landade
