-- Grain: en rad per enhet, period och beskrivning av familjebehandlingen
with rader as (
    select
        i.ansvarig_enhet_kod as enhet_kod
        , p.period
        , i.barn_id
        , i.hushall_id
        , coalesce(typ.ar_manualbaserad, false) as i_taljare
        , i.slutdatum - i.startdatum + 1 as langd
        , case when i.intensitet > 0 then i.intensitet end as intensitet
        , list_distinct(string_split(i.komponenter, '+')) as delar
        , len(list_distinct(string_split(i.komponenter, '+'))) as antal_delar
    from {{ ref('fct_insatser') }} as i
    inner join {{ periodens_dagar() }} as p
        on i.slutdatum = p.dag
        and {{ i_perioder() }}
    left join {{ ref('dim_insatstyp') }} as typ on i.insatstyp_kod = typ.insatstyp_kod
    where i.kategori_kod in ('FAM', 'STF')
)

, manualbaserade as (
    {{ rakna_celler('rader') }}
)

, langder as (
    {{ beskriv_celler(
        'rader', 'langd', {'langd_p25': 0.25, 'langd_median': 0.5, 'langd_p75': 0.75}
        , 'familjebehandling'
    ) }}
)

, intensiteter as (
    {{ beskriv_celler(
        'rader', 'intensitet'
        , {'intensitet_p25': 0.25, 'intensitet_median': 0.5, 'intensitet_p75': 0.75}
        , 'familjebehandling'
    ) }}
)

, antal_komponenter as (
    {{ beskriv_celler('rader', 'antal_delar', {'komponenter_median': 0.5}, 'familjebehandling') }}
)

, per_komponent as (
    select
        rader.* replace (list_contains(rader.delar, v.varde) as i_taljare)
        , v.varde as komponent
    from rader
    cross join {{ ref('dim_uppdelning') }} as v
    where v.dimension = 'komponent' and rader.delar is not null
)

, komponenter as (
    {{ rakna_celler('per_komponent', ['komponent']) }}
)

, celler as (
    select * from manualbaserade
    union all
    select * from langder
    union all
    select * from intensiteter
    union all
    select * from antal_komponenter
    union all
    select * from komponenter
    where dimension = 'komponent'
)

, hinder as (
    {{ hinder_for_barn(overallt=true) }}
)

{{ matt_rader('celler', hinder='hinder') }}
