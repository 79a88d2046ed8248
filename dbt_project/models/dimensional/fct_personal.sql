-- Grain: en rad per enhet, referensdag, roll, kompetens och certifiering
-- Den som utbildas är inte certifierad: det syns på raden (fälla 51).
with personal as (
    select
        coalesce(e.efterfoljare_kod, e.enhet_kod, 'okand') as enhet_kod
        , p.referensdatum
        , p.roll
        , p.kompetens
        , p.certifiering
        , sum(p.antal_personer)::integer as antal_personer
        , sum(p.arsarbetare)::decimal(12, 2) as arsarbetare
    from {{ ref('stg_personalresurser') }} as p
    left join {{ ref('stadsdelsnamnder') }} as e
        on p.enhet = e.enhet_kod
        and e.slag <> 'stad'
    group by all
)

select
    enhet_kod
    , referensdatum
    , roll
    , kompetens
    , certifiering
    , antal_personer
    , arsarbetare
    , year(referensdatum)::integer as ar
    , referensdatum = max(referensdatum) over (
        partition by enhet_kod, year(referensdatum)
    ) as ar_senaste_i_aret
from personal
