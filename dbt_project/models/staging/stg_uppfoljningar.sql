-- Grain: en rad per uppföljning
select {{ modellens_kolumner() }}
from ({{ landing('uppfoljningar') }}) as landade
