"""How soon the first follow-up comes: a curve a district, the only comparison made from rows.

A curve is a plan item of its own. It is drawn for at least twenty children, on whole weeks, ends
while at least ten children remain, and takes a new point only when five more have been followed up;
its shares are whole per cent, and the number still open is rounded to fives.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import duckdb
import numpy as np
import pandas as pd

from pipelines.publication.comparisons.subjects import CITY
from pipelines.statistics.competing import Weekly, weekly_curve
from pipelines.statistics.small_numbers import COMPARE_FROM

MATT: Final = "F1"
WEEKS: Final = 52
OPEN_STEP: Final = 5
DAYS_IN_MONTH: Final = 365.25 / 12
COLUMNS: Final = [
    "matt", "enhet", "period", "intervall_manader", "forfallodag", "vecka", "andel", "undre",
    "ovre", "oppna",
]  # fmt: skip
# The day that the policy sets, not a plan's own: one line for all curves of a kind.
_ROWS: Final = """
    select
        f.ansvarig_enhet_kod as enhet_kod
        , year(f.startdatum)::varchar as period
        , datediff('month', f.startdatum, t.policy_forfallodatum) as intervall_manader
        , f.barn_id
        , f.dagar
        , case f.handelse when 'uppfoljd' then 1 when 'avslutad' then 2 else 0 end as slut
    from fct_forsta_uppfoljning as f
    inner join fct_uppfoljningstillfallen as t on f.beslut_id = t.beslut_id and t.ordning = 1
    where f.dagar >= 0 and f.startdatum >= ?
    order by all
"""


def first_follow_ups(con: duckdb.DuckDBPyConnection, since: str) -> pd.DataFrame:
    """The rows of the curves, from the build.

    Args:
        con: the build's database.
        since: the first day of start that is taken up, as text; earlier starts are only known if
            they were still going on when the deliveries began.

    Returns:
        enhet_kod, period (the year of the start), intervall_manader, barn_id, dagar, and slut: 1
        followed up, 2 ended without, 0 still open on the day of the extract. Never published.
    """
    return con.execute(_ROWS, [since]).df()


def curves(rows: pd.DataFrame, districts: Sequence[str]) -> pd.DataFrame:
    """The table `kurvor`, for the districts and the city.

    Args:
        rows: as `first_follow_ups`.
        districts: codes of the districts.

    Returns:
        One row a shown week. `andel` has had its first follow-up, with 95 % limits; `oppna` had
        not, and had not ended, just before. A cohort with fewer than twenty children has no curve.
    """
    found = [
        row
        for (period, months), cohort in rows.groupby(["period", "intervall_manader"], sort=True)
        for unit in [*districts, CITY]
        for row in _curve(cohort, unit, str(period), int(str(months)))
    ]
    return pd.DataFrame(found, columns=COLUMNS)


def _curve(
    cohort: pd.DataFrame, unit: str, period: str, months: int
) -> Iterator[tuple[object, ...]]:
    own = cohort if unit == CITY else cohort[cohort["enhet_kod"] == unit]
    if own["barn_id"].nunique() < COMPARE_FROM:
        return
    drawn: Weekly = weekly_curve(
        own["dagar"].to_numpy(), own["slut"].to_numpy(), own["barn_id"].to_numpy(), WEEKS
    )
    due = round(months * DAYS_IN_MONTH)
    for week, value, low, high, left in zip(*_parts(drawn), strict=True):
        still = int(OPEN_STEP * round(left / OPEN_STEP))
        yield (
            *(MATT, unit, period, months, due, int(week)),
            *(round(float(part), 2) for part in (value, low, high)),
            still,
        )


def _parts(drawn: Weekly) -> tuple[np.ndarray, ...]:
    return drawn.week, drawn.value, drawn.lower, drawn.upper, drawn.at_risk
