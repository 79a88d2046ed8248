"""What gives a person away in a text that is no code: numbers, addresses, dates, sentences."""

from __future__ import annotations

import re
import unicodedata

from pipelines.contract.model import ColumnType
from pipelines.intake.gate import personnummer

# signs that look like a hyphen or a space, or like nothing
_ALIKE = dict.fromkeys(map(ord, "‐‑‒–—−"), "-") | dict.fromkeys(map(ord, "\u200b\ufeff\u00ad"), "")
_EMAIL = re.compile(r"[\w.+-]+ ?(?:@|\(at\)|\[at\]) ?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_PHONE = re.compile(
    r"(?<!\d)(?:"
    r"(?:\+|00)46[ -]?(?:\(0\))?[ -]?[1-9](?:[ -]?\d){6,9}"  # abroad's way
    r"|07[02369]\d[- ]?\d(?:[- ]?\d){5}|07[02369][- ]{1,3}\d(?:[- ]?\d){6}"  # mobile
    r"|08[-/ ]{1,3}[1-9]\d{1,2}(?: ?\d{2,3}){2}"  # Stockholm
    r"|0[1-9]\d{1,2}[-/ ]{1,3}[1-9]\d{1,2}(?: ?\d{2,3}){1,2}"
    r")(?!\d)"
)
_DAY_FIRST = re.compile(r"\d{1,2}([-/. ])\d{1,2}\1\d{2,4}")
_DATE_IN_ID = re.compile(
    r"(?<!\d)(?:19|20)\d\d([-./]?)(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<!\d)(?:19[89]|20[0-3])\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
)
_DATE_FOR_YEAR = re.compile(
    r"\d{5,}|\d{2,4}[-./ ]\d{1,2}[-./ ]\d{1,4}|\d{1,2}[-/. ]+[a-zåäö]{3,}[. ]+\d{2,4}",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2,}")
# words and signs: declared names of types and units are long, codes are short
_LIMITS: dict[ColumnType, tuple[int, int]] = {
    "typkod": (12, 90),
    "enhet": (8, 70),
    "kodlista": (8, 60),
}
_LIMIT = (4, 60)
_LONGEST_ID = 140  # a whole SHA-512 is 128


def plain(text: str) -> str:
    """The text with every digit, hyphen and space in its ordinary form, and nothing invisible."""
    return unicodedata.normalize("NFKC", text).translate(_ALIKE)


def in_any_text(text: str) -> str | None:
    """The rule that any text may break, wherever it stands: INT-01, INT-02, INT-03 or none."""
    if personnummer.holds_one(text):
        return "INT-01"
    if _EMAIL.search(text):
        return "INT-02"
    if _PHONE.search(text) and not _DAY_FIRST.fullmatch(text.strip()):
        return "INT-03"
    return None


def in_line(text: str) -> str | None:
    """The rule broken by a heading or a skipped line; the report's own time stamps are let by."""
    return in_any_text(personnummer.without_timestamps(plain(text)))


def in_column(column: str, typ: ColumnType, text: str) -> str | None:
    """The rule broken by a text in a column of the contract, or None.

    Args:
        column: the contract's name of the column.
        typ: the column's type.
        text: a text that was not read as that type, or one that the type lets through by form.
    """
    text = plain(text)
    if typ in {"datum", "manad"}:
        text = personnummer.without_timestamps(text)
    if hit := in_any_text(text):
        return hit
    if column == "fodelsear" and _DATE_FOR_YEAR.search(text):
        return "INT-04"
    if typ == "pseudonym" and _DATE_IN_ID.search(text):
        return "INT-04"
    return "INT-05" if _is_free_text(typ, text) else None


def _is_free_text(typ: ColumnType, text: str) -> bool:
    words, signs = _LIMITS.get(typ, _LIMIT)
    if typ == "pseudonym":
        signs = _LONGEST_ID
        text_words = len(text.split()) if _WORD.search(text) else 0
        return text_words > words or len(text) > signs
    parts = text.split("+") if typ == "kodlista" else [text]
    return any(len(_WORD.findall(part)) > words or len(part.strip()) > signs for part in parts)
