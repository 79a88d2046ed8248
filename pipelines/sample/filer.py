"""Writing rows to csv and Excel, a replica at a time.

A file stays open while replicas are appended, so that their rows are never in memory at once.
"""

import csv
import math
from datetime import datetime, time
from pathlib import Path
from typing import Protocol

import xlsxwriter

from pipelines.sample.dialekt import Kolumn
from pipelines.sample.kalibrering import ladda
from pipelines.sample.plan_filer import Dialekt

RADER_PER_BLAD = 900_000  # below Excel's limit, headings included


class Tabellfil(Protocol):
    """Something that rows of one table are written to; it may become several files."""

    def skriv(self, kolumner: list[Kolumn]) -> None:
        """Append rows, given as columns of equal length."""

    def stang(self) -> list[tuple[Path, int]]:
        """Close; the files written, each with its number of data rows."""


def oppna(mapp: Path, tabell: str, rubriker: list[str], dialekt: Dialekt) -> Tabellfil:
    """A new file for a table in the unit's format."""
    if dialekt.teckenkod == "xlsx":
        return Xlsx(mapp, tabell, rubriker)
    return Csv(mapp / f"{tabell}.csv", rubriker, dialekt)


class Csv:
    """A csv file; values are quoted only where they must be."""

    def __init__(self, fil: Path, rubriker: list[str], dialekt: Dialekt) -> None:
        self._fil = fil
        self._strom = fil.open("w", encoding=dialekt.teckenkod, newline="")
        self._skrivare = csv.writer(
            self._strom, delimiter=dialekt.avgransare, lineterminator=dialekt.radslut
        )
        self._skrivare.writerow(rubriker)
        self._rader = 0

    def skriv(self, kolumner: list[Kolumn]) -> None:
        """Append rows."""
        self._skrivare.writerows(zip(*(k.varden for k in kolumner), strict=True))
        self._rader += len(kolumner[0].varden)

    def stang(self) -> list[tuple[Path, int]]:
        """Close the file."""
        self._strom.close()
        return [(self._fil, self._rader)]


class Xlsx:
    """Excel workbooks of one sheet, continued in a new one (insatser-2.xlsx) when full."""

    def __init__(
        self, mapp: Path, tabell: str, rubriker: list[str], per_blad: int = RADER_PER_BLAD
    ) -> None:
        self._mapp, self._tabell, self._rubriker, self._per_blad = mapp, tabell, rubriker, per_blad
        self._fardiga: list[tuple[Path, int]] = []
        self._ny_bok()

    def skriv(self, kolumner: list[Kolumn]) -> None:
        """Append rows; dates and numbers as such, blanks as empty cells."""
        for rad in zip(*(k.varden for k in kolumner), strict=True):
            if self._rader == self._per_blad:
                self._stang_bok()
                self._ny_bok()
            self._rader += 1
            for plats, (kolumn, varde) in enumerate(zip(kolumner, rad, strict=True)):
                if isinstance(varde, str):
                    if varde:
                        self._blad.write_string(self._rader, plats, varde)
                elif not math.isnan(varde):
                    form = self._datumform if kolumn.typ in ("datum", "manad") else None
                    self._blad.write_number(self._rader, plats, varde, form)

    def stang(self) -> list[tuple[Path, int]]:
        """Close the last workbook."""
        self._stang_bok()
        return self._fardiga

    def _ny_bok(self) -> None:
        nummer = f"-{len(self._fardiga) + 1}" if self._fardiga else ""
        self._fil = self._mapp / f"{self._tabell}{nummer}.xlsx"
        val = {"constant_memory": True, "tmpdir": str(self._mapp)}
        self._bok = xlsxwriter.Workbook(str(self._fil), val)
        skapad = datetime.combine(ladda().tid.uttag, time())  # not the clock: the same bytes
        self._bok.set_properties({"title": self._tabell, "created": skapad})
        self._datumform = self._bok.add_format({"num_format": "yyyy-mm-dd"})
        self._blad = self._bok.add_worksheet(self._tabell)
        for plats, rubrik in enumerate(self._rubriker):
            self._blad.write_string(0, plats, rubrik)
        self._rader = 0

    def _stang_bok(self) -> None:
        self._bok.close()
        self._fardiga.append((self._fil, self._rader))
