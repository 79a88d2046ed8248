-- Grain: en rad per enhet, period och värde av en uppdelning
-- Här finns inga barn att räkna: skyddet av små tal räknar insatserna.
{% set uppdelningar = ['nuso_kategori', 'kon', 'alder'] %}
with rader as (
    select
        f.enhet_kod
        , p.period
        , f.nuso_kategori
        , f.kon
        , f.aldersgrupp
        , f.antal
    from {{ ref('fct_utan_behovsprovning') }} as f
    inner join {{ periodens_dagar() }} as p
        on f.manad = p.dag
        and {{ i_perioder() }}
)

, celler as (
    {% for uppdelning in [''] + uppdelningar %}
        select
            case when grouping(enhet_kod) = 1 then 'stad' else enhet_kod end as enhet_kod
            , period
            , '{{ uppdelning }}' as dimension
            , {{ kolumn(uppdelning) if uppdelning else "''" }} as varde
            , sum(antal) as taljare
            , sum(antal) as namnare
            , sum(antal) as antal_barn
            , 0 as antal_barn_ovriga
            , sum(antal) as antal_hushall
            , 0 as antal_hushall_ovriga
        from rader
        group by
            grouping sets ((enhet_kod, period), (period))
            {{ ', ' ~ kolumn(uppdelning) if uppdelning }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
)

{{ matt_rader('celler') }}
