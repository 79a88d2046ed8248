-- Katalogens kända tal (SOF 2024/543 och dess uppställning); CPP, TFCO och centrala typer är utanför.
with tal as (
    select
        count(*) filter (where ingar_i_86) as i_katalogen
        , count(distinct kategori_kod) filter (where ingar_i_86) as kategorier
        , count(*) filter (where ingar_i_86 and kan_vara_arbetssatt) as kan_vara_arbetssatt
        , count(*) filter (where ingar_i_86 and kategori_kod <> left(insatstyp_kod, 3)) as fel_kategori
        , count(*) filter (where insatstyp_kod = 'OKAND' and not ingar_i_86) as okanda
        , count(*) filter (where not ingar_i_86 and left(insatstyp_kod, 3) in ('UTA', 'CEN')) as utanfor
        , count(*) as alla
    from {{ ref('dim_insatstyp') }}
)

select *
from tal
where
    (i_katalogen, kategorier, kan_vara_arbetssatt, fel_kategori, okanda, utanfor, alla)
    <> (86, 13, 6, 0, 1, 7, 94)
