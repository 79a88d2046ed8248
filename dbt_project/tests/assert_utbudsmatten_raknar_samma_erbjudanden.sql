-- U1 över stadsdelarna, U3 över typerna och U6:s nämnare är samma erbjudanden; staden är unionen.
with u1 as (
    select
        period
        , sum(taljare) filter (where enhet_kod <> 'stad') as erbjudanden
        , max(taljare) filter (where enhet_kod <> 'stad') as flest
        , max(taljare) filter (where enhet_kod = 'stad') as unionen
    from {{ ref('matt_u1') }}
    group by period
)

, u3 as (
    select
        period
        , sum(taljare) filter (where dimension = 'insatstyp') as erbjudanden
        , sum(taljare) filter (where dimension = 'spridning') as unionen
    from {{ ref('matt_u3') }}
    group by period
)

, u6 as (
    select
        period
        , sum(taljare) as erbjudanden
    from {{ ref('matt_u6') }}
    where enhet_kod = 'stad' and dimension = 'beslutsgrund'
    group by period
)

select u1.period
from u1
inner join u3 on u1.period = u3.period
inner join u6 on u1.period = u6.period
where
    u1.erbjudanden <> u3.erbjudanden
    or u1.erbjudanden <> u6.erbjudanden
    or u1.unionen <> u3.unionen
    or u1.unionen < u1.flest
    or u1.unionen > u1.erbjudanden
