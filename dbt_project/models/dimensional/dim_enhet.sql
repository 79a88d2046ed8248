-- Grain: en rad per enhet som redovisas idag, med staden
with leverans as (
    select
        enhet_kod
        , min(uttagsdatum) filter (where typ = 'snapshot') as uttagsdatum
    from {{ ref('stg_leveranser') }}
    group by enhet_kod
)

, enheter as (
    select
        e.enhet_kod
        , e.enhet
        , e.kortnamn
        , e.slag
        , e.omrade
        , leverans.uttagsdatum
    from {{ ref('stadsdelsnamnder') }} as e
    left join leverans on e.enhet_kod = leverans.enhet_kod
    where e.slag <> 'tidigare'
)

-- Staden, och det som ingen enhet kan ta ansvar för, vet inte mer än den som vet minst.
, hela as (
    select
        min(uttagsdatum) as uttagsdatum
        , count(*) = count(uttagsdatum) as ar_komplett
    from enheter
    where slag in ('stadsdelsnamnd', 'central')
)

select
    enheter.enhet_kod
    , enheter.enhet
    , enheter.kortnamn
    , enheter.slag
    , enheter.omrade
    , case
        when enheter.slag in ('stad', 'okand') then hela.uttagsdatum
        else enheter.uttagsdatum
    end as uttagsdatum
    , case
        when enheter.slag in ('stad', 'okand') then hela.ar_komplett
        else enheter.uttagsdatum is not null
    end as har_levererat
from enheter
cross join hela
