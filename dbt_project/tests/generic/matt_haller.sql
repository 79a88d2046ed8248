{% test matt_haller(model, raknar=false) %}
-- En rad per enhet, period och värde, inget negativt; i ett mått som räknar ryms delen i det hela.
select
    enhet_kod
    , period
    , dimension
    , varde
from {{ model }}
group by enhet_kod, period, dimension, varde
having
    count(*) > 1
    or min(taljare) < 0
    or min(namnare) < 0
    or ({{ raknar }} and max(taljare - namnare) > 0)
    or ({{ raknar }} and max(antal_barn - taljare) > 0)
    or ({{ raknar }} and max(antal_barn_ovriga - (namnare - taljare)) > 0)
{% endtest %}
