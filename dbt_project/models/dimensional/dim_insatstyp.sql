-- Grain: en rad per insatstyp i katalogen, med dem utanför de 86 och okänd
-- Fyra egenskaper som inte följer av varandra: strukturerad i stadens mening, strukturerat program
-- i den nationella statistiken, manualbaserad, och omfattad av kunskapsstödet (fälla 9).
with rekommenderade as (
    select distinct insatstyp_kod
    from {{ ref('policy_kunskapsstod') }}
    where gallande_till is null
)

select
    typ.insatstyp_kod
    , typ.insatstyp
    , coalesce(typ.kategori_kod, 'OKAND') as kategori_kod
    , typ.kategori
    , typ.malgrupp
    , typ.ingar_i_86 = 'ja' as ingar_i_86
    , coalesce(mappning.strukturerad_stockholm = 'ja', false) as ar_strukturerad_stockholm
    , coalesce(mappning.nationell_kategori = 'strukturerat öppenvårdsprogram', false)
        as ar_strukturerat_program
    , typ.manualbaserad = 'ja' as ar_manualbaserad
    , rekommenderade.insatstyp_kod is not null as omfattas_av_kunskapsstod
    , typ.mojligen_arbetssatt = 'ja' as kan_vara_arbetssatt
    , mappning.nationell_kategori
    , coalesce(mappning.nuso_kategori, 'okand') as nuso_kategori
    , coalesce(mappning.status, 'ej verifierad') as mappning_status
from {{ ref('insatstyper') }} as typ
left join {{ ref('mappning_kategorier') }} as mappning on typ.insatstyp_kod = mappning.insatstyp_kod
left join rekommenderade on typ.insatstyp_kod = rekommenderade.insatstyp_kod
union all
select
    'OKAND' as insatstyp_kod
    , 'Okänd insatstyp' as insatstyp
    , 'OKAND' as kategori_kod
    , 'Okänd insatstyp' as kategori
    , null as malgrupp
    , false as ingar_i_86
    , false as ar_strukturerad_stockholm
    , false as ar_strukturerat_program
    , false as ar_manualbaserad
    , false as omfattas_av_kunskapsstod
    , false as kan_vara_arbetssatt
    , null as nationell_kategori
    , 'okand' as nuso_kategori
    , 'ej verifierad' as mappning_status
