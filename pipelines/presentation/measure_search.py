"""Finding measures by words, as a reader types them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from pipelines.presentation.measure_words import GROUPS
from pipelines.presentation.tables import records
from pipelines.publication.reader import Night

_SEARCHED: Final = ("id", "titel", "definition", "raknar", "taljare", "namnare", "styrande_regel")
LONGEST: Final = 80  # letters
_SHORT: Final = 4  # letters
_BETWEEN: Final = re.compile(r"\W+")
# What may stand for a person: a number as long as a birth date, its parts set apart by a sign or
# a space or not, and an address of e-mail. No measure and no type is found by either.
_PERSONAL: Final = re.compile(r"\d(?:[-+–./ ]?\d){5,}|\S*@\S*")


def grouped(night: Night, words: str = "") -> dict[str, list[dict[str, str]]]:
    """Group's name -> definitions of the measures that hold every word; all if none is given."""
    wanted = words.casefold().split()
    found: dict[str, list[dict[str, str]]] = {}
    for row in records(night, "matt"):
        measure = {str(key): str(value) for key, value in row.items()}
        text = _text(measure)
        if all(_holds(text, word) for word in wanted):
            found.setdefault(GROUPS.get(measure["grupp"], measure["grupp"]), []).append(measure)
    return found


def cleaned(asked: object) -> str:
    """What may be searched for: the printable part of a text, cut to `LONGEST` letters.

    What is searched for stands in addresses, which are copied and logged: six digits or more in a
    row and anything with an @ are left out.
    """
    if not isinstance(asked, str):
        return ""
    # Cut before it is looked through: an address may be of any length.
    printable = " ".join("".join(c for c in asked[:LONGEST] if c.isprintable()).split())
    return " ".join(_PERSONAL.sub(" ", printable).split())


def _holds(text: str, word: str) -> bool:
    """Whether a word stands in a text; short ones only where a word begins, as `regi` or `R1`."""
    if len(word) > _SHORT:
        return word in text
    return any(part.startswith(word) for part in _BETWEEN.split(text))


def _text(measure: Mapping[str, str]) -> str:
    group = GROUPS.get(measure["grupp"], "")
    return " ".join([*(measure[name] for name in _SEARCHED), group]).casefold()
