"""A night's small tables as plain rows, read once a night."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from pipelines.publication.reader import Night, rows_of

Row = dict[str, Any]
# A night never changes, so what is read of it is kept; it goes when the night goes. Two threads
# may both read a table; they read the same.
# (table, columns asked by) -> their values -> rows
_KEPT: WeakKeyDictionary[Night, dict[tuple[str, ...], dict[tuple[Any, ...], list[Row]]]] = (
    WeakKeyDictionary()
)
_LABELS: WeakKeyDictionary[Night, dict[str, dict[str, str]]] = WeakKeyDictionary()


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
    kept = _KEPT.setdefault(night, {})
    key = (table, *where)
    if key not in kept:
        found: dict[tuple[Any, ...], list[Row]] = {}
        rows = records(night, table) if where else rows_of(night.table(table))
        for row in rows:
            found.setdefault(tuple(row[column] for column in where), []).append(row)
        kept[key] = found
    return list(kept[key].get(tuple(where.values()), ()))


def labels(night: Night, dimension: str) -> dict[str, str]:
    """Code -> name of a dimension's values, in their order."""
    if night not in _LABELS:
        of_night: dict[str, dict[str, str]] = {}
        for row in sorted(records(night, "etiketter"), key=lambda row: int(row["ordning"])):
            of_night.setdefault(row["dimension"], {})[row["kod"]] = row["text"]
        _LABELS[night] = of_night
    return dict(_LABELS[night].get(dimension, {}))
