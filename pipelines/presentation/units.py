"""The units of a night in the order that readers always meet them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.presentation.tables import once_a_night, records
from pipelines.publication.reader import Figure, Night

_AFTER_Z = str.maketrans({"å": "{", "ä": "|", "ö": "}", "é": "e", "ü": "y"})
_ORDER = ("stad", "stadsdelsnamnd", "central", "okand")


@dataclass(frozen=True)
class Unit:
    """A unit of comparison.

    Attributes:
        kod: its code in addresses. namn: its name. kortnamn: its name where space is short.
        slag: stadsdelsnamnd, central, okand or stad.
    """

    kod: str
    namn: str
    kortnamn: str
    slag: str

    @property
    def name(self) -> str:
        """What sentences, charts and tables call it."""
        return self.namn if self.slag == "stadsdelsnamnd" else self.kortnamn


@dataclass(frozen=True)
class Units:
    """Every unit: the city, the districts in alphabetic order, then central and unknown."""

    all: tuple[Unit, ...]

    @classmethod
    def of(cls, night: Night) -> Units:
        """The units of a night; put in order once."""
        return _of_night(night)

    @property
    def districts(self) -> tuple[Unit, ...]:
        """The stadsdelsnämnder."""
        return tuple(unit for unit in self.all if unit.slag == "stadsdelsnamnd")

    @property
    def names(self) -> dict[str, str]:
        """Code -> name."""
        return {unit.kod: unit.name for unit in self.all}

    def sorted(self, figures: Iterable[Figure]) -> list[Figure]:
        """One cell a unit, in the units' order."""
        by_unit = {figure.enhet: figure for figure in figures}
        return [by_unit[unit.kod] for unit in self.all if unit.kod in by_unit]

    def of_districts(self, figures: Iterable[Figure]) -> list[Figure]:
        """The districts' cells among some, in the order they stand."""
        codes = {unit.kod for unit in self.districts}
        return [figure for figure in figures if figure.enhet in codes]


@once_a_night
def _of_night(night: Night) -> Units:
    found = [
        Unit(row["enhet_kod"], row["enhet"], row["kortnamn"], row["slag"])
        for row in records(night, "enheter")
    ]
    found.sort(key=lambda unit: (_ORDER.index(unit.slag), swedish_key(unit.namn)))
    return Units(tuple(found))


def city_of(figures: Iterable[Figure]) -> Figure | None:
    """The city's cell among some."""
    return next((figure for figure in figures if figure.enhet == "stad"), None)


def without_city(figures: Iterable[Figure]) -> list[Figure]:
    """All but the city's cell, in the same order."""
    return [figure for figure in figures if figure.enhet != "stad"]


def swedish_key(text: str) -> str:
    """Sorts as a Swedish reader expects: Å, Ä and Ö last, and Skarpnäck before Skärholmen."""
    return text.casefold().translate(_AFTER_Z)


def listed(names: Sequence[str]) -> str:
    """`A`, `A och B`, `A, B och C`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} och {names[-1]}"


_WORDS = (
    *("noll", "en", "två", "tre", "fyra", "fem", "sex"),
    *("sju", "åtta", "nio", "tio", "elva", "tolv"),
)


def count_word(number: int) -> str:
    """Numbers to twelve in words, as running text has them; larger ones in digits."""
    return _WORDS[number] if 0 <= number < len(_WORDS) else str(number)
