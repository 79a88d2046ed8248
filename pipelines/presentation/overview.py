"""What the comparisons of a night say of all measures at once, read once a night."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pipelines.presentation.compared import mark_of
from pipelines.presentation.scale import Scale
from pipelines.presentation.tables import once_a_night, records, records_if_any
from pipelines.publication.reader import Night

DIFFERS: Final = ("lower", "higher")
BY_CHANCE: Final = 0.002  # of equal districts that are said to differ, at 99,8 %
LOOK_BY_CHANCE: Final = 0.05  # and at least worth a look, at 95 %
# The first period of each kind that lies wholly after the law of 2025-07-01.
_AFTER_LAW: Final = {"ar": "2026", "halvar": "2025H2"}
_LARGER: Final = "storre_an_slumpen"
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Compared:
    """One measure in one period.

    Attributes:
        matt: its id. title: its name. group: its group's code.
        period: the period.
        said: unit -> row of `utslag`.
        spread: the row of `spridning`; None if there is none.
    """

    matt: str
    title: str
    group: str
    period: str
    said: Mapping[str, Row]
    spread: Row | None

    def mark(self, unit: str) -> str:
        """lower, higher, look_lower, look_higher or within; empty if it is not compared."""
        row = self.said.get(unit)
        return "" if row is None else mark_of(row)

    def units(self, *marks: str) -> list[str]:
        """The units with one of some marks; with none given, all that are compared."""
        return [
            unit for unit in self.said if (own := self.mark(unit)) and (own in marks or not marks)
        ]

    @property
    def is_wide(self) -> bool:
        """Whether the districts lie further apart than equal ones do two times in a thousand."""
        row = self.spread
        return row is not None and _LARGER in (row["bredd_utslag"], row["tau_utslag"])

    @property
    def improbable(self) -> float:
        """How probable what is said would be if the districts were equal; 1 if nothing is."""
        found = [float(self.said[unit]["p"]) for unit in self.units(*DIFFERS)]
        if not found and self.is_wide and self.spread is not None:
            found = [float(self.spread["p"])]
        return min((p for p in found if not math.isnan(p)), default=1.0)


@dataclass(frozen=True)
class Stretch:
    """τ of one measure between two breaks, in one kind of period.

    Attributes:
        matt: its id. title: its name. apart: what τ is counted in.
        kind: `ar` or `halvar`.
        rows: its rows of `forandring`, in order; at least one.
        is_last: whether no break comes after it.
    """

    matt: str
    title: str
    apart: str
    kind: str
    rows: tuple[Row, ...]
    is_last: bool

    @property
    def verdict(self) -> str:
        """minskar, okar, ingen_saker_forandring or ej_bedombar."""
        return str(self.rows[0]["utslag"])

    @property
    def is_after_law(self) -> bool:
        """Whether all its periods begin on the law's first day, 2025-07-01, or later."""
        return str(self.rows[0]["period"]) >= _AFTER_LAW[self.kind]

    @property
    def known(self) -> list[Row]:
        """The rows that have a τ; the others have fewer than two districts."""
        return [row for row in self.rows if not math.isnan(row["tau"])]

    @property
    def changes(self) -> bool:
        """Whether it is said to change."""
        return self.verdict in {"minskar", "okar"}


@dataclass(frozen=True)
class Overview:
    """Everything; `by_period` and `stretches` hold the measures in their fixed order."""

    by_period: Mapping[str, tuple[Compared, ...]] = field(default_factory=dict)
    stretches: tuple[Stretch, ...] = ()

    @property
    def periods(self) -> list[str]:
        """The periods in which some district is compared, newest first."""
        there = {
            period for period, found in self.by_period.items() if any(one.units() for one in found)
        }
        return sorted(there, reverse=True)


def strongest(found: Iterable[Compared]) -> list[Compared]:
    """The measures where something differs, the least probable first."""
    said = [one for one in found if one.units(*DIFFERS) or one.is_wide]
    return sorted(said, key=lambda one: one.improbable)


@once_a_night
def overview(night: Night) -> Overview:
    """The measures without breakdowns; empty of a night from before the comparisons were made."""
    measures = {row["id"]: row for row in records(night, "matt")}
    wide = {
        (row["matt"], row["period"]): row
        for row in records_if_any(night, "spridning", dimension="")
    }
    said: dict[str, dict[str, dict[str, Row]]] = {}
    for row in records_if_any(night, "utslag", dimension=""):
        of_period = said.setdefault(str(row["period"]), {})
        of_period.setdefault(row["matt"], {})[row["enhet"]] = row
    by_period = {
        period: tuple(
            Compared(
                matt, measure["titel"], measure["grupp"], period,
                found[matt], wide.get((matt, period)),
            )
            for matt, measure in measures.items()
            if matt in found
        )
        for period, found in said.items()
    }  # fmt: skip
    return Overview(by_period, tuple(_stretches(night, measures)))


def _stretches(night: Night, measures: Mapping[str, dict[str, Any]]) -> list[Stretch]:
    found: dict[tuple[str, str, int], list[Row]] = {}
    rows = records_if_any(night, "forandring", dimension="")
    for row in sorted(rows, key=lambda row: str(row["period"])):
        key = (row["matt"], row["periodslag"], int(row["stracka"]))
        found.setdefault(key, []).append(row)
    last: dict[tuple[str, str], int] = {}
    for matt, kind, number in found:
        last[matt, kind] = max(number, last.get((matt, kind), 0))
    order = list(measures)
    return [
        Stretch(
            matt, measures[matt]["titel"], Scale.of(measures[matt]).apart, kind,
            tuple(found[matt, kind, number]), number == last[matt, kind],
        )
        for matt, kind, number in sorted(found, key=lambda key: (order.index(key[0]), *key[1:]))
    ]  # fmt: skip
