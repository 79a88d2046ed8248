-- Grain: en rad per hållen uppföljning under insatsen
-- En uppföljning före start eller efter slut följer inte upp den pågående insatsen (fälla 28).
select
    u.uppfoljning_id
    , u.beslut_id
    , u.hallen_datum
    , u.dokumenterad
from {{ ref('stg_uppfoljningar') }} as u
inner join {{ ref('int_beslut_oversatta') }} as b on u.beslut_id = b.beslut_id
where
    u.hallen_datum >= b.startdatum
    and u.hallen_datum <= coalesce(b.slutdatum, date '9999-12-31')
