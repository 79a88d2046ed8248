"""Which checks found fault, where and in how many rows: as classes, never as counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from pipelines.presentation.tables import records
from pipelines.presentation.units import Units, count_word, listed
from pipelines.publication.reader import Night

CLASSES: Final = ("få", "1–5 %", "över 5 %")
_OUTCOME: Final[Mapping[str, str]] = {
    "FEL": "raderna räknas inte",
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
    """

    regel: str
    titel: str
    outcome: str
    measures: tuple[str, ...]
    where: dict[str, list[str]] = field(default_factory=dict)


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
            ),
        )
        check.where.setdefault(row["klass"], []).append(order[row["enhet_kod"]][1].name)
    return [found[rule] for rule in sorted(found)]


def where_text(names: list[str], districts: int) -> str:
    """`Alla elva stadsdelar`, the names of at most three, or how many there are."""
    if len(names) == districts and "Centralt" not in names:
        return f"Alla {count_word(districts)} stadsdelar"
    return listed(names) if names else "–"
