"""What is published of districts as a whole, read once for a night and kept for every page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from pipelines.presentation.measure_words import GROUPS
from pipelines.presentation.tables import once_a_night, records, records_if_any
from pipelines.presentation.units import Unit, Units
from pipelines.publication.reader import Figure, Night

# Measures that are published only by breakdown, and the part of them that a page can tell.
PART: Final[Mapping[str, tuple[str, str, str]]] = {"T3": ("statistik", "median", "median")}
_FIELDS: Final = (
    "adress", "matt", "enhet", "period", "dimension", "dimension_varde", "status", "varde",
    "undre", "ovre", "taljare", "namnare", "orsak",
)  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """What all portraits of a night are made of; (measure, unit) -> period -> what there is."""

    units: tuple[Unit, ...]
    measures: tuple[dict[str, str], ...]
    cells: dict[tuple[str, str], dict[str, Figure]]
    said: dict[tuple[str, str], dict[str, dict[str, Any]]]


@once_a_night
def facts_of(night: Night) -> Facts:
    """Read once for a night."""
    order = list(GROUPS)
    return Facts(
        Units.of(night).districts,
        tuple(sorted(records(night, "matt"), key=lambda row: order.index(row["grupp"]))),
        _cells(night.table("celler")),
        _said(night),
    )


def _cells(table: pd.DataFrame) -> dict[tuple[str, str], dict[str, Figure]]:
    wanted = table["dimension"] == ""
    for matt, (dimension, value, _) in PART.items():
        wanted |= (
            (table["matt"] == matt)
            & (table["dimension"] == dimension)
            & (table["dimension_varde"] == value)
        )
    rows = table.loc[wanted, list(_FIELDS)].astype(object)
    found: dict[tuple[str, str], dict[str, Figure]] = {}
    for values in rows.where(rows.notna(), None).itertuples(index=False, name=None):
        figure = Figure(*values)
        found.setdefault((figure.matt, figure.enhet), {})[figure.period] = figure
    return found


def _said(night: Night) -> dict[tuple[str, str], dict[str, dict[str, Any]]]:
    found: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
    for row in records_if_any(night, "utslag", dimension=""):
        found.setdefault((row["matt"], row["enhet"]), {})[row["period"]] = row
    return found
