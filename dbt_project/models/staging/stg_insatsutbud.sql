-- Grain: en rad per erbjuden insatstyp och giltighetstid
select {{ modellens_kolumner() }}
from ({{ landing('insatsutbud', ['enhet', 'insatstyp', 'gallande_fran']) }}) as landade
