"""What a random world is made with: deliveries, days that are easily counted wrong, pseudonyms."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

Row = dict[str, Any]
TYPES = (
    "FAM01", "FAM02", "FAM05", "STF01", "STF02", "FST01", "FST03", "STO01", "STO05", "VAL01",
    "KON01", "KON02", "KON04", "KON05", "SMB07", "UTA01", "UTA02", "CEN04", "LOK-1", "LOK-2",
)  # fmt: skip
_NOTABLE = [
    date(2020, 12, 31), date(2021, 1, 1), date(2021, 12, 31), date(2022, 8, 31),
    date(2022, 10, 31), date(2022, 11, 30), date(2023, 1, 31), date(2023, 6, 30),
    date(2023, 7, 1), date(2023, 8, 31), date(2023, 9, 30), date(2023, 10, 1),
    date(2023, 10, 31), date(2023, 11, 29), date(2023, 11, 30), date(2023, 12, 31),
    date(2024, 1, 1), date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 1),
    date(2024, 3, 31), date(2024, 11, 1), date(2025, 2, 28), date(2025, 6, 30), date(2025, 7, 1),
]  # fmt: skip
LAW_DAY = date(2025, 7, 1)
# so many days before the extract a row stops, or begins, to be old enough for some measure
_NEAR_THE_END = (
    0, 1, 29, 30, 31, 43, 44, 45, 59, 60, 61, 119, 120, 121, 122, 152, 153, 154, 394, 395, 396
)  # fmt: skip


@dataclass(frozen=True)
class Delivery:
    """A delivery of a world: who, when, and whether it replaces or adds."""

    unit: str
    day: date
    typ: str = "snapshot"
    key: str = "prov-1"
    names: tuple[str, ...] = ()  # the unit's names in its rows; its code if none

    @property
    def id(self) -> str:
        """Such as `jarva-2025-03-31`."""
        return f"{self.unit}-{self.day}"


@dataclass
class World:
    """A world that is being made."""

    random: np.random.Generator
    deliveries: tuple[Delivery, ...]
    quiet: tuple[Delivery, ...]
    children: int
    responsible: tuple[str | None, ...]
    rows: list[tuple[Delivery, str, Row]] = field(default_factory=list)
    utredningar: list[str] = field(default_factory=lambda: ["f" * 24])
    counter: int = 0

    @property
    def everyone(self) -> tuple[Delivery, ...]:
        """With the other districts, so that the city is whole; they have no children."""
        return (*self.deliveries, *self.quiet)

    def number(self, low: int, high: int) -> int:
        """A whole number from low to high."""
        return int(self.random.integers(low, high + 1))

    def chance(self, part: float) -> bool:
        """True in that part of the cases."""
        return bool(self.random.random() < part)

    def one(self, values: Any) -> Any:
        """One of some values."""
        return values[self.number(0, len(values) - 1)]

    def day(self, first: date, last: date) -> date:
        """A day between two, often one that is easily counted wrong."""
        notable = [found for found in _NOTABLE if first <= found <= last]
        near = [last - timedelta(days=number) for number in _NEAR_THE_END]
        near = [found for found in near if first <= found]
        for days, part in ((notable, 0.2), (near, 0.1)):
            if days and self.chance(part):
                return self.one(days)
        return first + timedelta(days=self.number(0, max((last - first).days, 0)))

    def later(self, day: date, *steps: int) -> date:
        """Some days after a day."""
        return day + timedelta(days=self.one(steps))

    def pseudonym(self, *parts: object) -> str:
        """24 hex characters; a new one without parts."""
        self.counter += 1
        text = "|".join(map(str, parts or (self.counter,)))
        return hashlib.sha256(text.encode()).hexdigest()[:24]

    def add(self, delivery: Delivery, table: str, row: Row) -> Row:
        """A row of a delivery."""
        self.rows.append((delivery, table, row))
        return row


def unit_name(world: World, delivery: Delivery) -> str:
    return world.one((*(delivery.names or (delivery.unit,)), delivery.unit))


def maybe(world: World, value: Any, part: float = 0.8) -> Any:
    return value if world.chance(part) else None


def yes_no(world: World) -> bool | None:
    return world.one((True, False, None))


def months_after(day: date, months: int) -> date:
    return (pd.Timestamp(day) + pd.DateOffset(months=months)).date()
