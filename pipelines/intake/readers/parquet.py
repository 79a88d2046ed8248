"""A Parquet file, as texts like those that a CSV would have held."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import duckdb

from pipelines.contract import Table
from pipelines.errors import DeliveryRefused
from pipelines.intake.readers.layout import Layout, match
from pipelines.intake.readers.text import checked

_MAX_TEXT = 8_000  # characters; the same bound as a row of text has
_MAX_ROWS = 100_000_000  # some bytes can say that a value stands there a thousand million times
_PLAIN = re.compile(
    "VARCHAR|BOOLEAN|U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DATE|TIMESTAMP.*|UUID|ENUM.*"
)
_BATCH = 10_000
_FRACTION = re.compile(r"DOUBLE|FLOAT|DECIMAL.*")


def fill(con: duckdb.DuckDBPyConnection, source: Path, table: Table, where: str) -> Layout:
    """Read the file into the temporary table `alla`; row 1 is taken by the headings.

    Raises:
        DeliveryRefused: FIL-01 (NUL), FIL-02 (mojibake), FIL-03 (columns), FIL-09 (too large),
            FIL-10 (not a readable Parquet file of plain columns).
    """
    try:
        described = con.execute(f"describe from read_parquet('{source}')").fetchall()
        names = match([row[0] for row in described], table)
        if names is None:
            raise DeliveryRefused(
                "FIL-03", where, "kolumnerna stämmer inte med kontraktet; använd dess rubriker"
            )
        texts = ", ".join(
            f"{_text(row[0], row[1], where)} as c{place}" for place, row in enumerate(described)
        )
        counted = con.execute(f"select sum(num_rows) from parquet_file_metadata('{source}')")
        if int(counted.fetchall()[0][0] or 0) > _MAX_ROWS:
            raise DeliveryRefused("FIL-09", where, "filen säger sig ha orimligt många rader")
        con.execute(
            f"create or replace temp table alla as select {texts} from read_parquet('{source}')"
        )
        _refuse_broken_letters(con, [row[1] for row in described], where)
        longest = ", ".join(f"coalesce(max(length(c{place})), 0)" for place in range(len(names)))
        if max(con.execute(f"select {longest} from alla").fetchall()[0]) > _MAX_TEXT:
            raise DeliveryRefused("FIL-09", where, f"en cell är längre än {_MAX_TEXT} tecken")
    except duckdb.Error:
        raise DeliveryRefused(
            "FIL-10", where, "Parquet-filen går inte att läsa; skriv den på nytt"
        ) from None
    headings = tuple(str(row[0]) for row in described)
    return Layout("Parquet", False, (), (), 1, 0, False, headings, names)


def _text(name: str, typ: str, where: str) -> str:
    quoted = '"' + name.replace('"', '""') + '"'
    if typ == "BOOLEAN":
        return f"case {quoted} when true then 'ja' when false then 'nej' else '' end"
    if _FRACTION.fullmatch(typ):
        return f"coalesce(replace({quoted}::varchar, '.', ','), '')"
    if _PLAIN.fullmatch(typ):
        return f"coalesce({quoted}::varchar, '')"
    raise DeliveryRefused("FIL-10", where, "en kolumn i Parquet-filen är inte ett enkelt värde")


def _refuse_broken_letters(
    con: duckdb.DuckDBPyConnection, types: Sequence[str], where: str
) -> None:
    """Letters that were broken before the file was written stay broken in Parquet."""
    for place, typ in enumerate(types):
        if typ != "VARCHAR":
            continue
        odd = con.execute(
            f"select distinct c{place} from alla where strlen(c{place}) <> length(c{place}) "
            f"or contains(c{place}, chr(0))"
        )
        while batch := odd.fetchmany(_BATCH):
            checked("\n".join(text for (text,) in batch).encode(), where)
