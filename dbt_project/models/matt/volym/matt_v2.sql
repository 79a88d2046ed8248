-- Grain: en rad per enhet, period eller dag, och värde av en uppdelning
with rader as (
    {{ pagaende_rader() }}
)

, raknade as (
    {{ rakna_celler('rader', ['kon', 'alder', 'kategori', 'regi', 'lagrum']) }}
)

, celler as (
    select * replace (antal_barn as taljare)
    from raknade
)

, hinder as (
    {{ hinder_for_barn() }}
)

{{ matt_rader('celler', hinder='hinder') }}
