-- Grain: en rad per enhet, NUSO-kategori, startmånad, åldersgrupp, kön, resultat och källa
-- Nämndernas antal, och de enskilda rader som nämndens villkor tillåter efter 2025-07-01, räknade
-- till samma månader (fälla 31). Inget barn finns i tabellen.
with alla as (
    select
        coalesce(e.efterfoljare_kod, e.enhet_kod, 'okand') as enhet_kod
        , u.nuso_kategori
        , u.manad
        , u.aldersgrupp
        , u.kon
        , u.resultat
        , u.antal
        , 'antal' as kalla
    from {{ ref('stg_insatser_utan_behovsprovning') }} as u
    left join {{ ref('stadsdelsnamnder') }} as e
        on u.enhet = e.enhet_kod
        and e.slag <> 'stad'
    union all
    select
        b.beslutande_enhet_kod as enhet_kod
        , coalesce(typ.nuso_kategori, 'okand') as nuso_kategori
        , date_trunc('month', b.startdatum)::date as manad
        , {{ aldersgrupp('year(b.startdatum) - b.fodelsear') }} as aldersgrupp
        , b.kon
        , null as resultat
        , 1 as antal
        , 'rad' as kalla
    from {{ ref('int_beslut_oversatta') }} as b
    left join {{ ref('dim_insatstyp') }} as typ on b.insatstyp_kod = typ.insatstyp_kod
    where
        b.behovsprovning = 'utan'
        and b.startdatum is not null
)

select
    enhet_kod
    , nuso_kategori
    , manad
    , aldersgrupp
    , kon
    , resultat
    , kalla
    , sum(antal)::integer as antal
from alla
group by all
