"""A delivery: its files, its manifest and the zip that holds them.

A delivery is opened, filled a replica at a time, and packed when the last has been written. Zip
members have a fixed order and a fixed time, so that the same rows give the same members.
"""

import hashlib
import json
import shutil
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from pipelines.sample.dialekt import Oversattare, Texter
from pipelines.sample.filer import Tabellfil, oppna
from pipelines.sample.kalibrering import ladda
from pipelines.sample.katalog import kontrakt


@dataclass
class Leverans:
    """One delivery in the making, with a working folder of its own.

    ``nyckel`` names the pseudonym key; ``ersatter`` the delivery that this one replaces, if any.
    """

    leverans_id: str
    enhet: str
    mapp: Path
    nyckel: str
    ersatter: str | None = None
    _filer: dict[str, Tabellfil] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the working folder and choose the unit's dialect."""
        self.mapp.mkdir(parents=True)
        self._dialekt = ladda().dialekter[self.enhet]
        self._oversattare = Oversattare(self._dialekt)

    def skriv(self, tabell: str, rader: pd.DataFrame, uppslag: dict[str, Texter]) -> None:
        """Append rows to a table of the delivery."""
        if tabell not in self._filer:
            rubriker = self._oversattare.rubriker(tabell)
            self._filer[tabell] = oppna(self.mapp, tabell, rubriker, self._dialekt)
        self._filer[tabell].skriv(self._oversattare.kolumner(tabell, rader, uppslag))

    def filnamn(self, tabell: str) -> str:
        """Name of the table's first file."""
        return f"{tabell}.{'xlsx' if self._dialekt.teckenkod == 'xlsx' else 'csv'}"

    def packa(self, ut: Path, niva: int = 9) -> dict[str, Any]:
        """Close the files, write the zip into ``ut`` and remove the working folder.

        Args:
            ut: where the zip goes.
            niva: deflate level 1–9.

        Returns:
            The manifest.
        """
        tabeller = [t for t in kontrakt()["tabeller"] if t in self._filer]
        filer = [(t, *f) for t in tabeller for f in self._filer[t].stang()]
        manifest = self._manifest(
            [
                {"fil": fil.name, "tabell": tabell, "sha256": _sha256(fil), "rader": rader}
                for tabell, fil, rader in filer
            ]
        )
        halvfardig = self.mapp.with_suffix(".zip")
        # a member opened by name gets the time 1980-01-01, on every machine
        with zipfile.ZipFile(halvfardig, "w", zipfile.ZIP_DEFLATED, compresslevel=niva) as zip_:
            with zip_.open("manifest.json", "w") as till:
                till.write((json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode())
            for _, fil, _ in filer:
                with fil.open("rb") as fran, zip_.open(fil.name, "w", force_zip64=True) as till:
                    shutil.copyfileobj(fran, till, 1 << 20)
                fil.unlink()
        halvfardig.replace(ut / f"{self.leverans_id}.zip")
        self.mapp.rmdir()
        return manifest

    def _manifest(self, filer: list[dict[str, Any]]) -> dict[str, Any]:
        kal = ladda()
        return {
            "leverans_id": self.leverans_id,
            "enhet": self.enhet,
            "uttagsdatum": kal.tid.uttag.isoformat(),
            "kontrakt": str(kontrakt()["version"]),
            "typ": "snapshot",
            "ersatter": self.ersatter,
            "nyckel_id": self.nyckel,
            "syntetiska_data": True,
            "sekretessmarkerade_barn": kal.enheter[self.enhet].sekretess,
            "filer": filer,
        }


def _sha256(fil: Path) -> str:
    with fil.open("rb") as strom:
        return hashlib.file_digest(strom, "sha256").hexdigest()
