"""What a unit may note of a person in insatser without assessment, per type and period.

Until the law's day nothing; from then on it is noted, unless the unit has decided on an exemption
for what would reveal the identity.
"""

from collections.abc import Iterator

import pandas as pd

from pipelines.sample.kalender import SAKNAS, dagtal
from pipelines.sample.kalibrering import ladda
from pipelines.sample.katalog import kod, las_katalog
from pipelines.sample.utbud import EVIGT, Utbud


def skapa_villkor(utbud: Utbud) -> pd.DataFrame:
    """One row per offered type without assessment, unit and period with the same terms."""
    utan = utbud.rader["behovsprovning"].isin([kod("behovsprovning", b) for b in ("utan", "bada")])
    rader = utbud.rader[utan & (utbud.rader["planerad"] == 0)]
    kolumner = ["leverans", "enhet", "insatstyp", "gallande_fran", "gallande_till"]
    perioder = [p for rad in rader[kolumner].to_numpy().tolist() for p in _perioder(*rad)]
    return pd.DataFrame(perioder)


def _perioder(
    leverans: int, enhet: int, typ: int, fran: int, till: int
) -> Iterator[dict[str, int]]:
    sista = EVIGT if till == SAKNAS else till
    for dokumentation, forst, sist in _villkor(leverans, typ):
        a, b = max(fran, forst), min(sista, sist)
        if a <= b:
            yield {
                "leverans": leverans,
                "enhet": enhet,
                "insatstyp": typ,
                "dokumentation": kod("dokumentation", dokumentation),
                "gallande_fran": a,
                "gallande_till": SAKNAS if b == EVIGT else b,
            }


def _villkor(leverans: int, typ: int) -> list[tuple[str, int, int]]:
    """The terms of a type in a unit: each with its first and last day."""
    plan, katalog = ladda().dokumentation, las_katalog()
    namn, lag = katalog.enheter[leverans], dagtal(plan.lag)
    villkor = [("ej_tillaten", 0, lag - 1)]
    if katalog.kategori[typ] not in plan.undantag.get(namn, []):
        return [*villkor, ("individ", lag, EVIGT)]
    if namn not in plan.andras:
        return [*villkor, ("undantag_identitet", lag, EVIGT)]
    andras = dagtal(plan.andras[namn])
    return [*villkor, ("undantag_identitet", lag, andras - 1), ("individ", andras, EVIGT)]
