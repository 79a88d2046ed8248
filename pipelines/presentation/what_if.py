"""What would be left if types were no longer offered. Supply only: no children are counted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from pipelines.presentation.offers import Offers
from pipelines.presentation.units import Unit


@dataclass(frozen=True)
class Loss:
    """A type that is taken away, and the districts that offer it now."""

    code: str
    name: str
    units: tuple[Unit, ...]


@dataclass(frozen=True)
class WhatIf:
    """The present beside what would be.

    Attributes:
        now, then: district -> number of types; only districts whose offers are known.
        union_now, union_then: number of types that at least one of them offers.
        losses: what is taken away, in the catalogue's order.
    """

    now: dict[str, int]
    then: dict[str, int]
    union_now: int
    union_then: int
    losses: tuple[Loss, ...]

    @property
    def untouched(self) -> list[str]:
        """The districts that lose nothing, in order."""
        return [unit for unit, count in self.now.items() if self.then[unit] == count]


def without(offers: Offers, types: Collection[str]) -> WhatIf:
    """Take types away from every district.

    Args:
        offers: the present.
        types: codes of the catalogue.
    """
    there = {code for code, _ in offers.given if code in offers.types}
    return WhatIf(
        offers.counts(),
        offers.counts(types),
        len(there),
        len(there - set(types)),
        tuple(
            Loss(code, offers.name(code), tuple(offers.offering(code)))
            for code in offers.types
            if code in types
        ),
    )
