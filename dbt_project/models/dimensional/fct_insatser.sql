-- Grain: en rad per insats: ett barns beslut om samma typ, utan längre uppehåll än policyns
-- En förlängning, ett byte av utförare och ett byte av nämnd är samma insats (fälla 4).
-- Aldrig påbörjade beslut är ingen insats.
with beslut as (
    select
        *
        , coalesce(slutdatum, date '9999-12-31') as till
    from {{ ref('fct_beslut') }}
    where startdatum is not null
)

, markta as (
    select
        *
        -- Det senaste slutet hittills, inte det förra beslutets: beslut kan ligga i varandra.
        , coalesce(
            startdatum > max(till) over (
                partition by barn_id, lokal_typkod order by startdatum, beslut_id
                rows between unbounded preceding and 1 preceding
            ) + {{ parameter('episodglapp') }}
            , false
        ) as ar_ny
    from beslut
)

, numrerade as (
    select
        *
        , count(*) filter (where ar_ny) over (
            partition by barn_id, lokal_typkod order by startdatum, beslut_id
            rows between unbounded preceding and current row
        ) as nummer
    from markta
)

-- Det sista beslutet är det som slutade sist; det som pågår slutar sist av alla.
, sista as (
    select
        *
        , min(startdatum) over insatsen as forsta_startdatum
        , count(*) over insatsen as antal_beslut
    from numrerade
    window insatsen as (partition by barn_id, lokal_typkod, nummer)
    qualify row_number() over (
        partition by barn_id, lokal_typkod, nummer
        order by till desc, startdatum desc, beslutsdatum desc, beslut_id desc
    ) = 1
)

, vid_avslut as (
    select
        beslut_id
        , coalesce(mal_uppnatt, 'okand') as mal
    from {{ ref('stg_uppfoljningar') }}
    where slag = 'avslut' and hallen_datum is not null
    qualify row_number() over (
        partition by beslut_id order by hallen_datum desc, uppfoljning_id desc
    ) = 1
)

select
    sista.beslut_id
    , sista.barn_id
    , sista.hushall_id
    , sista.kon
    , sista.fodelsear
    , sista.insatstyp_kod
    , sista.lokal_typkod
    , sista.kategori_kod
    , sista.lagrum
    , sista.regi_kod
    , sista.ansvarig_enhet_kod
    , sista.forsta_startdatum as startdatum
    , sista.slutdatum
    , sista.slutorsak
    , sista.intensitet
    , sista.komponenter
    , sista.kostnad_manad
    , vid_avslut.mal
    , sista.antal_beslut
    , sista.uttagsdatum
from sista
left join vid_avslut on sista.beslut_id = vid_avslut.beslut_id
