-- Grain: en rad per dagens enhet, ålder, kön, referensdag och källa
select
    coalesce(e.efterfoljare_kod, e.enhet_kod, 'okand') as enhet_kod
    , b.alder
    , b.kon
    , b.referensdatum
    , b.kalla
    , sum(b.antal)::integer as antal
from {{ ref('stg_befolkning') }} as b
left join {{ ref('stadsdelsnamnder') }} as e on b.enhet = e.enhet_kod
group by all
