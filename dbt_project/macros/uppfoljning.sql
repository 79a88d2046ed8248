{# Uppföljningarnas klocka: policyns intervall, planens eget datum och det fasta schemat (fälla 52). #}

{# Villkoret som hittar policyns intervall för en grupp av insatser på en dag. #}
{% macro policy_galler(policy, grupp, dag) -%}
    {{ policy }}.insats_grupp = {{ grupp }}
        and {{ dag }} >= {{ policy }}.gallande_fran
        and {{ dag }} <= coalesce({{ policy }}.gallande_till, date '9999-12-31')
{%- endmacro %}

{# Planens eget datum om det är senare än dagen som räknas från, annars policyns förfallodag. #}
{% macro forfallodag(planens_datum, fran, policyns) -%}
    case when {{ planens_datum }} > {{ fran }} then {{ planens_datum }} else {{ policyns }} end
{%- endmacro %}

{# Dagen före nästa version: en version gäller tills nästa upprättas. (Flera gånger snabbare än asof.) #}
{% macro plan_galler_till(beslut, upprattad) -%}
    coalesce(
            lead({{ upprattad }}) over (partition by {{ beslut }} order by {{ upprattad }}) - 1
            , date '9999-12-31'
        )
{%- endmacro %}

{# Det fasta schemats tillfällen: starten plus ett, två, tre … intervall.

   forsta  CTE med första tillfället: beslut_id, startdatum, intervall_manader,
           policy_forfallodatum, forfallodatum, ar_fran_plan, och två dagar: schemat behövs till
           `till`, planer efter `plan_till` är inte kända
   planer  CTE med beslut_id, upprattad_datum, nasta_uppfoljning, galler_till
   En plans datum flyttar bara det tillfälle som det ligger närmast, så ordningen består. #}
{% macro fasta_tillfallen(forsta, planer) %}
    with numrerade as (
        select
            *
            , unnest(range(2, datediff('month', startdatum, till) // intervall_manader + 4)) as nr
        from {{ forsta }}
    )

    , senare as (
        select
            beslut_id
            , startdatum
            , forfallodatum as forsta_forfallodatum
            , {{ lagg_till_manader('startdatum', '((nr - 1) * intervall_manader)::integer') }} as fore
            , {{ lagg_till_manader('startdatum', '(nr * intervall_manader)::integer') }}
                as policy_forfallodatum
            , {{ lagg_till_manader('startdatum', '((nr + 1) * intervall_manader)::integer') }} as efter
            , least(
                {{ lagg_till_manader('startdatum', '(nr * intervall_manader)::integer') }}, plan_till
            ) as senaste_plandag
        from numrerade
    )

    , flyttade as (
        select
            senare.*
            , coalesce(
                plan.nasta_uppfoljning - senare.fore
                > senare.policy_forfallodatum - plan.nasta_uppfoljning
                and plan.nasta_uppfoljning - senare.policy_forfallodatum
                <= senare.efter - plan.nasta_uppfoljning
                , false
            ) as ar_fran_plan
            , plan.nasta_uppfoljning
        from senare
        left join {{ planer }} as plan
            on senare.beslut_id = plan.beslut_id
            and senare.senaste_plandag between plan.upprattad_datum and plan.galler_till
    )

    , alla as (
        select
            beslut_id
            , startdatum
            , policy_forfallodatum
            , forfallodatum
            , ar_fran_plan
        from {{ forsta }}
        union all
        select
            beslut_id
            , startdatum
            , policy_forfallodatum
            , case when ar_fran_plan then nasta_uppfoljning else policy_forfallodatum end
                as forfallodatum
            , ar_fran_plan
        from flyttade
        where
            case when ar_fran_plan then nasta_uppfoljning else policy_forfallodatum end
            > forsta_forfallodatum
    )

    select
        beslut_id
        , row_number() over tillfallen as ordning
        , coalesce(lag(forfallodatum) over tillfallen, startdatum) as ankardatum
        , policy_forfallodatum
        , forfallodatum
        , ar_fran_plan
    from alla
    window tillfallen as (partition by beslut_id order by forfallodatum)
{% endmacro %}
