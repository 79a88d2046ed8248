-- Grain: en rad per enhet, period och värde av en uppdelning
with placerade as (
    select
        b.ansvarig_enhet_kod as enhet_kod
        , p.period
        , p.fran
        , p.till
        , {{ rad_uppdelningar('b', 'year(p.fran)') }}
        , b.barn_id
        , b.hushall_id
    from {{ ref('fct_beslut') }} as b
    inner join {{ ref('dim_period') }} as p
        on b.beslutsdatum <= p.till
        and coalesce(b.slutdatum, date '9999-12-31') >= p.fran
        and {{ i_perioder() }}
    where b.placering in ('jourhem', 'familjehem')
)

-- Vilken insats som helst, hos vilken nämnd som helst.
, med_insats as (
    select distinct
        placerade.period
        , placerade.barn_id
    from placerade
    inner join {{ ref('fct_beslut') }} as b
        on placerade.barn_id = b.barn_id
        and placerade.till >= b.startdatum
        and placerade.fran <= coalesce(b.slutdatum, date '9999-12-31')
)

, rader as (
    select
        placerade.*
        , med_insats.barn_id is not null as i_taljare
    from placerade
    left join med_insats
        on placerade.period = med_insats.period
        and placerade.barn_id = med_insats.barn_id
)

, raknade as (
    {{ rakna_celler('rader', ['kon', 'alder']) }}
)

-- Ett barn står på en sida i en period, så barnen summerar till nämnaren.
, celler as (
    select
        enhet_kod
        , period
        , dimension
        , varde
        , antal_barn as taljare
        , antal_barn + antal_barn_ovriga as namnare
        , antal_barn
        , antal_barn_ovriga
        , antal_hushall
        , antal_hushall_ovriga
    from raknade
)

, hinder as (
    {{ hinder_for_barn(overallt=true) }}
)

{{ matt_rader('celler', hinder='hinder') }}
