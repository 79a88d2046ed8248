-- Grain: en rad per påbörjad insats
-- Första tillfället förfaller samma dag i båda schemana. De som slutar innan står med för kurvan
-- över tid till första uppföljning, där slutet konkurrerar; i F1 räknas de inte.
with forsta as (
    select
        beslut_id
        , min(hallen_datum) as hallen_datum
    from {{ ref('fct_uppfoljningar') }}
    where ar_lopande
    group by beslut_id
)

select
    t.beslut_id
    , t.barn_id
    , t.hushall_id
    , t.kon
    , t.fodelsear
    , t.kategori_kod
    , t.regi_kod
    , t.lagrum
    , t.ansvarig_enhet_kod
    , t.startdatum
    , t.slutdatum
    , t.slutorsak
    , t.forfallodatum
    , t.ar_fran_plan
    , forsta.hallen_datum
    , case
        when forsta.hallen_datum is not null then 'uppfoljd'
        when t.slutdatum is not null then 'avslutad'
        else 'pagar'
    end as handelse
    , coalesce(forsta.hallen_datum, t.slutdatum, t.uttagsdatum) - t.startdatum as dagar
    , t.ar_under_insatsen
    , t.forfallodatum + {{ parameter('registreringsfordrojning') }} <= t.uttagsdatum as ar_mogen
    , coalesce(forsta.hallen_datum <= t.forfallodatum, false) as ar_i_tid
    , t.uttagsdatum
from {{ ref('fct_uppfoljningstillfallen') }} as t
left join forsta on t.beslut_id = forsta.beslut_id
where t.ordning = 1
