-- Grain: en rad per stadsdelsområde, ålder, kön, referensdag och källa
select {{ modellens_kolumner() }}
from ({{ landing('befolkning') }}) as landade
