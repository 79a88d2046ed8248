from __future__ import annotations

import datetime as dt

import pytest

from pipelines.presentation import formats

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (5547, 0, f"5{NBSP}547"),
        (0, 0, "0"),
        (1.25, 1, "1,2"),
        (1234567.891, 2, f"1{NBSP}234{NBSP}567,89"),
    ],
)
def test_numbers(value: float, decimals: int, expected: str) -> None:
    assert formats.number(value, decimals) == expected


def test_shares_and_intervals() -> None:
    assert formats.share(0.91004) == f"91,0{NBSP}%"
    assert formats.share(1) == f"100,0{NBSP}%"
    assert formats.interval(0.9022, 0.9173) == f"90,2–91,7{NBSP}%"


def test_dates_and_periods() -> None:
    assert formats.long_date(dt.date(2026, 10, 31)) == "31 oktober 2026"
    assert formats.period("2023") == "2023"
    assert formats.period("2023H1") == "första halvåret 2023"
    assert formats.period("2023Q4") == "fjärde kvartalet 2023"
    assert formats.period("2024-11-01") == "2024-11-01"


def test_a_rate_is_told_per_thousand() -> None:
    """470 of 14 262 is 32,955 per 1 000."""
    assert formats.rate(32.955) == f"33,0 per{NBSP}1{NBSP}000"
    assert formats.rate_interval(30.042, 36.073) == "30,0–36,1"
