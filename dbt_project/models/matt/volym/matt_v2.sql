-- Grain: en rad per enhet, period eller dag, och värde av en uppdelning
with rader as (
    select
        b.ansvarig_enhet_kod as enhet_kod
        , p.period
        , {{ rad_uppdelningar('b', 'year(p.fran)') }}
        , b.barn_id
        , b.hushall_id
        , true as i_taljare
    from {{ ref('fct_beslut') }} as b
    inner join {{ ref('dim_period') }} as p
        on b.startdatum <= p.till
        and coalesce(b.slutdatum, date '9999-12-31') >= p.fran
        and {{ i_perioder() }}
)

, raknade as (
    {{ rakna_celler('rader', ['kon', 'alder', 'kategori', 'regi', 'lagrum']) }}
)

, celler as (
    select * replace (antal_barn as taljare)
    from raknade
)

, hinder as (
    {{ hinder_for_barn() }}
)

{{ matt_rader('celler', hinder='hinder') }}
