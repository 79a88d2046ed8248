-- Grain: en rad per enhet, period och värde av en uppdelning
-- Fyra kalendermånader, och en förlängd utredning är inte klar i tid (fälla 18 och 20).
with utredningar as (
    select
        u.*
        , {{ lagg_till_manader('u.inledd_datum', parameter('utredningstid')) }} as sista_dag
    from {{ ref('fct_utredningar') }} as u
)

, rader as (
    select
        u.ansvarig_enhet_kod as enhet_kod
        , p.period
        , u.kon
        , {{ aldersgrupp('year(p.fran) - u.fodelsear') }} as aldersgrupp
        , case
            when u.avslutad_datum <= u.sista_dag then 'i_tid'
            when u.forlangd_till is not null then 'forlangd'
            else 'sen'
        end as utredningstid
        , u.barn_id
        , u.hushall_id
        , utredningstid = 'i_tid' as i_taljare
    from utredningar as u
    inner join {{ periodens_dagar() }} as p
        on u.inledd_datum = p.dag
        and {{ i_perioder() }}
    where u.sista_dag + {{ parameter('registreringsfordrojning') }} <= u.uttagsdatum
)

, raknade as (
    {{ rakna_celler('rader', ['kon', 'alder']) }}
)

, fordelade as (
    {{ fordela_celler('rader', 'utredningstid') }}
)

, celler as (
    select * from raknade
    union all
    select * from fordelade
)

{{ matt_rader('celler', mognar=lagg_till_manader('p.till', parameter('utredningstid'))) }}
