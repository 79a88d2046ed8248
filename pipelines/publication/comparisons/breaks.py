"""Where a series is broken: days that the measures' YAML declares, and the stretches between them.

A break stands in `styrande_regel` after the word `brott:`, as a day or a year. What L4 declares
holds for change over time of every measure: a whole day for all of them (a new law), a year for
those that depend on the population's statistics. The merger of districts on 1 July 2023 is none:
the deliveries before it are recoded to the districts of today, and both sides of it are the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import pandas as pd

from pipelines.measures import Measure

CHANGE: Final = "L4"
POPULATION: Final = "befolkningskalla"
_DAYS: Final = re.compile(r"\b(\d{4})(?:-(\d{2})-(\d{2}))?\b")


def declared(measure: Measure) -> list[date]:
    """The breaks that a measure's own YAML declares, in order; a year breaks on its first day."""
    return sorted(day for day, _ in _read(measure))


def of_change(measures: Mapping[str, Measure], matt: str) -> list[date]:
    """The breaks over which a measure's change is not told: its own, and those of L4."""
    own = measures[matt]
    common = _read(measures[CHANGE]) if CHANGE in measures else []
    shared = [day for day, whole in common if whole or POPULATION in own.policyer]
    return sorted({*declared(own), *shared})


def stretches(periods: pd.DataFrame, breaks: Sequence[date]) -> list[int]:
    """The number of each period's unbroken stretch, from 1.

    Args:
        periods: fran and till, one row a period, in rising order.
        breaks: the first days of what is new.

    Returns:
        One number a period. A period with a break inside it is alone: it is a mixture.
    """
    found: list[tuple[int, bool]] = []
    for start, end in zip(_dates(periods["fran"]), _dates(periods["till"]), strict=True):
        passed = sum(day <= start for day in breaks)
        found.append((passed, any(start < day <= end for day in breaks)))
    number, numbers = 0, []
    for place, key in enumerate(found):
        number += place == 0 or key != found[place - 1] or key[1]
        numbers.append(number)
    return numbers


def first_periods(periods: pd.DataFrame, breaks: Sequence[date]) -> set[str]:
    """The first period that begins on or after each break; periods as in `stretches`."""
    starts = list(zip(periods["period"], _dates(periods["fran"]), strict=True))
    return {
        str(after[0])
        for day in breaks
        if (after := [code for code, start in starts if start >= day])
    }


def _read(measure: Measure) -> list[tuple[date, bool]]:
    """(day, whether a whole day was declared), from the text after `brott:`."""
    _, _, text = measure.styrande_regel.partition("brott:")
    return [
        (date(int(year), int(month or 1), int(day or 1)), bool(month))
        for year, month, day in _DAYS.findall(text)
    ]


def _dates(column: pd.Series) -> list[date]:
    return [moment.date() for moment in pd.to_datetime(column)]
