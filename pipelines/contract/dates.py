"""Dates as people's systems write them, read only where one reading fits.

Two forms can be read two ways: `1/7/2023` (day or month first) and `230701` (year or day first).
Which it is shows in the other values of the same column: one value that fits one order only
settles it. A column that settles nothing is refused, and one that settles both ways too.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from functools import lru_cache

FIRST_YEAR, LAST_YEAR = 1990, 2100
SIX_DIGIT_YEARS = range(2015, 2036)  # of `230701`: else every day up to the 31st is a year too
OPEN_ENDS = frozenset({"2958465", "2958465.0", "-", "–"})  # the number is 9999-12-31 in Excel
_OPEN_DAYS = frozenset({dt.date(9999, 12, 31), dt.date(2099, 12, 31)})
_EXCEL_DAY_ZERO = dt.date(1899, 12, 30)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_SIX = re.compile(r"(\d\d)(\d\d)(\d\d)")
_SLASH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_SERIAL = re.compile(r"(\d{5})(?:\.0+)?")

Reader = Callable[[str], dt.date | None]


class AmbiguousDateError(ValueError):
    """A column's dates can be read in two orders, or in both at once.

    Attributes:
        text: a value that shows it; never to be told, only to be found in the file.
        settled_both_ways: whether some values fit one order only and some only the other.
    """

    def __init__(self, text: str, settled_both_ways: bool) -> None:
        super().__init__("tvetydiga datum")
        self.text = text
        self.settled_both_ways = settled_both_ways


def read_dates(texts: Iterable[str]) -> tuple[dict[str, dt.date | None], tuple[str, ...]]:
    """Read the distinct texts of one column of one file.

    Args:
        texts: trimmed, not empty.

    Returns:
        text -> date, for the texts that are dates; an open end (`9999-12-31`, `-`) gives None.
        Texts that are no date are left out. And notes on what the column itself settled.

    Raises:
        AmbiguousDateError: the order of day, month and year cannot be known.
    """
    read: dict[str, dt.date | None] = {}
    slash, six = [], []
    for text in texts:
        if text in OPEN_ENDS:
            read[text] = None
        elif _SLASH.fullmatch(text):
            slash.append(text)
        elif _SIX.fullmatch(text):
            six.append(text)
        elif day := _plain(text):
            read[text] = day
    notes = []
    for group, one, other, names in (
        (slash, _day_first, _month_first, ("dag/månad/år", "månad/dag/år")),
        (six, _year_first, _year_last, ("ååmmdd", "ddmmåå")),
    ):
        if group:
            chosen, name = _settle(group, one, other, names)
            read |= {text: day for text in group if (day := chosen(text))}
            notes.append(f"datum som {name}")
    return {text: None if day in _OPEN_DAYS else day for text, day in read.items()}, tuple(notes)


def _settle(
    texts: list[str], one: Reader, other: Reader, names: tuple[str, str]
) -> tuple[Reader, str]:
    only_one = next((t for t in texts if one(t) and not other(t)), None)
    only_other = next((t for t in texts if other(t) and not one(t)), None)
    if only_one and only_other:
        raise AmbiguousDateError(only_other, settled_both_ways=True)
    if only_other:
        return other, names[1]
    if not only_one:
        for text in texts:
            if one(text) != other(text):
                raise AmbiguousDateError(text, settled_both_ways=False)
    return one, names[0]


@lru_cache(maxsize=100_000)
def _plain(text: str) -> dt.date | None:
    if found := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return _date(*map(int, found.groups()))
    if found := _SERIAL.fullmatch(text):
        return _within(_EXCEL_DAY_ZERO + dt.timedelta(days=int(found[1])))
    return None


def _day_first(text: str) -> dt.date | None:
    day, month, year = map(int, text.split("/"))
    return _date(year, month, day)


def _month_first(text: str) -> dt.date | None:
    month, day, year = map(int, text.split("/"))
    return _date(year, month, day)


def _year_first(text: str) -> dt.date | None:
    return _six(int(text[:2]), int(text[2:4]), int(text[4:]))


def _year_last(text: str) -> dt.date | None:
    return _six(int(text[4:]), int(text[2:4]), int(text[:2]))


def _six(year: int, month: int, day: int) -> dt.date | None:
    found = _date(2000 + year, month, day)
    likely = found and (found.year in SIX_DIGIT_YEARS or found in _OPEN_DAYS)
    return found if likely else None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return _within(dt.date(year, month, day))
    except ValueError:
        return None


def _within(day: dt.date) -> dt.date | None:
    return day if FIRST_YEAR <= day.year <= LAST_YEAR or day in _OPEN_DAYS else None
