-- Inget beviljat beslut tappas på vägen: raderna är lika många som V1 över alla år och enheter.
select
    raknade.antal as antal_i_v1
    , godkanda.antal as antal_godkanda
from (
    select coalesce(sum(taljare), 0) as antal
    from {{ ref('matt_v1') }} as v1
    inner join {{ ref('dim_period') }} as p on v1.period = p.period and p.slag = 'ar'
    where v1.enhet_kod = 'stad' and v1.dimension = ''
) as raknade
cross join (
    select count(*) as antal
    from {{ ref('stg_insatser') }}
    where
        behovsprovning = 'med'
        and year(beslutsdatum) >= {{ var('forsta_ar') }}
        and year(beslutsdatum) <= (
            select max(year(till))
            from {{ ref('dim_period') }}
            where slag = 'ar'
        )
) as godkanda
where raknade.antal <> godkanda.antal
