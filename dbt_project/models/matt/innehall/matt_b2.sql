-- Grain: en rad per enhet, period och slutorsak eller mål
with avslutade as (
    select
        i.ansvarig_enhet_kod as enhet_kod
        , p.period
        , i.barn_id
        , i.hushall_id
        , coalesce(orsak.varde, 'okand') as slutorsak
        , i.mal
        , coalesce(i.slutorsak = 'planerat', false) as i_taljare
    from {{ ref('fct_insatser') }} as i
    inner join {{ periodens_dagar() }} as p
        on i.slutdatum = p.dag
        and {{ i_perioder() }}
    left join {{ ref('dim_uppdelning') }} as orsak
        on orsak.dimension = 'slutorsak'
        and i.slutorsak = orsak.varde
)

, uppfoljda as (
    select *
    from avslutade
    where mal is not null
)

, planerade as (
    {{ rakna_celler('avslutade') }}
)

, orsaker as (
    {{ fordela_celler('avslutade', 'slutorsak') }}
)

, maluppfyllelse as (
    {{ fordela_celler('uppfoljda', 'mal') }}
)

, celler as (
    select * from planerade
    union all
    select * from orsaker
    union all
    select * from maluppfyllelse
)

, hinder as (
    {{ hinder_for_barn(overallt=true) }}
)

{{ matt_rader('celler', hinder='hinder') }}
