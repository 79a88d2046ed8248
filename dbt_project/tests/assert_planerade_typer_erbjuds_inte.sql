-- Fälla 51: en typ som en nämnd bara har planerat finns inte i dess utbud någon av utbudsdagarna.
with planerade as (
    select
        coalesce(e.efterfoljare_kod, e.enhet_kod, 'okand') as enhet_kod
        , u.insatstyp as insatstyp_kod
    from {{ ref('stg_insatsutbud') }} as u
    left join {{ ref('stadsdelsnamnder') }} as e on u.enhet = e.enhet_kod
    group by all
    having bool_and(u.planerad)
)

select
    utbud.enhet_kod
    , utbud.insatstyp_kod
from {{ ref('fct_utbud') }} as utbud
inner join planerade
    on utbud.enhet_kod = planerade.enhet_kod
    and utbud.insatstyp_kod = planerade.insatstyp_kod
