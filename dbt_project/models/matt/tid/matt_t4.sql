-- Grain: en rad per enhet, period eller lägesdag, och värde av en uppdelning
with beslut as (
    select
        f.ansvarig_enhet_kod as enhet_kod
        , p.period
        , {{ rad_uppdelningar('f', 'year(p.fran)') }}
        , f.verkstallighet
        , f.barn_id
        , f.hushall_id
        , f.verkstallighet = 'inom_tiden' as i_taljare
    from {{ ref('fct_tid_till_start') }} as f
    inner join {{ periodens_dagar() }} as p
        on f.beslutsdatum = p.dag
        and {{ i_perioder() }}
        and p.slag <> 'lagesdag'
    where f.ar_mogen
)

-- På lägesdagen: de som väntar, och av dem de som har väntat för länge.
, vantar as (
    select
        f.ansvarig_enhet_kod as enhet_kod
        , p.period
        , {{ rad_uppdelningar('f', 'year(p.fran)') }}
        , f.barn_id
        , f.hushall_id
        , f.senast_start < p.fran as i_taljare
    from {{ ref('fct_tid_till_start') }} as f
    inner join {{ ref('dim_period') }} as p
        on f.beslutsdatum <= p.fran
        and coalesce(f.startdatum, date '9999-12-31') > p.fran
        and coalesce(f.slutdatum, date '9999-12-31') > p.fran
        and p.slag = 'lagesdag'
)

, verkstallighet as (
    {{ fordela_celler('beslut', 'verkstallighet') }}
)

, i_perioderna as (
    {{ rakna_celler('beslut', ['kon', 'alder', 'kategori', 'regi', 'lagrum']) }}
)

, pa_lagesdagen as (
    {{ rakna_celler('vantar', ['kon', 'alder', 'kategori', 'regi', 'lagrum']) }}
)

, celler as (
    select * from i_perioderna
    union all
    select * from pa_lagesdagen
    union all
    select * from verkstallighet
)

-- Det som väntar på lägesdagen har ingen verkställighet att fördela på.
, galler_inte as (
    select
        e.enhet_kod
        , p.period
        , v.dimension
        , v.varde
    from {{ ref('dim_enhet') }} as e
    inner join {{ ref('dim_period') }} as p on p.slag = 'lagesdag'
    inner join {{ ref('dim_uppdelning') }} as v on v.dimension = 'verkstallighet'
)

{%- set mognar -%}
    case
        when p.slag = 'lagesdag' then p.till
        else {{ lagg_till_manader('p.till', parameter('verkstallighetstid')) }}
    end
{%- endset %}

{{ matt_rader('celler', mognar=mognar, strukturell='galler_inte') }}
