-- Grain: en rad per enhet, år och värde av en uppdelning
-- Personal är inga barn: det finns inget barn bakom ett tal här.
with personal as (
    select
        f.enhet_kod
        , p.period
        , f.roll
        , f.kompetens
        , f.certifiering = 'under_utbildning' as utbildas
        , f.arsarbetare
    from {{ ref('fct_personal') }} as f
    inner join {{ ref('dim_period') }} as p
        on year(p.fran) = f.ar
        and {{ i_perioder() }}
    where f.ar_senaste_i_aret
)

, befolkning as (
    select
        b.enhet_kod
        , p.period
        , sum(b.antal) as antal
    from {{ ref('fct_befolkning_ar') }} as b
    inner join {{ ref('dim_period') }} as p
        on year(p.fran) = b.ar
        and {{ i_perioder() }}
    group by b.enhet_kod, p.period
)

, summor as (
    {% for uppdelning, varde, urval in [
        ('', "''", 'true'), ('roll', 'roll', 'true'),
        ('kompetens', 'kompetens', 'not utbildas'), ('under_utbildning', 'kompetens', 'utbildas')
    ] %}
        select
            case when grouping(enhet_kod) = 1 then 'stad' else enhet_kod end as enhet_kod
            , period
            , '{{ uppdelning }}' as dimension
            , {{ varde }} as varde
            , sum(arsarbetare) as arsarbetare
        from personal
        where {{ urval }}
        group by grouping sets ((enhet_kod, period), (period)){{ ', ' ~ varde if uppdelning }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
)

, varden as (
    select
        dimension
        , varde
    from {{ ref('dim_uppdelning') }}
    where dimension in ('roll', 'kompetens', 'under_utbildning')
    union all
    select
        '' as dimension
        , '' as varde
)

-- Befolkningen är nämnare också för en roll som ingen har.
, celler as (
    select
        befolkning.enhet_kod
        , befolkning.period
        , varden.dimension
        , varden.varde
        , coalesce(summor.arsarbetare, 0) as taljare
        , befolkning.antal as namnare
        , 0 as antal_barn
        , 0 as antal_barn_ovriga
        , 0 as antal_hushall
        , 0 as antal_hushall_ovriga
    from befolkning
    cross join varden
    left join summor
        on befolkning.enhet_kod = summor.enhet_kod
        and befolkning.period = summor.period
        and varden.dimension = summor.dimension
        and varden.varde = summor.varde
)

, utan_personal as (
    {{ utan_personal() }}
)

, hinder as (
    select *
    from utan_personal
    union all
    select
        e.enhet_kod
        , p.period
        , 'ingen_befolkning' as orsak
    from {{ ref('dim_enhet') }} as e
    inner join {{ ref('dim_period') }} as p on {{ i_perioder() }}
    left join befolkning
        on e.enhet_kod = befolkning.enhet_kod
        and p.period = befolkning.period
    left join utan_personal
        on e.enhet_kod = utan_personal.enhet_kod
        and p.period = utan_personal.period
    where
        befolkning.enhet_kod is null
        and utan_personal.enhet_kod is null
)

{{ matt_rader('celler', fordrojning=false, hinder='hinder') }}
