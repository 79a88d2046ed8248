-- Grain: en rad per nämnd, kategori, månad, åldersgrupp, kön och resultat
select {{ modellens_kolumner() }}
from ({{ landing('insatser_utan_behovsprovning') }}) as landade
