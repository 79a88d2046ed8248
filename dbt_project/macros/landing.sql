{# De gällande leveransernas rader, med leveransens enhet och uttagsdatum. #}
{# En deltaleverans rad går före samma nyckel (i modellens YAML) i en tidigare leverans. #}
{% macro landing(tabell) %}
    select
        rad.* exclude (leverans_id, fil, rad)
        , rad.leverans_id
        , lev.enhet_kod as leverans_enhet_kod
        , lev.uttagsdatum
    from {{ lasta_filer(tabell) }} as rad
    inner join {{ ref('stg_leveranser') }} as lev on rad.leverans_id = lev.leverans_id
    where not exists (
        select 1
        from {{ lasta_filer(tabell) }} as nyare
        inner join {{ ref('stg_leveranser') }} as nyare_lev
            on nyare.leverans_id = nyare_lev.leverans_id
        where nyare_lev.typ = 'delta'
            and nyare_lev.enhet_kod = lev.enhet_kod
            and nyare_lev.ordning > lev.ordning
            {%- for kolumn in model.config.meta.nyckel %}
            and nyare.{{ kolumn }} = rad.{{ kolumn }}
            {%- endfor %}
    )
{% endmacro %}

{# Alla filer för en tabell; en tom fil med kontraktets kolumner finns alltid. #}
{% macro lasta_filer(tabell) -%}
    read_parquet('gallande/{{ tabell }}/*.parquet', union_by_name = true)
{%- endmacro %}

{# Kolumnerna som modellens YAML räknar upp, i den ordningen. #}
{% macro modellens_kolumner() -%}
    {%- for kolumn in model.columns %}{{ ", " if not loop.first }}{{ kolumn }}{% endfor -%}
{%- endmacro %}
