"""Wrong rows in plans, investigations and reports: extra ones, as in stok.py.

Nothing refers to them, so refusing them changes no figure. One kind is not to be refused: a report
whose investigation is not in the delivery still came in, and counts. The tables come out in the
order in which their files are written.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from pipelines.sample.kalender import SAKNAS
from pipelines.sample.kalibrering import ladda
from pipelines.sample.plan_filer import Antal
from pipelines.sample.slump import Flaggor, strom
from pipelines.sample.stok import FEL, valj
from pipelines.sample.varld import RESERV, Varld


def stoka_arenden(fro: int, kopia: int, varld: Varld) -> Varld:
    """The same world with the wrong rows of its newer tables."""
    rng, plan = strom(fro, kopia, "stok arenden"), ladda().stok_arenden
    utredningar, akter = varld.utredningar, varld.aktualiseringar
    avslutade = (utredningar["avslutad_datum"] != SAKNAS).to_numpy()
    bakvanda = _nya(rng, utredningar, plan.avslutad_fore_inledd, "utredning_id", avslutade)
    bakvanda = bakvanda.assign(
        avslutad_datum=bakvanda["inledd_datum"] - rng.integers(1, 61, len(bakvanda)),
        forlangd_till=SAKNAS,
        fel=FEL.index("avslutad_fore_inledd"),
    )
    dubbletter = utredningar.iloc[valj(rng, utredningar, plan.dubblett)]
    beslutade = ((akter["beslutsdatum"] != SAKNAS) & (akter["utredning_id"] == SAKNAS)).to_numpy()
    fore = _nya(rng, akter, plan.beslut_fore_inkommen, "aktualisering_id", beslutade)
    fore = fore.assign(
        beslutsdatum=fore["inkommen_datum"] - rng.integers(1, 31, len(fore)),
        synnerliga_skal=SAKNAS,
        fel=FEL.index("beslut_fore_inkommen"),
    )
    med = (akter["utredning_id"] != SAKNAS).to_numpy()
    vilse = _nya(rng, akter, plan.okand_utredning, "aktualisering_id", med, len(fore))
    vilse = vilse.assign(
        utredning_id=_obrukade(varld, "utredning_id", len(vilse)),
        fel=FEL.index("okand_utredning"),
    )
    planer = _nya(rng, varld.planer, plan.okant_beslut, "plan_id", None)
    planer = planer.assign(
        beslut_id=_obrukade(varld, "beslut_id", len(planer)), fel=FEL.index("okant_beslut")
    )
    return replace(
        varld,
        planer=_ordnade(rng, [varld.planer, planer], "beslut_id", "upprattad_datum"),
        utredningar=_ordnade(
            rng,
            [utredningar, bakvanda, dubbletter.assign(fel=FEL.index("dubblett"))],
            "inledd_datum",
        ),
        aktualiseringar=_ordnade(rng, [akter, fore, vilse], "inkommen_datum"),
    )


def _nya(
    rng: np.random.Generator,
    rader: pd.DataFrame,
    antal: Antal,
    nyckel: str,
    bland: Flaggor | None,
    tagna: int = 0,
) -> pd.DataFrame:
    """Copies of rows of the kind, under keys of their own."""
    valda = rader.iloc[valj(rng, rader, antal, bland)]
    forsta = int(rader[nyckel].max()) + 1 + tagna
    return valda.assign(**{nyckel: forsta + np.arange(len(valda))})


def _obrukade(
    varld: Varld, kolumn: str, antal: int
) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Numbers at the end of the reserve, which no row has."""
    if antal > RESERV // 2:
        raise ValueError("stöket behöver fler nummer än reserven i varld.RESERV rymmer")
    return len(varld.pseudonymer[kolumn]) - 1 - np.arange(antal)


def _ordnade(rng: np.random.Generator, delar: list[pd.DataFrame], *nycklar: str) -> pd.DataFrame:
    """By unit and the keys; what is alike stands in any order, a duplicate after its original."""
    rader = pd.concat([d if "fel" in d else d.assign(fel=SAKNAS) for d in delar], ignore_index=True)
    dubblett = (rader["fel"] == FEL.index("dubblett")).to_numpy()
    ordning = np.lexsort(
        (
            rng.random(len(rader)),
            dubblett,
            *(rader[n].to_numpy() for n in reversed(nycklar)),
            rader["leverans"].to_numpy(),
        )
    )
    return rader.iloc[ordning].reset_index(drop=True)
