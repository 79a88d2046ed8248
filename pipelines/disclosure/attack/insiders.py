"""Readers who know some cells beforehand: the officers of a unit, and the one case of a cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

import pandas as pd

from pipelines.disclosure.attack.angrepp import Block, Lasare
from pipelines.disclosure.attack.innehall import Innehall
from pipelines.disclosure.attack.lasare import Mal, doma
from pipelines.disclosure.attack.lasning import heltal
from pipelines.disclosure.attack.samband import Samband, Tal
from pipelines.disclosure.attack.utfall import (
    BIDRAGSGIVARE,
    CONTRADICTION,
    INSIDER,
    NYCKEL,
    OK,
    Nyckel,
    Rojande,
    Utfall,
)

UTAN_TJANSTEMAN = {"stad", "okand"}
Facit = Callable[[Tal], int | None]


def facit(egna: pd.DataFrame, samband: Samband) -> Facit:
    """Look the true numbers up; None for what the frame does not tell.

    Raises:
        ValueError: a column is missing, or a count is no whole number.
    """
    if saknade := {*NYCKEL, "taljare", "namnare"} - set(egna.columns):
        raise ValueError(f"kolumner saknas i de egna cellerna: {sorted(saknade)}")
    kolumner = [heltal(egna[namn]).astype(object) for namn in ("taljare", "namnare")]
    nycklar = map(Nyckel, *(egna[namn] for namn in NYCKEL))
    sanna = {
        nyckel: {"taljare": taljare, "namnare": namnare}
        for nyckel, taljare, namnare in zip(nycklar, *kolumner, strict=True)
    }

    def sant(tal: Tal) -> int | None:
        tal = samband.bunden(tal)
        if tal.namn == "rest":
            delar = [sant(tal._replace(namn=namn)) for namn in ("namnare", "taljare")]
            return None if None in delar else delar[0] - delar[1]  # type: ignore[operator]
        varde = sanna.get(tal.cell, {}).get(tal.namn)
        return None if varde is None or pd.isna(varde) else int(varde)

    return sant


def angrip_som_insiders(
    kunnig: Lasare, block: Sequence[Block], sant: Facit, utfall: Utfall
) -> None:
    """Add to the rule-aware reader's model what an insider knows, and ask again.

    Asked for is only what an outsider does not find, and is not the insider's own or known with it.
    """
    for b in block:
        hemliga = [m for m, verdict in doma(b.mal, b.spann, kunnig.k) if verdict == OK]
        innehall = Innehall(b.rader) if hemliga else None
        for angripare, vet, egna in _insiders(kunnig, b, sant) if innehall else ():
            kanda = innehall.kant(egna) if innehall else egna
            mal = [m for m in hemliga if m.nr not in kanda]
            if mal:
                utfall.ta_emot(_angrip(kunnig, b, angripare, vet, mal, utfall))


def _insiders(
    kunnig: Lasare, b: Block, sant: Facit
) -> Iterator[tuple[str, dict[int, float], Collection[int]]]:
    """Yield name, what is known, and all numbers of the insider's own cells."""
    per_enhet: defaultdict[str, dict[int, float]] = defaultdict(dict)
    per_cell: defaultdict[Nyckel, list[int]] = defaultdict(list)
    for nr in b.losare.tal:
        tal = kunnig.system.namn[nr]
        if not isinstance(tal, Tal) or tal.namn == "flera":
            continue
        per_cell[tal.cell].append(nr)
        cell = kunnig.publicering.celler.get(tal.cell)
        varde = sant(tal) if cell is not None and cell.bar else None
        if varde is not None and tal.cell.enhet not in UTAN_TJANSTEMAN:
            per_enhet[tal.cell.enhet][nr] = varde
    for enhet, vet in sorted(per_enhet.items()):
        egna = [nr for cell, nummer in per_cell.items() if cell.enhet == enhet for nr in nummer]
        yield INSIDER + enhet, vet, egna
    for m in b.mal:
        if not m.andring and sant(Tal(m.cell, m.namn)) == 1:
            yield BIDRAGSGIVARE, {m.nr: 1.0}, per_cell[m.cell]


def _angrip(
    kunnig: Lasare,
    b: Block,
    angripare: str,
    vet: Mapping[int, float],
    mal: Sequence[Mal],
    utfall: Utfall,
) -> Iterator[Rojande]:
    nr = kunnig.publicering.nr
    spann = b.losare.spann({m.nr: m.andring for m in mal}, kunnig.k, vet)
    if spann is None:
        tal = kunnig.system.namn[min(vet)]
        if isinstance(tal, Tal):
            yield Rojande(*tal.cell, tal.namn, CONTRADICTION, angripare, nr)
        return
    for m, verdict in doma(mal, spann, kunnig.k):
        if verdict == OK:
            utfall.provade[angripare, OK] += 1
        else:
            yield m.rojande(verdict, angripare, nr, spann[m.nr])
