"""Which checks found fault, where and in how many rows: as classes, never as counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from pipelines.presentation.tables import once_a_night, records
from pipelines.presentation.units import Units, count_word, listed
from pipelines.publication.reader import Night

CLASSES: Final = ("få", "1–5 %", "över 5 %")
REFUSED: Final = "FEL"
EVERYWHERE: Final = "alla"
_OUTCOME: Final[Mapping[str, str]] = {
    REFUSED: "raderna räknas inte",
    "VARNING": "raderna räknas, med märkning",
}


@dataclass(frozen=True)
class QualityRow:
    """A check that found something.

    Attributes:
        regel: its id. titel: what must hold.
        outcome: what happened to the rows.
        measures: ids of the measures that it affects.
        where: class -> names of the units in it, in order.
        allvar: FEL or VARNING. units: code of a unit -> its class.
    """

    regel: str
    titel: str
    outcome: str
    measures: tuple[str, ...]
    where: dict[str, list[str]] = field(default_factory=dict)
    allvar: str = ""
    units: dict[str, str] = field(default_factory=dict)

    @property
    def fragment(self) -> str:
        """Where it stands on the page: `regel-ins-01`."""
        return fragment(self.regel)


@once_a_night
def quality_rows(night: Night) -> list[QualityRow]:
    """The checks that found fault in the deliveries in force, by id."""
    order = {unit.kod: (place, unit) for place, unit in enumerate(Units.of(night).all)}
    found: dict[str, QualityRow] = {}
    rows = sorted(records(night, "kvalitet"), key=lambda row: order[row["enhet_kod"]][0])
    for row in rows:
        check = found.setdefault(
            row["regel"],
            QualityRow(
                row["regel"],
                row["titel"],
                _OUTCOME.get(row["allvar"], ""),
                tuple(part for part in row["matt"].split(", ") if part),
                allvar=row["allvar"],
            ),
        )
        check.units[row["enhet_kod"]] = row["klass"]
        check.where.setdefault(row["klass"], []).append(order[row["enhet_kod"]][1].name)
    return [found[rule] for rule in sorted(found)]


def fragment(rule: str) -> str:
    """The fragment of a rule on the page Kvalitet: `INS-01` -> `regel-ins-01`."""
    return f"regel-{rule.casefold()}"


def widest(rows: list[QualityRow]) -> dict[str, str]:
    """Code of a unit -> the class of the check that touches most of its rows."""
    found: dict[str, str] = {}
    for name in CLASSES:
        found |= {unit: name for row in rows for unit, own in row.units.items() if own == name}
    return found


@once_a_night
def held(night: Night) -> dict[str, Counter[str]]:
    """Code of a unit, or `alla` -> run -> how many protected addresses hold from it.

    Both are in every cell that readers get, so the counts tell nothing more.
    """
    cells = night.table("celler")[["enhet", "galler_fran"]].dropna()
    found: dict[str, Counter[str]] = {}
    for unit, run in zip(cells["enhet"].tolist(), cells["galler_fran"].tolist(), strict=True):
        found.setdefault(unit, Counter())[run] += 1
    found[EVERYWHERE] = sum(found.values(), Counter())
    return found


def where_text(names: list[str], districts: int) -> str:
    """`Alla elva stadsdelar`, the names of at most three, or how many there are."""
    if len(names) == districts and "Centralt" not in names:
        return f"Alla {count_word(districts)} stadsdelar"
    return listed(names) if names else "–"
