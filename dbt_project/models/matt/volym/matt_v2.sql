-- Grain: en rad per enhet och period
with rader as (
    select
        b.ansvarig_enhet_kod as enhet_kod
        , p.period
        , b.barn_id
        , b.hushall_id
        , true as i_taljare
    from {{ ref('fct_beslut') }} as b
    inner join {{ ref('dim_period') }} as p
        on b.startdatum <= p.till
        and coalesce(b.slutdatum, date '9999-12-31') >= p.fran
        and p.slag in ('ar', 'halvar', 'kvartal')
)

, raknade as (
    {{ rakna_celler('rader') }}
)

, celler as (
    select * replace (antal_barn as taljare)
    from raknade
)

{# Olika nycklar i leveranserna: samma barn går inte att känna igen mellan stadsdelar. #}
, nycklar as (
    select count(distinct nyckel_id) as antal
    from {{ ref('dim_leverans') }}
)

, hinder as (
    select
        e.enhet_kod
        , p.period
        , case
            when p.fran < make_date({{ var('forsta_ar') }} + 1, 1, 1) then 'fore_leveransernas_borjan'
            else 'olika_nycklar'
        end as orsak
    from {{ ref('dim_enhet') }} as e
    inner join {{ ref('dim_period') }} as p on p.slag in ('ar', 'halvar', 'kvartal')
    cross join nycklar
    where
        p.fran < make_date({{ var('forsta_ar') }} + 1, 1, 1)
        or (e.slag = 'stad' and nycklar.antal > 1)
)

{{ matt_rader(
    'V2', 'celler', ['ar', 'halvar', 'kvartal'], har_namnare=false, hinder='hinder'
) }}
