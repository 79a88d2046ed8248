-- Grain: en rad per uppföljning som hölls medan insatsen pågick
-- Dagen då den hölls avgör, inte den planerade eller den registrerade (fälla 27). Före starten
-- eller efter slutet följer den inte upp den pågående insatsen (fälla 28).
select
    u.uppfoljning_id
    , u.beslut_id
    , b.barn_id
    , b.hushall_id
    , b.kon
    , b.fodelsear
    , b.kategori_kod
    , b.regi_kod
    , b.lagrum
    , b.ansvarig_enhet_kod
    , u.hallen_datum
    , u.planerat_datum
    , u.registreringsdatum
    , coalesce(u.slag, 'lopande') <> 'avslut' as ar_lopande
    , coalesce(u.dokumenterad, false) as dokumenterad
    , u.deltog_barn
    , u.deltog_vardnadshavare
    , u.deltog_utforare
    , u.uttagsdatum
from {{ ref('stg_uppfoljningar') }} as u
inner join {{ ref('fct_beslut') }} as b on u.beslut_id = b.beslut_id
where
    u.hallen_datum >= b.startdatum
    and u.hallen_datum <= coalesce(b.slutdatum, date '9999-12-31')
