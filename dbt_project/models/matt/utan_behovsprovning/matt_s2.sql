-- Grain: en rad per enhet, period och resultat
-- Bara nämndernas antal bär ett resultat.
with rader as (
    select
        f.enhet_kod
        , p.period
        , f.resultat
        , f.antal
    from {{ ref('fct_utan_behovsprovning') }} as f
    inner join {{ periodens_dagar() }} as p
        on f.manad = p.dag
        and {{ i_perioder() }}
    where f.kalla = 'antal'
)

, per_resultat as (
    select
        case when grouping(rader.enhet_kod) = 1 then 'stad' else rader.enhet_kod end as enhet_kod
        , rader.period
        , v.varde
        , coalesce(sum(rader.antal) filter (where rader.resultat = v.varde), 0) as antal
        , sum(rader.antal) as alla
    from rader
    cross join {{ ref('dim_uppdelning') }} as v
    where v.dimension = 'resultat'
    group by grouping sets ((rader.enhet_kod, rader.period, v.varde), (rader.period, v.varde))
)

, celler as (
    select
        enhet_kod
        , period
        , 'resultat' as dimension
        , varde
        , antal as taljare
        , alla as namnare
        , antal as antal_barn
        , alla - antal as antal_barn_ovriga
        , antal as antal_hushall
        , alla - antal as antal_hushall_ovriga
    from per_resultat
)

{{ matt_rader('celler', helhet=false) }}
