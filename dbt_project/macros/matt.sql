{# Måttens rader. Måttets YAML säger id, perioder, uppdelningar och form; här står bara räknandet. #}

{# Måttets YAML. dbt ger den inte till ett enhetstest: där gäller alla perioder och uppdelningar som
   testet skickar med, id står i modellens namn, och nämnaren skrivs ut även för rena antal. #}
{% macro mattets_meta() -%}
    {%- if model.resource_type == 'unit_test' -%}
        {{ return({
            'id': model.tested_node_unique_id.split('_') | last | upper,
            'form': none, 'perioder': none, 'uppdelningar': none,
        }) }}
    {%- endif -%}
    {{ return(model.config.meta) }}
{%- endmacro %}

{# Måttets rader: en för varje enhet, period och värde som kan finnas, också där inget räknades.
   Kvartalen har bara helheten: de är till för styrdiagram, och finare vore för få barn.

   celler       CTE med kolumnerna från rakna_celler
   slag_enheter enheternas slag
   helhet       om måttet också har en rad utan uppdelning
   mognar       SQL: dagen då en period p är hel för måttet (registreringens fördröjning kommer till)
   fordrojning  om registreringens fördröjning ska ha gått
   strukturell  CTE (enhet_kod, period, dimension, varde): kan inte förekomma
   hinder       CTE (enhet_kod, period, orsak): kan inte beräknas #}
{% macro matt_rader(
    celler, slag_enheter=['stadsdelsnamnd', 'central', 'okand', 'stad'], helhet=true,
    mognar='p.till', fordrojning=true, strukturell=none, hinder=none
) %}
    {%- set meta = mattets_meta() %}
    {%- set rena_antal = meta.form == 'antal' %}
    select
        '{{ meta.id }}' as matt_id
        , e.enhet_kod
        , p.period
        , v.dimension
        , v.varde
        , coalesce(c.taljare, 0)::decimal(18, 2) as taljare
        , {{ 'null' if rena_antal else 'coalesce(c.namnare, 0)' }}::decimal(18, 2) as namnare
        , coalesce(c.antal_barn, 0)::bigint as antal_barn
        , {{ 'null' if rena_antal else 'coalesce(c.antal_barn_ovriga, 0)' }}::bigint
            as antal_barn_ovriga
        , coalesce(c.antal_hushall, 0)::bigint as antal_hushall
        , {{ 'null' if rena_antal else 'coalesce(c.antal_hushall_ovriga, 0)' }}::bigint
            as antal_hushall_ovriga
        , coalesce(
            {{ mognar }}
            {%- if fordrojning %} + {{ parameter('registreringsfordrojning') }}{% endif %}
            <= e.uttagsdatum, false
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
        on {{ i_perioder() }}
    cross join (
        select
            dimension
            , varde
        from {{ ref('dim_uppdelning') }}
        {%- if meta.uppdelningar is not none %}
        where dimension in ('{{ meta.uppdelningar | join("', '") }}')
        {%- endif %}
        {%- if helhet %}
        union all
        select
            '' as dimension
            , '' as varde
        {%- endif %}
    ) as v
    left join {{ celler }} as c
        on e.enhet_kod = c.enhet_kod
        and p.period = c.period
        and v.dimension = c.dimension
        and v.varde = c.varde
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
    where
        e.slag in ('{{ slag_enheter | join("', '") }}')
        and (v.dimension = '' or p.slag <> 'kvartal')
{% endmacro %}

{# Gällande värde av en parameter i policyn, som heltal. #}
{% macro parameter(namn) -%}
    (select varde::integer from {{ ref('dim_policy') }} where parameter = '{{ namn }}')
{%- endmacro %}

{# Perioderna, en rad för varje dag i dem: en händelse hittar sina perioder på sin dag. (Likhet
   kopplas flera gånger snabbare än ett intervall.) #}
{% macro periodens_dagar() -%}
    (
        select
            *
            , unnest(range(fran, till + 1, interval 1 day))::date as dag
        from {{ ref('dim_period') }}
    )
{%- endmacro %}

{# Perioderna som måttet redovisas för, i ett villkor på dim_period p. #}
{% macro i_perioder() -%}
    {%- set perioder = mattets_meta().perioder -%}
    {%- if perioder is none %}true{% else %}p.slag in ('{{ perioder | join("', '") }}'){% endif -%}
{%- endmacro %}

{# Uppdelningarnas kolumner ur ett beslut; åldern är det kalenderårets (fälla 34). #}
{% macro rad_uppdelningar(beslut, ar) -%}
    {{ beslut }}.kon
        , {{ aldersgrupp(ar ~ ' - ' ~ beslut ~ '.fodelsear') }} as aldersgrupp
        , {{ beslut }}.kategori_kod
        , {{ beslut }}.regi_kod
        , {{ beslut }}.lagrum
{%- endmacro %}

{# Var olika barn inte går att räkna: före andra leveransåret, och i staden om nycklarna skiljer sig.

   overallt  om samma barn behövs i flera stadsdelar också för en stadsdels tal (fälla 42) #}
{% macro hinder_for_barn(overallt=false) %}
    select
        e.enhet_kod
        , p.period
        , case
            when p.fran < make_date({{ var('forsta_ar') }} + 1, 1, 1) then 'fore_leveransernas_borjan'
            else 'olika_nycklar'
        end as orsak
    from {{ ref('dim_enhet') }} as e
    inner join {{ ref('dim_period') }} as p on {{ i_perioder() }}
    cross join (
        select count(distinct nyckel_id) as antal
        from {{ ref('dim_leverans') }}
    ) as nycklar
    where
        p.fran < make_date({{ var('forsta_ar') }} + 1, 1, 1)
        or (nycklar.antal > 1 {{ '' if overallt else "and e.slag = 'stad'" }})
{% endmacro %}
