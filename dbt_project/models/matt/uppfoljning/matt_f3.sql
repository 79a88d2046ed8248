-- Grain: en rad per enhet, lägesdagen och värde av en uppdelning
with rader as (
    select
        f.ansvarig_enhet_kod as enhet_kod
        , f.dag::varchar as period
        , {{ rad_uppdelningar('f', 'year(f.dag)') }}
        , f.dag - f.nasta_forfallodatum as dagar_sen
        , f.barn_id
        , f.hushall_id
        , true as i_taljare
    from {{ ref('fct_uppfoljningslage') }} as f
    where f.ar_forsenad
)

, raknade as (
    {{ rakna_celler('rader', ['kon', 'alder', 'kategori', 'regi', 'lagrum']) }}
)

, sena as (
    {{ beskriv_celler('rader', 'dagar_sen', {'median': 0.5}, 'forsening') }}
)

, celler as (
    select * from raknade
    union all by name
    select * from sena
)

{{ matt_rader('celler') }}
