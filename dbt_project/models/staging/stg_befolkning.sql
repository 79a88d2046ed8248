-- Grain: en rad per område, ålder, kön, referensdag och källa
select {{ modellens_kolumner() }}
from ({{ landing('befolkning', ['enhet', 'alder', 'kon', 'referensdatum', 'kalla']) }}) as landade
