-- Grain: en rad per nämnd, insatstyp och giltighetstid
select {{ modellens_kolumner() }}
from ({{ landing('dokumentationsvillkor') }}) as landade
