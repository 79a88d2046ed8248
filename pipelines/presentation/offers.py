"""Who offers what on a day: the catalogue, the districts, and what is not known."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, Final

from pipelines.presentation.sv import STATUS, state_word
from pipelines.presentation.tables import labels, records
from pipelines.presentation.units import Unit, Units
from pipelines.publication.reader import Night

NONE, MISSING = "inte", "saknas"
NOT_DELIVERED: Final = state_word("saknas", "ej_levererat")
WORDS: Final = {
    "med": "med behovsprövning",
    "utan": "utan behovsprövning",
    "bada": "båda",
    NONE: STATUS["strukturell_nolla"],
    MISSING: NOT_DELIVERED,
}


@dataclass(frozen=True)
class Offers:
    """What is offered on a day.

    Attributes:
        day: the day.
        units: the districts in order.
        categories: code -> name, in order.
        types: type code -> (name, category code), in order.
        given: (type, unit) -> med, utan or bada.
        grounds: (type, unit) -> why it is offered; empty if the night does not tell.
        missing: district -> the word for why its offers are not known; they are not "none".
    """

    day: str
    units: tuple[Unit, ...]
    categories: dict[str, str]
    types: dict[str, tuple[str, str]]
    given: dict[tuple[str, str], str]
    grounds: dict[tuple[str, str], str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, night: Night, units: Units, day: str) -> Offers:
        """The offers of a night on a day."""
        types = sorted(
            records(night, "etiketter", dimension="insatstyp"), key=lambda row: int(row["ordning"])
        )
        used = {row["grupp"] for row in types}
        missing = _missing(night, units, day)
        rows = [
            row for row in records(night, "utbud", period=day) if row["enhet_kod"] not in missing
        ]
        return cls(
            day,
            units.districts,
            {code: name for code, name in labels(night, "kategori").items() if code in used},
            {row["kod"]: (row["text"], row["grupp"]) for row in types},
            {_key(row): row["behovsprovning"] for row in rows},
            {_key(row): row["beslutsgrund"] for row in rows if "beslutsgrund" in row},
            missing,
        )

    @property
    def known(self) -> list[Unit]:
        """The districts whose offers are known, in order."""
        return [unit for unit in self.units if unit.kod not in self.missing]

    def name(self, code: str) -> str:
        """The name of a type."""
        return self.types[code][0]

    def how(self, code: str, unit: Unit) -> str:
        """How a district offers a type: med, utan, bada, `NONE` or `MISSING`."""
        return MISSING if unit.kod in self.missing else self.given.get((code, unit.kod), NONE)

    def offering(self, code: str) -> list[Unit]:
        """The districts that are known to offer a type."""
        return [unit for unit in self.units if (code, unit.kod) in self.given]

    def counts(self, without: Collection[str] = ()) -> dict[str, int]:
        """District -> number of types, of the districts that are known.

        Args:
            without: codes of types that are not counted.
        """
        there = dict.fromkeys((unit.kod for unit in self.known), 0)
        for code, unit in self.given:
            if code in self.types and code not in without:
                there[unit] += 1
        return there

    def found_in(self, least: int, most: int) -> list[str]:
        """Codes of the types that so many districts offer, in the catalogue's order."""
        return [code for code in self.types if least <= len(self.offering(code)) <= most]


def _key(row: dict[str, Any]) -> tuple[str, str]:
    return row["insatstyp_kod"], row["enhet_kod"]


def _missing(night: Night, units: Units, day: str) -> dict[str, str]:
    """The districts that delivered nothing, or nothing about this day."""
    found = {
        figure.enhet: state_word(figure.status, figure.orsak)
        for figure in units.of_districts(night.figures("U1", period=day))
        if figure.varde is None
    }
    return found | {
        row["enhet_kod"]: NOT_DELIVERED
        for row in records(night, "enheter", slag="stadsdelsnamnd")
        if not row["har_levererat"]
    }
