-- Grain: en rad per enhet, period och värde av en uppdelning
with avslut as (
    select
        f.ansvarig_enhet_kod as enhet_kod
        , p.period
        , f.kon
        , case
            when year(p.fran) - f.fodelsear between 0 and 12 then 'a00_12'
            when year(p.fran) - f.fodelsear between 13 and 20 then 'a13_20'
            else 'okand'
        end as kkik_alder
        , f.barn_id
        , f.hushall_id
        , not f.har_aterkommit as i_taljare
        , row_number() over (partition by f.barn_id, p.period order by f.avslutad_dag) as ordning
    from {{ ref('fct_aterkomst') }} as f
    inner join {{ periodens_dagar() }} as p
        on f.avslutad_dag = p.dag
        and {{ i_perioder() }}
    where f.ar_mogen
)

, rader as (
    select *
    from avslut
    where ordning = 1
)

, celler as (
    {{ rakna_celler('rader', ['kkik_alder', 'kon']) }}
)

-- Samma barn behövs i alla stadsdelar, också för en stadsdels tal (fälla 42).
, hinder as (
    select
        e.enhet_kod
        , p.period
        , 'olika_nycklar' as orsak
    from {{ ref('dim_enhet') }} as e
    inner join {{ ref('dim_period') }} as p on {{ i_perioder() }}
    where (
        select count(distinct nyckel_id)
        from {{ ref('dim_leverans') }}
    ) > 1
)

-- Återkomsten kan ske hos vilken nämnd som helst: det äldsta uttaget avgör mognaden.
{% set ett_ar_efter = lagg_till_manader('p.till', parameter('aterkomsttid')) %}
{{ matt_rader(
    'celler', hinder='hinder', mognar='(case when ' ~ ett_ar_efter ~ ' + '
    ~ parameter('registreringsfordrojning') ~ ' <= (select uttagsdatum from '
    ~ ref('dim_enhet') ~ " where slag = 'stad') then " ~ ett_ar_efter ~ ' end)'
) }}
