-- Grain: en rad per utbudsdag och insatstyp, och per utbudsdag och klass av spridning (staden)
with dagar as (
    select period
    from {{ ref('dim_period') }}
    where slag = 'utbudsdag'
)

, namnder as (
    select count(*) as antal
    from {{ ref('dim_enhet') }}
    where slag = 'stadsdelsnamnd'
)

, typer as (
    select
        dagar.period
        , typ.insatstyp_kod
        , count(distinct e.enhet_kod) as antal_namnder
    from dagar
    cross join {{ ref('dim_insatstyp') }} as typ
    left join {{ ref('fct_utbud') }} as utbud
        on dagar.period = utbud.period
        and typ.insatstyp_kod = utbud.insatstyp_kod
    left join {{ ref('dim_enhet') }} as e
        on utbud.enhet_kod = e.enhet_kod
        and e.slag = 'stadsdelsnamnd'
    where typ.ingar_i_86
    group by dagar.period, typ.insatstyp_kod
)

, klasser as (
    select
        *
        , case
            when antal_namnder = 1 then '1'
            when antal_namnder between 2 and 4 then '2-4'
            when antal_namnder between 5 and 10 then '5-10'
            else '11'
        end as klass
    from typer
    where antal_namnder > 0
)

, celler as (
    select
        'stad' as enhet_kod
        , typer.period
        , 'insatstyp' as dimension
        , typer.insatstyp_kod as varde
        , typer.antal_namnder as taljare
        , namnder.antal as namnare
        , 0 as antal_barn
        , 0 as antal_barn_ovriga
        , 0 as antal_hushall
        , 0 as antal_hushall_ovriga
    from typer
    cross join namnder
    union all
    select
        'stad' as enhet_kod
        , klasser.period
        , 'spridning' as dimension
        , v.varde
        , count(*) filter (where klasser.klass = v.varde) as taljare
        , count(*) as namnare
        , 0 as antal_barn
        , 0 as antal_barn_ovriga
        , 0 as antal_hushall
        , 0 as antal_hushall_ovriga
    from klasser
    inner join {{ ref('dim_uppdelning') }} as v on v.dimension = 'spridning'
    group by klasser.period, v.varde
)

, alla as (
    {{ matt_rader('celler', slag_enheter=['stad'], helhet=false, fordrojning=false) }}
)

-- Uppdelningen har alla typer som kan beviljas; utbudet räknas på de 86.
select alla.*
from alla
left join {{ ref('dim_insatstyp') }} as typ on alla.varde = typ.insatstyp_kod
where alla.dimension <> 'insatstyp' or typ.ingar_i_86
