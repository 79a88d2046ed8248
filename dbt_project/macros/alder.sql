{# Åldersgrupperna: Socialstyrelsens band. Ålder är alltid kalenderår minus födelseår (fälla 34). #}
{% macro aldersband() -%}
    {{ return([
        ('a00_03', 0, 3, '0–3 år', '0-6'), ('a04_06', 4, 6, '4–6 år', '0-6'),
        ('a07_09', 7, 9, '7–9 år', '7-12'), ('a10_12', 10, 12, '10–12 år', '7-12'),
        ('a13_14', 13, 14, '13–14 år', '13-17'), ('a15_17', 15, 17, '15–17 år', '13-17'),
        ('a18_20', 18, 20, '18–20 år', '18-20'),
    ]) }}
{%- endmacro %}

{% macro aldersgrupp(alder) -%}
    case
        {%- for kod, fran, till, text, stratum in aldersband() %}
        when {{ alder }} between {{ fran }} and {{ till }} then '{{ kod }}'
        {%- endfor %}
        else 'okand'
    end
{%- endmacro %}

{# Banden som rader, för dimensionen. #}
{% macro aldersgrupper() -%}
    {%- for kod, fran, till, text, stratum in aldersband() %}
    select
        '{{ kod }}' as aldersgrupp
        , '{{ text }}' as text
        , {{ fran }} as alder_fran
        , {{ till }} as alder_till
        , '{{ stratum }}' as stratum
    {{ 'union all' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
