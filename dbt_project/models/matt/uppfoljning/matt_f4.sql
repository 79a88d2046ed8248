-- Grain: en rad per enhet, lägesdagen och värde av en uppdelning
with rader as (
    select
        f.ansvarig_enhet_kod as enhet_kod
        , f.dag::varchar as period
        , {{ rad_uppdelningar('f', 'year(f.dag)') }}
        , f.barn_id
        , f.hushall_id
        , true as i_taljare
    from {{ ref('fct_uppfoljningslage') }} as f
    where not f.ar_forsenad
)

, celler as (
    {{ rakna_celler('rader', ['kon', 'alder', 'kategori', 'regi', 'lagrum']) }}
)

{{ matt_rader('celler') }}
