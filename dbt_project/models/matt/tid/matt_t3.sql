-- Grain: en rad per enhet, period och statistika
-- Bara avslutade döljer de långa som pågår: de öppnas ålder står bredvid (fälla 23).
with avslutade as (
    select
        u.ansvarig_enhet_kod as enhet_kod
        , p.period
        , u.barn_id
        , u.hushall_id
        , u.avslutad_datum - u.inledd_datum as dagar
    from {{ ref('fct_utredningar') }} as u
    inner join {{ periodens_dagar() }} as p
        on u.avslutad_datum = p.dag
        and {{ i_perioder() }}
)

-- En leverans som är äldre än periodens slut vet inte om utredningen fortfarande var öppen då.
, oppna as (
    select
        u.ansvarig_enhet_kod as enhet_kod
        , p.period
        , u.barn_id
        , u.hushall_id
        , p.till - u.inledd_datum as dagar
    from {{ ref('fct_utredningar') }} as u
    inner join {{ ref('dim_period') }} as p
        on u.inledd_datum <= p.till
        and coalesce(u.avslutad_datum, date '9999-12-31') > p.till
        and {{ i_perioder() }}
    where p.till + {{ parameter('registreringsfordrojning') }} <= u.uttagsdatum
)

, avslutades_tid as (
    {{ beskriv_celler('avslutade', 'dagar', {'medel': 'medel', 'median': 0.5, 'p90': 0.9}) }}
)

, oppnas_tid as (
    {{ beskriv_celler(
        'oppna', 'dagar', {'oppna_medel': 'medel', 'oppna_median': 0.5, 'oppna_p90': 0.9}
    ) }}
)

, celler as (
    select * from avslutades_tid
    union all
    select * from oppnas_tid
)

{{ matt_rader('celler', helhet=false) }}
