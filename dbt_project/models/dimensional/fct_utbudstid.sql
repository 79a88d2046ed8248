-- Grain: en rad per enhet, insatstyp och giltighetstid för ett erbjudande
select
    coalesce(e.efterfoljare_kod, e.enhet_kod) as enhet_kod
    , coalesce(katalog.insatstyp_kod, 'OKAND') as insatstyp_kod
    , coalesce(katalog.kategori_kod, 'OKAND') as kategori_kod
    , u.behovsprovning
    , u.gallande_fran
    , coalesce(u.gallande_till, date '9999-12-31') as gallande_till
from {{ ref('stg_insatsutbud') }} as u
inner join {{ ref('stadsdelsnamnder') }} as e on u.enhet = e.enhet_kod
left join {{ ref('insatstyper') }} as katalog on u.insatstyp = katalog.insatstyp_kod
where not u.planerad
