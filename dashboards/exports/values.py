"""From what a cell says to what a spreadsheet can count with; the words of states stay words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

_SPACE: Final = "[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]"
_MINUS: Final = "\N{MINUS SIGN}"
# As `formats.number` writes: thousands apart. Four digits together are a year or a code.
_DIGITS: Final = rf"[+\-{_MINUS}]?\d{{1,3}}(?:{_SPACE}\d{{3}})*(?:,\d+)?"
_UNIT: Final = rf"%|dag(?:ar)?|månad(?:er)?|år|procentenheter|per{_SPACE}1{_SPACE}000{_SPACE}barn"
_AFTER: Final = rf"(?:{_SPACE}?({_UNIT}))?"
_BETWEEN: Final = rf"(?:{_SPACE}till{_SPACE}|\N{{EN DASH}})"
_NUMBER: Final = re.compile(rf"({_DIGITS}){_AFTER}")
_INTERVAL: Final = re.compile(rf"({_DIGITS}){_BETWEEN}({_DIGITS}){_AFTER}")
_ESTIMATE: Final = re.compile(
    rf"({_DIGITS}){_AFTER}{_SPACE}\(({_DIGITS}){_BETWEEN}({_DIGITS})(?:{_SPACE}?%)?\)"
)
_OF: Final = re.compile(rf"({_DIGITS}){_SPACE}av{_SPACE}({_DIGITS})")
_BESIDE: Final = re.compile(rf"({_DIGITS})(?:{_SPACE}?(%))?{_SPACE}\(({_DIGITS})\)")


@dataclass(frozen=True)
class Number:
    """A number as a cell shows it.

    Attributes:
        value: the number; a share as a fraction of one.
        decimals: how many the cell shows, of per cent for a share.
        is_share: whether the cell shows per cent.
        unit: the word after it, if any: `dagar`.
    """

    value: Decimal
    decimals: int
    is_share: bool = False
    unit: str = ""


Value = Number | str
# What a text holds, and what each part is called behind the column's own name.
ONE: Final = ("",)
LIMITS: Final = (", undre", ", övre")
ESTIMATE: Final = ("", *LIMITS)
PARTS: Final = ("", ", av")
COUNTED: Final = ("", ", antal")


def read(text: str) -> tuple[tuple[str, ...], tuple[Value, ...]]:
    """The kind of a text and its values.

    `91,0 %` is one share, `90,2–91,7 %` and `−17,3 till −9,5` are two limits, `22,2 (20,2–24,3)`
    a number with its limits, `5 av 10` a part and a whole, `80,0 % (80)` a share and a count; all
    else is the text itself.
    """
    text = text.strip()
    if found := _NUMBER.fullmatch(text):
        return ONE, (_number(found[1], found[2]),)
    if found := _INTERVAL.fullmatch(text):
        return LIMITS, (_number(found[1], found[3]), _number(found[2], found[3]))
    if found := _ESTIMATE.fullmatch(text):
        return ESTIMATE, tuple(_number(found[place], found[2]) for place in (1, 3, 4))
    if found := _OF.fullmatch(text):
        return PARTS, (_number(found[1]), _number(found[2]))
    if found := _BESIDE.fullmatch(text):
        return COUNTED, (_number(found[1], found[2]), _number(found[3]))
    return ONE, (text,)


def _number(digits: str, after: str | None = None) -> Number:
    plain = re.sub(_SPACE, "", digits).replace(_MINUS, "-").replace(",", ".")
    value = Decimal(plain)
    decimals = len(plain.partition(".")[2])
    if after == "%":
        return Number(value.scaleb(-2), decimals, is_share=True)
    return Number(value, decimals, unit=re.sub(_SPACE, " ", after or ""))
