-- Grain: en rad per värde av regi, med okänd
select
    regi_kod
    , regi
    , ordning
from {{ ref('policy_regi') }}
where gallande_till is null
