-- Grain: en rad per enhet och period
-- Typerna räknas var för sig i varje enhet och i staden: fyra barn i två stadsdelar är åtta i staden.
with celler as (
    select
        beviljade.enhet_kod
        , beviljade.period
        , '' as dimension
        , '' as varde
        , count(*) as taljare
        , 0 as namnare
        -- Talet ändras med en typ i taget: skyddet ska se den minsta typens barn, inte allas.
        , min(beviljade.antal_barn) as antal_barn
        , 0 as antal_barn_ovriga
        , min(beviljade.antal_hushall) as antal_hushall
        , 0 as antal_hushall_ovriga
    from {{ ref('fct_beviljade_typer') }} as beviljade
    inner join {{ ref('dim_insatstyp') }} as typ on beviljade.insatstyp_kod = typ.insatstyp_kod
    where
        typ.ingar_i_86
        and beviljade.antal_barn >= {{ parameter('skyddstroskel_barn') }}
    group by beviljade.enhet_kod, beviljade.period
)

-- Med olika nycklar kan stadens olika barn inte räknas; en enhets egna kan.
, hinder as (
    select
        e.enhet_kod
        , p.period
        , 'olika_nycklar' as orsak
    from {{ ref('dim_enhet') }} as e
    inner join {{ ref('dim_period') }} as p on {{ i_perioder() }}
    cross join (
        select count(distinct nyckel_id) as antal
        from {{ ref('dim_leverans') }}
    ) as nycklar
    where nycklar.antal > 1 and e.slag = 'stad'
)

{{ matt_rader('celler', hinder='hinder') }}
