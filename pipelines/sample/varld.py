"""One replica of the synthetic world: decisions and follow-ups, as positions and days.

The steps in order: occasions → households and children → insatser → who runs them → follow-ups →
plans → investigations → reports.
Texts (pseudonyms, codes, dates) are made when the files are written.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.sample.aktualisering import aktualisera
from pipelines.sample.deltagande import ge_deltagande
from pipelines.sample.genomforandeplan import planera
from pipelines.sample.handelser import skapa_handelser
from pipelines.sample.hushall import Befolkat, befolka
from pipelines.sample.innehall import ge_innehall
from pipelines.sample.insats import ge_insatser
from pipelines.sample.kalender import SAKNAS
from pipelines.sample.kalibrering import ladda
from pipelines.sample.katalog import OKAND, kod, las_katalog
from pipelines.sample.nya_barn import Nummer
from pipelines.sample.regi import antal_utforare, ge_regi
from pipelines.sample.slump import pseudonymer, strom
from pipelines.sample.uppfoljning import folj_upp
from pipelines.sample.utbud import Utbud
from pipelines.sample.utredning import utred

RESERV = 2000  # numbers for what the mess adds


@dataclass(frozen=True)
class Varld:
    """A replica.

    Attributes:
        insatser: one row per decision; the contract's columns as positions, numbers and days, and
            ``enhet`` (who decided), ``leverans`` (who delivers), both places among the units.
        uppfoljningar: one row per follow-up, with ``leverans``.
        planer, utredningar, aktualiseringar: likewise, with ``enhet`` and ``leverans``.
        pseudonymer: per column, the text of each number.
        fler: texts of the numbers that follow after those in ``pseudonymer``: of children and
            households without decisions.
    """

    insatser: pd.DataFrame
    uppfoljningar: pd.DataFrame
    planer: pd.DataFrame
    utredningar: pd.DataFrame
    aktualiseringar: pd.DataFrame
    pseudonymer: dict[str, NDArray[np.object_]]
    fler: dict[str, NDArray[np.object_]]

    def uppslag(self) -> dict[str, NDArray[np.object_]]:
        """Per column, the text of each number."""
        fler = {k: np.concatenate([self.pseudonymer[k], texter]) for k, texter in self.fler.items()}
        return {**self.pseudonymer, **fler}


def skapa_varld(fro: int, kopia: int, utbud: Utbud) -> Varld:
    """Replica number ``kopia`` of the world with seed ``fro``."""
    befolkat = befolka(fro, kopia, skapa_handelser(fro, kopia, utbud))
    rader = _en_rad_per_barn(ge_insatser(fro, kopia, befolkat, utbud), befolkat)
    rader = _enheter(fro, kopia, ge_regi(fro, kopia, rader))
    rader["beslut_id"] = np.arange(len(rader))
    rader = rader.assign(**ge_innehall(fro, kopia, rader, len(befolkat.barn)))
    uppfoljningar = folj_upp(fro, kopia, rader)
    planer = planera(fro, kopia, rader, uppfoljningar)
    uppfoljningar = uppfoljningar.assign(
        **ge_deltagande(fro, kopia, rader, uppfoljningar),
        leverans=rader["leverans"].to_numpy()[uppfoljningar["beslut"]],
        enhet=rader["enhet"].to_numpy()[uppfoljningar["beslut"]],
        uppfoljning_id=np.arange(len(uppfoljningar)),
    )
    pseudonymer = _pseudonymer(fro, kopia, rader, len(uppfoljningar), befolkat)
    nummer = Nummer(len(pseudonymer["barn_id"]), len(pseudonymer["hushall_id"]))
    utrett = utred(fro, kopia, rader, nummer)
    aktualiseringar = aktualisera(fro, kopia, utrett.utredningar, nummer)
    antal = {
        "plan_id": len(planer),
        "utredning_id": len(utrett.utredningar),
        "aktualisering_id": len(aktualiseringar),
    }
    return Varld(
        rader.rename(columns={"dag": "beslutsdatum"}).assign(utredning_id=utrett.per_beslut),
        uppfoljningar.rename(columns={"beslut": "beslut_id"}),
        planer,
        utrett.utredningar,
        aktualiseringar,
        {**pseudonymer, **_fler(fro, kopia, antal)},
        _fler(fro, kopia, {"barn_id": nummer.tagna_barn, "hushall_id": nummer.tagna_hushall}),
    )


def _en_rad_per_barn(handelser: pd.DataFrame, befolkat: Befolkat) -> pd.DataFrame:
    handelse = np.repeat(np.arange(len(handelser)), handelser["antal"])
    rader = handelser.iloc[handelse].reset_index(drop=True)
    nummer = np.arange(len(rader)) - np.searchsorted(handelse, handelse)
    barn = rader["forsta_barn"].to_numpy() + nummer
    return rader.assign(
        handelse=handelse,
        barn_id=barn,
        hushall_id=rader["hushall"],
        kon=befolkat.barn["kon"].to_numpy()[barn],
        fodelsear=befolkat.barn["fodelsear"].to_numpy()[barn],
        behovsprovning=kod("behovsprovning", "med"),
    )


def _enheter(fro: int, kopia: int, rader: pd.DataFrame) -> pd.DataFrame:
    """Deciding and responsible unit as places among the names; before a merger the old names."""
    katalog = las_katalog()
    bildad = np.array(katalog.bildad)[rader["enhet"]]
    namn = np.array([katalog.namnplats(o) for o in katalog.omraden])[rader["omrade"]]
    beslutande = np.where(rader["dag"] < bildad, namn, rader["enhet"])
    slut = rader["slutdatum"].to_numpy()
    avslutad = (slut != SAKNAS) & (slut < bildad) & (rader["ansvarig"] == rader["enhet"]).to_numpy()
    ansvarig = np.where(avslutad, beslutande, rader["ansvarig"])
    okand = (rader["enhet"] == katalog.enheter.index(OKAND)).to_numpy()
    texter = (len(katalog.namn) - len(ladda().okand.texter), len(katalog.namn))
    val = strom(fro, kopia, "okand").integers(*texter, len(okand))
    return rader.assign(
        beslutande_enhet=np.where(okand, val, beslutande),
        ansvarig_enhet=np.where(okand, SAKNAS, ansvarig),
        leverans=np.minimum(rader["enhet"], len(ladda().stadsdelsnamnder)),
    )


def _pseudonymer(
    fro: int, kopia: int, rader: pd.DataFrame, antal_uppfoljningar: int, befolkat: Befolkat
) -> dict[str, NDArray[np.object_]]:
    rng = strom(fro, kopia, "pseudonymer")
    antal = {
        "beslut_id": len(rader),
        "barn_id": len(befolkat.barn),
        "hushall_id": int(befolkat.barn["hushall"].max()) + 1,
        "uppfoljning_id": antal_uppfoljningar,
    }
    ut = {kolumn: pseudonymer(rng, n + RESERV) for kolumn, n in antal.items()}
    # providers are the city's, not the replica's
    return {**ut, "utforare_id": pseudonymer(strom(fro, 0, "utforare"), antal_utforare())}


def _fler(fro: int, kopia: int, antal: dict[str, int]) -> dict[str, NDArray[np.object_]]:
    return {
        kolumn: pseudonymer(strom(fro, kopia, f"pseudonymer {kolumn}"), n + RESERV)
        for kolumn, n in antal.items()
    }
