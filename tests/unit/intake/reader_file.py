"""One file through the readers, as the night reads it (syntetiska data): bytes in, rows out."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from pipelines.contract import load_contract
from pipelines.contract.typing import unit_names
from pipelines.errors import DeliveryRefused
from pipelines.intake import gate, typed
from pipelines.intake.readers.read import Reading, read_file
from pipelines.settings import SEEDS

CONTRACT = load_contract("1")
UNITS = unit_names(SEEDS / "stadsdelsnamnder.csv")
KEY = b"nyckel for syntetiska data"

UTBUD = (
    "enhet;insatstyp;behovsprovning;beslutsgrund;intensiv_kostsam;planerad;"
    "gallande_fran;gallande_till"
)
FARSTA = "Farsta;FAM01;med;lokalt;nej;nej;2020-01-01;"
FARSTA_TYPED = ("farsta", "FAM01", "med", "lokalt", False, False, "2020-01-01", None)


@dataclass(frozen=True)
class Read:
    """What came of a file.

    Attributes:
        reading: how it was read.
        notes: what the file itself settled.
        rows: row number -> column -> value; dates as text.
        unread: row number -> columns whose text could not be read.
    """

    reading: Reading
    notes: tuple[str, ...]
    rows: dict[int, dict[str, Any]]
    unread: dict[int, list[str]]

    def values(self, *columns: str) -> list[Any]:
        """The values of one column, or of several as tuples, in the rows' order."""
        if len(columns) == 1:
            return [row[columns[0]] for row in self.rows.values()]
        return [tuple(row[name] for name in columns) for row in self.rows.values()]


@cache
def connect() -> duckdb.DuckDBPyConnection:
    """One scratch database in memory for all files; each takes the place of the one before."""
    return duckdb.connect(config={"threads": 1, "memory_limit": "1GB"})


def read(
    content: bytes | Path,
    table: str = "insatsutbud",
    name: str = "",
    key: bytes = KEY,
    check: Callable[[Iterable[tuple[int, str]], str], None] = gate.check_texts,
) -> Read:
    """Read one file and type its rows; nothing may be left in the working folder."""
    named = CONTRACT.tabeller[table]
    where = f"leverans.zip/{name or table + '.csv'}"
    con = connect()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        source = scratch / "original"
        if isinstance(content, Path):
            source = content
        else:
            source.write_bytes(content)
        try:
            reading = read_file(con, source, scratch, named, where, check)
            notes = typed.make(con, CONTRACT, named, UNITS, key, where)
        finally:
            left = {path.name for path in scratch.iterdir()} - {"original"}
            assert not left, left
        found = con.execute("from typed order by _rad")
        columns = [column[0] for column in found.description or ()]
        rows, unread = {}, {}
        for values in found.fetchall():
            row = dict(zip(columns, map(_plain, values), strict=True))
            number = row.pop("_rad")
            if bad := row.pop("_otolkade"):
                unread[number] = bad
            rows[number] = row
    assert reading.rows == len(rows)
    return Read(reading, notes, rows, unread)


def _plain(value: Any) -> Any:
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value


def refusal(content: bytes | Path, table: str = "insatsutbud", name: str = "") -> DeliveryRefused:
    """Why a file is refused."""
    try:
        read(content, table, name)
    except DeliveryRefused as refused:
        return refused
    raise AssertionError("filen togs emot")


def lines(*rows: str, end: str = "\n", encoding: str = "utf-8") -> bytes:
    """Rows of text as a file."""
    return "".join(row + end for row in rows).encode(encoding)


def utbud(*rows: str, **how: str) -> bytes:
    """A file of offers: the headings and these rows."""
    return lines(UTBUD, *rows, **how)


def typed_rows(found: Read) -> list[tuple[Any, ...]]:
    """The rows' values without their numbers."""
    return [tuple(row.values()) for row in found.rows.values()]


def columns_of(table: str) -> Sequence[str]:
    """The contract's columns of a table, in order."""
    return list(CONTRACT.tabeller[table].kolumner)
