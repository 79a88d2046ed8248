-- Grain: en rad per åldersgrupp, med det stratum som den ligger i vid standardisering
{% for kod, fran, till, text, stratum in aldersband() -%}
select
    '{{ kod }}' as aldersgrupp
    , '{{ text }}' as text
    , {{ fran }} as alder_fran
    , {{ till }} as alder_till
    , '{{ stratum }}' as stratum
{{ 'union all' if not loop.last }}
{% endfor %}
