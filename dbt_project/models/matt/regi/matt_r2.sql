-- Grain: en rad per enhet, period och värde av regi
with rader as (
    select
        b.beslutande_enhet_kod as enhet_kod
        , p.period
        , b.regi_kod
        , b.barn_id
        , b.hushall_id
    from {{ ref('fct_beslut') }} as b
    inner join {{ ref('dim_period') }} as p
        on b.beslutsdatum between p.fran and p.till
        and {{ i_perioder() }}
)

, celler as (
    {{ fordela_celler('rader', 'regi') }}
)

{{ matt_rader('celler', helhet=false) }}
