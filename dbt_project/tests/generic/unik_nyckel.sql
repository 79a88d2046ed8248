{% test unik_nyckel(model, kolumner) %}
select {{ kolumner | join(', ') }}
from {{ model }}
group by {{ kolumner | join(', ') }}
having count(*) > 1
{% endtest %}
