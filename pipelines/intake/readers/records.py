"""Plain rows in DuckDB, and which of them are furniture: titles, repeated headings, sums, blanks.

The table `alla` holds every row after the headings as texts `c0 … cN`, in the file's order, so
that its rowid tells the row's number. A short row is padded with NULL; an empty cell is ''.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path

import duckdb

from pipelines.errors import DeliveryRefused
from pipelines.intake.readers.layout import Layout, unwrap

_FOOTER = (
    r"(summa|totalt?|antal rader|antal poster|uttag|uttagsdatum|utskriven|utskrivet|utskrift"
    r"|sida \d|urval|rapport|källa)\b"
)
# What begins like a hash is neither blank nor a footer; two comparisons tell, not a pattern.
_LIKE_A_HASH = "(c0 >= '0' and c0 < ':' or c0 >= 'a' and c0 < 'ag' or c0 >= 'b' and c0 < 'g')"
_BLANKS = r"[\s\x{00a0}\x{202f}\x{2007}\x{feff}]*"
_MAX_RECORD = 1_000_000  # bytes; a row with line breaks within quotes
_MAX_TOLD = 200  # skipped rows that are told one by one
_BATCH = 10_000
_NOT_THERE = "\x01"  # stands in no file: to_utf8 would let it through, but no cell is just that
TRIM = " \t\n\r\u00a0\u202f\u2007\ufeff"


def trimmed(column: str) -> str:
    """SQL: a cell without spaces around it, NULL when nothing is left."""
    return f"nullif(trim({column}, '{TRIM}'), '')"


def fill(con: duckdb.DuckDBPyConnection, plain: Path, layout: Layout, where: str) -> None:
    """Read the rows after the headings into the temporary table `alla`.

    Raises:
        DeliveryRefused: FIL-05, a row has too many columns or quotes that do not close.
    """
    columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(len(layout.columns)))
    separator = "\\t" if layout.separator == "\t" else layout.separator
    query = f"""
        create or replace temp table alla as from read_csv('{plain}',
            delim = e'{separator}', columns = {{{columns}}}, header = false, skip = {layout.skip},
            quote = '"', escape = '"', auto_detect = false, null_padding = true,
            nullstr = e'{_NOT_THERE}', max_line_size = {_MAX_RECORD}, new_line = '\\n'
    """
    try:
        try:
            con.execute(query + ")")
        except duckdb.Error as error:
            if "quoted new lines" not in str(error):
                raise
            con.execute(query + ", parallel = false)")
    except duckdb.Error as error:
        # Its text holds the row; only the number of the line is taken out of it.
        line = re.search(r"Line: (\d+)", str(error))
        raise DeliveryRefused(
            "FIL-05",
            where,
            "antalet kolumner eller citattecknen stämmer inte"
            # It counts the rows that it skips, and a rewritten file has no head to skip.
            + (f" på rad {int(line[1]) + layout.heading_row * (not layout.skip)}" if line else ""),
        ) from None


def skip(con: duckdb.DuckDBPyConnection, layout: Layout, where: str) -> int:
    """Find the rows of `alla` that are furniture: `skippade(r, kind, text)`; delete nothing.

    Returns:
        How many they are. There may be millions of blank ones, so they stay in the database.

    Raises:
        DeliveryRefused: FIL-05, a short row that is neither furniture nor data.
    """
    places = range(len(layout.columns))
    last = max(place for place, name in enumerate(layout.columns) if name)
    cells = ", ".join(trimmed(f"c{place}") for place in places)
    again = {
        kind: [row for text in found if (row := _cells(text, layout))]
        for kind, found in (("upprepade rubriker", layout.over), ("upprepad titel", layout.titles))
    }
    repeated = " ".join(
        f"when coalesce({cells}) = {quoted(row[0])} "
        f"and concat_ws(' ', {cells}) = {quoted(' '.join(row))} then '{kind}'"
        for kind, rows in again.items()
        for row in rows
    )
    con.execute(
        f"""
        create or replace temp table skippade as
        select rowid as r, kind, case when kind in ('tom rad', 'kort') then ''
            else concat_ws(' ', {", ".join(f"c{place}" for place in places)}) end as text
        from (
            select *, case
                when coalesce({cells}) is null then 'tom rad'
                {repeated}
                when regexp_matches(lower(coalesce({cells})), '^{_FOOTER}')
                    then 'summa eller sidfot'
                when c{last} is null then 'kort'
            end as kind
            from (select rowid, * from alla where {_maybe(again, last)})
        )
        where kind is not null
        """
    )
    short = con.execute("select r from skippade where kind = 'kort' order by r limit 6").fetchall()
    if short:
        lines = ", ".join(str(rowid + layout.heading_row + 1) for (rowid,) in short[:5])
        more = " med flera" if len(short) > 5 else ""
        raise DeliveryRefused("FIL-05", where, f"raden har för få kolumner på rad {lines}{more}")
    return int(con.execute("select count(*) from skippade").fetchall()[0][0])


def _maybe(again: Mapping[str, list[list[str]]], last: int) -> str:
    """SQL that is true of all furniture and of few other rows, and looks at two cells only."""
    starts = sorted({row[0] for rows in again.values() for row in rows})
    return (
        f"c{last} is null or case when {_LIKE_A_HASH} then false "
        f"else {trimmed('c0')} is null or regexp_matches(c0, '(?i)^{_BLANKS}{_FOOTER}') end"
        + "".join(f" or contains(c0, {quoted(start)})" for start in starts)
    )


def _cells(text: str, layout: Layout) -> list[str]:
    row = next(csv.reader(text.splitlines(), delimiter=layout.separator), [])
    return [plain for cell in row if (plain := cell.strip(TRIM))]


def quoted(text: str) -> str:
    """SQL: a text as it stands."""
    return "'" + text.replace("'", "''") + "'"


def texts(con: duckdb.DuckDBPyConnection, heading_row: int) -> Iterator[tuple[int, str]]:
    """Row number and text of the skipped rows; the privacy gate judges them, nobody keeps them."""
    found = con.execute("select r, text from skippade where kind <> 'tom rad' order by r")
    while batch := found.fetchmany(_BATCH):
        for rowid, text in batch:
            yield int(rowid) + heading_row + 1, str(text)


def refuse_filled_blanks(con: duckdb.DuckDBPyConnection, layout: Layout, where: str) -> None:
    """A column without a heading must be blank in every row that is kept.

    Raises:
        DeliveryRefused: FIL-03, naming the column's place and the first row.
    """
    blank = [place for place, name in enumerate(layout.columns) if name is None]
    if not blank:
        return
    filled = " or ".join(f"{trimmed(f'c{place}')} is not null" for place in blank)
    row = con.execute(
        f"select min(rowid) from alla where ({filled}) and rowid not in (select r from skippade)"
    ).fetchall()[0][0]
    if row is not None:
        raise DeliveryRefused(
            "FIL-03",
            where,
            f"en kolumn utan rubrik har innehåll (plats {', '.join(str(p + 1) for p in blank)}, "
            f"första gången på rad {int(row) + layout.heading_row + 1}); ge den en rubrik ur "
            "kontraktet eller ta bort den",
        )


def rewrite(plain: Path, layout: Layout) -> Layout:
    """Rewrite a file so that no row is blank or wrapped in quotes and it starts with its data."""
    part = plain.with_suffix(".part")
    with (
        plain.open(encoding="utf-8", newline="") as source,
        part.open("w", encoding="utf-8", newline="") as out,
    ):
        for line in islice(source, layout.skip, None):
            inner = unwrap(line) if layout.wrapped else None
            text = line.rstrip("\n") if inner is None else inner
            out.write((text if text.strip() else layout.separator) + "\n")
    part.replace(plain)
    return replace(layout, skip=0)


def told(con: duckdb.DuckDBPyConnection, heading_row: int) -> tuple[tuple[int, str], ...]:
    """Row number and kind of the skipped rows, the first of them, in order."""
    found = con.execute(f"select r, kind from skippade order by r limit {_MAX_TOLD}").fetchall()
    return tuple((int(rowid) + heading_row + 1, str(kind)) for rowid, kind in found)
