-- Grain: en rad per enhet, period och sätt att dela kostnaden
with rader as (
    select
        b.beslutande_enhet_kod as enhet_kod
        , p.period
        , b.barn_id
        , b.hushall_id
        , coalesce(b.kostnad_manad > 0, false) as i_taljare
        , b.kostnad_manad
    from {{ ref('fct_beslut') }} as b
    inner join {{ periodens_dagar() }} as p
        on b.beslutsdatum = p.dag
        and {{ i_perioder() }}
    where b.regi_kod = 'kopt'
)

, raknade as (
    {{ rakna_celler('rader') }}
)

, kostnad as (
    select
        case when grouping(enhet_kod) = 1 then 'stad' else enhet_kod end as enhet_kod
        , period
        , sum(kostnad_manad) as kronor
    from rader
    where i_taljare
    group by grouping sets ((enhet_kod, period), (period))
)

, celler as (
    select
        enhet_kod
        , period
        , 'kostnad' as dimension
        , 'kand' as varde
        , taljare
        , namnare
        , antal_barn
        , antal_barn_ovriga
        , antal_hushall
        , antal_hushall_ovriga
    from raknade
    union all
    select
        raknade.enhet_kod
        , raknade.period
        , 'kostnad' as dimension
        , satt.varde
        , kostnad.kronor as taljare
        , case when satt.varde = 'per_barn' then raknade.antal_barn else raknade.taljare end as namnare
        , raknade.antal_barn
        , 0 as antal_barn_ovriga
        , raknade.antal_hushall
        , 0 as antal_hushall_ovriga
    from raknade
    inner join kostnad
        on raknade.enhet_kod = kostnad.enhet_kod
        and raknade.period = kostnad.period
    cross join unnest(['per_insats', 'per_barn']) as satt (varde)
)

, alla as (
    {{ matt_rader('celler', helhet=false) }}
)

, nycklar as (
    select count(distinct nyckel_id) as antal
    from {{ ref('dim_leverans') }}
)

-- Utan känd kostnad finns inget tal, inte noll kronor; att ingen av de köpta har en är ett tal.
select
    alla.* replace (
        case
            when alla.saknas_orsak is not null then alla.saknas_orsak
            when alla.namnare = 0 then 'kostnad_saknas'
            when alla.varde = 'per_barn' and alla.enhet_kod = 'stad' and nycklar.antal > 1
                then 'olika_nycklar'
        end as saknas_orsak
    )
from alla
cross join nycklar
