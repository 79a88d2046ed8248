"""A card's tables as CSV, as a Swedish spreadsheet opens it: semicolons and decimal commas."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from dashboards.exports.provenance import Provenance
from dashboards.exports.table import Grid
from dashboards.exports.values import Value

_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"  # without it, spreadsheets take å for Ã¥
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(about: Provenance, grids: Sequence[Grid]) -> bytes:
    """What is known of the card, then each table after an empty line."""
    text = io.StringIO()
    text.write(_BOM)
    lines = csv.writer(text, delimiter=";", lineterminator="\r\n")
    lines.writerows([safe(name), safe(said)] for name, said in about.facts)
    for grid in grids:
        lines.writerow([])
        lines.writerow([safe(grid.caption)])
        lines.writerow([safe(head) for head in grid.heads])
        lines.writerows([_cell(value) for value in row] for row in grid.rows)
    return text.getvalue().encode("utf-8")


def safe(text: str) -> str:
    """The text, so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text


def _cell(value: Value) -> str:
    return safe(value) if isinstance(value, str) else f"{value.value:f}".replace(".", ",")
