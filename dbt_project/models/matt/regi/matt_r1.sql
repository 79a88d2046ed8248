-- Grain: en rad per enhet och period
with rader as (
    select
        b.beslutande_enhet_kod as enhet_kod
        , p.period
        , b.barn_id
        , b.hushall_id
        , b.ar_egen_regi as i_taljare
    from {{ ref('fct_beslut') }} as b
    inner join {{ ref('dim_period') }} as p
        on b.beslutsdatum between p.fran and p.till
        and p.slag in ('ar', 'halvar', 'kvartal')
)

, celler as (
    {{ rakna_celler('rader') }}
)

{{ matt_rader('R1', 'celler', ['ar', 'halvar', 'kvartal']) }}
