-- Grain: en rad per enhet på lägesdagen
with rader as (
    select
        ansvarig_enhet_kod as enhet_kod
        , dag::varchar as period
        , barn_id
        , hushall_id
        , true as i_taljare
    from {{ ref('fct_uppfoljningslage') }}
    where not ar_forsenad
)

, celler as (
    {{ rakna_celler('rader') }}
)

{{ matt_rader('celler') }}
