-- Grain: en rad per kategori av insatstyper, med okänd
select distinct
    kategori_kod
    , kategori
from {{ ref('dim_insatstyp') }}
where kategori_kod <> 'OKAND' or insatstyp_kod = 'OKAND'
