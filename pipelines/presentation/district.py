"""One district beside the city in every measure that is published of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from pipelines.presentation.compared import District
from pipelines.presentation.district_facts import PART, Facts, facts_of
from pipelines.presentation.measure_words import GROUPS
from pipelines.presentation.scale import Scale
from pipelines.presentation.units import Unit
from pipelines.publication.reader import Figure, Night

_YEAR: Final = 4
_SHOWN: Final = frozenset({"visad", "for_fa", "skyddad"})


@dataclass(frozen=True)
class Row:
    """One measure of the district.

    Attributes:
        title: what it is called. group: its group's name.
        measure: its definition. scale: how its numbers are written.
        one: the district's cell and verdict.
        city: the city's cell; None where there is none.
        earlier: its rows of `utslag` of earlier years, newest first.
    """

    title: str
    group: str
    measure: dict[str, str]
    scale: Scale
    one: District
    city: Figure | None
    earlier: tuple[Mapping[str, Any], ...] = ()

    @property
    def matt(self) -> str:
        """Id of the measure."""
        return self.measure["id"]

    @property
    def is_tested(self) -> bool:
        """Whether the measure is one that districts are compared in."""
        return bool(self.one.said)

    def place(self, value: float | None) -> float | None:
        """Where a value lies: 0 is the city, −1 and 1 the limits of chance at 99,8 %.

        Each side has its own scale, so the order of values and which side of a limit they lie on
        are kept. None without value, limits or city.
        """
        low, high = self.one.number("grans998_undre"), self.one.number("grans998_ovre")
        city = None if self.city is None else self.city.varde
        if value is None or city is None or low is None or high is None:
            return None
        reach = high - city if value >= city else city - low
        return (value - city) / reach if reach > 0 else 0.0


@dataclass(frozen=True)
class Portrait:
    """A district in a year.

    Attributes:
        unit: the district. period: the year.
        rows: its measures by group, then in the measures' order.
        offers: every district's cell of U1 on the day of the year, in order.
    """

    unit: Unit
    period: str
    rows: tuple[Row, ...]
    offers: tuple[Figure, ...]

    @property
    def tested(self) -> list[Row]:
        """The measures that districts are compared in, in order."""
        return [row for row in self.rows if row.is_tested]

    @property
    def compared(self) -> list[Row]:
        """Those in which this district can be compared, in order."""
        return [row for row in self.rows if row.one.mark]

    def row(self, matt: str) -> Row | None:
        """One measure; None if nothing of it is published."""
        return next((row for row in self.rows if row.matt == matt), None)


def periods(night: Night) -> list[str]:
    """The whole years of which something is published of some district, newest first."""
    facts = facts_of(night)
    found = {
        period
        for unit in facts.units
        for (_, enhet), cells in facts.cells.items()
        if enhet == unit.kod
        for period, cell in cells.items()
        if len(period) == _YEAR and cell.status in _SHOWN
    }
    return sorted(found, reverse=True)


def portrait(night: Night, unit: Unit, period: str) -> Portrait:
    """All measures of a district in a year; what is counted on days, on the last of them."""
    facts, is_newest = facts_of(night), period == max(periods(night), default="")
    rows = (_row(facts, measure, unit, period, is_newest) for measure in facts.measures)
    offers = (
        _at(facts.cells.get(("U1", one.kod), {}), period, is_newest) for one in facts.units
    )  # fmt: skip
    return Portrait(
        unit, period,
        tuple(row for row in rows if row is not None),
        tuple(cell for cell in offers if cell is not None),
    )  # fmt: skip


def _row(
    facts: Facts, measure: dict[str, str], unit: Unit, period: str, is_newest: bool
) -> Row | None:
    matt = measure["id"]
    own = _at(facts.cells.get((matt, unit.kod), {}), period, is_newest)
    if own is None:
        return None
    said = facts.said.get((matt, unit.kod), {})
    earlier = sorted((p for p in said if len(p) == _YEAR and p < period), reverse=True)
    part = PART.get(matt)
    return Row(
        measure["titel"] + (f", {part[2]}" if part else ""),
        GROUPS[measure["grupp"]],
        measure,
        Scale.of_cells(measure, [own]),
        District(unit, own, said.get(own.period, {})),
        facts.cells.get((matt, "stad"), {}).get(own.period),
        tuple(said[p] for p in earlier),
    )


def _at(cells: Mapping[str, Figure], period: str, is_newest: bool) -> Figure | None:
    """The cell of a year, or of the last day in it; what is counted now belongs to the newest."""
    if period in cells:
        return cells[period]
    days = sorted(day for day in cells if len(day) == len("2025-11-01"))
    of_year = [day for day in days if day.startswith(period)]
    if not of_year and is_newest:
        of_year = days
    return cells[of_year[-1]] if of_year else None
