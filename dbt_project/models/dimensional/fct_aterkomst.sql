-- Grain: en rad per barn och dag då barnets alla insatser och utredningar var avslutade
-- En insats är öppen från beslutet, eller från slutet på utredningen som den beslutades i: annars
-- vore varje barn avslutat mellan utredningen och insatsen (fälla 24).
with tider as (
    select
        b.barn_id
        , b.hushall_id
        , b.kon
        , b.fodelsear
        , b.ansvarig_enhet_kod
        , false as ar_utredning
        , least(b.beslutsdatum, b.startdatum, u.avslutad_datum) as fran
        , coalesce(b.slutdatum, date '9999-12-31') as till
    from {{ ref('fct_beslut') }} as b
    left join {{ ref('fct_utredningar') }} as u on b.utredning_id = u.utredning_id
    union all
    select
        barn_id
        , hushall_id
        , kon
        , fodelsear
        , ansvarig_enhet_kod
        , true as ar_utredning
        , inledd_datum as fran
        , coalesce(avslutad_datum, date '9999-12-31') as till
    from {{ ref('fct_utredningar') }}
)

-- I ordning efter början: allt är slut när nästa börjar senare än dagen efter det som slutar sist.
, i_ordning as (
    select
        barn_id
        , max(till) over hittills as avslutad_dag
        , lead(fran) over ordning as nasta_fran
        , min(fran) filter (where ar_utredning) over darefter as nasta_utredning
    from tider
    where till >= fran
    window
        ordning as (partition by barn_id order by fran, till)
        , hittills as (
            partition by barn_id
            order by fran, till
            rows between unbounded preceding and current row
        )
        , darefter as (
            partition by barn_id
            order by fran, till
            rows between 1 following and unbounded following
        )
)

, avslut as (
    select *
    from i_ordning
    where
        avslutad_dag < date '9999-12-31'
        and coalesce(nasta_fran > avslutad_dag + 1, true)
)

-- Det som slutade sist avgör nämnden; samma dag går insatsen före, sedan nämndens kod.
, med_det_sista as (
    select
        avslut.barn_id
        , avslut.avslutad_dag
        , avslut.nasta_utredning
        , min({
            'ar_utredning': tider.ar_utredning, 'enhet_kod': tider.ansvarig_enhet_kod
            , 'hushall_id': tider.hushall_id, 'fodelsear': tider.fodelsear, 'kon': tider.kon
        }) as sista
        , {{ lagg_till_manader('avslut.avslutad_dag', parameter('aterkomsttid')) }} as foljs_till
    from avslut
    inner join tider
        on avslut.barn_id = tider.barn_id
        and avslut.avslutad_dag = tider.till
    where tider.till >= tider.fran
    group by avslut.barn_id, avslut.avslutad_dag, avslut.nasta_utredning
)

select
    a.barn_id
    , a.sista.hushall_id
    , a.sista.kon
    , a.sista.fodelsear
    , a.sista.enhet_kod as ansvarig_enhet_kod
    , a.avslutad_dag
    , a.nasta_utredning
    , coalesce(a.nasta_utredning <= a.foljs_till, false) as har_aterkommit
    -- Barnet kan återkomma hos vilken nämnd som helst: det äldsta uttaget avgör.
    , a.foljs_till + {{ parameter('registreringsfordrojning') }} <= (
        select uttagsdatum
        from {{ ref('dim_enhet') }}
        where slag = 'stad'
    ) as ar_mogen
from med_det_sista as a
