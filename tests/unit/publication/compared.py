"""Small published cities by hand for the tests of comparisons (syntetiska data)."""

from __future__ import annotations

from typing import Any

import pandas as pd

UNITS = ["bromma", "farsta", "jarva", "kungsholmen"]
_STARTS = {"H1": (1, 6), "H2": (7, 12), "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12)}
_KINDS = {"": "ar", "H": "halvar", "Q": "kvartal"}


def calendar(*codes: str) -> pd.DataFrame:
    """`dim_period` of some years, half-years and quarters."""
    rows = []
    for code in codes:
        year, part = code[:4], code[4:]
        first, last = _STARTS.get(part, (1, 12))
        rows.append(
            {
                "period": code,
                "slag": _KINDS[part[:1]],
                "fran": pd.Timestamp(f"{year}-{first:02}-01"),
                "till": pd.Timestamp(f"{year}-{last:02}-01") + pd.offsets.MonthEnd(0),
            }
        )
    return pd.DataFrame(rows)


def cell(matt: str, enhet: str, period: str, x: int | None, n: int | None = None,
         **given: Any) -> dict[str, Any]:  # fmt: skip
    """One published cell; shown unless something else is given."""
    return {
        "matt": matt, "enhet": enhet, "period": period, "dimension": "", "dimension_varde": "",
        "status": "visad", "taljare": x, "namnare": n, **given,
    }  # fmt: skip


def frame(cells: list[dict[str, Any]]) -> pd.DataFrame:
    """Cells as the publication has them."""
    return pd.DataFrame(cells).astype({"taljare": "Int64", "namnare": "Int64"})


def city_row(matt: str, x: int, n: int | None, inside: int, outside: int | None,
             **given: Any) -> dict[str, Any]:  # fmt: skip
    """The city's prepared cell, with the children behind."""
    return {
        "matt": matt, "enhet": "stad", "period": "2023", "dimension": "", "dimension_varde": "",
        "taljare": x, "namnare": n, "antal_barn": inside, "antal_barn_ovriga": outside,
        "status": "visad", **given,
    }  # fmt: skip
