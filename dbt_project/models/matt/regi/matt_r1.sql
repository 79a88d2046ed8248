-- Grain: en rad per enhet, period och värde av en uppdelning
with rader as (
    {{ beviljade_rader('b.ar_egen_regi') }}
)

, celler as (
    {{ rakna_celler('rader', ['kon', 'alder', 'kategori', 'lagrum']) }}
)

{{ matt_rader('celler') }}
