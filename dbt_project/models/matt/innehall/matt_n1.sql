-- Grain: en rad per enhet, period och värde av en uppdelning
with hog_risk as (
    select
        u.utredning_id
        , u.barn_id
        , coalesce(u.hushall_id, u.barn_id) as hushall_id
        , u.ansvarig_enhet_kod as enhet_kod
        , u.inledd_datum
        , u.avslutad_datum
        , u.avslutad_datum + {{ parameter('beslut_efter_utredning') }} as sista_beslutsdag
        , year(u.avslutad_datum) - u.fodelsear as alder
    from {{ ref('fct_utredningar') }} as u
    -- Ett uttag som gjordes före den sista dagen har inte sett om insatsen beviljades.
    where
        u.risk_normbrytande = 'hog'
        and year(u.avslutad_datum) - u.fodelsear between 6 and 17
        and u.avslutad_datum + {{ parameter('beslut_efter_utredning') }}
        + {{ parameter('registreringsfordrojning') }} <= u.uttagsdatum
)

-- Typ och ålder tillsammans: samma typ kan omfattas för en ålder och inte för en annan (fälla 53).
, rekommenderade as (
    select
        policy.insatstyp_kod
        , policy.alder_fran
        , policy.alder_till
    from {{ ref('policy_kunskapsstod') }} as policy
    inner join {{ ref('dim_policyval') }} as gallande
        on policy.version = gallande.val
        and gallande.parameter = 'kunskapsstod_version'
    where policy.gallande_till is null
)

, nadda as (
    select distinct hog_risk.utredning_id
    from hog_risk
    inner join {{ ref('fct_beslut') }} as b
        on hog_risk.barn_id = b.barn_id
        and b.beslutsdatum between hog_risk.inledd_datum and hog_risk.sista_beslutsdag
    inner join rekommenderade
        on b.insatstyp_kod = rekommenderade.insatstyp_kod
        and hog_risk.alder between rekommenderade.alder_fran and rekommenderade.alder_till
)

, utredningar as (
    select
        hog_risk.utredning_id
        , hog_risk.barn_id
        , hog_risk.hushall_id
        , hog_risk.enhet_kod
        , hog_risk.inledd_datum
        , hog_risk.avslutad_datum
        , p.period
        , nadda.utredning_id is not null as i_taljare
        , case when hog_risk.alder <= 11 then 'a06_11' else 'a12_17' end as malgrupp
    from hog_risk
    inner join {{ periodens_dagar() }} as p
        on hog_risk.avslutad_datum = p.dag
        and {{ i_perioder() }}
    left join nadda on hog_risk.utredning_id = nadda.utredning_id
)

-- Ett barn räknas en gång i varje enhet och en gång i staden, vid den första utredningen där.
, i_enheten as (
    select *
    from utredningar
    qualify row_number() over (
        partition by enhet_kod, period, barn_id
        order by avslutad_datum, inledd_datum, utredning_id
    ) = 1
)

, i_staden as (
    select *
    from utredningar
    qualify row_number() over (
        partition by period, barn_id
        order by avslutad_datum, inledd_datum, utredning_id
    ) = 1
)

, enhetens_celler as (
    {{ rakna_celler('i_enheten', ['malgrupp']) }}
)

, stadens_celler as (
    {{ rakna_celler('i_staden', ['malgrupp']) }}
)

, celler as (
    select *
    from enhetens_celler
    where enhet_kod <> 'stad'
    union all
    select *
    from stadens_celler
    where enhet_kod = 'stad'
)

-- Insatsen kan ha beviljats av en annan nämnd än den som utredde.
, hinder as (
    {{ hinder_for_barn(overallt=true) }}
)

{{ matt_rader(
    'celler', mognar='p.till + ' ~ parameter('beslut_efter_utredning'), hinder='hinder'
) }}
