-- Grain: en rad per period eller dag som ett mått kan avse
-- Ingen klocka: den yngsta leveransens uttagsdatum är nu.
with uttag as (
    select
        min(uttagsdatum) as aldst
        , max(uttagsdatum) as yngst
    from {{ ref('stg_leveranser') }}
)

, fordrojning as (
    select varde as dagar
    from {{ ref('dim_policy') }}
    where parameter = 'registreringsfordrojning'
)

, ar as (
    select ar_serie.ar::integer as ar
    from uttag
    cross join unnest(range({{ var('forsta_ar') }}, year(uttag.yngst) + 1)) as ar_serie (ar)
)

, perioder as (
    select
        ar::varchar as period
        , 'ar' as slag
        , make_date(ar, 1, 1) as fran
        , make_date(ar, 12, 31) as till
    from ar
    union all
    select
        concat(ar, 'H', halva.nr) as period
        , 'halvar' as slag
        , make_date(ar, 6 * halva.nr::integer - 5, 1) as fran
        , last_day(make_date(ar, 6 * halva.nr::integer, 1)) as till
    from ar
    cross join unnest([1, 2]) as halva (nr)
    union all
    select
        concat(ar, 'Q', kvartal.nr) as period
        , 'kvartal' as slag
        , make_date(ar, 3 * kvartal.nr::integer - 2, 1) as fran
        , last_day(make_date(ar, 3 * kvartal.nr::integer, 1)) as till
    from ar
    cross join unnest([1, 2, 3, 4]) as kvartal (nr)
)

-- Utbudet visas per 1 november varje år och på den senaste dag som alla uttag når.
, utbudsdagar as (
    select make_date(ar, 11, 1) as dag
    from ar
    cross join uttag
    where make_date(ar, 11, 1) <= uttag.yngst
    union distinct
    select aldst as dag
    from uttag
)

-- Läget visas vid den senaste månadsskifte som registreringen har hunnit ikapp.
, lagesdag as (
    select
        (date_trunc('month', uttag.aldst - fordrojning.dagar::integer + 1) - interval 1 day)::date
            as dag
    from uttag
    cross join fordrojning
)

select
    period
    , slag
    , fran
    , till
from perioder
where fran <= (select yngst from uttag)
union all
select
    dag::varchar as period
    , 'utbudsdag' as slag
    , dag as fran
    , dag as till
from utbudsdagar
union all
select
    dag::varchar as period
    , 'lagesdag' as slag
    , dag as fran
    , dag as till
from lagesdag
union all
-- NUSO:s kohort av avslutade utredningar är inget år och räknas aldrig om till ett (fälla 32).
select
    'NUSO2023' as period
    , 'kohort' as slag
    , date '2023-10-01' as fran
    , date '2024-03-31' as till
