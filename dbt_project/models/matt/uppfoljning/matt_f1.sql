-- Grain: en rad per enhet och period
with rader as (
    select
        f.ansvarig_enhet_kod as enhet_kod
        , p.period
        , f.barn_id
        , f.hushall_id
        , f.ar_i_tid as i_taljare
    from {{ ref('fct_forsta_uppfoljning') }} as f
    inner join {{ ref('dim_period') }} as p
        on f.forfallodatum between p.fran and p.till
        and {{ i_perioder() }}
    where f.ar_mogen
)

, celler as (
    {{ rakna_celler('rader') }}
)

{{ matt_rader('celler') }}
