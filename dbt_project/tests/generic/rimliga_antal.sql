{# För mått som räknar: täljaren ryms i nämnaren, och barnen bakom i det som räknas. #}
{% test rimliga_antal(model) %}
select
    enhet_kod
    , period
from {{ model }}
where
    taljare > namnare
    or antal_barn > taljare
    or antal_barn_ovriga > namnare - taljare
{% endtest %}
