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

from pipelines.sample.arsfakta import RUTOR, Arsfakta
from pipelines.sample.kalender import SAKNAS, ar, dagtal
from pipelines.sample.kalibrering import ladda
from pipelines.sample.katalog import kod, kontrakt, las_katalog
from pipelines.sample.slump import Heltal
from pipelines.sample.stok import FEL
from pipelines.sample.utbud import Utbud, erbjudna
from pipelines.sample.varld import Varld

MARKNING = "Syntetiska data: inget barn, beslut eller hushåll här finns. Facit till data/sample."
EGEN_REGI = ("egen_namnd", "annan_stadsdelsnamnd", "central")
UTBUDSDAG = date(2024, 11, 1)


@dataclass
class Facit:
    """Collects what was made while the deliveries are written; ``spara`` writes it down."""

    fro: int
    skala: int
    _beslut: Heltal = field(default_factory=lambda: np.zeros(RUTOR, dtype=np.int64))
    _egna: Heltal = field(default_factory=lambda: np.zeros(RUTOR, dtype=np.int64))
    _arsfakta: Arsfakta = field(default_factory=Arsfakta)
    _rader: dict[str, dict[str, dict[str, list[int]]]] = field(default_factory=dict)
    utan_barn: dict[str, pd.DataFrame] = field(default_factory=dict)

    def rakna(self, varld: Varld) -> None:
        """Count a replica's correct rows by unit and year."""
        self._arsfakta.rakna(varld)
        insatser = varld.insatser
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
        planterat, slump = _planterat()
        return {
            "markning": MARKNING,
            "syntetiska_data": True,
            "fro": self.fro,
            "skala": self.skala,
            "uttagsdatum": kal.tid.uttag.isoformat(),
            "planterat": planterat,
            "slump": slump,
            "beslut_per_ar": self._per_ar(),
            "antal": {**self._arsfakta.innehall(), **_utan_barn(self.utan_barn)},
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


def _planterat() -> tuple[dict[str, Any], dict[str, Any]]:
    """What differs between units on purpose, and what all others share."""
    kal, alla = ladda(), las_katalog().enheter
    delar = {
        "egen_regi": (kal.regi.gemensam, kal.regi.planterad),
        "uppfoljning_i_tid": (kal.uppfoljning.i_tid, kal.uppfoljning.planterad),
        "anmalan_inom_14_dagar": (kal.aktualisering.i_tid, kal.aktualisering.planterad),
        "utredning_inom_fyra_manader": (kal.utredning.i_tid, kal.utredning.planterad),
        "barnet_deltog": (kal.deltagande.barn, kal.deltagande.planterad),
    }
    slump: dict[str, Any] = {}
    for namn, (gemensam, planterad) in delar.items():
        enheter = kal.stadsdelsnamnder if namn == "egen_regi" else alla
        ovriga = [e for e in enheter if e not in planterad]
        slump[namn] = {"gemensam_andel": gemensam, "enheter": ovriga}
    andel = kal.genomforandeplan.i_tid
    slump["plan_inom_30_dagar_av_dem_med_plan"] = {"gemensam_andel": andel, "enheter": alla}
    planterat = {
        **{namn: planterad for namn, (_, planterad) in delar.items()},
        "utan_behovsprovning_procent_av_det_vanliga": kal.utan_provning.planterad_procent,
        "utbud": "matrisen står ordagrant i kalibreringen; bara beslutsgrunden är dragen",
        "stok": "extra rader utöver de kalibrerade; radnummer under leveranser",
    }
    return planterat, slump


def _utan_barn(tabeller: dict[str, pd.DataFrame]) -> dict[str, Any]:
    """City totals of the tables without children."""
    utan, personal = tabeller["insatser_utan_behovsprovning"], tabeller["personalresurser"]
    per_ar = utan.groupby([ar(utan["manad"].to_numpy()), "nuso_kategori"])["antal"].sum()
    kategorier = list(kontrakt()["koder"]["nuso_kategori"])
    fft = personal[personal["kompetens"] == kod("kompetens", "fft")]
    dagar = [dagtal(dag) for dag in ladda().personal.dagar]
    return {
        "utan_behovsprovning_per_ar": {
            str(aret): {k: int(per_ar[aret, nr]) for nr, k in enumerate(kategorier)}
            for aret in ladda().ar_procent
        },
        "personal_per_dag": {
            dag.isoformat(): {
                "personer": int(
                    personal.loc[personal["referensdatum"] == d, "antal_personer"].sum()
                ),
                "fft_under_utbildning": int(
                    fft.loc[fft["referensdatum"] == d, "antal_personer"].sum()
                ),
            }
            for dag, d in zip(ladda().personal.dagar, dagar, strict=True)
        },
    }
