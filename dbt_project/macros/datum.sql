{# Kalendermånader: sista dagen i månaden stannar på sista dagen (fälla 18). #}
{% macro lagg_till_manader(datum, manader) -%}
    ({{ datum }} + to_months({{ manader }}))::date
{%- endmacro %}
