-- Grain: en rad per insatstyp i katalogen, med dem utanför de 86 och okänd
select
    insatstyp_kod
    , insatstyp
    , coalesce(kategori_kod, 'OKAND') as kategori_kod
    , kategori
    , malgrupp
    , ingar_i_86 = 'ja' as ingar_i_86
from {{ ref('insatstyper') }}
union all
select
    'OKAND' as insatstyp_kod
    , 'Okänd insatstyp' as insatstyp
    , 'OKAND' as kategori_kod
    , 'Okänd insatstyp' as kategori
    , null as malgrupp
    , false as ingar_i_86
