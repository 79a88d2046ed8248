"""From a file with ids to the same file with pseudonyms, row by row and all or nothing."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from pipelines.contract import load_contract
from pipelines.errors import InsatskollError
from pipelines.intake.gate.personnummer import CenturyUnknown
from pipelines.pseudonymise import dialect as dialects
from pipelines.pseudonymise.hashing import Pseudonymiser


@dataclass(frozen=True)
class Done:
    """What was written: data rows, the file's checksum, and how the original was read."""

    rows: int
    sha256: str
    encoding: str
    separator: str


def kinds() -> list[str]:
    """The kinds of id that the contract knows: the names of its pseudonym columns."""
    tables = load_contract().tabeller.values()
    return sorted({n for t in tables for n, c in t.kolumner.items() if c.typ == "pseudonym"})


def parse_columns(options: Sequence[str]) -> dict[str, str]:
    """`Personnr=barn_id` or `barn_id` -> heading in the file: kind of id.

    Raises:
        InsatskollError: no kind, an unknown one, or two columns of one kind.
    """
    columns: dict[str, str] = {}
    for option in options:
        heading, sign, kind = option.rpartition("=")
        heading = (heading if sign else kind).strip()
        kind = kind.strip()
        if kind not in kinds():
            raise InsatskollError(
                "--kolumn: skriv RUBRIK=SLAG, till exempel Personnr=barn_id. "
                f"Slagen är {', '.join(kinds())}"
            )
        if heading in columns or kind in columns.values():
            raise InsatskollError("--kolumn: samma rubrik eller samma slag står två gånger")
        columns[heading] = kind
    if not columns:
        raise InsatskollError("ange minst en --kolumn")
    return columns


def pseudonymise(
    source: Path, key: bytes, columns: dict[str, str], out: Path, today: dt.date
) -> Done:
    """Write `out` (UTF-8, mode 0600) with pseudonyms in the columns, which get their kind's name.

    Nothing is left of `out` when something is wrong; an existing file is not replaced.

    Args:
        source: a CSV file whose first row is the heading.
        key: the secret key.
        columns: heading -> kind of id.
        out: the file to write.
        today: the day that two-digit years refer to.

    Raises:
        InsatskollError: the file cannot be read in one way, or a century cannot be told.
    """
    if not source.is_file():
        raise InsatskollError(f"filen {source} finns inte eller är ingen vanlig fil")
    if out.exists() or out.is_symlink():
        raise InsatskollError(f"filen {out} finns redan; ange ett nytt namn med --ut")
    if not out.parent.is_dir():
        raise InsatskollError(f"mappen {out.parent} finns inte; skapa den eller ändra --ut")
    dialect = dialects.recognise(source, list(columns))
    others = [name for name in dialect.heading if name not in columns]
    if set(others) & set(columns.values()):
        raise InsatskollError(f"{source.name}: det finns redan en annan kolumn med slagets namn")
    descriptor, part_name = tempfile.mkstemp(dir=out.parent, prefix=".pseudonymer-")
    part = Path(part_name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            count = _write(file, source, dialect, key, columns, today)
            file.flush()
            os.fsync(file.fileno())
        with part.open("rb") as written:
            digest = hashlib.file_digest(written, "sha256").hexdigest()
        os.link(part, out)  # fails if somebody made the file meanwhile
    except FileExistsError:
        raise InsatskollError(f"filen {out} finns redan; ange ett nytt namn med --ut") from None
    finally:
        part.unlink(missing_ok=True)
    return Done(count, digest, dialect.encoding, dialect.separator)


def _write(
    file: TextIO,
    source: Path,
    dialect: dialects.Dialect,
    key: bytes,
    columns: dict[str, str],
    today: dt.date,
) -> int:
    writer = csv.writer(file, delimiter=dialect.separator, lineterminator="\n")
    writer.writerow([columns.get(name, name) for name in dialect.heading])
    made = [
        (place, name, Pseudonymiser(key, columns[name], today))
        for place, name in enumerate(dialect.heading)
        if name in columns
    ]
    count = 0
    for number, row in dialects.rows(source, dialect):
        for place, name, pseudonymiser in made:
            try:
                row[place] = pseudonymiser.of(row[place])
            except CenturyUnknown:
                raise InsatskollError(
                    f"{source.name}, rad {number}, kolumnen {columns[name]}: seklet framgår inte "
                    "av tio siffror utan skiljetecken. Ta ut numren med tolv siffror"
                ) from None
        writer.writerow(row)
        count += 1
    return count
