-- Grain: en rad per nämnd, mätdag, roll, kompetens och certifiering
select {{ modellens_kolumner() }}
from ({{ landing('personalresurser') }}) as landade
