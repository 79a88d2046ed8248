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

{# Kolumnen som en uppdelning räknas efter; de flesta heter som uppdelningen. #}
{% macro kolumn(dimension) -%}
    {{ {'alder': 'aldersgrupp', 'kategori': 'kategori_kod', 'regi': 'regi_kod',
        'insatstyp': 'insatstyp_kod'}.get(dimension, dimension) }}
{%- endmacro %}

{# Räknar rader till celler, för varje enhet och för staden, utan och med uppdelningar.

   rader        CTE med enhet_kod, period, barn_id, hushall_id, i_taljare och uppdelningarnas kolumner
   dimensioner  uppdelningarnas namn
   Staden räknas, den summeras inte: ett barn i två stadsdelar är ett barn i staden.
   Barn, hushåll och celler skiljs åt på 64 bitar: hela texter tar fyra gånger längre tid, och att
   två av stadens 50 000 barn delar bitar händer en gång på tio miljarder byggen. #}
{% macro rakna_celler(rader, dimensioner=[]) %}
    with nycklar as materialized (
        select
            *
            , hash(period) as stadens_nyckel
            , hash(period, enhet_kod) as enhetens_nyckel
            , hash(barn_id) as barn
            , hash(hushall_id) as hushall
        from {{ rader }}
    )
    {% for enhet, nyckel in [('any_value(enhet_kod)', 'enhetens_nyckel'), ("'stad'", 'stadens_nyckel')] %}
    {%- set yttre_sista = loop.last -%}
    {%- for namn in [''] + dimensioner %}
    select
        {{ enhet }} as enhet_kod
        , any_value(period) as period
        , '{{ namn }}' as dimension
        , {{ 'any_value(' ~ kolumn(namn) ~ ')' if namn else "''" }} as varde
        , count(*) filter (where i_taljare) as taljare
        , count(*) as namnare
        {%- for vem in ['barn', 'hushall'] %}
        , count(distinct {{ vem }}) filter (where i_taljare) as antal_{{ vem }}
        , {% if mattets_meta().form == 'antal' %}null{% else -%}
        count(distinct {{ vem }}) filter (where not i_taljare){% endif %} as antal_{{ vem }}_ovriga
        {%- endfor %}
    from nycklar
    group by hash({{ nyckel }}{{ ', ' ~ kolumn(namn) if namn }})
    {{ 'union all' if not (loop.last and yttre_sista) }}
    {%- endfor %}
    {%- endfor %}
{% endmacro %}

{# Fördelar rader på en uppdelnings värden: täljaren är värdets rader, nämnaren alla rader.

   rader      CTE med enhet_kod, period, barn_id, hushall_id och uppdelningens kolumn
   På andra sidan står de som har minst en rad med ett annat värde. #}
{% macro fordela_celler(rader, dimension) %}
    with alla as (
        select
            case when grouping(enhet_kod) = 1 then 'stad' else enhet_kod end as enhet_kod
            , period
            , case when grouping({{ kolumn(dimension) }}) = 0 then {{ kolumn(dimension) }} end as varde
            , count(*) as rader
            , count(distinct barn_id) as barn
            , count(distinct hushall_id) as hushall
        from {{ rader }}
        group by grouping sets (
            (enhet_kod, period), (period)
            , (enhet_kod, period, {{ kolumn(dimension) }}), (period, {{ kolumn(dimension) }})
        )
    )

    , enda_barn as (
        {{ rakna_bara_ett_varde(rader, 'barn_id', kolumn(dimension)) }}
    )

    , enda_hushall as (
        {{ rakna_bara_ett_varde(rader, 'hushall_id', kolumn(dimension)) }}
    )

    select
        hel.enhet_kod
        , hel.period
        , '{{ dimension }}' as dimension
        , v.varde
        , coalesce(del.rader, 0) as taljare
        , hel.rader as namnare
        , coalesce(del.barn, 0) as antal_barn
        , hel.barn - coalesce(enda_barn.antal, 0) as antal_barn_ovriga
        , coalesce(del.hushall, 0) as antal_hushall
        , hel.hushall - coalesce(enda_hushall.antal, 0) as antal_hushall_ovriga
    from alla as hel
    inner join {{ ref('dim_uppdelning') }} as v on v.dimension = '{{ dimension }}'
    left join alla as del
        on hel.enhet_kod = del.enhet_kod
        and hel.period = del.period
        and v.varde = del.varde
    left join enda_barn
        on hel.enhet_kod = enda_barn.enhet_kod
        and hel.period = enda_barn.period
        and v.varde = enda_barn.enda_varde
    left join enda_hushall
        on hel.enhet_kod = enda_hushall.enhet_kod
        and hel.period = enda_hushall.period
        and v.varde = enda_hushall.enda_varde
    where hel.varde is null
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

{# Beskriver ett tal per rad: täljaren är statistikan (för medel summan), nämnaren antalet rader.

   rader      CTE med enhet_kod, period, barn_id, hushall_id och talet
   statistik  {värde av uppdelningen: 'medel' eller en kvantil mellan 0 och 1}
   En kvantil är det minsta tal som minst den andelen av raderna inte överstiger. #}
{% macro beskriv_celler(rader, tal, statistik, dimension='statistik') %}
    {% for varde, vad in statistik.items() %}
    select
        case when grouping(enhet_kod) = 1 then 'stad' else enhet_kod end as enhet_kod
        , period
        , '{{ dimension }}' as dimension
        , '{{ varde }}' as varde
        , {{ 'sum(' ~ tal ~ ')' if vad == 'medel' else 'quantile_disc(' ~ tal ~ ', ' ~ vad ~ ')' }}
            as taljare
        , count({{ tal }}) as namnare
        , count(distinct barn_id) as antal_barn
        , 0 as antal_barn_ovriga
        , count(distinct hushall_id) as antal_hushall
        , 0 as antal_hushall_ovriga
    from {{ rader }}
    where {{ tal }} is not null
    group by grouping sets ((enhet_kod, period), (period))
    {{ 'union all' if not loop.last }}
    {% endfor %}
{% endmacro %}

{# Måttets rader: en för varje enhet, period och värde som kan finnas, också där inget räknades.

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
    where e.slag in ('{{ slag_enheter | join("', '") }}')
{% endmacro %}

{# Gällande värde av en parameter i policyn, som heltal. #}
{% macro parameter(namn) -%}
    (select varde::integer from {{ ref('dim_policy') }} where parameter = '{{ namn }}')
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
