-- Grain: en rad per beviljad insats (beslut), även de som aldrig startade
-- För T4 och för en kurva där avslut utan start konkurrerar med starten. Start före beslutet är
-- start samma dag.
with granser as (
    select
        *
        , {{ lagg_till_manader('beslutsdatum', parameter('verkstallighetstid')) }} as senast_start
    from {{ ref('fct_beslut') }}
)

select
    beslut_id
    , barn_id
    , hushall_id
    , kon
    , fodelsear
    , kategori_kod
    , regi_kod
    , lagrum
    , ansvarig_enhet_kod
    , beslutsdatum
    , startdatum
    , slutdatum
    , senast_start
    , case
        when startdatum is not null then 'start'
        when slutdatum is not null then 'avslutad'
        else 'vantar'
    end as handelse
    , greatest(coalesce(startdatum, slutdatum, uttagsdatum) - beslutsdatum, 0) as dagar
    , case
        when startdatum <= senast_start then 'inom_tiden'
        when startdatum is not null then 'senare'
        when slutdatum is not null then 'avslutad'
        else 'ej_verkstalld'
    end as verkstallighet
    , senast_start + {{ parameter('registreringsfordrojning') }} <= uttagsdatum as ar_mogen
    , uttagsdatum
from granser
