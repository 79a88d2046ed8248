-- Grain: en rad per enhet, period och värde av en uppdelning
with rader as (
    select
        u.ansvarig_enhet_kod as enhet_kod
        , p.period
        , u.kon
        , {{ aldersgrupp('year(p.fran) - u.fodelsear') }} as aldersgrupp
        , case when u.har_insats then 'insats' else coalesce(u.utfall, 'okand') end as utfall
        , u.barn_id
        , u.hushall_id
        , u.har_insats as i_taljare
    from {{ ref('fct_utredningar') }} as u
    inner join {{ periodens_dagar() }} as p
        on u.avslutad_datum = p.dag
        and {{ i_perioder() }}
)

, raknade as (
    {{ rakna_celler('rader', ['kon', 'alder']) }}
)

, fordelade as (
    {{ fordela_celler('rader', 'utfall') }}
)

, celler as (
    select * from raknade
    union all
    select * from fordelade
)

{{ matt_rader('celler') }}
