-- Planens relation mellan R1 och R2 gäller i talen, för varje enhet och period.
select
    r1.enhet_kod
    , r1.period
from {{ ref('matt_r1') }} as r1
inner join {{ ref('matt_r2') }} as r2
    on r1.enhet_kod = r2.enhet_kod and r1.period = r2.period
inner join {{ ref('policy_regi') }} as policy
    on r2.varde = policy.regi_kod and policy.raknas_som_egen and policy.gallande_till is null
where r1.dimension = ''
group by r1.enhet_kod, r1.period, r1.taljare
having sum(r2.taljare) <> r1.taljare
