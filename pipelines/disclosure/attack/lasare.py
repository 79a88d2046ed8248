"""A reader's system of equations over one publication, and the verdicts on what it gives."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipelines.disclosure.attack.ekvationer import TAK, Ekvation, Ekvationer, Granser
from pipelines.disclosure.attack.lasning import BESKRIVER, TOM, Cell
from pipelines.disclosure.attack.samband import Rad, Samband, Tal
from pipelines.disclosure.attack.utfall import (
    SHOWN_SMALL,
    Nyckel,
    Rojande,
    dom,
    dom_over_andring,
)

Namnge = Callable[[Tal], Hashable]


@dataclass(frozen=True)
class Mal:
    """A number to recover: its number in the system, whose it is, and the status that hides it.

    ``namnare`` is the number of its denominator, if a known one tells something of the sides: that
    neither is nothing, or, of what is shown as too few for a comparison, that each is nothing or k
    and more.
    ``andring`` marks what is a secret only if it is surely 1 to k - 1: a change, how many stand in
    several units, a side of what is shown as too few for a comparison.
    """

    nr: int
    cell: Nyckel
    namn: str
    status: str
    namnare: int | None = None
    andring: bool = False

    def rojande(self, verdict: str, angripare: str, publicering: int, g: Granser) -> Rojande:
        """The finding."""
        return Rojande(*self.cell, self.namn, verdict, angripare, publicering, int(g[0]), int(g[1]))


def las_in(
    system: Ekvationer,
    celler: Mapping[Nyckel, Cell],
    samband: Samband,
    rader: Iterable[Rad],
    *,
    regel: bool,
    namnge: Namnge = lambda tal: tal,
) -> list[Mal]:
    """Put what a publication says into the system and return what it hides.

    Args:
        system: is extended.
        celler: the cells as they are seen.
        samband: for which denominators are other cells' numbers.
        rader: the plan's equations over the cells.
        regel: whether the reader knows that what is hidden is not nothing.
        namnge: the name of a number in the system, from its name in the plan.
    """
    mal: list[Mal] = []
    for nyckel, cell in celler.items():
        if cell.form in BESKRIVER or not cell.bar:
            continue
        taljare, namnare, rest = (
            system.nr(namnge(samband.bunden(Tal(nyckel, namn)))) if tal else -1
            for namn, tal in zip(("taljare", "namnare", "rest"), _har(cell), strict=True)
        )
        if cell.form == "andel":
            system.summa(namnare, [taljare, rest])
        if cell.dold:
            hel = namnare if cell.form == "andel" and not cell.kanslig else None
            mal.append(Mal(taljare, nyckel, "taljare", cell.status, hel))
            if rest >= 0:
                mal.append(Mal(rest, nyckel, "rest", cell.status, hel))
        elif cell.status == "for_fa" and rest >= 0:
            mal.append(Mal(taljare, nyckel, "taljare", cell.status, namnare, andring=True))
            mal.append(Mal(rest, nyckel, "rest", cell.status, namnare, andring=True))
        if regel and cell.status == "skyddad":
            system.begransa(namnare if cell.form == "andel" else taljare, 1, TAK)
        for nr, varde in _sagt(cell, taljare, namnare, rest):
            system.begransa(nr, varde, varde)
    for rad in rader:
        helhet, delar = system.nr(namnge(rad.helhet)), [system.nr(namnge(d)) for d in rad.delar]
        if rad.olikhet:
            system.lagg_till({helhet: 1.0, delar[0]: -1.0}, hi=math.inf)
        elif rad.flera is None:
            system.summa(helhet, delar)
        else:
            flera = system.nr(namnge(rad.flera))
            system.summa(helhet, delar, over=flera)
            mal.append(Mal(flera, rad.flera.cell, "flera", "visad", andring=True))
    return mal


def _har(cell: Cell) -> tuple[bool, bool, bool]:
    return True, cell.form == "andel", cell.form == "andel"


def _sagt(cell: Cell, taljare: int, namnare: int, rest: int) -> Iterator[tuple[int, int]]:
    """What the cell says its numbers are; what a hidden one lets slip is used too."""
    andel = cell.form == "andel"
    if cell.status == TOM:
        yield from ((nr, 0) for nr in ((taljare, namnare, rest) if andel else (taljare,)))
        return
    if cell.status == "strukturell_nolla":
        yield taljare, 0
    elif cell.taljare is not None:
        yield taljare, cell.taljare
    if andel and cell.namnare is not None and cell.status != "strukturell_nolla":
        yield namnare, cell.namnare


def rakna_ut(system: Ekvationer, mal: Iterable[Mal], k: int) -> None:
    """Work out what one who knows the rule can with a pencil.

    A share with a side of nothing is shown, so of a hidden one whose denominator is known, and is
    k or more, neither side is nothing.
    """
    andelar = [(m.nr, m.namnare) for m in mal if m.status == "skyddad" and m.namnare is not None]
    skarpta = True
    while skarpta:
        system.fortplanta()
        skarpta = False
        for nr, namnare in andelar:
            if system.kand(namnare) and system.lo[namnare] >= k and system.lo[nr] < 1:
                system.begransa(nr, 1, TAK)
                skarpta = system.lo[nr] >= 1 or skarpta


def med_glapp(
    system: Ekvationer, mal: Iterable[Mal], rader: Iterable[Ekvation]
) -> dict[int, float]:
    """The numbers of a block that are nothing or k and more, each with the most that it can be.

    One who knows the rule knows so of the sides of what is shown as too few for a comparison. It
    is of use only beside a number that is a secret.
    """
    mal, block = list(mal), {nr for rad in rader for nr in rad.koef}
    if not any(m.status == "skyddad" and m.nr in block for m in mal):
        return {}
    return {
        m.nr: system.hi[m.namnare]
        for m in mal
        if m.status == "for_fa" and m.nr in block and m.namnare is not None
        if system.kand(m.namnare)
    }


def smatt_visat(
    system: Ekvationer,
    celler: Mapping[Nyckel, Cell],
    samband: Samband,
    angripare: str,
    publicering: int,
    k: int,
) -> Iterator[Rojande]:
    """Sides of 1 to k - 1 in what is shown, and of what is kanslig also sides of none."""
    for nyckel, cell in celler.items():
        if cell.form in BESKRIVER or cell.status not in ("visad", "for_fa"):
            continue
        for namn in ("namnare",) if cell.status == "for_fa" else ("taljare", "rest"):
            nr = system.nummer.get(samband.bunden(Tal(nyckel, namn)))
            if nr is None or not system.kand(nr):
                continue
            ingen = cell.kanslig and system.lo[nr] == 0 and cell.namnare != 0
            if 1 <= system.lo[nr] < k or ingen:
                yield Rojande(*nyckel, namn, SHOWN_SMALL, angripare, publicering)


def doma(mal: Iterable[Mal], spann: Mapping[int, Granser], k: int) -> Iterator[tuple[Mal, str]]:
    """The verdict on every number whose interval is there."""
    for m in mal:
        if m.nr in spann:
            yield m, (dom_over_andring if m.andring else dom)(*spann[m.nr], k)
