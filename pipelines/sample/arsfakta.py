"""Counts per unit and year, so that a reader of the key can check a measure by hand."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from pipelines.sample.kalender import SAKNAS, ar, plus_manader
from pipelines.sample.kalibrering import ladda
from pipelines.sample.katalog import kod, las_katalog
from pipelines.sample.slump import Flaggor, Heltal
from pipelines.sample.stok import FEL
from pipelines.sample.varld import Varld

RUTOR = 2000  # a unit's place × 100 + year since 2000
PLANDAGAR, BEDOMNINGSDAGAR, UTREDNINGSMANADER = 30, 14, 4


@dataclass
class Arsfakta:
    """Adds up replicas; ``innehall`` is {group: {year: {unit: {count: rows}}}}."""

    _antal: dict[str, dict[str, Heltal]] = field(default_factory=dict)

    def rakna(self, varld: Varld) -> None:
        """Count a replica."""
        self._aktualiseringar(_ratta(varld.aktualiseringar))
        self._utredningar(_ratta(varld.utredningar))
        self._planer(_ratta(varld.insatser), _ratta(varld.planer))
        hallna = _ratta(varld.uppfoljningar).query("hallen_datum >= 0")
        kand = (hallna["deltog_barn"] != SAKNAS).to_numpy()
        self._lagg(
            "uppfoljningar_per_ar_hallen",
            hallna,
            "hallen_datum",
            hallna=_alla(hallna),
            barnets_deltagande_angivet=kand,
            barnet_deltog=(hallna["deltog_barn"] == 1).to_numpy(),
        )

    def innehall(self) -> dict[str, Any]:
        """The counts, city first; only years of the world."""
        return {grupp: self._grupp(antal) for grupp, antal in self._antal.items()}

    def _aktualiseringar(self, rader: pd.DataFrame) -> None:
        anmalan = (rader["slag"] == kod("aktualiseringsslag", "anmalan")).to_numpy()
        beslut = {
            b: (rader["beslut"] == kod("aktualiseringsbeslut", b)).to_numpy()
            for b in ("inleds", "inleds_inte", "pafors")
        }
        provade = anmalan & (beslut["inleds"] | beslut["inleds_inte"])
        dagar = (rader["beslutsdatum"] - rader["inkommen_datum"]).to_numpy()
        self._lagg(
            "aktualiseringar_per_ar_inkommen",
            rader,
            "inkommen_datum",
            alla=_alla(rader),
            **beslut,
            anmalan_provad=provade,
            inom_14_dagar=provade & (dagar <= BEDOMNINGSDAGAR),
            synnerliga_skal=provade & (rader["synnerliga_skal"] == 1).to_numpy(),
        )

    def _utredningar(self, rader: pd.DataFrame) -> None:
        avslutad = (rader["avslutad_datum"] != SAKNAS).to_numpy()
        manader = np.full(len(rader), UTREDNINGSMANADER)
        frist = plus_manader(rader["inledd_datum"].to_numpy(), manader)
        self._lagg(
            "utredningar_per_ar_inledd",
            rader,
            "inledd_datum",
            inledda=_alla(rader),
            avslutade=avslutad,
            inom_fyra_manader=avslutad & (rader["avslutad_datum"].to_numpy() <= frist),
            forlangda=(rader["forlangd_till"] != SAKNAS).to_numpy(),
        )
        slutna = rader[avslutad]
        utfall = ("insats", "hanvisad", "inget_samtycke", "ingen_insats")
        self._lagg(
            "utredningar_per_ar_avslutad",
            slutna,
            "avslutad_datum",
            avslutade=_alla(slutna),
            **{u: (slutna["utfall"] == kod("utredningsutfall", u)).to_numpy() for u in utfall},
        )

    def _planer(self, insatser: pd.DataFrame, planer: pd.DataFrame) -> None:
        """Started insatser and their first plans."""
        startade = insatser[insatser["startdatum"] != SAKNAS]
        forsta = planer.groupby("beslut_id")["upprattad_datum"].min()
        dag = forsta.reindex(startade["beslut_id"]).to_numpy()
        har = ~np.isnan(dag)
        dagar = np.where(har, dag, 0) - startade["startdatum"].to_numpy()
        self._lagg(
            "insatser_per_ar_paborjad",
            startade,
            "startdatum",
            paborjade=_alla(startade),
            med_plan=har,
            plan_inom_30_dagar=har & (dagar <= PLANDAGAR),
        )

    def _lagg(self, grupp: str, rader: pd.DataFrame, dag: str, **vilka: Flaggor) -> None:
        rutor = rader["enhet"].to_numpy() * 100 + ar(rader[dag].to_numpy()) - 2000
        antal = self._antal.setdefault(grupp, {})
        for namn, flaggor in vilka.items():
            nytt = np.bincount(rutor[flaggor], minlength=RUTOR)
            antal[namn] = antal.get(namn, np.zeros(RUTOR, dtype=np.int64)) + nytt

    def _grupp(self, antal: dict[str, Heltal]) -> dict[str, Any]:
        enheter = las_katalog().enheter
        ut: dict[str, Any] = {}
        for aret in ladda().ar_procent:
            per_enhet = {
                enhet: {n: int(tal[nr * 100 + aret - 2000]) for n, tal in antal.items()}
                for nr, enhet in enumerate(enheter)
            }
            stad = {n: sum(tal[n] for tal in per_enhet.values()) for n in antal}
            ut[str(aret)] = {"stad": stad, **per_enhet}
        return ut


def _ratta(rader: pd.DataFrame) -> pd.DataFrame:
    """Rows that count; a report of an unknown investigation does, only its flow is lost."""
    return rader[rader["fel"].isin([SAKNAS, FEL.index("okand_utredning")])]


def _alla(rader: pd.DataFrame) -> Flaggor:
    return np.ones(len(rader), dtype=np.bool_)
