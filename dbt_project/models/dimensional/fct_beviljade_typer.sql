-- Grain: en rad per enhet (också staden), period och insatstyp som beviljats eller erbjudits
-- Beviljad utan att finnas i det egna utbudet är en upptäckt att visa, inget att tappa (fälla 8).
-- Erbjuden men aldrig beviljad är en annan; det som varken är det ena eller andra saknar rad (fälla 49).
{# Ett kvartal är en bit i ett heltal: varje barn grupperas en gång, och en period är en mask. #}
{%- set nummer = '(4 * (year(DAG) - ' ~ var('forsta_ar') ~ ') + quarter(DAG) - 1)' %}
{%- set bit = '(1::hugeint << ' ~ nummer ~ '::integer)' %}
with beslut as (
    select
        beslutande_enhet_kod as enhet_kod
        , insatstyp_kod
        -- 64 bitar räcker för att skilja pseudonymer åt, och grupperas tre gånger så fort som text.
        , hash(barn_id) as barn
        , hash(hushall_id) as hushall
        , {{ bit.replace('DAG', 'beslutsdatum') }} as kvartal
    from {{ ref('fct_beslut') }}
    where year(beslutsdatum) >= {{ var('forsta_ar') }}
)

, perioder as (
    select
        period
        , fran
        , till
        , 2 * {{ bit.replace('DAG', 'till') }} - {{ bit.replace('DAG', 'fran') }} as kvartal
    from {{ ref('dim_period') }}
    where slag in ('ar', 'halvar', 'kvartal')
)

, barn as (
    select
        case when grouping(enhet_kod) = 1 then 'stad' else enhet_kod end as enhet_kod
        , insatstyp_kod
        , bit_or(kvartal) as kvartal
    from beslut
    group by grouping sets ((enhet_kod, insatstyp_kod, barn), (insatstyp_kod, barn))
)

, hushall as (
    select
        case when grouping(enhet_kod) = 1 then 'stad' else enhet_kod end as enhet_kod
        , insatstyp_kod
        , bit_or(kvartal) as kvartal
    from beslut
    group by grouping sets ((enhet_kod, insatstyp_kod, hushall), (insatstyp_kod, hushall))
)

, delar as (
    select
        case when grouping(enhet_kod) = 1 then 'stad' else enhet_kod end as enhet_kod
        , insatstyp_kod
        , kvartal
        , count(*) as antal_beslut
        , 0 as antal_barn
        , 0 as antal_hushall
    from beslut
    group by grouping sets ((enhet_kod, insatstyp_kod, kvartal), (insatstyp_kod, kvartal))
    union all
    select
        enhet_kod
        , insatstyp_kod
        , kvartal
        , 0 as antal_beslut
        , count(*) as antal_barn
        , 0 as antal_hushall
    from barn
    group by enhet_kod, insatstyp_kod, kvartal
    union all
    select
        enhet_kod
        , insatstyp_kod
        , kvartal
        , 0 as antal_beslut
        , 0 as antal_barn
        , count(*) as antal_hushall
    from hushall
    group by enhet_kod, insatstyp_kod, kvartal
)

, raknade as (
    select
        delar.enhet_kod
        , perioder.period
        , delar.insatstyp_kod
        , sum(delar.antal_beslut)::bigint as antal_beslut
        , sum(delar.antal_barn)::bigint as antal_barn
        , sum(delar.antal_hushall)::bigint as antal_hushall
    from delar
    inner join perioder on (delar.kvartal & perioder.kvartal) <> 0
    group by delar.enhet_kod, perioder.period, delar.insatstyp_kod
)

, erbjudna as (
    select
        e.enhet_kod
        , e.slag
        , perioder.period
        , utbud.insatstyp_kod
        , utbud.behovsprovning in ('med', 'bada') as med_behovsprovning
    from {{ ref('fct_utbudstid') }} as utbud
    inner join {{ ref('dim_enhet') }} as e on utbud.enhet_kod = e.enhet_kod
    inner join perioder
        on utbud.gallande_fran <= perioder.till
        and utbud.gallande_till >= perioder.fran
    -- Två okända typer behöver inte vara samma, och en okänd enhet har inget eget utbud.
    where utbud.insatstyp_kod <> 'OKAND' and e.slag <> 'okand'
)

, egna as (
    select
        enhet_kod
        , period
        , insatstyp_kod
        , bool_or(med_behovsprovning) as med_behovsprovning
    from erbjudna
    group by enhet_kod, period, insatstyp_kod
    union all
    select
        'stad' as enhet_kod
        , period
        , insatstyp_kod
        , bool_or(med_behovsprovning) as med_behovsprovning
    from erbjudna
    where slag = 'stadsdelsnamnd'
    group by period, insatstyp_kod
)

, typer as (
    select
        coalesce(raknade.enhet_kod, egna.enhet_kod) as enhet_kod
        , coalesce(raknade.period, egna.period) as period
        , coalesce(raknade.insatstyp_kod, egna.insatstyp_kod) as insatstyp_kod
        , coalesce(raknade.antal_beslut, 0) as antal_beslut
        , coalesce(raknade.antal_barn, 0) as antal_barn
        , coalesce(raknade.antal_hushall, 0) as antal_hushall
        , egna.enhet_kod is not null as erbjods
        , coalesce(egna.med_behovsprovning, false) as erbjods_med_behovsprovning
    from raknade
    full outer join egna
        on raknade.enhet_kod = egna.enhet_kod
        and raknade.period = egna.period
        and raknade.insatstyp_kod = egna.insatstyp_kod
)

select
    * replace (
        case when insatstyp_kod <> 'OKAND' and enhet_kod <> 'okand' then erbjods end as erbjods
        , case
            when insatstyp_kod <> 'OKAND' and enhet_kod <> 'okand' then erbjods_med_behovsprovning
        end as erbjods_med_behovsprovning
    )
from typer
