"""One file, whatever its dialect, becomes one plain UTF-8 CSV: the only form that is read further.

Handled here: UTF-8 with and without BOM, Windows-1252, `;` or TAB, and xlsx. Two readings that
both fit, or none, are refused; nothing is guessed.
"""

from __future__ import annotations

import codecs
import csv
import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from pipelines.contract import Table
from pipelines.contract.text import slug
from pipelines.errors import DeliveryRefused

_CHUNK = 1 << 20
_MOJIBAKE = ("Ã¥", "Ã¤", "Ã¶", "Ã…", "Ã„", "Ã–", "\ufffd")
_MAX_HEADING = 20_000  # characters


@dataclass(frozen=True)
class Reading:
    """How a file was read; kept with the delivery."""

    kodning: str
    avgransare: str
    kolumner: tuple[str, ...]


def to_plain_csv(source: Path, target: Path, table: Table, where: str) -> Reading:
    """Write `source` as UTF-8 CSV with the same rows and the contract's column names in `Reading`.

    Args:
        source: the file as delivered; its suffix decides between xlsx and text.
        target: where the plain CSV is written (first line: the delivered headings).
        table: the table it should hold.
        where: how the file is named in messages.

    Raises:
        DeliveryRefused: FIL-01 (encoding), FIL-02 (mojibake), FIL-03 (columns), FIL-04 (xlsx).
    """
    if where.lower().endswith(".xlsx"):
        _xlsx_to_csv(source, target, where)
        encoding = "xlsx"
    else:
        encoding = _text_to_utf8(source, target, where)
    with target.open(encoding="utf-8", newline="") as file:
        heading = file.readline(_MAX_HEADING)
    return _match_columns(heading, encoding, table, where)


def _text_to_utf8(source: Path, target: Path, where: str) -> str:
    for encoding in ("utf-8", "cp1252"):
        try:
            with source.open("rb") as reader, target.open("w", encoding="utf-8", newline="") as out:
                name = _decode(reader, out, encoding, where)
        except UnicodeDecodeError:
            continue
        return name
    raise DeliveryRefused(
        "FIL-01", where, "teckenkodningen är varken UTF-8 eller Windows-1252; spara om filen"
    )


def _decode(reader: IO[bytes], out: IO[str], encoding: str, where: str) -> str:
    first = reader.read(3)
    has_bom = encoding == "utf-8" and first == codecs.BOM_UTF8
    decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
    chunk = b"" if has_bom else first
    tail = ""
    while True:
        more = reader.read(_CHUNK)
        text = decoder.decode(chunk + more, final=not more)
        chunk = b""
        if "\x00" in text:
            raise DeliveryRefused("FIL-01", where, "filen innehåller NUL-tecken och är inte text")
        if any(sign in tail + text for sign in _MOJIBAKE):
            raise DeliveryRefused(
                "FIL-02",
                where,
                "å, ä och ö är förvanskade (till exempel Ã¥); exportera filen på nytt som UTF-8",
            )
        tail = text[-1:]
        out.write(text)
        if not more:
            return "utf-8 med BOM" if has_bom else encoding


def _match_columns(heading: str, encoding: str, table: Table, where: str) -> Reading:
    known = table.headings()
    fits: dict[str, tuple[str, ...]] = {}
    for separator in (",",) if encoding == "xlsx" else (";", "\t"):
        cells = next(csv.reader([heading.rstrip("\r\n")], delimiter=separator), [])
        if len(cells) > 1:
            fits[separator] = tuple(known.get(slug(cell), "") for cell in cells)
    complete = {
        separator: names
        for separator, names in fits.items()
        if "" not in names and sorted(names) == sorted(table.kolumner)
    }
    if len(complete) == 1:
        separator, names = complete.popitem()
        return Reading(encoding, "TAB" if separator == "\t" else separator, names)
    best = max(fits.values(), key=lambda names: sum(map(bool, names)), default=())
    raise DeliveryRefused("FIL-03", where, _column_problem(best, table))


def _column_problem(names: tuple[str, ...], table: Table) -> str:
    missing = [name for name in table.kolumner if name not in names]
    unknown = [str(place) for place, name in enumerate(names, 1) if not name]
    double = sorted({name for name in names if name and names.count(name) > 1})
    parts = []
    if missing:
        parts.append(f"kolumner saknas: {', '.join(missing)}")
    if unknown:
        # The heading itself may be a name or a note; its place says enough.
        parts.append(f"kolumner som kontraktet inte har, på plats {', '.join(unknown)}")
    if double:
        parts.append(f"kolumner står två gånger: {', '.join(double)}")
    return (
        "kolumnerna stämmer inte med kontraktet: "
        + "; ".join(parts)
        + ". Använd ; eller TAB mellan kolumnerna och kontraktets rubriker"
    )


def _xlsx_to_csv(source: Path, target: Path, where: str) -> None:
    from python_calamine import CalamineError, CalamineWorkbook, WorksheetNotFound  # noqa: PLC0415

    try:
        workbook = CalamineWorkbook.from_path(source)
        if len(workbook.sheet_names) != 1:
            raise DeliveryRefused("FIL-04", where, "arbetsboken ska ha exakt ett blad")
        rows = workbook.get_sheet_by_index(0).iter_rows()
        with target.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            for row in rows:
                writer.writerow([_cell_text(cell) for cell in row])
    except (KeyboardInterrupt, SystemExit, DeliveryRefused):
        raise
    except BaseException as error:  # its reader panics on some broken workbooks
        if not isinstance(error, CalamineError | WorksheetNotFound | OSError | ValueError) and (
            type(error).__name__ != "PanicException"
        ):
            raise
        raise DeliveryRefused(
            "FIL-04", where, "arbetsboken går inte att läsa; spara den på nytt som xlsx"
        ) from None


def _cell_text(cell: Any) -> str:
    """A cell as the text that a CSV would have held."""
    if isinstance(cell, bool):
        return "ja" if cell else "nej"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    return str(cell)
