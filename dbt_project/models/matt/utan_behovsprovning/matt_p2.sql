-- Grain: en rad per enhet och år
with dagar as (
    select
        enhet_kod
        , ar
        , referensdatum
        , sum(arsarbetare) as arsarbetare
    from {{ ref('fct_personal') }}
    where ar_senaste_i_aret
    group by enhet_kod, ar, referensdatum
)

-- Varje enhets insatser räknas på den dag som enhetens personal avser.
, pagaende as (
    select
        dagar.enhet_kod
        , dagar.ar
        , b.barn_id
        , b.hushall_id
        , coalesce(policy.vikt, 1) as vikt
    from dagar
    inner join {{ ref('fct_beslut') }} as b
        on dagar.enhet_kod = b.ansvarig_enhet_kod
        and dagar.referensdatum >= b.startdatum
        and dagar.referensdatum <= coalesce(b.slutdatum, date '9999-12-31')
    left join {{ ref('policy_arbetstyngd') }} as policy
        on b.kategori_kod = policy.kategori_kod
        and dagar.referensdatum >= policy.gallande_fran
        and dagar.referensdatum <= coalesce(policy.gallande_till, date '9999-12-31')
)

, insatser as (
    select
        case when grouping(enhet_kod) = 1 then 'stad' else enhet_kod end as enhet_kod
        , ar
        , sum(vikt) as tyngd
        , count(distinct barn_id) as barn
        , count(distinct hushall_id) as hushall
    from pagaende
    group by grouping sets ((enhet_kod, ar), (ar))
)

, personal as (
    select
        case when grouping(enhet_kod) = 1 then 'stad' else enhet_kod end as enhet_kod
        , ar
        , sum(arsarbetare) as arsarbetare
    from dagar
    group by grouping sets ((enhet_kod, ar), (ar))
)

, celler as (
    select
        personal.enhet_kod
        , p.period
        , '' as dimension
        , '' as varde
        , coalesce(insatser.tyngd, 0) as taljare
        , personal.arsarbetare as namnare
        , coalesce(insatser.barn, 0) as antal_barn
        , 0 as antal_barn_ovriga
        , coalesce(insatser.hushall, 0) as antal_hushall
        , 0 as antal_hushall_ovriga
    from personal
    inner join {{ ref('dim_period') }} as p
        on personal.ar = year(p.fran)
        and {{ i_perioder() }}
    left join insatser
        on personal.enhet_kod = insatser.enhet_kod
        and personal.ar = insatser.ar
)

, hinder as (
    {{ utan_personal() }}
)

{{ matt_rader('celler', hinder='hinder') }}
