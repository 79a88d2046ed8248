"""What protection knows of a cell: its address, its numbers, and how few stand behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

TALJARE, REST, NAMNARE = "taljare", "rest", "namnare"


class Cell(NamedTuple):
    """The address of a cell."""

    matt: str
    enhet: str
    period: str
    dimension: str = ""
    varde: str = ""


class Number(NamedTuple):
    """One number of a cell: `taljare`, and for a share also `rest` and `namnare`."""

    cell: Cell
    part: str


@dataclass(frozen=True)
class Thresholds:
    """Fewer children than `children`, or households than `households`, are never shown."""

    children: int
    households: int


@dataclass(frozen=True)
class Behind:
    """The numbers of a cell, and how many they are about.

    Attributes:
        taljare: what a count shows. `rest`: the rest of a share's denominator, None of a count.
        children, households: distinct ones behind `taljare`; `_rest`: behind the rest.
        split: False if only the denominator would be shown (`for_fa`).
        sensitive: whether all or none is as telling as a few.
    """

    taljare: int
    children: int
    households: int
    rest: int | None = None
    children_rest: int = 0
    households_rest: int = 0
    split: bool = True
    sensitive: bool = False

    def small(self, thresholds: Thresholds) -> bool:
        """The primary rule: too few on either side."""
        sides = [(self.taljare, self.children, self.households)]
        if self.rest is not None:
            sides.append((self.rest, self.children_rest, self.households_rest))
            if self.sensitive and self.taljare + self.rest > 0 and 0 in (self.taljare, self.rest):
                return True
        return any(
            0 < value < thresholds.children
            or 0 < children < thresholds.children
            or 0 < households < thresholds.households
            for value, children, households in sides
        )
