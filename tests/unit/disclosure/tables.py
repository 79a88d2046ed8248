"""Small cubes for the protection (syntetiska data): districts × values, as they are published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pipelines.disclosure.attack import Utfall, angrip
from pipelines.disclosure.cells import Behind, Cell, Thresholds
from pipelines.disclosure.plan import Plan

THRESHOLDS = Thresholds(5, 3)
PLAN: dict[str, Any] = {
    "version": 1,
    "tabeller": [
        {"matt": "V1", "perioder": ["ar"]},
        {"matt": "V1", "perioder": ["ar"], "dimension": "kategori"},
        {"matt": "R1", "perioder": ["ar"], "form": "andel"},
    ],
    "relationer": [
        {"typ": "enheter", "tal": ["V1.taljare", "R1.taljare"]},
        {"typ": "dimension", "dimension": "kategori", "helhet": "V1.taljare",
         "delar": "V1.taljare"},
        {"typ": "namnare", "helhet": "V1.taljare", "tal": ["R1.namnare"]},
    ],
}  # fmt: skip
YEAR = "2023"


def plan() -> Plan:
    """The plan above, parsed."""
    return Plan.model_validate(PLAN)


def count(amount: int) -> Behind:
    """A count of that many children, each of a household of its own."""
    return Behind(amount, amount, amount)


def share(taljare: int, rest: int) -> Behind:
    """A share whose every unit is a child of a household of its own."""
    return Behind(taljare, taljare, taljare, rest, rest, rest)


def cube(table: Mapping[str, Mapping[str, int]]) -> dict[Cell, Behind]:
    """The cells of district × kategori with both margins."""
    cells = {}
    columns: dict[str, int] = {}
    for unit, row in table.items():
        for value, amount in row.items():
            cells[Cell("V1", unit, YEAR, "kategori", value)] = count(amount)
            columns[value] = columns.get(value, 0) + amount
        cells[Cell("V1", unit, YEAR)] = count(sum(row.values()))
    for value, amount in columns.items():
        cells[Cell("V1", "stad", YEAR, "kategori", value)] = count(amount)
    cells[Cell("V1", "stad", YEAR)] = count(sum(columns.values()))
    return cells


def published(behind: Mapping[Cell, Behind], hidden: set[Cell], run: str = "a") -> pd.DataFrame:
    """The cells as a reader gets them."""
    rows = []
    for cell, of in sorted(behind.items()):
        shown = cell not in hidden
        whole = None if of.rest is None else of.taljare + of.rest
        value = of.taljare if whole is None else of.taljare / max(whole, 1)
        rows.append(
            {
                "matt": cell.matt, "enhet": cell.enhet, "period": cell.period,
                "dimension": cell.dimension, "dimension_varde": cell.varde,
                "status": "visad" if shown else "skyddad", "orsak": None,
                "varde": float(value) if shown else None, "undre": None, "ovre": None,
                "taljare": of.taljare if shown else None,
                "namnare": whole if shown else None, "galler_fran": run,
            }
        )  # fmt: skip
    frame = pd.DataFrame(rows)
    return frame.astype({"taljare": "Int64", "namnare": "Int64", "varde": "float64",
                         "undre": "float64", "ovre": "float64"})  # fmt: skip


def own(behind: Mapping[Cell, Behind]) -> pd.DataFrame:
    """The true numbers, from which insiders are played."""
    return pd.DataFrame(
        [
            {
                "matt": c.matt, "enhet": c.enhet, "period": c.period, "dimension": c.dimension,
                "dimension_varde": c.varde, "taljare": of.taljare,
                "namnare": None if of.rest is None else of.taljare + of.rest,
            }
            for c, of in sorted(behind.items())
        ]
    ).astype({"taljare": "Int64", "namnare": "Int64"})  # fmt: skip


def attacked(behind: Mapping[Cell, Behind], hidden: set[Cell], *, insiders: bool = True) -> Utfall:
    """The attack on one publication of the cells."""
    return angrip(
        [published(behind, hidden)], plan().model_dump(), 5, own(behind) if insiders else None
    )
