-- Grain: en rad per enhet, period och värde av en uppdelning
-- En påförd aktualisering är ett tredje utfall: inte i andelen, men alltid bredvid (fälla 19).
with inkomna as (
    select
        a.ansvarig_enhet_kod as enhet_kod
        , p.period
        , a.kon
        , {{ aldersgrupp('year(p.fran) - a.fodelsear') }} as aldersgrupp
        , a.slag
        , coalesce(a.beslut, 'ej_beslutad') as aktualisering
        , a.barn_id
        , a.hushall_id
        , aktualisering = 'inleds' as i_taljare
    from {{ ref('fct_aktualiseringar') }} as a
    inner join {{ periodens_dagar() }} as p
        on a.inkommen_datum = p.dag
        and {{ i_perioder() }}
)

, rader as (
    select *
    from inkomna
    where aktualisering in ('inleds', 'inleds_inte')
)

, raknade as (
    {{ rakna_celler('rader', ['slag', 'kon', 'alder']) }}
)

, fordelade as (
    {{ fordela_celler('inkomna', 'aktualisering') }}
)

, celler as (
    select * from raknade
    union all
    select * from fordelade
)

{{ matt_rader('celler') }}
