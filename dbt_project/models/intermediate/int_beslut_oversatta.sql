-- Grain: en rad per beslut, med dagens enheter, katalogens typ och gällande policy
with parameter as (
    select
        regi_kod
        , raknas_som_egen
        , gallande_fran
        , coalesce(gallande_till, date '9999-12-31') as gallande_till
    from {{ ref('policy_regi') }}
)

, beslut as (
    select
        i.*
        , coalesce(typ.insatstyp_kod, 'OKAND') as katalog_kod
        , coalesce(typ.kategori_kod, 'OKAND') as kategori_kod
        , coalesce(i.regi, 'okand') as regi_kod
        , coalesce(beslutande.efterfoljare_kod, beslutande.enhet_kod, 'okand')
            as beslutande_enhet_kod
        , coalesce(
            ansvarig.efterfoljare_kod, ansvarig.enhet_kod
            , beslutande.efterfoljare_kod, beslutande.enhet_kod, 'okand'
        ) as ansvarig_enhet_kod
    from {{ ref('stg_insatser') }} as i
    left join {{ ref('insatstyper') }} as typ on i.insatstyp = typ.insatstyp_kod
    left join {{ ref('stadsdelsnamnder') }} as beslutande
        on i.beslutande_enhet = beslutande.enhet_kod
        and beslutande.slag <> 'stad'
    left join {{ ref('stadsdelsnamnder') }} as ansvarig
        on i.ansvarig_enhet = ansvarig.enhet_kod
        and ansvarig.slag <> 'stad'
)

select
    beslut.beslut_id
    , beslut.barn_id
    , coalesce(beslut.hushall_id, beslut.barn_id) as hushall_id
    , coalesce(beslut.kon, 'okand') as kon
    , beslut.fodelsear
    , beslut.katalog_kod as insatstyp_kod
    , beslut.insatstyp as lokal_typkod
    , beslut.kategori_kod
    , coalesce(beslut.lagrum, 'okand') as lagrum
    , lag.lagversion
    , beslut.regi_kod
    , coalesce(parameter.raknas_som_egen, false) as ar_egen_regi
    , beslut.behovsprovning
    , case
        when beslut.lagrum = 'lvu22' then 'lvu22'
        when beslut.kategori_kod = 'KON' then 'kontakt'
        else 'behovsprovad'
    end as insats_grupp
    , beslut.beslutande_enhet_kod
    , beslut.ansvarig_enhet_kod
    , beslut.beslutsdatum
    , beslut.startdatum
    , beslut.slutdatum
    , beslut.slutorsak
    , beslut.registreringsdatum
    , beslut.utredning_id
    , beslut.utforare_id
    , beslut.uppdrag_datum
    , beslut.sip
    , beslut.intensitet
    , beslut.komponenter
    , beslut.placering
    , beslut.kostnad_manad
    , beslut.leverans_id
    , beslut.uttagsdatum
from beslut
left join parameter
    on beslut.regi_kod = parameter.regi_kod
    and beslut.beslutsdatum between parameter.gallande_fran and parameter.gallande_till
left join {{ ref('policy_lagversion') }} as lag
    on beslut.beslutsdatum between lag.gallande_fran and coalesce(lag.gallande_till, date '9999-12-31')
