"""The key to the synthetic deliveries: what was planted, what is chance, which rows are wrong.

Row numbers are what a person sees in the file: the headings are row 1. They are given for the first
replica only; totals are for all of them.
"""

import json
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pipelines.sample.kalender import SAKNAS, ar, dagtal
from pipelines.sample.kalibrering import ladda
from pipelines.sample.katalog import kod, las_katalog
from pipelines.sample.slump import Heltal
from pipelines.sample.stok import FEL
from pipelines.sample.utbud import Utbud, erbjudna

MARKNING = "Syntetiska data: inget barn, beslut eller hushåll här finns. Facit till data/sample."
EGEN_REGI = ("egen_namnd", "annan_stadsdelsnamnd", "central")
UTBUDSDAG = date(2024, 11, 1)
RUTOR = 2000  # a unit's place × 100 + year since 2000


@dataclass
class Facit:
    """Collects what was made while the deliveries are written; ``spara`` writes it down."""

    fro: int
    skala: int
    _beslut: Heltal = field(default_factory=lambda: np.zeros(RUTOR, dtype=np.int64))
    _egna: Heltal = field(default_factory=lambda: np.zeros(RUTOR, dtype=np.int64))
    _rader: dict[str, dict[str, dict[str, list[int]]]] = field(default_factory=dict)

    def rakna(self, insatser: pd.DataFrame) -> None:
        """Count a replica's correct decisions by unit and year."""
        ratta = insatser[insatser["fel"] == SAKNAS]
        rutor = ratta["enhet"].to_numpy() * 100 + ar(ratta["beslutsdatum"].to_numpy()) - 2000
        egen = np.isin(ratta["regi"], [kod("regi", r) for r in EGEN_REGI])
        self._beslut += np.bincount(rutor, minlength=RUTOR)
        self._egna += np.bincount(rutor[egen], minlength=RUTOR)

    def markera(self, leverans_id: str, fil: str, rader: pd.DataFrame) -> None:
        """Note the row numbers of what is wrong or odd in a file of the first replica."""
        antal_katalog = len(las_katalog().kategori)
        flaggor = {namn: rader["fel"] == nr for nr, namn in enumerate(FEL)}
        if "regi" in rader:
            flaggor["lokal_kod"] = rader["insatstyp"] >= antal_katalog
            flaggor["regi_saknas"] = rader["regi"] == SAKNAS
        funna = {n: (np.flatnonzero(f) + 2).tolist() for n, f in flaggor.items() if f.any()}
        self._rader.setdefault(leverans_id, {})[fil] = funna

    def spara(self, ut: Path, utbud: Utbud, manifest: list[dict[str, Any]]) -> None:
        """Write ``facit.json`` into ``ut``."""
        text = json.dumps(self._innehall(utbud, manifest), ensure_ascii=False, indent=1)
        (ut / "facit.json").write_text(_radlistor(text) + "\n", encoding="utf-8")

    def _innehall(self, utbud: Utbud, manifest: list[dict[str, Any]]) -> dict[str, Any]:
        kal = ladda()
        slump = [e for e in kal.stadsdelsnamnder if e not in kal.regi.planterad]
        i_tid = [e for e in las_katalog().enheter if e not in kal.uppfoljning.planterad]
        return {
            "markning": MARKNING,
            "syntetiska_data": True,
            "fro": self.fro,
            "skala": self.skala,
            "uttagsdatum": kal.tid.uttag.isoformat(),
            "planterat": {
                "egen_regi": kal.regi.planterad,
                "uppfoljning_i_tid": kal.uppfoljning.planterad,
                "utbud": "matrisen står ordagrant i kalibreringen; bara beslutsgrunden är dragen",
                "stok": "extra rader utöver de kalibrerade; radnummer under leveranser",
            },
            "slump": {
                "egen_regi": {"gemensam_andel": kal.regi.gemensam, "enheter": slump},
                "uppfoljning_i_tid": {"gemensam_andel": kal.uppfoljning.i_tid, "enheter": i_tid},
            },
            "beslut_per_ar": self._per_ar(),
            "utbud": _utbud(utbud),
            "befolkning_0_17": {
                **kal.befolkning.barn_0_17,
                "stad": sum(kal.befolkning.barn_0_17.values()),
            },
            "sekretessmarkerade_barn": sum(e.sekretess for e in kal.enheter.values()),
            "leveranser": {m["leverans_id"]: self._leverans(m) for m in manifest},
        }

    def _per_ar(self) -> dict[str, Any]:
        ut: dict[str, Any] = {}
        for year in ladda().ar_procent:
            enheter = {}
            for nr, enhet in enumerate(las_katalog().enheter):
                ruta = nr * 100 + year - 2000
                tal = {"beslut": int(self._beslut[ruta]), "egen_regi": int(self._egna[ruta])}
                enheter[enhet] = tal
            stad = {k: sum(rad[k] for rad in enheter.values()) for k in ("beslut", "egen_regi")}
            ut[str(year)] = {"stad": stad, **enheter}
        return ut

    def _leverans(self, manifest: dict[str, Any]) -> dict[str, Any]:
        ut: dict[str, Any] = {"ersatter": manifest["ersatter"], "filer": {}}
        if manifest["leverans_id"] == _ofullstandig_id():
            ut["saknade_beslut"] = ladda().stok.ofullstandig.saknas
        for fil in manifest["filer"]:
            funna = self._rader.get(manifest["leverans_id"], {}).get(fil["fil"], {})
            ut["filer"][fil["fil"]] = {"rader": fil["rader"], **funna}
        return ut


def _radlistor(text: str) -> str:
    """The same JSON with each list and each innermost object on one line."""
    for oppna, stang in (("[", "]"), ("{", "}")):
        innerst = rf"\{oppna}\s+([^\[\]{{}}]+?)\s+\{stang}"
        text = re.sub(innerst, lambda m: m[0][0] + " ".join(m[1].split()) + m[0][-1], text)
    return text


def _ofullstandig_id() -> str:
    kal = ladda()
    return f"{kal.stok.ofullstandig.enhet}-{kal.tid.uttag.isoformat()}"


def _utbud(utbud: Utbud) -> dict[str, Any]:
    per_enhet = erbjudna(utbud.rader, dagtal(UTBUDSDAG))
    antal = {enhet: len(typer) for enhet, typer in per_enhet.items()}
    return {
        "dag": UTBUDSDAG.isoformat(),
        "erbjudna_typer": antal,
        "minst": min(antal.values()),
        "mest": max(antal.values()),
        "olika_typer_i_staden": len(set().union(*per_enhet.values())),
        "summa": sum(antal.values()),
    }
