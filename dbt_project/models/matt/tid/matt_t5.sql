-- Grain: en rad per enhet, period och värde av en uppdelning
with planer as (
    select
        beslut_id
        , min(upprattad_datum) as forsta_plan
    from {{ ref('fct_genomforandeplaner') }}
    group by beslut_id
)

, forsta as (
    select
        plan.beslut_id
        , planer.forsta_plan
        , bool_or(plan.har_mal) as har_mal
    from {{ ref('fct_genomforandeplaner') }} as plan
    inner join planer
        on plan.beslut_id = planer.beslut_id
        and plan.upprattad_datum = planer.forsta_plan
    group by plan.beslut_id, planer.forsta_plan
)

, rader as (
    select
        b.ansvarig_enhet_kod as enhet_kod
        , p.period
        , {{ rad_uppdelningar('b', 'year(p.fran)') }}
        , b.barn_id
        , b.hushall_id
        , coalesce(forsta.forsta_plan <= b.startdatum + {{ parameter('plantid') }}, false) as i_taljare
        , b.uppdrag_datum is not null as uppdrag
        , forsta.har_mal as mal
        , b.sip
    from {{ ref('fct_beslut') }} as b
    inner join {{ periodens_dagar() }} as p
        on b.startdatum = p.dag
        and {{ i_perioder() }}
    left join forsta on b.beslut_id = forsta.beslut_id
    where
        coalesce(b.slutdatum, date '9999-12-31') >= b.startdatum + {{ parameter('plantid') }}
        and b.startdatum + {{ parameter('plantid') }} + {{ parameter('registreringsfordrojning') }}
        <= b.uttagsdatum
)

, tider as (
    select
        p.period
        , p.till
        , {{ lagg_till_manader('p.till + 1', '-1 * ' ~ parameter('planuppdatering')) }} as plan_fran
    from {{ ref('dim_period') }} as p
    where {{ i_perioder() }}
)

-- Uppdateringen gäller dem som pågår periodens sista dag, när de än startade.
, langa as (
    select
        b.ansvarig_enhet_kod as enhet_kod
        , tider.period
        , b.barn_id
        , b.hushall_id
        , bool_or(plan.beslut_id is not null) as i_taljare
    from {{ ref('fct_beslut') }} as b
    inner join tider
        on {{ lagg_till_manader('b.startdatum', parameter('planuppdatering')) }} <= tider.till
        and coalesce(b.slutdatum, date '9999-12-31') >= tider.till
    left join {{ ref('fct_genomforandeplaner') }} as plan
        on b.beslut_id = plan.beslut_id
        and plan.upprattad_datum between tider.plan_fran and tider.till
    where tider.till + {{ parameter('registreringsfordrojning') }} <= b.uttagsdatum
    group by b.beslut_id, b.ansvarig_enhet_kod, tider.period, b.barn_id, b.hushall_id
)

, mojliga as (
    select
        rader.enhet_kod
        , rader.period
        , del.planinnehall
        , rader.barn_id
        , rader.hushall_id
        , case del.planinnehall
            when 'uppdrag' then rader.uppdrag
            when 'mal' then rader.mal
            else rader.sip
        end as i_taljare
    from rader
    cross join unnest(['uppdrag', 'mal', 'sip']) as del (planinnehall)
    union all
    select
        enhet_kod
        , period
        , 'uppdaterad' as planinnehall
        , barn_id
        , hushall_id
        , i_taljare
    from langa
)

, innehall as (
    select *
    from mojliga
    where i_taljare is not null
)

, delar as (
    {{ rakna_celler('innehall', ['planinnehall']) }}
)

, celler as (
    {{ rakna_celler('rader', ['kon', 'alder', 'kategori', 'regi', 'lagrum']) }}
    union all
    select *
    from delar
    where dimension = 'planinnehall'
)

{{ matt_rader('celler', mognar='p.till + ' ~ parameter('plantid')) }}
