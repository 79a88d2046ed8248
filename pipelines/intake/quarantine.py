"""The rows that are held back: how many, by which rules, and where they stand. Never a value.

`quarantine/<table>/delivery=<id>/<sha256>.parquet` holds them. Only the account that owns the
folder may ask; the rows themselves leave it by re-admission alone (`readmission`).
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb

from pipelines.errors import CheckFailed, InsatskollError
from pipelines.intake.landing import Landed
from pipelines.settings import Home

UNREAD: Final = "coalesce(len(_otolkade), 0) > 0"  # the row held a text that could not be read


@dataclass(frozen=True)
class HeldTable:
    """The quarantined rows of one table of one delivery.

    Attributes:
        leverans_id: the delivery. tabell: the table.
        rader: quarantined rows.
        otolkade: how many of them held a text that could not be read; that text was dropped.
        regler: rule -> rows that break it; a row may break several.
    """

    leverans_id: str
    tabell: str
    rader: int
    otolkade: int
    regler: dict[str, int]


@dataclass(frozen=True)
class HeldRow:
    """Where a quarantined row stands in the delivery, and the rules it breaks."""

    tabell: str
    fil: str
    rad: int
    regler: tuple[str, ...]
    otolkad: bool


def require_private(home: Home) -> None:
    """See that the quarantine belongs to the account that runs, and to it alone.

    Raises:
        InsatskollError: there is no quarantine, it is another account's, or others can read it.
    """
    try:
        state = home.quarantine.lstat()
    except FileNotFoundError:
        raise InsatskollError(
            f"det finns ingen karantän i {home.root}; ange --home, eller kör natten först"
        ) from None
    except PermissionError:
        state = None
    if state is None or not stat.S_ISDIR(state.st_mode) or state.st_uid != os.geteuid():
        raise InsatskollError(
            "karantänen tillhör ett annat konto; kör kommandot som det konto som kör natten"
        )
    if state.st_mode & 0o077:
        raise InsatskollError(
            f"karantänen {home.quarantine} kan läsas av andra konton; sätt rättigheterna till 700 "
            "och ta reda på varför de ändrades"
        )


def record_of(records: Iterable[Landed], delivery_id: str) -> Landed:
    """The record of a delivery that has quarantined rows.

    Raises:
        InsatskollError: there is no such delivery, or nothing of it is in quarantine.
    """
    known = {record.id: record for record in records}
    if delivery_id not in known:
        some = ", ".join(record.id for record in known.values() if record.quarantined) or "ingen"
        raise InsatskollError(
            f"leveransen {delivery_id[:64]!r} är inte mottagen; leveranser med rader i karantän: "
            f"{some}"
        )
    if not known[delivery_id].quarantined:
        raise InsatskollError(f"leveransen {delivery_id} har inga rader i karantän")
    return known[delivery_id]


def file_of(home: Home, record: Landed, table: str) -> Path:
    """The quarantine file that a record counts.

    An interrupted re-admission leaves two. It only ever takes rows away, so the one with the
    record's number of rows is the right one.

    Raises:
        CheckFailed: no file holds as many rows as the record says.
    """
    expected = record.tabeller[table].karantan
    folder = home.quarantine / table / f"delivery={record.id}"
    files = sorted(folder.glob("*.parquet"), key=lambda path: path.stat().st_mtime_ns)
    for path in reversed(files):
        if _query("select count(*) from read_parquet(?)", path)[0][0] == expected:
            return path
    raise CheckFailed(
        f"{record.id}, {table}: karantänen har inte de {expected} rader som leveransen bokfördes "
        "med; återställ mappen från säkerhetskopian"
    )


def held(home: Home, records: Iterable[Landed]) -> list[HeldTable]:
    """How many rows each delivery has in quarantine, by table and rule."""
    found = []
    for record in records:
        for table, landed in record.tabeller.items():
            if not landed.karantan:
                continue
            rows = _query(
                f"select _regler, {UNREAD}, count(*) from read_parquet(?) group by all",
                file_of(home, record, table),
            )
            rules: Counter[str] = Counter()
            for broken, _, count in rows:
                rules.update(dict.fromkeys(broken, count))
            unread = sum(count for _, was_unread, count in rows if was_unread)
            found.append(
                HeldTable(record.id, table, landed.karantan, unread, dict(sorted(rules.items())))
            )
    return found


def rows_of(
    home: Home, record: Landed, table: str | None = None, rule: str | None = None
) -> Iterator[HeldRow]:
    """Where the quarantined rows of a delivery stand, in the order of its files.

    Args:
        home: the installation.
        record: the delivery's record.
        table: only this table.
        rule: only rows that break this rule.

    Raises:
        InsatskollError: the delivery has no such table.
    """
    if table is not None and table not in record.tabeller:
        raise InsatskollError(
            f"leveransen har ingen tabell med det namnet; den har: {', '.join(record.tabeller)}"
        )
    for name, landed in record.tabeller.items():
        if landed.karantan and table in {None, name}:
            for file, row, rules, unread in _query(
                f"select _fil, _rad, _regler, {UNREAD} from read_parquet(?) order by _fil, _rad",
                file_of(home, record, name),
            ):
                if rule is None or rule in rules:
                    yield HeldRow(name, file, row, tuple(rules), unread)


def _query(sql: str, path: Path) -> list[tuple]:  # type: ignore[type-arg]
    with duckdb.connect() as con:
        return con.execute(sql, [str(path)]).fetchall()
