-- Grain: en rad per enhet, period och värde av en uppdelning
with rader as (
    select
        u.ansvarig_enhet_kod as enhet_kod
        , p.period
        , {{ rad_uppdelningar('u', 'year(p.fran)') }}
        , u.barn_id
        , u.hushall_id
        , u.dokumenterad as i_taljare
    from {{ ref('fct_uppfoljningar') }} as u
    inner join {{ periodens_dagar() }} as p
        on u.hallen_datum = p.dag
        and {{ i_perioder() }}
    -- Journalen kan skrivas efter mötet: ett uttag före det vet inte om det blev gjort.
    where u.hallen_datum + {{ parameter('registreringsfordrojning') }} <= u.uttagsdatum
)

, celler as (
    {{ rakna_celler('rader', ['kon', 'alder', 'kategori', 'regi', 'lagrum']) }}
)

{{ matt_rader('celler') }}
