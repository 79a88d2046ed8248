"""How alike the districts' offers are (U5), on a day and over the days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from pipelines.presentation.units import Units
from pipelines.publication.reader import Figure, Night

LAW: Final = "2025-07-01"  # socialtjänstlagen (2025:400) gäller
_ALIKE: Final = "jamford_med"


@dataclass(frozen=True)
class Pair:
    """Two districts and their likeness, each pair once with the first in order first."""

    first: str
    second: str
    figure: Figure


@dataclass(frozen=True)
class Range:
    """The least and the greatest of some numbers, and the one in the middle."""

    low: float
    middle: float
    high: float

    @classmethod
    def of(cls, figures: Sequence[Figure], wanted: int) -> Range | None:
        """The range; None unless all that are wanted are shown."""
        shown = [figure.varde for figure in figures if figure.varde is not None]
        if not shown or len(shown) < wanted:
            return None
        return cls(min(shown), float(median(shown)), max(shown))


@dataclass(frozen=True)
class Day:
    """A day of offers; what is None is not known of every district.

    Attributes:
        day: the day.
        types: number of types that districts offer.
        base: share of the base catalogue that districts offer.
        alike: likeness of pairs of districts.
    """

    day: str
    types: Range | None
    base: Range | None
    alike: Range | None

    @property
    def is_after(self) -> bool:
        """Whether the new law was in force."""
        return self.day >= LAW


def pairs(night: Night, units: Units, day: str) -> list[Pair]:
    """Every pair of districts of a day, in order; empty if they are not published."""
    return _pairs(units, night.figures("U5", period=day, dimension=_ALIKE))


def _pairs(units: Units, figures: Sequence[Figure]) -> list[Pair]:
    found = {(figure.enhet, figure.dimension_varde): figure for figure in figures}
    codes = [unit.kod for unit in units.districts]
    return [
        Pair(first, second, found[first, second])
        for place, first in enumerate(codes)
        for second in codes[place + 1 :]
        if (first, second) in found
    ]


def ends(there: Sequence[Pair]) -> tuple[list[Pair], list[Pair]]:
    """The pairs that are most alike, and those that are least, among those that are shown."""
    shown = [(pair.figure.varde, pair) for pair in there if pair.figure.varde is not None]
    if not shown:
        return [], []
    most, least = max(value for value, _ in shown), min(value for value, _ in shown)
    return (
        [pair for value, pair in shown if value == most],
        [pair for value, pair in shown if value == least],
    )


def over_days(night: Night, units: Units) -> list[Day]:
    """The days of offers in order."""
    count = len(units.districts)
    types = _by_day(units.of_districts(night.figures("U1")))
    base = _by_day(units.of_districts(night.figures("U5")))
    alike = _by_day(night.figures("U5", dimension=_ALIKE))
    return [
        Day(
            day,
            Range.of(types[day], count),
            Range.of(base.get(day, []), count),
            Range.of(
                [pair.figure for pair in _pairs(units, alike.get(day, []))],
                count * (count - 1) // 2,
            ),
        )
        for day in sorted(types)
    ]


def _by_day(figures: Sequence[Figure]) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for figure in figures:
        found.setdefault(figure.period, []).append(figure)
    return found
