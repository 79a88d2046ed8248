-- Grain: en rad per påbörjad insats vars första uppföljning har en förfallodag under insatsen
with forsta as (
    select
        beslut_id
        , min(hallen_datum) as hallen_datum
    from {{ ref('int_uppfoljningar_hallna') }}
    group by beslut_id
)

, forfall as (
    select
        b.beslut_id
        , b.barn_id
        , b.hushall_id
        , b.ansvarig_enhet_kod
        , b.startdatum
        , b.slutdatum
        , b.uttagsdatum
        , {{ lagg_till_manader('b.startdatum', 'policy.intervall_manader') }} as forfallodatum
    from {{ ref('fct_beslut') }} as b
    inner join {{ ref('policy_uppfoljning') }} as policy
        on b.insats_grupp = policy.insats_grupp
        and b.startdatum >= policy.gallande_fran
        and b.startdatum <= coalesce(policy.gallande_till, date '9999-12-31')
    where b.slutdatum is null or b.slutdatum >= b.startdatum
)

select
    forfall.beslut_id
    , forfall.barn_id
    , forfall.hushall_id
    , forfall.ansvarig_enhet_kod
    , forfall.startdatum
    , forfall.forfallodatum
    , forsta.hallen_datum
    -- Den som levererade beslutet kan ha gjort uttaget före den nämnd som nu ansvarar.
    , forfall.forfallodatum + (
        select varde::integer
        from {{ ref('dim_policy') }}
        where parameter = 'registreringsfordrojning'
    ) <= forfall.uttagsdatum as ar_mogen
    , coalesce(forsta.hallen_datum <= forfall.forfallodatum, false) as ar_i_tid
from forfall
left join forsta on forfall.beslut_id = forsta.beslut_id
where forfall.slutdatum is null or forfall.slutdatum >= forfall.forfallodatum
