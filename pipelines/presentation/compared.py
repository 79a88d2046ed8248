"""What the published comparisons hold of one measure, period and breakdown, ready to be drawn."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from pipelines.presentation import comparisons
from pipelines.presentation.measure_words import GROUPS
from pipelines.presentation.scale import Scale
from pipelines.presentation.sv import NOT_COMPARED, state_word
from pipelines.presentation.tables import records, records_if_any
from pipelines.presentation.units import Unit, Units
from pipelines.publication.reader import Figure, Night

WHOLE: Final = "hela"  # no breakdown, as the address says it
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class District:
    """One district beside the rest of the city.

    Attributes:
        unit: the district.
        figure: its cell.
        said: its row of `utslag`; empty if it has none.
    """

    unit: Unit
    figure: Figure
    said: Mapping[str, Any]

    @property
    def mark(self) -> str:
        """lower, higher, look_lower, look_higher or within; empty if it is not compared."""
        return mark_of(self.said)

    def number(self, name: str) -> float | None:
        """A number of its row of `utslag`; None if it has none."""
        value = self.said.get(name)
        return None if value is None or math.isnan(value) else float(value)


@dataclass(frozen=True)
class Comparison:
    """Everything published of one measure in one period.

    Attributes:
        measure: its definition. scale: how its numbers are written.
        period, dimension, value: the rest of the address.
        city: the city's cell.
        districts: the districts in their fixed order.
        spread: the row of `spridning`, None if there is none.
        trend: the rows of `forandring` of the same kind of period, in order.
        standard: unit -> row of `standardiserad`; empty if there are none.
        others: the cells of units that are never compared: central and unknown.
    """

    measure: dict[str, str]
    scale: Scale
    period: str
    dimension: str
    value: str
    city: Figure | None
    districts: tuple[District, ...]
    spread: Mapping[str, Any] | None
    trend: Rows
    standard: Mapping[str, Mapping[str, Any]]
    others: tuple[Figure, ...] = ()

    @property
    def marks(self) -> dict[str, str]:
        """District -> its mark, of those with a value; empty of one that is not compared."""
        return {one.unit.kod: one.mark for one in self.shown}

    @property
    def shown(self) -> list[District]:
        """The districts with a value, in order."""
        return [one for one in self.districts if one.figure.varde is not None]

    @property
    def hidden(self) -> list[District]:
        """The others, in order."""
        return [one for one in self.districts if one.figure.varde is None]


def mark_of(said: Mapping[str, Any]) -> str:
    """lower, higher, look_lower, look_higher or within; empty if it is not compared.

    Args:
        said: a row of `utslag` or `standardiserad`; may be empty.
    """
    way = "higher" if said.get("riktning", 0) > 0 else "lower"
    return {
        "skiljer_sig_upp": "higher",
        "skiljer_sig_ner": "lower",
        "vart_att_titta_pa": f"look_{way}",
        "inom_vantad_variation": "within",
    }.get(str(said.get("utslag", "")), "")


def crude(row: Mapping[str, Any]) -> float | None:
    """A district's rate as times the city's, of its row of `standardiserad`; None if hidden."""
    if math.isnan(row["ratal"]) or not row["stadens_ratal"] > 0:
        return None
    return float(row["ratal"] / row["stadens_ratal"])


def why_not(one: District, said: Mapping[str, Any] | None = None) -> str:
    """Why a district is not compared: its cell's state, or what is said where the cell is shown.

    Args:
        one: the district.
        said: the row that the reason is read from; the district's own if None.
    """
    if one.figure.varde is None:
        return state_word(one.figure.status, one.figure.orsak)
    row = one.said if said is None else said
    return comparisons.verdict(row) if row else NOT_COMPARED


def measures(night: Night) -> dict[str, dict[str, str]]:
    """Group's name -> id -> title, of the measures that districts are compared in."""
    there = {row["matt"] for row in records_if_any(night, "utslag")}
    found: dict[str, dict[str, str]] = {name: {} for name in GROUPS.values()}
    for row in records(night, "matt"):
        if row["id"] in there:
            found[GROUPS[row["grupp"]]][row["id"]] = row["titel"]
    return {name: titles for name, titles in found.items() if titles}


def breakdowns(night: Night, matt: str) -> list[str]:
    """`hela`, and `dimension=value` for every breakdown in which a measure is compared."""
    found = {
        f"{row['dimension']}={row['dimension_varde']}" if row["dimension"] else WHOLE
        for row in records_if_any(night, "utslag", matt=matt)
    }
    return sorted(found, key=lambda code: (code != WHOLE, code))


def periods(night: Night, matt: str, breakdown: str) -> list[str]:
    """The periods in which some district may be compared or is protected, newest first."""
    dimension, value = split(breakdown)
    rows = records_if_any(night, "utslag", matt=matt, dimension=dimension, dimension_varde=value)
    there = {str(row["period"]) for row in rows if row["utslag"] != "ej_jamforbar"}
    return sorted(there, reverse=True)


def split(breakdown: str) -> tuple[str, str]:
    """`hela` -> ("", ""); `kategori=FAM` -> ("kategori", "FAM")."""
    dimension, _, value = breakdown.partition("=")
    return ("", "") if breakdown == WHOLE else (dimension, value)


def comparison(night: Night, matt: str, period: str, breakdown: str = WHOLE) -> Comparison:
    """Read it all.

    Raises:
        KeyError: there is no such measure.
    """
    measure, (dimension, value) = night.measure(matt), split(breakdown)
    key = {"matt": matt, "dimension": dimension, "dimension_varde": value}
    cells = {
        figure.enhet: figure
        for figure in night.figures(matt, period=period, dimension=dimension)
        if figure.dimension_varde == value
    }
    said = {row["enhet"]: row for row in records_if_any(night, "utslag", period=period, **key)}
    trend = records_if_any(night, "forandring", **key)
    kind = next((row["periodslag"] for row in trend if row["period"] == period), None)
    standard = (
        [] if dimension else records_if_any(night, "standardiserad", matt=matt, period=period)
    )
    return Comparison(
        measure, Scale.of(measure), period, dimension, value, cells.get("stad"),
        tuple(
            District(unit, cells[unit.kod], said.get(unit.kod, {}))
            for unit in Units.of(night).districts
            if unit.kod in cells
        ),
        next(iter(records_if_any(night, "spridning", period=period, **key)), None),
        sorted((r for r in trend if r["periodslag"] == kind), key=lambda r: str(r["period"])),
        {row["enhet"]: row for row in standard},
        tuple(
            cells[unit.kod]
            for unit in Units.of(night).all
            if unit.slag in {"central", "okand"} and unit.kod in cells
        ),
    )  # fmt: skip


def charts(night: Night, matt: str) -> dict[str, Rows]:
    """Unit -> the points of its control chart in order; the units that have one."""
    found: dict[str, Rows] = {}
    rows = records_if_any(night, "styrdiagram", matt=matt, dimension="")
    for row in sorted(rows, key=lambda row: str(row["period"])):
        found.setdefault(row["enhet"], []).append(row)
    order = [unit.kod for unit in Units.of(night).all]
    return {unit: found[unit] for unit in sorted(found, key=order.index)}
