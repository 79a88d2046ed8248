"""How a deliverer's CSV is read: one encoding and one separator that fit, or a refusal."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.errors import InsatskollError

SEPARATORS = {";": "semikolon", "\t": "TAB", ",": "komma"}
_CHUNK = 1 << 20
_LONGEST_HEADING = 1 << 16
csv.field_size_limit(_CHUNK)


@dataclass(frozen=True)
class Dialect:
    """Encoding, separator and heading of a file."""

    encoding: str
    separator: str
    heading: tuple[str, ...]


def recognise(path: Path, columns: Sequence[str]) -> Dialect:
    """Find the one encoding and separator under which the first row has the named columns.

    Raises:
        InsatskollError: no reading fits, two do, or a column is missing or stands twice.
    """
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        start = file.read(_LONGEST_HEADING)
    fitting = []
    for separator in SEPARATORS:
        heading = next(csv.reader(start.splitlines(keepends=True), delimiter=separator), [])
        names = tuple(name.strip() for name in heading)
        if all(names.count(column) == 1 for column in columns):
            fitting.append(Dialect(encoding, separator, names))
    if len(fitting) > 1 and all(len(dialect.heading) == 1 for dialect in fitting):
        return fitting[0]  # a single column has no separator
    if len(fitting) != 1:
        raise InsatskollError(
            f"{path.name}: kolumnerna som ska bytas hittas inte på rad 1, eller står två gånger. "
            "Rad 1 ska vara rubriken, med semikolon, TAB eller komma mellan kolumnerna; "
            "kontrollera stavningen i --kolumn"
        )
    return fitting[0]


def _encoding(path: Path) -> str:
    utf8 = codecs.getincrementaldecoder("utf-8")("strict")
    cp1252 = codecs.getincrementaldecoder("cp1252")("strict")
    fits = {"utf-8-sig": True, "cp1252": True}
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if b"\0" in chunk:
                raise InsatskollError(
                    f"{path.name}: filen är ingen CSV-fil i UTF-8 eller Windows-1252. "
                    "Spara den som CSV UTF-8"
                )
            fits["utf-8-sig"] = fits["utf-8-sig"] and _decodes(utf8, chunk)
            fits["cp1252"] = fits["cp1252"] and _decodes(cp1252, chunk)
    if fits["utf-8-sig"] and _decodes(utf8, b"", final=True):
        return "utf-8-sig"
    if fits["cp1252"]:
        return "cp1252"
    raise InsatskollError(
        f"{path.name}: teckenkodningen är varken UTF-8 eller Windows-1252. Spara som CSV UTF-8"
    )


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def rows(path: Path, dialect: Dialect) -> Iterator[tuple[int, list[str]]]:
    """Every data row with its number (the heading is row 1); blank lines are left out.

    Raises:
        InsatskollError: a row has another number of columns, or its quotes do not close.
    """
    with path.open(encoding=dialect.encoding, newline="") as file:
        reader = csv.reader(file, delimiter=dialect.separator, strict=True)
        number = 1
        try:
            next(reader)
            for row in reader:
                number += 1
                if not row:
                    continue
                if len(row) != len(dialect.heading):
                    raise InsatskollError(
                        f"{path.name}, rad {number}: antalet kolumner är inte rubrikens. "
                        "Rätta raden eller ta bort sidfoten"
                    )
                yield number, row
        except csv.Error:
            raise InsatskollError(
                f"{path.name}, rad {number + 1}: citattecknen stämmer inte, eller en cell är "
                "orimligt stor. Rätta raden"
            ) from None
