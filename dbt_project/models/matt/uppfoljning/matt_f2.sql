-- Grain: en rad per enhet, period och värde av en uppdelning
with rader as (
    select
        t.ansvarig_enhet_kod as enhet_kod
        , p.period
        , {{ rad_uppdelningar('t', 'year(p.fran)') }}
        , t.barn_id
        , t.hushall_id
        , t.ar_i_tid as i_taljare
    from {{ ref('fct_uppfoljningstillfallen') }} as t
    inner join {{ periodens_dagar() }} as p
        on t.forfallodatum = p.dag
        and {{ i_perioder() }}
    where t.ar_mogen and t.ar_under_insatsen
)

, celler as (
    {{ rakna_celler('rader', ['kon', 'alder', 'kategori', 'regi', 'lagrum']) }}
)

{{ matt_rader('celler', mognar='p.till + ' ~ parameter('uppfoljningsfrist')) }}
