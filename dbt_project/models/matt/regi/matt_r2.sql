-- Grain: en rad per enhet, period och värde av regi
with rader as (
    {{ beviljade_rader() }}
)

, celler as (
    {{ fordela_celler('rader', 'regi') }}
)

{{ matt_rader('celler', helhet=false) }}
