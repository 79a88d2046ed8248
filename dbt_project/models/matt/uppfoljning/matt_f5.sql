-- Grain: en rad per enhet, period och värde av en uppdelning
with tider as (
    select
        p.period
        , p.fran
        , p.till
        , (p.till + 1 - interval 12 month)::date as tolv_fran
    from {{ ref('dim_period') }} as p
    where {{ i_perioder() }}
)

, insatser as (
    select
        b.beslut_id
        , b.ansvarig_enhet_kod as enhet_kod
        , tider.period
        , tider.tolv_fran
        , tider.till
        , {{ rad_uppdelningar('b', 'year(tider.fran)') }}
        , hash(b.barn_id) as barn
        , hash(b.hushall_id) as hushall
    from {{ ref('fct_beslut') }} as b
    inner join tider
        on b.startdatum <= tider.till
        and coalesce(b.slutdatum, date '9999-12-31') >= tider.tolv_fran
    where
        least(b.slutdatum, tider.till) - b.startdatum + 1 >= {{ parameter('minsta_insatstid') }}
        and tider.till + {{ parameter('registreringsfordrojning') }} <= b.uttagsdatum
)

-- En rad per möte i fönstret, eller en utan: raderna räknas inte, bara barnen.
, moten as (
    select
        i.enhet_kod
        , i.period
        , i.kon
        , i.aldersgrupp
        , i.barn
        , i.hushall
        , u.beslut_id is not null as ar_uppfoljt
    from insatser as i
    left join {{ ref('fct_uppfoljningar') }} as u
        on i.beslut_id = u.beslut_id
        and u.hallen_datum between i.tolv_fran and i.till
)

-- Ett barn är ett barn i enheten, i staden och i varje värde, hur många insatser det än har.
, barnen as (
    select
        case when grouping(enhet_kod) = 1 then 'stad' else enhet_kod end as enhet_kod
        , period
        , case
            when grouping(kon) = 0 then 'kon'
            when grouping(aldersgrupp) = 0 then 'alder'
            else ''
        end as dimension
        , case
            when grouping(kon) = 0 then kon
            when grouping(aldersgrupp) = 0 then aldersgrupp
            else ''
        end as varde
        , min(hushall) as hushall
        , bool_or(ar_uppfoljt) as ar_uppfoljt
    from moten
    group by grouping sets (
        (enhet_kod, period, barn), (period, barn)
        , (enhet_kod, period, barn, kon), (period, barn, kon)
        , (enhet_kod, period, barn, aldersgrupp), (period, barn, aldersgrupp)
    )
)

, celler as (
    select
        enhet_kod
        , period
        , dimension
        , varde
        , count(*) filter (where ar_uppfoljt) as taljare
        , count(*) as namnare
        , count(*) filter (where ar_uppfoljt) as antal_barn
        , count(*) filter (where not ar_uppfoljt) as antal_barn_ovriga
        , count(distinct hushall) filter (where ar_uppfoljt) as antal_hushall
        , count(distinct hushall) filter (where not ar_uppfoljt) as antal_hushall_ovriga
    from barnen
    group by enhet_kod, period, dimension, varde
)

, hinder as (
    {{ hinder_for_barn() }}
)

{{ matt_rader('celler', hinder='hinder') }}
