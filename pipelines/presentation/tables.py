"""A night's small tables as plain rows."""

from __future__ import annotations

from typing import Any

from pipelines.publication.reader import Night


def records(night: Night, table: str, **where: str) -> list[dict[str, Any]]:
    """The rows of one of the night's small tables, each as column -> value.

    Args:
        night: the published night.
        table: name of the table.
        where: column=value, for the rows that have it.

    Raises:
        KeyError: there is no such table or column.
    """
    rows = night.table(table)
    for column, value in where.items():
        rows = rows[rows[column] == value]
    columns = [str(column) for column in rows.columns]
    values = zip(*(rows[column].tolist() for column in columns), strict=True)
    return [dict(zip(columns, row, strict=True)) for row in values]


def labels(night: Night, dimension: str) -> dict[str, str]:
    """Code -> name of a dimension's values, in their order."""
    rows = records(night, "etiketter", dimension=dimension)
    return {row["kod"]: row["text"] for row in sorted(rows, key=lambda row: int(row["ordning"]))}
