-- Grain: en rad per version av en plan
select {{ modellens_kolumner() }}
from ({{ landing('genomforandeplaner') }}) as landade
