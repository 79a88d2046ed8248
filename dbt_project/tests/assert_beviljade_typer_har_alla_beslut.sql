-- Inga beslut tappas eller dubbleras på vägen till typerna: samma antal som V1 i varje enhet och period.
with v1 as (
    select
        enhet_kod
        , period
        , taljare as antal
    from {{ ref('matt_v1') }}
    where dimension = '' and varde = ''
)

, typer as (
    select
        enhet_kod
        , period
        , sum(antal_beslut) as antal
    from {{ ref('fct_beviljade_typer') }}
    group by enhet_kod, period
)

select
    v1.enhet_kod
    , v1.period
from v1
left join typer
    on v1.enhet_kod = typer.enhet_kod
    and v1.period = typer.period
where v1.antal <> coalesce(typer.antal, 0)
