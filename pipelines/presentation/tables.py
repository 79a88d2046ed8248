"""A night's small tables as plain rows, read once a night."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from pipelines.publication.reader import Night, rows_of

Row = dict[str, Any]
# (table, columns asked by) -> their values -> rows
Kept = dict[tuple[str, ...], dict[tuple[Any, ...], list[Row]]]
Made = TypeVar("Made")


def once_a_night(make: Callable[[Night], Made]) -> Callable[[Night], Made]:
    """Make what is asked of a night once: a night never changes, and what it gives goes with it.

    What is made is shared by everybody who asks, who read and never change it, and must not hold
    the night itself. Two threads may both make it; they make the same.
    """
    kept: WeakKeyDictionary[Night, Made] = WeakKeyDictionary()

    @wraps(make)
    def given(night: Night) -> Made:
        if night not in kept:
            kept[night] = make(night)
        return kept[night]

    return given


def records(night: Night, table: str, **where: str) -> list[Row]:
    """The rows of one of the night's small tables, each as column -> value.

    The rows are shared by everybody who asks: they are read, never changed.

    Args:
        night: the published night.
        table: name of the table.
        where: column=value, for the rows that have it.

    Raises:
        KeyError: there is no such table or column.
    """
    kept = _read(night)
    key = (table, *where)
    if key not in kept:
        found: dict[tuple[Any, ...], list[Row]] = {}
        rows = records(night, table) if where else rows_of(night.table(table))
        for row in rows:
            found.setdefault(tuple(row[column] for column in where), []).append(row)
        kept[key] = found
    return list(kept[key].get(tuple(where.values()), ()))


def records_if_any(night: Night, table: str, **where: str) -> list[Row]:
    """As `records`; nothing of a night that was published before there was such a table."""
    try:
        return records(night, table, **where)
    except KeyError:
        return []


def labels(night: Night, dimension: str) -> dict[str, str]:
    """Code -> name of a dimension's values, in their order."""
    return dict(_labels(night).get(dimension, {}))


@once_a_night
def _read(_: Night) -> Kept:
    """What has been read of a night so far; `records` fills it."""
    return {}


@once_a_night
def _labels(night: Night) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in sorted(records(night, "etiketter"), key=lambda row: int(row["ordning"])):
        found.setdefault(row["dimension"], {})[row["kod"]] = row["text"]
    return found
