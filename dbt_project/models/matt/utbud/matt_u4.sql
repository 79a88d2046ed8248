-- Grain: en rad per utbudsdag och insatstyp (staden)
-- Nämnaren är källans egen rad för staden, aldrig en summa av stadsdelarna (fälla 12 och 13).
with befolkning as (
    select
        enhet_kod
        , ar
        , sum(antal) as barn
    from {{ ref('fct_befolkning_ar') }}
    group by enhet_kod, ar
)

, dagar as (
    select
        period
        , year(fran) as ar
    from {{ ref('dim_period') }}
    where slag = 'utbudsdag'
)

, erbjudna as (
    select
        utbud.period
        , utbud.insatstyp_kod
        , utbud.enhet_kod
    from {{ ref('fct_utbud') }} as utbud
    inner join {{ ref('dim_enhet') }} as e
        on utbud.enhet_kod = e.enhet_kod
        and e.slag = 'stadsdelsnamnd'
)

, celler as (
    select
        'stad' as enhet_kod
        , dagar.period
        , 'insatstyp' as dimension
        , typ.insatstyp_kod as varde
        , coalesce(sum(omrade.barn), 0) as taljare
        , max(staden.barn) as namnare
        , 0 as antal_barn
        , 0 as antal_barn_ovriga
        , 0 as antal_hushall
        , 0 as antal_hushall_ovriga
    from dagar
    cross join {{ ref('dim_insatstyp') }} as typ
    left join befolkning as staden
        on dagar.ar = staden.ar
        and staden.enhet_kod = 'stad'
    left join erbjudna
        on dagar.period = erbjudna.period
        and typ.insatstyp_kod = erbjudna.insatstyp_kod
    left join befolkning as omrade
        on erbjudna.enhet_kod = omrade.enhet_kod
        and dagar.ar = omrade.ar
    where typ.ingar_i_86
    group by dagar.period, typ.insatstyp_kod
)

, alla as (
    {{ matt_rader('celler', slag_enheter=['stad'], helhet=false, fordrojning=false) }}
)

-- Uppdelningen har alla typer som kan beviljas; utbudet räknas på de 86.
select alla.*
from alla
left join {{ ref('dim_insatstyp') }} as typ on alla.varde = typ.insatstyp_kod
where alla.dimension <> 'insatstyp' or typ.ingar_i_86
