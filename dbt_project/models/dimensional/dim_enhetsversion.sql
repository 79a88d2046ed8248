-- Grain: en rad per enhet, dagens eller tidigare, med tiden den fanns och dagens enhet
-- Två sammanslagningar: 14 nämnder till 2020-06-30, 13 till 2023-06-30, sedan elva (fälla 10).
select
    e.enhet_kod
    , e.enhet
    , case when e.slag = 'tidigare' then 'stadsdelsnamnd' else e.slag end as slag
    , e.omrade
    , coalesce(e.gallande_fran, date '1997-01-01') as gallande_fran
    , coalesce(e.gallande_till, date '9999-12-31') as gallande_till
    , coalesce(e.efterfoljare_kod, e.enhet_kod) as dagens_enhet_kod
from {{ ref('stadsdelsnamnder') }} as e
