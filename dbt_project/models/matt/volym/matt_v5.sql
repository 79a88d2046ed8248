-- Grain: en rad per enhet, period och skede
with rader as (
    select
        i.ansvarig_enhet_kod as enhet_kod
        , p.period
        , 'paborjade' as skede
        , i.barn_id
        , i.hushall_id
        , true as i_taljare
    from {{ ref('fct_insatser') }} as i
    inner join {{ periodens_dagar() }} as p
        on i.startdatum = p.dag
        and {{ i_perioder() }}
    union all
    select
        i.ansvarig_enhet_kod as enhet_kod
        , p.period
        , 'pagaende' as skede
        , i.barn_id
        , i.hushall_id
        , true as i_taljare
    from {{ ref('fct_insatser') }} as i
    inner join {{ ref('dim_period') }} as p
        on p.till between i.startdatum and coalesce(i.slutdatum, date '9999-12-31')
        and {{ i_perioder() }}
    union all
    select
        i.ansvarig_enhet_kod as enhet_kod
        , p.period
        , 'avslutade' as skede
        , i.barn_id
        , i.hushall_id
        , true as i_taljare
    from {{ ref('fct_insatser') }} as i
    inner join {{ periodens_dagar() }} as p
        on i.slutdatum = p.dag
        and {{ i_perioder() }}
)

, celler as (
    {{ rakna_celler('rader', ['skede']) }}
)

, hinder as (
    {{ hinder_for_barn(overallt=true) }}
)

{{ matt_rader('celler', helhet=false, hinder='hinder') }}
