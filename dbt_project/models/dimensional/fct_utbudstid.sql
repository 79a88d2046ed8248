-- Grain: en rad per levererat erbjudande: dagens enhet, insatstyp och giltighetstid
-- Det som bara är planerat erbjuds inte (fälla 51).
select
    coalesce(e.efterfoljare_kod, e.enhet_kod, 'okand') as enhet_kod
    , coalesce(katalog.insatstyp_kod, 'OKAND') as insatstyp_kod
    , coalesce(katalog.kategori_kod, 'OKAND') as kategori_kod
    , u.behovsprovning
    , coalesce(u.beslutsgrund, 'tradition') as beslutsgrund
    , coalesce(u.intensiv_kostsam, false) as intensiv_kostsam
    , u.gallande_fran
    , coalesce(u.gallande_till, date '9999-12-31') as gallande_till
from {{ ref('stg_insatsutbud') }} as u
left join {{ ref('stadsdelsnamnder') }} as e
    on u.enhet = e.enhet_kod
    and e.slag <> 'stad'
left join {{ ref('insatstyper') }} as katalog on u.insatstyp = katalog.insatstyp_kod
where not u.planerad
