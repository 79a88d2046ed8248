-- Grain: en rad per enhet och värde av en uppdelning, för NUSO:s kohort
-- Kohorten är sex månader över ett årsskifte och räknas aldrig om till ett år (fälla 32).
with rader as (
    select
        u.ansvarig_enhet_kod as enhet_kod
        , p.period
        , u.utredning_id
        , case when u.har_insats then 'insats' else coalesce(u.utfall, 'okand') end as utfall
        , u.barn_id
        , u.hushall_id
        , u.har_insats as i_taljare
    from {{ ref('fct_utredningar') }} as u
    inner join {{ periodens_dagar() }} as p
        on u.avslutad_datum = p.dag
        and {{ i_perioder() }}
)

-- Hur besluten i utredningarna står när deras egen leverans togs ut.
, beslut as (
    select
        rader.enhet_kod
        , rader.period
        , case
            when b.startdatum is null and coalesce(b.slutdatum >= b.uttagsdatum, true)
                then 'ej_paborjad'
            when b.startdatum is null or b.slutdatum < b.startdatum then 'aldrig_paborjad'
            when b.startdatum > b.uttagsdatum then 'ej_paborjad'
            when b.slutdatum is null or b.slutdatum >= b.uttagsdatum then 'pagar'
            else coalesce(b.slutorsak, 'okand')
        end as insatslage
        , b.barn_id
        , b.hushall_id
    from rader
    inner join {{ ref('fct_beslut') }} as b on rader.utredning_id = b.utredning_id
)

, raknade as (
    {{ rakna_celler('rader') }}
)

, fordelade as (
    {{ fordela_celler('rader', 'utfall') }}
)

, lagen as (
    {{ fordela_celler('beslut', 'insatslage') }}
)

, celler as (
    select * from raknade
    union all
    select * from fordelade
    union all
    select * from lagen
)

{{ matt_rader('celler') }}
