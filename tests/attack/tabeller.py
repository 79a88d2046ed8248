"""Hand-made published cells for the tests of the attacker; syntetiska data."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import yaml

from pipelines.disclosure.attack import Utfall, angrip

PLAN = yaml.safe_load("""
tabeller:
  - {matt: U1, perioder: [utbudsdag], skydd: nej}
  - {matt: V1, perioder: [ar, halvar, kvartal]}
  - {matt: V1, perioder: [ar], dimension: kategori}
  - {matt: V1, perioder: [ar], dimension: insatstyp, enheter: [stad]}
  - {matt: V2, perioder: [ar]}
  - {matt: V2, perioder: [ar], dimension: kon}
  - {matt: V4, perioder: [ar], form: per_1000}
  - {matt: R1, perioder: [ar, halvar], form: andel}
  - {matt: R2, perioder: [ar], dimension: regi, form: andel}
  - {matt: F1, perioder: [ar, halvar], form: andel}
  - {matt: T3, perioder: [ar], dimension: statistik, form: median}
relationer:
  - {typ: enheter, tal: [V1.taljare, R1.taljare, R2.taljare, F1.taljare, F1.namnare]}
  - {typ: tid, tal: [V1.taljare, R1.taljare, F1.taljare, F1.namnare]}
  - {typ: namnare, helhet: V1.taljare, tal: [R1.namnare, R2.namnare]}
  - {typ: dimension, dimension: kategori, helhet: V1.taljare, delar: V1.taljare}
  - {typ: dimension, dimension: regi, helhet: V1.taljare, delar: R2.taljare}
  - {typ: dimension, dimension: regi, helhet: R1.taljare, delar: R2.taljare, varden: [egen, annan]}
  - {typ: dimension, dimension: kon, helhet: V4.taljare, delar: V2.taljare, varden: [flicka, pojke]}
  - {typ: grupp, helhet: V1.taljare, over: kategori, delar: V1.taljare, under: insatstyp,
     grupper: {a: [a1, a2], b: [b1]}}
  - {typ: barn, tal: [V2.taljare]}
""")
ALLT = 10**9  # as k: no interval is wide enough, so every hidden number is reported with its own
DOLD = ("EXACT", "PROVEN_SMALL", "TOO_NARROW")
Cell = dict[str, Any]
Intervall = dict[tuple[str, ...], tuple[str, int | None, int | None]]


def cell(
    matt: str, enhet: str, taljare: int | None = None, namnare: int | None = None, **andra: Any
) -> Cell:
    """A cell of 2023 without dimension: shown when it has a numerator, else skyddad."""
    return {
        "matt": matt,
        "enhet": enhet,
        "period": "2023",
        "dimension": "",
        "dimension_varde": "",
        "status": "skyddad" if taljare is None else "visad",
        "taljare": taljare,
        "namnare": namnare,
        "varde": None,
        "undre": None,
        "ovre": None,
        **andra,
    }


def kat(enhet: str, varde: str, taljare: int | None = None, **andra: Any) -> Cell:
    """A cell of V1 by kategori."""
    return cell("V1", enhet, taljare, dimension="kategori", dimension_varde=varde, **andra)


def regi(enhet: str, varde: str, taljare: int | None = None, **andra: Any) -> Cell:
    """A cell of R2; what is not given is its denominator."""
    return cell("R2", enhet, taljare, dimension="regi", dimension_varde=varde, **andra)


def ram(*celler: Cell) -> pd.DataFrame:
    heltal = {"taljare": "Int64", "namnare": "Int64"}
    return pd.DataFrame(celler).astype(heltal)


def attack(*publiceringar: Sequence[Cell], k: int = 5, plan: Any = PLAN, **mer: Any) -> Utfall:
    """The outcome of an attack on publications of cells, oldest first."""
    return angrip([ram(*celler) for celler in publiceringar], plan, k, **mer)


def av(utfall: Utfall, angripare: str) -> Intervall:
    """What an attacker reports on hidden numbers: cell without its empty parts -> verdict, lo, hi.

    Over publications the cell is followed by which one.
    """
    return {
        tuple(d for d in (r.matt, r.enhet, r.period, r.dimension_varde, r.tal) if d)
        + ((str(r.publicering),) if angripare == "over publiceringar" else ()): (
            r.verdict,
            r.lo,
            r.hi,
        )
        for r in utfall.fynd
        if r.verdict in DOLD and r.angripare == angripare
    }


def fynd(*celler: Cell, k: int = 5, plan: Any = PLAN) -> Intervall:
    """What the rule-aware reader reports on hidden numbers."""
    return av(attack(celler, k=k, plan=plan), "regelkunnig")


def spann(
    *celler: Cell, plan: Any = PLAN, angripare: str = "regelkunnig"
) -> dict[tuple[str, ...], tuple[Any, Any]]:
    """The interval of every hidden number, wide or narrow."""
    hittat = av(attack(celler, k=ALLT, plan=plan), angripare)
    return {tal: (lo, hi) for tal, (_, lo, hi) in hittat.items()}


def verdicts(*celler: Cell, k: int = 5) -> list[tuple[str, str]]:
    """Unit and verdict of everything but the naive reader's intervals."""
    return [
        (r.enhet, r.verdict)
        for r in attack(celler, k=k).fynd
        if r.angripare != "naiv" or r.lo is None
    ]


def korstabell(tabell: Any, dolda: Sequence[Sequence[int]]) -> list[Cell]:
    """Rows are districts, columns categories; every margin is shown."""
    matris = np.array(tabell)
    celler = [cell("V1", "stad", int(matris.sum()))]
    celler += [cell("V1", f"r{i}", int(rad.sum())) for i, rad in enumerate(matris)]
    celler += [kat("stad", f"k{j}", int(kol.sum())) for j, kol in enumerate(matris.T)]
    return celler + [
        kat(f"r{i}", f"k{j}", None if [i, j] in [list(d) for d in dolda] else int(tal))
        for (i, j), tal in np.ndenumerate(matris)
    ]
