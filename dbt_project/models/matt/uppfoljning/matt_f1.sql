-- Grain: en rad per enhet, period och värde av en uppdelning
with rader as (
    select
        f.ansvarig_enhet_kod as enhet_kod
        , p.period
        , {{ rad_uppdelningar('f', 'year(p.fran)') }}
        , f.barn_id
        , f.hushall_id
        , f.ar_i_tid as i_taljare
    from {{ ref('fct_forsta_uppfoljning') }} as f
    inner join {{ periodens_dagar() }} as p
        on f.forfallodatum = p.dag
        and {{ i_perioder() }}
    where f.ar_mogen and f.ar_under_insatsen
)

, celler as (
    {{ rakna_celler('rader', ['kon', 'alder', 'kategori', 'regi', 'lagrum']) }}
)

{{ matt_rader('celler') }}
