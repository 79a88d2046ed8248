"""From the distinct texts of a column to values, by the column's type in the contract.

A column of a real extract holds few distinct texts (codes, dates, units), so each is read once,
here, and the rows are joined to the answer. Pseudonyms and amounts of money, which are all
different, are read by SQL (`typing.py`).
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipelines.contract.dates import read_dates
from pipelines.contract.model import Column, Contract
from pipelines.contract.text import slug

UNKNOWN_TYPE = "OKAND"
UNKNOWN_UNIT = "okand"
# A short code holds no sentence and no name: letters and a number, or a prefix, hyphen and more.
_LOCAL_CODE = re.compile(
    "[A-ZÅÄÖ]{2,5}[0-9]{1,4}|[A-ZÅÄÖ]{1,3}-(?:[A-ZÅÄÖ]{1,5}|[A-ZÅÄÖ]{0,4}[0-9]{1,4})|[0-9]{1,4}|OKAND"
)
# `1.000` may be one or a thousand, `1 2` twelve or two numbers: neither is read.
_NUMBER = re.compile(
    "-?(?:[0-9]{1,9}|[0-9]{1,3}(?:[ \u00a0\u202f\u2007][0-9]{3}){1,2})(?:[.,]0{1,2})?"
)
_SPACES = re.compile(r"[\s\u00a0\u202f\u2007]")
_UNIT_NOISE = re.compile(
    r"-(sdf|sdn|sdo|sthlm|stockholm|stadsdelsomrade|stadsdelsforvaltning|stadsdelsnamnd|namnd)$"
)
_YES = frozenset({"ja", "j", "true", "sant", "1", "x"})
_NO = frozenset({"nej", "n", "false", "falskt", "0"})


@dataclass(frozen=True)
class Values:
    """What a column's distinct texts mean.

    Attributes:
        read: text -> value; None stands for a blank (an open end, `..`). Texts that could not be
            read are not here.
        blank: what an empty cell means in this column of this file; nearly always nothing.
        notes: what the file itself settled, in Swedish.
    """

    read: Mapping[str, Any]
    blank: Any = None
    notes: tuple[str, ...] = field(default=())


def read_values(
    contract: Contract, column: Column, texts: Iterable[str], units: Mapping[str, str], key: bytes
) -> Values:
    """Read the distinct texts of one column of one file.

    Args:
        contract: the contract, for its code lists.
        column: the column.
        texts: trimmed, not empty.
        units: normalised name -> code of a unit.
        key: what an unknown type's hash is keyed with.

    Raises:
        AmbiguousDateError: the order of day, month and year cannot be known.
    """
    known = list(texts)
    match column.typ:
        case "datum" | "manad":
            return _dates(column, known)
        case "ja_nej":
            return _yes_no(column, known)
        case "kod":
            names = _code_names(contract, column)
            return _each(known, lambda text: names.get(code_slug(text)))
        case "kodlista":
            names = _code_names(contract, column)
            return _each(known, lambda text: _several(text, names))
        case "typkod":
            return _each(known, lambda text: type_code(text, key))
        case "enhet":
            return _each(known, lambda text: unit_code(text, units))
        case "heltal":
            return _whole_numbers(known)
    raise ValueError(f"typen {column.typ} läses inte så")


def _each(texts: Iterable[str], read: Callable[[str], Any]) -> Values:
    return Values({text: value for text in texts if (value := read(text)) is not None})


def _dates(column: Column, texts: list[str]) -> Values:
    months = {}
    if column.typ == "manad":
        months = {text: f"{text[:4]}-{text[-2:]}-01" for text in texts if _is_month(text)}
    days, notes = read_dates(text for text in texts if text not in months)
    if column.typ == "manad":
        days = {text: day and day.replace(day=1) for text, day in days.items()}
    read = {text: day.isoformat() if day else None for text, day in days.items()}
    return Values({**months, **read}, notes=notes)


def _is_month(text: str) -> bool:
    found = re.fullmatch(r"(19|20)\d\d-?(\d\d)", text)
    return found is not None and 1 <= int(found[2]) <= 12


def _yes_no(column: Column, texts: list[str]) -> Values:
    read = {text: word in _YES for text in texts if (word := code_slug(text)) in _YES | _NO}
    # A system that writes `Ja` and else nothing: blank is no. One that writes `Nej` too: it is not.
    only_yes = bool(read) and all(read.values()) and not column.may_be_empty
    notes = ("tomt läst som nej, eftersom filen aldrig skriver nej",) if only_yes else ()
    return Values(read, blank=False if only_yes else None, notes=notes)


def _whole_numbers(texts: list[str]) -> Values:
    read: dict[str, int | None] = {}
    for text in texts:
        if text == "..":
            read[text] = None
        elif text in {"-", "–"}:
            read[text] = 0
        elif _NUMBER.fullmatch(text):
            read[text] = int(re.split("[.,]", _SPACES.sub("", text))[0])
    return Values(read)


def _code_names(contract: Contract, column: Column) -> dict[str, str]:
    names = {}
    for code, entry in contract.koder[column.koder or ""].items():
        for name in (code, entry.text, *entry.alias):
            names[code_slug(name)] = code
    return names


def code_slug(text: str) -> str:
    """A code's spelling without what spreadsheets do to it: `01`, `1.0` and `1` are one code."""
    plain = re.sub(r"[.,]0+$", "", text.strip()) if text[:1].isdigit() else text
    return slug(plain.lstrip("0") or "0") if plain.isdigit() else slug(plain)


def _several(text: str, names: Mapping[str, str]) -> str | None:
    codes = [names.get(code_slug(part)) for part in re.split(r"[+;,/]", text) if part.strip()]
    found = [code for code in codes if code is not None]
    return "+".join(sorted(set(found))) if found and len(found) == len(codes) else None


def type_code(text: str, key: bytes) -> str:
    """A short code as it is; anything longer as `OKAND-` and a keyed hash that tells two apart."""
    code = text.upper()
    if _LOCAL_CODE.fullmatch(code):
        return code
    digest = hmac.new(key, slug(text).encode(), hashlib.sha256).hexdigest()
    return f"{UNKNOWN_TYPE}-{digest[:8].upper()}"


def unit_code(text: str, units: Mapping[str, str]) -> str:
    """A unit by today's or an earlier name or code, with the noise that systems add; else okand."""
    name = code_slug(text)
    while name not in units and (plain := _UNIT_NOISE.sub("", name)) != name:
        name = plain
    if name not in units and name.endswith("s"):
        name = name[:-1]  # genitive: Norra innerstadens stadsdelsområde
    return units.get(name, UNKNOWN_UNIT)
