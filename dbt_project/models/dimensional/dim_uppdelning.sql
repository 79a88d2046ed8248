-- Grain: en rad per uppdelning och värde som ett mått kan redovisas efter
select
    dimension
    , varde
    , text
    , ordning
from {{ ref('uppdelningar') }}
union all
select
    'alder' as dimension
    , aldersgrupp as varde
    , text
    , alder_fran as ordning
from {{ ref('dim_aldersgrupp') }}
union all
select
    'alder' as dimension
    , 'okand' as varde
    , 'Utanför 0–20 år' as text
    , 99 as ordning
union all
-- Stadens tabell över ålder och kön är grunden för standardiseringen (L3).
select
    'alder_kon' as dimension
    , concat(a.aldersgrupp, '_', kon.varde) as varde
    , concat(kon.text, case when kon.varde = 'M' then ' och okänt kön ' else ' ' end, a.text) as text
    , 10 * a.alder_fran + kon.ordning as ordning
from {{ ref('dim_aldersgrupp') }} as a
inner join {{ ref('uppdelningar') }} as kon on kon.dimension = 'kon' and kon.varde <> 'okand'
union all
select
    'kategori' as dimension
    , kategori_kod as varde
    , kategori as text
    , row_number() over (order by kategori_kod = 'OKAND', kategori_kod) as ordning
from {{ ref('dim_kategori') }}
union all
select
    'regi' as dimension
    , regi_kod as varde
    , regi as text
    , ordning
from {{ ref('dim_regi') }}
union all
select
    'insatstyp' as dimension
    , insatstyp_kod as varde
    , insatstyp as text
    , row_number() over (order by insatstyp_kod = 'OKAND', insatstyp_kod) as ordning
from {{ ref('dim_insatstyp') }}
union all
select
    'jamford_med' as dimension
    , enhet_kod as varde
    , enhet as text
    , row_number() over (order by enhet_kod) as ordning
from {{ ref('dim_enhet') }}
where slag = 'stadsdelsnamnd'
union all
select
    'scenario' as dimension
    , scenario as varde
    , text
    , row_number() over (order by scenario) as ordning
from {{ ref('policy_scenario') }}
where gallande_till is null
union all
select distinct
    'rekommendation' as dimension
    , rekommendation_kod as varde
    , rekommendation as text
    , right(rekommendation_kod, 1)::integer as ordning
from {{ ref('policy_kunskapsstod') }}
where gallande_till is null
