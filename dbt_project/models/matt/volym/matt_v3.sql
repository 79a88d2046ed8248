-- Grain: en rad per enhet, period och värde av en uppdelning
with beviljade as (
    select
        b.beslutande_enhet_kod as enhet_kod
        , p.period
        , {{ rad_uppdelningar('b', 'year(p.fran)') }}
        , b.barn_id
        , b.hushall_id
        , true as i_taljare
    from {{ ref('fct_beslut') }} as b
    inner join {{ ref('dim_period') }} as p
        on b.beslutsdatum between p.fran and p.till
        and {{ i_perioder() }}
)

, pagaende as (
    select
        b.ansvarig_enhet_kod as enhet_kod
        , p.period
        , {{ rad_uppdelningar('b', 'year(p.fran)') }}
        , b.barn_id
        , b.hushall_id
        , true as i_taljare
    from {{ ref('fct_beslut') }} as b
    inner join {{ ref('dim_period') }} as p
        on b.startdatum <= p.till
        and coalesce(b.slutdatum, date '9999-12-31') >= p.fran
        and {{ i_perioder() }}
)

, beslut as (
    {{ rakna_celler('beviljade', ['kon', 'alder', 'kategori', 'regi', 'lagrum']) }}
)

, barn as (
    {{ rakna_celler('pagaende', ['kon', 'alder', 'kategori', 'regi', 'lagrum']) }}
)

-- Två mängder: barnen bakom täljaren är beslutens, de övriga är nämnarens.
, celler as (
    select
        coalesce(beslut.enhet_kod, barn.enhet_kod) as enhet_kod
        , coalesce(beslut.period, barn.period) as period
        , coalesce(beslut.dimension, barn.dimension) as dimension
        , coalesce(beslut.varde, barn.varde) as varde
        , beslut.taljare
        , barn.antal_barn as namnare
        , beslut.antal_barn
        , barn.antal_barn as antal_barn_ovriga
        , beslut.antal_hushall
        , barn.antal_hushall as antal_hushall_ovriga
    from beslut
    full join barn
        on beslut.enhet_kod = barn.enhet_kod
        and beslut.period = barn.period
        and beslut.dimension = barn.dimension
        and beslut.varde = barn.varde
)

, hinder as (
    {{ hinder_for_barn() }}
)

{{ matt_rader('celler', hinder='hinder') }}
