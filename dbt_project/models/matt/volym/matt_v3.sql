-- Grain: en rad per enhet, period och värde av en uppdelning
with beviljade as (
    {{ beviljade_rader() }}
)

, pagaende as (
    {{ pagaende_rader() }}
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
