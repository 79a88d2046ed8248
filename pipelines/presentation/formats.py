"""Numbers, shares and dates as a Swedish reader writes them."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal

_LOCALE = "sv_SE"
_ONE_DECIMAL = 0.1
_HALF = {"1": "första", "2": "andra"}
_QUARTER = {"1": "första", "2": "andra", "3": "tredje", "4": "fjärde"}


@lru_cache(maxsize=20_000)
def number(value: float, decimals: int = 0) -> str:
    """`5547` -> `5 547`, with a no-break space; `1.25, 1` -> `1,3`."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(value, pattern, locale=_LOCALE))


def expected(value: float) -> str:
    """How many chance alone would give: `0.14` -> `0,1`, but `0.06` -> `0,06`."""
    return number(value, 1 if value >= _ONE_DECIMAL else 2)


def share(value: float, decimals: int = 1) -> str:
    """A fraction of one as per cent: `0.91004` -> `91,0 %`."""
    return f"{number(100 * value, decimals)}\N{NO-BREAK SPACE}%"


def interval(low: float, high: float) -> str:
    """An interval of fractions of one: `90,2–91,7 %`."""
    return f"{number(100 * low, 1)}\N{EN DASH}{share(high)}"


def rate(value: float) -> str:
    """A rate per 1 000: `32.955` -> `33,0 per 1 000`."""
    return f"{number(value, 1)} per\N{NO-BREAK SPACE}1\N{NO-BREAK SPACE}000"


def rate_interval(low: float, high: float) -> str:
    """An interval of rates: `30,0–36,1`."""
    return f"{number(low, 1)}\N{EN DASH}{number(high, 1)}"


def long_date(day: dt.date) -> str:
    """`2026-10-31` -> `31 oktober 2026`."""
    return str(format_date(day, "d MMMM y", locale=_LOCALE))


def period(code: str) -> str:
    """The words for a period: `2023H1` -> `första halvåret 2023`; years and days stay.

    `NUSO2023`, which is no calendar year, becomes `NUSO:s kohort 2023`.
    """
    year, rest = code[:4], code[4:]
    if rest.startswith("H"):
        return f"{_HALF[rest[1]]} halvåret {year}"
    if rest.startswith("Q"):
        return f"{_QUARTER[rest[1]]} kvartalet {year}"
    if year == "NUSO":
        return f"NUSO:s kohort {rest}"
    return code


def when(code: str) -> str:
    """The words for a period or a day: `2024-11-01` -> `1 november 2024`."""
    if len(code) == 10:
        return long_date(dt.date.fromisoformat(code)).replace(" ", "\N{NO-BREAK SPACE}")
    return period(code)


def during(code: str) -> str:
    """The words that begin a sentence: `Under 2023`, `Under första halvåret 2023`, `Den 1 …`."""
    before = "Den" if len(code) == 10 else "I" if code.startswith("NUSO") else "Under"
    return f"{before} {when(code)}"
