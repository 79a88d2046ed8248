"""All measures in one table."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from tests.recompute import (
    flode,
    innehall,
    regi,
    tid,
    uppfoljning,
    utan_behovsprovning,
    utbud,
    volym,
)
from tests.recompute.rows import Rows
from tests.recompute.tabell import table

MEASURES: dict[str, Callable[[Rows], list[pd.DataFrame]]] = {
    **utbud.MEASURES,
    **volym.MEASURES,
    **regi.MEASURES,
    **tid.MEASURES,
    **uppfoljning.MEASURES,
    **flode.MEASURES,
    **utan_behovsprovning.MEASURES,
    **innehall.MEASURES,
}


def recompute(rows: Rows) -> pd.DataFrame:
    """Every measure: matt_id, enhet_kod, period, dimension, varde, taljare, namnare.

    A quarter has no breakdowns: statistics uses quarters for the totals of control charts only.
    """
    done = [table(rows, measure, make(rows)) for measure, make in MEASURES.items()]
    found = pd.concat(done, ignore_index=True)
    is_quarter = found["period"].astype(str).str.contains("Q", regex=False)
    return found[~is_quarter | (found["dimension"] == "")].reset_index(drop=True)
