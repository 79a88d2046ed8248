"""A workbook becomes a plain CSV, in a process of its own.

A broken or hostile workbook can make the reader panic, or ask for memory without end: the process
has limits, its words are thrown away, and the night goes on without the delivery.
"""

from __future__ import annotations

import csv
import datetime as dt
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from pipelines.errors import DeliveryRefused
from pipelines.intake.readers.text import MAX_LINE, too_long

_MEMORY = 6 << 30  # bytes of address space; a full sheet of a million rows needs about two
_SECONDS = 300  # of processor time
_DISK = 16 << 30  # bytes of CSV; one text of the workbook can stand in a million cells
_ROWS, _COLUMNS = 1 << 20, 1 << 14  # of the largest sheet there is; a cell may claim to lie beyond
_ONE_SHEET, _LONG_ROW, _NO_SHEET = 3, 4, 5  # exit codes


def to_plain_csv(source: Path, target: Path, where: str) -> None:
    """Write the workbook's only sheet as UTF-8 CSV with commas.

    Raises:
        DeliveryRefused: FIL-04, it cannot be read or has not exactly one sheet; FIL-09, a row is
            too long.
    """
    done = subprocess.run(
        [sys.executable, "-m", __name__, str(source), str(target)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode == _ONE_SHEET:
        raise DeliveryRefused("FIL-04", where, "arbetsboken ska ha exakt ett blad")
    if done.returncode == _LONG_ROW:
        raise too_long(where)
    if done.returncode:
        raise DeliveryRefused(
            "FIL-04", where, "arbetsboken går inte att läsa; spara den på nytt som xlsx"
        )


def _convert(source: str, target: str) -> int:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    disk = min(_DISK, shutil.disk_usage(Path(target).parent).free // 2)
    resource.setrlimit(resource.RLIMIT_FSIZE, (disk, disk))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    workbook = CalamineWorkbook.from_path(source)
    if len(workbook.sheet_names) != 1:
        return _ONE_SHEET
    sheet = workbook.get_sheet_by_index(0)
    if sheet.total_height > _ROWS or sheet.total_width > _COLUMNS:
        return _NO_SHEET
    with Path(target).open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        for row in sheet.iter_rows():
            texts = [_text(cell) for cell in row]
            if sum(map(len, texts)) + len(texts) > MAX_LINE:
                return _LONG_ROW
            writer.writerow(texts)
    return 0


def _text(cell: Any) -> str:
    """A cell as the text that a CSV would have held."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "ja" if cell else "nej"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell).replace(".", ",")
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    return str(cell)


if __name__ == "__main__":
    raise SystemExit(_convert(*sys.argv[1:3]))
