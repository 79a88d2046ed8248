{# Räknar rader till celler, för varje enhet och för staden, utan och med uppdelningar.

   rader        CTE med enhet_kod, period, barn_id, hushall_id, i_taljare och uppdelningarnas kolumner
   dimensioner  {dimensionens namn: kolumn}
   Staden räknas, den summeras inte: ett barn i två stadsdelar är ett barn i staden. #}
{% macro rakna_celler(rader, dimensioner={}) %}
    select
        case when grouping(enhet_kod) = 1 then 'stad' else enhet_kod end as enhet_kod
        , period
        , {% for namn, kolumn in dimensioner.items() -%}
        case when grouping({{ kolumn }}) = 0 then '{{ namn }}' else {% endfor -%}
        '' {{ 'end ' * dimensioner | length }}as dimension
        , {% for kolumn in dimensioner.values() -%}
        case when grouping({{ kolumn }}) = 0 then {{ kolumn }} else {% endfor -%}
        '' {{ 'end ' * dimensioner | length }}as varde
        , count(*) filter (where i_taljare) as taljare
        , count(*) as namnare
        , count(distinct barn_id) filter (where i_taljare) as antal_barn
        , count(distinct barn_id) filter (where not i_taljare) as antal_barn_ovriga
        , count(distinct hushall_id) filter (where i_taljare) as antal_hushall
        , count(distinct hushall_id) filter (where not i_taljare) as antal_hushall_ovriga
    from {{ rader }}
    group by grouping sets (
        (enhet_kod, period), (period)
        {%- for kolumn in dimensioner.values() %}
        , (enhet_kod, period, {{ kolumn }}), (period, {{ kolumn }})
        {%- endfor %}
    )
{% endmacro %}

{# Måttets rader: en för varje enhet, period och värde som kan finnas, också där inget räknades.

   celler       CTE från rakna_celler eller med samma kolumner
   slag         periodslag ur dim_period
   slag_enheter enheternas slag
   varden       CTE (dimension, varde) över alla värden; '' för helheten
   mognad       'fordrojd' = perioden och registreringens fördröjning ska ha gått, 'dag' = dagen
   har_namnare  false för rena antal
   strukturell  CTE (enhet_kod, period, dimension, varde): kan inte förekomma
   hinder       CTE (enhet_kod, period, orsak): kan inte beräknas #}
{% macro matt_rader(
    matt_id, celler, slag, slag_enheter=['stadsdelsnamnd', 'central', 'okand', 'stad'],
    varden=none, mognad='fordrojd', har_namnare=true, strukturell=none, hinder=none
) %}
    select
        '{{ matt_id }}' as matt_id
        , e.enhet_kod
        , p.period
        , {{ 'v.dimension' if varden else "''" }} as dimension
        , {{ 'v.varde' if varden else "''" }} as varde
        , coalesce(c.taljare, 0)::bigint as taljare
        , {{ 'coalesce(c.namnare, 0)' if har_namnare else 'null' }}::bigint as namnare
        , coalesce(c.antal_barn, 0)::bigint as antal_barn
        , {{ 'coalesce(c.antal_barn_ovriga, 0)' if har_namnare else 'null' }}::bigint
            as antal_barn_ovriga
        , coalesce(c.antal_hushall, 0)::bigint as antal_hushall
        , {{ 'coalesce(c.antal_hushall_ovriga, 0)' if har_namnare else 'null' }}::bigint
            as antal_hushall_ovriga
        , coalesce(
            p.till
            {%- if mognad == 'fordrojd' %} + (
                select varde::integer
                from {{ ref('dim_policy') }}
                where parameter = 'registreringsfordrojning'
            ){% endif %} <= e.uttagsdatum, false
        ) as ar_mogen
        , {{ 's.enhet_kod is not null and coalesce(c.taljare, 0) = 0' if strukturell else 'false' }}
            as ar_strukturell_nolla
        , case
            when not e.har_levererat and e.slag in ('stad', 'okand') then 'ofullstandigt'
            when not e.har_levererat then 'ej_levererat'
            {%- if hinder %}
            else h.orsak
            {%- endif %}
        end as saknas_orsak
    from {{ ref('dim_enhet') }} as e
    inner join {{ ref('dim_period') }} as p
        on p.slag in ('{{ slag | join("', '") }}')
    {%- if varden %}
    cross join {{ varden }} as v
    {%- endif %}
    left join {{ celler }} as c
        on e.enhet_kod = c.enhet_kod
        and p.period = c.period
        {%- if varden %}
        and v.dimension = c.dimension
        and v.varde = c.varde
        {%- endif %}
    {%- if strukturell %}
    left join {{ strukturell }} as s
        on e.enhet_kod = s.enhet_kod
        and p.period = s.period
        and v.dimension = s.dimension
        and v.varde = s.varde
    {%- endif %}
    {%- if hinder %}
    left join {{ hinder }} as h
        on e.enhet_kod = h.enhet_kod
        and p.period = h.period
    {%- endif %}
    where e.slag in ('{{ slag_enheter | join("', '") }}')
{% endmacro %}

{# För varje enhet, period och värde: hur många som bara har det värdet (barn eller hushåll). #}
{% macro rakna_bara_ett_varde(rader, id, kolumn) %}
    select
        enhet_kod
        , period
        , enda_varde
        , count(*) as antal
    from (
        select
            case when grouping(enhet_kod) = 1 then 'stad' else enhet_kod end as enhet_kod
            , period
            , min({{ kolumn }}) as enda_varde
        from {{ rader }}
        group by grouping sets ((enhet_kod, period, {{ id }}), (period, {{ id }}))
        having count(distinct {{ kolumn }}) = 1
    ) as enda
    group by enhet_kod, period, enda_varde
{% endmacro %}
