-- Grain: en rad per enhet och utbudsdag, och per stadsdelsnämnd den jämförs med
with dagar as (
    select
        period
        , fran as dag
    from {{ ref('dim_period') }}
    where slag = 'utbudsdag'
)

, namnder as (
    select enhet_kod
    from {{ ref('dim_enhet') }}
    where slag = 'stadsdelsnamnd'
)

-- Grundkatalogen är den som gällde på dagen.
, grundkatalog as (
    select
        dagar.period
        , namnder.enhet_kod
        , policy.insatstyp_kod
    from dagar
    inner join {{ ref('policy_grundkatalog') }} as policy
        on dagar.dag between policy.gallande_fran and coalesce(policy.gallande_till, date '9999-12-31')
    cross join namnder
)

, tackning as (
    select
        grundkatalog.enhet_kod
        , grundkatalog.period
        , utbud.enhet_kod is not null as i_taljare
        , null::varchar as barn_id
        , null::varchar as hushall_id
    from grundkatalog
    left join {{ ref('fct_utbud') }} as utbud
        on grundkatalog.enhet_kod = utbud.enhet_kod
        and grundkatalog.period = utbud.period
        and grundkatalog.insatstyp_kod = utbud.insatstyp_kod
)

, grund_celler as (
    {{ rakna_celler('tackning') }}
)

, katalog as (
    select
        utbud.enhet_kod
        , utbud.period
        , utbud.insatstyp_kod
    from {{ ref('fct_utbud') }} as utbud
    inner join namnder on utbud.enhet_kod = namnder.enhet_kod
    inner join {{ ref('dim_insatstyp') }} as typ on utbud.insatstyp_kod = typ.insatstyp_kod
    where typ.ingar_i_86
)

, storlek as (
    select
        namnder.enhet_kod
        , dagar.period
        , count(katalog.insatstyp_kod) as typer
    from namnder
    cross join dagar
    left join katalog
        on namnder.enhet_kod = katalog.enhet_kod
        and dagar.period = katalog.period
    group by namnder.enhet_kod, dagar.period
)

, gemensamma as (
    select
        en.enhet_kod
        , annan.enhet_kod as jamford_kod
        , en.period
        , count(*) as typer
    from katalog as en
    inner join katalog as annan
        on en.period = annan.period
        and en.insatstyp_kod = annan.insatstyp_kod
        and en.enhet_kod <> annan.enhet_kod
    group by en.enhet_kod, annan.enhet_kod, en.period
)

, celler as (
    select *
    from grund_celler
    union all
    select
        en.enhet_kod
        , en.period
        , 'jamford_med' as dimension
        , annan.enhet_kod as varde
        , coalesce(gemensamma.typer, 0) as taljare
        , en.typer + annan.typer - coalesce(gemensamma.typer, 0) as namnare
        , 0 as antal_barn
        , 0 as antal_barn_ovriga
        , 0 as antal_hushall
        , 0 as antal_hushall_ovriga
    from storlek as en
    inner join storlek as annan
        on en.period = annan.period
        and en.enhet_kod <> annan.enhet_kod
    left join gemensamma
        on en.enhet_kod = gemensamma.enhet_kod
        and annan.enhet_kod = gemensamma.jamford_kod
        and en.period = gemensamma.period
)

{# Ingen nämnd jämförs med sig själv, och staden inte med någon. #}
, kan_inte_jamforas as (
    select
        e.enhet_kod
        , dagar.period
        , 'jamford_med' as dimension
        , namnder.enhet_kod as varde
    from {{ ref('dim_enhet') }} as e
    cross join dagar
    cross join namnder
    where e.slag = 'stad' or e.enhet_kod = namnder.enhet_kod
)

{{ matt_rader(
    'celler', slag_enheter=['stadsdelsnamnd', 'stad'], fordrojning=false, strukturell='kan_inte_jamforas'
) }}
