-- Grain: en rad per enhet, period och värde av en uppdelning
with rader as (
    select
        a.ansvarig_enhet_kod as enhet_kod
        , p.period
        , a.kon
        , {{ aldersgrupp('year(p.fran) - a.fodelsear') }} as aldersgrupp
        , case
            when a.beslut is null or a.beslutsdatum is null then 'sen'
            when a.beslutsdatum <= a.sista_beslutsdag then 'i_tid'
            when a.synnerliga_skal then 'sen_synnerliga_skal'
            else 'sen'
        end as bedomning
        , a.barn_id
        , a.hushall_id
        , bedomning = 'i_tid' as i_taljare
    from {{ ref('fct_aktualiseringar') }} as a
    inner join {{ periodens_dagar() }} as p
        on a.inkommen_datum = p.dag
        and {{ i_perioder() }}
    where
        a.kraver_beslut
        and a.ar_mogen
)

, raknade as (
    {{ rakna_celler('rader', ['kon', 'alder']) }}
)

, fordelade as (
    {{ fordela_celler('rader', 'bedomning') }}
)

, celler as (
    select * from raknade
    union all
    select * from fordelade
)

{{ matt_rader('celler', mognar='p.till + ' ~ parameter('forhandsbedomningstid')) }}
