{# Täljaren ryms i nämnaren, barnen i besluten och hushållen i barnen; inget är negativt. #}
{% test rimliga_tal(model) %}
select
    enhet_kod
    , period
from {{ model }}
where
    taljare < 0
    or taljare > namnare
    or antal_barn > taljare
    or antal_hushall > antal_barn
    or antal_barn_ovriga > namnare - taljare
    or antal_hushall_ovriga > antal_barn_ovriga
    or (matt_id not like 'U%' and taljare > 0 and antal_barn = 0)
{% endtest %}
