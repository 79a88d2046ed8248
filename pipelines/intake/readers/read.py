"""Read one file into the scratch database, and say how it was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.contract import Table
from pipelines.errors import CheckFailed
from pipelines.intake.readers import layout as layouts
from pipelines.intake.readers import parquet, records, text, xlsx
from pipelines.intake.readers.layout import SEPARATORS, Layout

Gate = Callable[[Iterable[tuple[int, str]], str], None]


@dataclass(frozen=True)
class Reading:
    """How a file was read; kept with the delivery, and told in the sender's own check.

    Attributes:
        encoding: encoding of a text file, or `xlsx` or `Parquet`.
        separator: between the columns, as it is told to people.
        heading_row: number of the last row of headings.
        rows: data rows. `furniture`: rows that were skipped.
        skipped: row number and kind of the first skipped rows.
        notes: how something was read that could have been read otherwise.
    """

    encoding: str
    separator: str
    heading_row: int
    rows: int
    furniture: int = 0
    skipped: tuple[tuple[int, str], ...] = ()
    notes: tuple[str, ...] = ()

    def lines(self) -> list[str]:
        """The reading in Swedish, a fact a line."""
        found = [self.encoding]
        if self.separator:
            found[0] += f", avgränsare {self.separator}"
        if self.heading_row > 1:
            found.append(f"rubriker på rad {self.heading_row}")
        kinds: dict[str, list[int]] = {}
        for row, kind in self.skipped:
            kinds.setdefault(kind, []).append(row)
        for kind, rows in kinds.items():
            shown = ", ".join(map(str, rows[:5])) + (" med flera" if len(rows) > 5 else "")
            found.append(f"överhoppat: {kind} (rad {shown})")
        return [*found, *self.notes]


def read_file(
    con: duckdb.DuckDBPyConnection,
    source: Path,
    scratch: Path,
    table: Table,
    where: str,
    gate: Gate,
) -> Reading:
    """Read a delivered file into the temporary view `cells(_rad, <column> …)`: texts as they stand.

    Args:
        con: the scratch database.
        source: the file as delivered.
        scratch: a folder for working files, which are removed.
        table: the table that the file holds.
        where: how the file is named in messages; its suffix decides the kind.
        gate: judges texts outside the data (titles, headings, footers) and raises on a hit.

    Raises:
        DeliveryRefused: FIL-01 … FIL-10; nothing is kept.
    """
    suffix = Path(where).suffix.lower()
    plain = scratch / "plain.csv"
    try:
        if suffix == ".parquet":
            layout, encoding = parquet.fill(con, source, table, where), "Parquet"
        else:
            layout, encoding = _fill_from_text(con, source, plain, table, where)
    finally:
        plain.unlink(missing_ok=True)
    skipped = records.skip(con, layout, where)
    gate(_outside(con, layout), where)
    records.refuse_filled_blanks(con, layout, where)
    _view(con, layout, skipped > 0)
    rows, whole = (
        int(con.execute(f"select count(*) from {name}").fetchall()[0][0])
        for name in ("cells", "alla")
    )
    if whole != rows + skipped:
        raise CheckFailed(f"{where}: {whole} rader är inte {rows} datarader plus {skipped} andra")
    return Reading(
        encoding=encoding,
        separator=SEPARATORS.get(layout.separator, "")
        if encoding not in {"xlsx", "Parquet"}
        else "",
        heading_row=layout.heading_row,
        rows=rows,
        furniture=skipped,
        skipped=(
            *((place, "titel") for place in range(1, len(layout.titles) + 1)),
            *records.told(con, layout.heading_row),
        ),
    )


def _fill_from_text(
    con: duckdb.DuckDBPyConnection, source: Path, plain: Path, table: Table, where: str
) -> tuple[Layout, str]:
    encoding = ""
    if where.lower().endswith(".xlsx"):
        workbook = plain.with_suffix(".blad")
        try:
            xlsx.to_plain_csv(source, workbook, where)
            decoded = text.to_utf8(workbook, plain, where)
        finally:
            workbook.unlink(missing_ok=True)
        encoding = "xlsx"
    else:
        decoded = text.to_utf8(source, plain, where)
    layout = layouts.find_layout(plain, table, where)
    if layout.wrapped or decoded.has_blank_lines or layout.odd_head:
        layout = records.rewrite(plain, layout)
    records.fill(con, plain, layout, where)
    return layout, encoding or decoded.encoding


def _outside(con: duckdb.DuckDBPyConnection, layout: Layout) -> Iterable[tuple[int, str]]:
    yield from enumerate((*layout.titles, *layout.over), 1)
    yield from records.texts(con, layout.heading_row)


def _view(con: duckdb.DuckDBPyConnection, layout: Layout, has_skipped: bool) -> None:
    columns = ", ".join(f"c{place} as {name}" for place, name in enumerate(layout.columns) if name)
    keep = "where rowid not in (select r from skippade)" if has_skipped else ""
    con.execute(
        "create or replace temp view cells as "
        f"select rowid + {layout.heading_row + 1} as _rad, {columns} from alla {keep}"
    )
