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

, moten as (
    select
        beslut_id
        , list(hallen_datum) as hallna
    from {{ ref('fct_uppfoljningar') }}
    group by beslut_id
)

, insatser as (
    select
        b.*
        , coalesce(moten.hallna, []) as hallna
    from {{ ref('fct_beslut') }} as b
    left join moten on b.beslut_id = moten.beslut_id
)

, rader as (
    select
        i.ansvarig_enhet_kod as enhet_kod
        , tider.period
        , {{ rad_uppdelningar('i', 'year(tider.fran)') }}
        , i.barn_id
        , i.hushall_id
        , len(list_filter(i.hallna, lambda dag: dag between tider.tolv_fran and tider.till)) > 0
            as i_taljare
    from insatser as i
    inner join tider
        on i.startdatum <= tider.till
        and coalesce(i.slutdatum, date '9999-12-31') >= tider.tolv_fran
    where
        least(i.slutdatum, tider.till) - i.startdatum + 1 >= {{ parameter('minsta_insatstid') }}
        and tider.till + {{ parameter('registreringsfordrojning') }} <= i.uttagsdatum
)

-- Ett barn är ett barn i enheten, i staden och i varje värde, hur många insatser det än har.
, celler as (
    {{ rakna_celler('rader', ['kon', 'alder'], per_barn=true) }}
)

, hinder as (
    {{ hinder_for_barn() }}
)

{{ matt_rader('celler', hinder='hinder') }}
