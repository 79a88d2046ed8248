-- Grain: en rad per enhet, period och värde av en uppdelning
with rader as (
    select
        b.beslutande_enhet_kod as enhet_kod
        , p.period
        , {{ rad_uppdelningar('b', 'year(p.fran)') }}
        , b.barn_id
        , b.hushall_id
        , b.ar_egen_regi as i_taljare
    from {{ ref('fct_beslut') }} as b
    inner join {{ ref('dim_period') }} as p
        on b.beslutsdatum between p.fran and p.till
        and {{ i_perioder() }}
)

, celler as (
    {{ rakna_celler('rader', ['kon', 'alder', 'kategori', 'lagrum']) }}
)

{{ matt_rader('celler') }}
