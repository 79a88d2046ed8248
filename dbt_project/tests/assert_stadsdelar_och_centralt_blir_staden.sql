-- Beslut räknas en gång: enheterna, centralt och okänd inräknade, är tillsammans staden.
select
    period
    , varde
from {{ ref('matt_v1') }}
group by period, varde
having
    sum(taljare) filter (where enhet_kod <> 'stad')
    <> sum(taljare) filter (where enhet_kod = 'stad')
