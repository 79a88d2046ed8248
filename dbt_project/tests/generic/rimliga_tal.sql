{# Inget är negativt, och hushållen ryms i barnen. #}
{% test rimliga_tal(model) %}
select
    enhet_kod
    , period
from {{ model }}
where
    taljare < 0
    or namnare < 0
    or antal_hushall > antal_barn
    or antal_hushall_ovriga > antal_barn_ovriga
{% endtest %}
