"""A card's tables as an Excel workbook: a sheet for each table, and one on where they come from."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from dashboards.exports.provenance import Provenance
from dashboards.exports.table import Grid
from dashboards.exports.values import Number
from pipelines.presentation.workbook import new_workbook

_ABOUT = "Om uppgifterna"
_HEAD = 4  # rows above a table's heads: caption, label, address, nothing
_NARROWEST, _WIDEST = 10, 44


def as_xlsx(about: Provenance, grids: Sequence[Grid], day: str) -> bytes:
    """The workbook; the same card of the same night gives the same bytes.

    Args:
        about: what is known of the card.
        grids: its tables.
        day: the night's extract date, as `2026-10-31`; the workbook is dated by it.
    """
    buffer = io.BytesIO()
    with new_workbook(buffer, dt.datetime.fromisoformat(day), title=about.question) as book:
        looks = _Looks(book)
        for place, grid in enumerate(grids, start=1):
            sheet = book.add_worksheet("Tabell" if len(grids) == 1 else f"Tabell {place}")
            _write_table(sheet, about, grid, looks)
        sheet = book.add_worksheet(_ABOUT)
        sheet.set_column(0, 0, 16)
        sheet.set_column(1, 1, 100)
        for line, (name, said) in enumerate(about.facts):
            sheet.write_string(line, 0, name, looks.bold)
            sheet.write_string(line, 1, said, looks.wrap)
    return buffer.getvalue()


class _Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._numbers: dict[str, Any] = {}
        self.bold = book.add_format({"bold": True, "valign": "top"})
        self.wrap = book.add_format({"text_wrap": True, "valign": "top"})
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})

    def of(self, number: Number) -> Any:
        """As many decimals as the page shows; shares in per cent."""
        decimals = f".{'0' * number.decimals}" if number.decimals else ""
        code = f"0{decimals}\\ %" if number.is_share else f"#,##0{decimals}"
        if code not in self._numbers:
            self._numbers[code] = self._book.add_format({"num_format": code})
        return self._numbers[code]


def _write_table(sheet: Any, about: Provenance, grid: Grid, looks: _Looks) -> None:
    for line, text in enumerate((grid.caption, about.label, about.address)):
        sheet.write_string(line, 0, text, looks.bold if line == 0 else None)
    for column, head in enumerate(grid.heads):
        sheet.write_string(_HEAD, column, head, looks.head)
        texts = [value for row in grid.rows if isinstance(value := row[column], str)]
        longest = max([len(head) / 2, *map(len, texts)])
        sheet.set_column(column, column, min(_WIDEST, max(_NARROWEST, longest + 2)))
    for line, row in enumerate(grid.rows, start=_HEAD + 1):
        for column, value in enumerate(row):
            if isinstance(value, Number):
                sheet.write_number(line, column, float(value.value), looks.of(value))
            else:
                sheet.write_string(line, column, value)
    sheet.freeze_panes(_HEAD + 1, 1)
