-- Beslut räknas en gång: enheterna, centralt och okänd inräknade, är tillsammans staden.
select
    period
    , dimension
    , varde
from {{ ref('matt_v1') }}
group by period, dimension, varde
having
    sum(taljare) filter (where enhet_kod <> 'stad')
    <> sum(taljare) filter (where enhet_kod = 'stad')
