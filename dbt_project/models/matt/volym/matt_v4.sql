-- Grain: en rad per enhet, period och värde av en uppdelning
-- Täljare och nämnare har samma åldersspann och samma år (fälla 34 och 35).
with pagaende as (
    {{ pagaende_rader() }}
)

, rader as (
    select
        *
        -- Okänt kön räknas till pojkarna, så att skillnaden mot åldern inte blir de få utan känt kön.
        , concat(aldersgrupp, case when kon = 'K' then '_K' else '_M' end) as alder_kon
    from pagaende
    where alder between 0 and 20
)

, raknade as (
    {{ rakna_celler('rader', ['kon', 'alder', 'alder_kon']) }}
)

-- Staden är källans egen rad; bara stadsdelsnämnderna och staden har en befolkning (fälla 12 och 13).
, befolkning as (
    select
        b.enhet_kod
        , p.period
        , case
            when grouping(b.kon) = 0 and grouping(b.aldersgrupp) = 0 then 'alder_kon'
            when grouping(b.kon) = 0 then 'kon'
            when grouping(b.aldersgrupp) = 0 then 'alder'
            else ''
        end as dimension
        , case
            when grouping(b.kon) = 0 and grouping(b.aldersgrupp) = 0
                then concat(b.aldersgrupp, '_', b.kon)
            when grouping(b.kon) = 0 then b.kon
            when grouping(b.aldersgrupp) = 0 then b.aldersgrupp
            else ''
        end as varde
        , sum(b.antal) as antal
    from {{ ref('fct_befolkning_ar') }} as b
    inner join {{ ref('dim_enhet') }} as e
        on b.enhet_kod = e.enhet_kod
        and e.slag in ('stadsdelsnamnd', 'stad')
    inner join {{ ref('dim_period') }} as p
        on b.ar = year(p.fran)
        and {{ i_perioder() }}
    group by grouping sets (
        (b.enhet_kod, p.period), (b.enhet_kod, p.period, b.kon), (b.enhet_kod, p.period, b.aldersgrupp)
        , (b.enhet_kod, p.period, b.kon, b.aldersgrupp)
    )
)

, celler as (
    select
        coalesce(raknade.enhet_kod, befolkning.enhet_kod) as enhet_kod
        , coalesce(raknade.period, befolkning.period) as period
        , coalesce(raknade.dimension, befolkning.dimension) as dimension
        , coalesce(raknade.varde, befolkning.varde) as varde
        , raknade.antal_barn as taljare
        , befolkning.antal as namnare
        , raknade.antal_barn
        , greatest(befolkning.antal - coalesce(raknade.antal_barn, 0), 0) as antal_barn_ovriga
        , raknade.antal_hushall
        -- Befolkningen har inga hushåll; varje barn räknas för sig.
        , greatest(befolkning.antal - coalesce(raknade.antal_barn, 0), 0) as antal_hushall_ovriga
    from raknade
    full join befolkning
        on raknade.enhet_kod = befolkning.enhet_kod
        and raknade.period = befolkning.period
        and raknade.dimension = befolkning.dimension
        and raknade.varde = befolkning.varde
)

, hinder as (
    {{ hinder_for_barn() }}
)

, alla as (
    {{ matt_rader('celler', hinder='hinder') }}
)

select
    * replace (
        case
            when saknas_orsak is null and namnare = 0 then 'ingen_befolkning'
            else saknas_orsak
        end as saknas_orsak
    )
from alla
