"""The one reader of a published night, for the dashboards, the command line and the exports.

A night is loaded into memory once and never changes; a new one is picked up when the pointer
moves. Checksums are compared while loading: a night that does not match its manifest is not shown.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import duckdb
import pandas as pd

from pipelines.errors import NotPublished
from pipelines.publication.serving import MANIFEST, POINTER

_SAYS_SOMETHING: Final = frozenset({"visad", "for_fa", "skyddad"})


@dataclass(frozen=True)
class Figure:
    """One cell, with what is needed to say it.

    Attributes:
        adress: its address.
        matt: measure id; enhet, period, dimension and dimension_varde: the rest of the address.
        status: one of the six states.
        varde: count, or share as a fraction of one; None unless `visad`.
        undre: lower limit of the 95 % interval; None where there is none. `ovre`: upper limit.
        taljare: numerator or count. `namnare`: denominator of a share.
        orsak: why a cell is `saknas`.
        galler_fran: the run that a protected figure holds from; None of an open one.
    """

    adress: str
    matt: str
    enhet: str
    period: str
    dimension: str
    dimension_varde: str
    status: str
    varde: float | None
    undre: float | None
    ovre: float | None
    taljare: int | None
    namnare: int | None
    orsak: str | None
    galler_fran: str | None = None


ByPeriod = dict[str | None, list[Figure]]  # None: of all periods


class Night:
    """One published night. Immutable, safe for several threads.

    The cells, which a page asks for again and again, are made once, at loading.
    """

    def __init__(self, folder: Path, manifest: dict[str, Any]) -> None:
        """Load the folder's Parquet files into memory and shut the door to the disk.

        Raises:
            NotPublished: two cells have the same address.
        """
        self.manifest = manifest
        self._con = duckdb.connect(config={"threads": 1, "memory_limit": "512MB"})
        for name in manifest["filer"]:
            table = name.removesuffix(".parquet")
            self._con.execute(f"create table {table} as from read_parquet('{folder / name}')")
        self._con.execute("set enable_external_access = false")
        self._con.execute("set lock_configuration = true")
        self._cells = _by_address(self._con)
        self._of_measure = _grouped(self._cells.values())

    @property
    def run(self) -> str:
        """Id of the run."""
        return str(self.manifest["run"])

    @cached_property
    def content(self) -> str:
        """What tells this night from every other: a digest of its manifest, and so of its files."""
        return hashlib.sha256(json.dumps(self.manifest, sort_keys=True).encode()).hexdigest()

    def _query(self, sql: str) -> pd.DataFrame:
        # A connection is not safe for concurrent queries; a cursor of its own is.
        with self._con.cursor() as cursor:
            return cursor.execute(sql).df()

    def figure(self, address: str) -> Figure | None:
        """The cell at an address, or None if there is none."""
        return self._cells.get(address)

    def figures(
        self,
        matt: str,
        *,
        enhet: str | None = None,
        period: str | None = None,
        dimension: str = "",
    ) -> list[Figure]:
        """The cells of a measure, of one unit or period if given, by address."""
        by_period = self._of_measure.get((matt, dimension), {})
        cells = by_period.get(period, ())
        return [cell for cell in cells if enhet is None or cell.enhet == enhet]

    def addresses(self) -> list[str]:
        """Every address there is."""
        return list(self._cells)

    def periods(self, matt: str, dimension: str = "") -> list[str]:
        """The periods of a measure that show something, newest first."""
        by_period = self._of_measure.get((matt, dimension), {})
        shown = [
            period
            for period, cells in by_period.items()
            if period is not None and any(cell.status in _SAYS_SOMETHING for cell in cells)
        ]
        return sorted(shown, reverse=True)

    def measure(self, matt: str) -> dict[str, str]:
        """The definition of a measure, as its YAML block says it.

        Raises:
            KeyError: there is no such measure.
        """
        return dict(self._measures[matt])

    @cached_property
    def _measures(self) -> dict[str, dict[str, str]]:
        return {
            str(row["id"]): {column: str(value) for column, value in row.items()}
            for row in rows_of(self.table("matt"))
        }

    def table(self, name: str) -> pd.DataFrame:
        """One of the night's tables whole: celler, enheter, utbud, kvalitet, skyddskostnad.

        Raises:
            KeyError: there is no such table.
        """
        if f"{name}.parquet" not in self.manifest["filer"]:
            raise KeyError(name)
        return self._query(f"from {name}")


def rows_of(table: pd.DataFrame) -> list[dict[str, Any]]:
    """A table's rows as column -> value; what is missing is as pandas has it: nan or NA."""
    columns = [str(column) for column in table.columns]
    values = zip(*(table[column].tolist() for column in columns), strict=True)
    return [dict(zip(columns, row, strict=True)) for row in values]


def _by_address(connection: duckdb.DuckDBPyConnection) -> dict[str, Figure]:
    names = ", ".join(field.name for field in fields(Figure))
    rows = connection.execute(f"select {names} from celler order by adress").fetchall()
    cells = {row[0]: Figure(*row) for row in rows}
    if len(cells) != len(rows):
        raise NotPublished("den publicerade natten har två celler på samma adress; publicera om")
    return cells


def _grouped(cells: Iterable[Figure]) -> dict[tuple[str, str], ByPeriod]:
    """(measure, breakdown) -> its cells, in the order they come."""
    found: dict[tuple[str, str], ByPeriod] = {}
    for cell in cells:
        by_period = found.setdefault((cell.matt, cell.dimension), {None: []})
        by_period[None].append(cell)
        by_period.setdefault(cell.period, []).append(cell)
    return found


class Reader:
    """Gives the published night, and the next one as soon as the pointer has moved."""

    def __init__(self, serve: Path) -> None:
        """Nothing is read until the first call: open after the server has forked."""
        self._serve = serve
        self._lock = threading.Lock()
        self._stamp: tuple[int, int, int] | None = None
        self._night: Night | None = None

    def night(self) -> Night:
        """The night that is published now.

        Raises:
            NotPublished: there is none, or it is damaged and no earlier one is loaded.
        """
        stamp = _stamp(self._serve / POINTER)
        if self._night is not None and stamp == self._stamp:
            return self._night
        with self._lock:
            if self._night is None or stamp != self._stamp:
                try:
                    night = load(self._serve)
                except NotPublished:
                    if self._night is None:
                        raise
                else:
                    self._night, self._stamp = night, stamp
            return self._night


def load(serve: Path) -> Night:
    """Load the published night, comparing every checksum.

    Raises:
        NotPublished: there is no pointer, or the night does not match it.
    """
    try:
        pointer = json.loads((serve / POINTER).read_text(encoding="utf-8"))
        folder = serve / pointer["run"]
        content = (folder / MANIFEST).read_bytes()
    except (OSError, ValueError, KeyError, TypeError):
        raise NotPublished(
            f"det finns ingen publicerad natt i {serve}; kör insatskoll refresh"
        ) from None
    damaged = NotPublished(
        f"den publicerade natten i {serve} är skadad; kör insatskoll refresh på nytt"
    )
    if hashlib.sha256(content).hexdigest() != pointer["manifest_sha256"]:
        raise damaged
    manifest = json.loads(content)
    for name, facts in manifest["filer"].items():
        try:
            digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        except OSError:
            raise damaged from None
        if digest != facts["sha256"]:
            raise damaged
    return Night(folder, manifest)


def _stamp(pointer: Path) -> tuple[int, int, int] | None:
    try:
        stat = pointer.stat()
    except OSError:
        return None
    return (stat.st_ino, stat.st_mtime_ns, stat.st_size)
