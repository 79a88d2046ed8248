"""How the contract's own terms are said to a person: types, senders."""

from __future__ import annotations

from pipelines.contract.model import Column

SENDERS = {"stadsdelsnamnd": "stadsdelsnämnderna", "central": "socialnämnden centralt"}
_TYPES = {
    "pseudonym": "pseudonym",
    "kod": "en kod",
    "kodlista": "en eller flera koder",
    "typkod": "insatstyp",
    "enhet": "nämnd",
    "datum": "datum",
    "manad": "månad",
    "heltal": "heltal",
    "decimal": "tal med högst två decimaler",
    "ja_nej": "ja eller nej",
}


def type_in_words(column: Column) -> str:
    """The column's type and limits: `heltal, 0–20`."""
    words = _TYPES[column.typ]
    match (column.minst, column.hogst):
        case (None, None):
            return words
        case (minst, None):
            return f"{words}, minst {minst}"
        case (None, hogst):
            return f"{words}, högst {hogst}"
        case (minst, hogst):
            return f"{words}, {minst}–{hogst}"
    return words
