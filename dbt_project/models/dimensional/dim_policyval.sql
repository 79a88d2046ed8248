-- Grain: en rad per policy som är ett val, det som gäller
select
    parameter
    , val
    , gallande_fran
    , kalla
    , status
from {{ ref('policy_val') }}
where gallande_till is null
