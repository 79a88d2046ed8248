-- Grain: en rad per parameter, det värde som gäller
select
    parameter
    , varde
    , enhet
    , gallande_fran
    , kalla
    , status
from {{ ref('policy_parametrar') }}
where gallande_till is null
