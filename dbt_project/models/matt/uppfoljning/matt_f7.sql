-- Grain: en rad per enhet, period och deltagare, och för barnet per åldersgrupp
with moten as (
    select
        u.ansvarig_enhet_kod as enhet_kod
        , p.period
        , {{ aldersgrupp('year(p.fran) - u.fodelsear') }} as barn_alder
        , u.barn_id
        , u.hushall_id
        , u.deltog_barn
        , u.deltog_vardnadshavare
        , u.deltog_utforare
    from {{ ref('fct_uppfoljningar') }} as u
    inner join {{ periodens_dagar() }} as p
        on u.hallen_datum = p.dag
        and {{ i_perioder() }}
)

, deltagande as (
    select
        moten.enhet_kod
        , moten.period
        , vem.deltagare
        , moten.barn_alder
        , moten.barn_id
        , moten.hushall_id
        , case vem.deltagare
            when 'barn' then moten.deltog_barn
            when 'vardnadshavare' then moten.deltog_vardnadshavare
            else moten.deltog_utforare
        end as i_taljare
    from moten
    cross join unnest(['barn', 'vardnadshavare', 'utforare']) as vem (deltagare)
)

, kanda as (
    select *
    from deltagande
    where i_taljare is not null
)

, barnet as (
    select *
    from kanda
    where deltagare = 'barn'
)

, per_deltagare as (
    {{ rakna_celler('kanda', ['deltagare']) }}
)

, efter_alder as (
    {{ rakna_celler('barnet', ['barn_alder']) }}
)

, celler as (
    select * from per_deltagare
    union all
    select * from efter_alder
)

{{ matt_rader('celler', helhet=false) }}
