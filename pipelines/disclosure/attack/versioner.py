"""The parts of the plan that do not look the same in all publications."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.disclosure.attack.lasning import Cell, Publicering
from pipelines.disclosure.attack.samband import Rad, Samband, Tal
from pipelines.disclosure.attack.utfall import Nyckel

Celler = Mapping[Nyckel, Cell]


@dataclass(frozen=True)
class Version:
    """The cells of one connected part of the plan as one publication shows them."""

    nr: int
    celler: Celler
    rader: list[Rad]


def versioner_av(
    publiceringar: Sequence[Publicering], rader: Sequence[Sequence[Rad]], samband: Samband
) -> Iterator[list[Version]]:
    """Yield the connected parts that have changed, each with its versions, oldest first."""
    del_av = _delar(publiceringar, rader, samband)
    celler: dict[Nyckel, list[dict[Nyckel, Cell]]] = {}
    raderna: dict[Nyckel, list[list[Rad]]] = {}
    for i, publicering in enumerate(publiceringar):
        for nyckel, cell in publicering.celler.items():
            rot = del_av(nyckel)
            if rot not in celler:
                celler[rot] = [{} for _ in publiceringar]
                raderna[rot] = [[] for _ in publiceringar]
            celler[rot][i][nyckel] = cell
        for rad in rader[i]:
            raderna[del_av(rad.helhet.cell)][i].append(rad)
    for rot, per_publicering in celler.items():
        versioner: list[Version] = []
        for i, egna in enumerate(per_publicering):
            if versioner and _lika(versioner[-1].celler, egna):
                continue
            if any(cell.bar for cell in egna.values()):
                versioner.append(Version(publiceringar[i].nr, egna, raderna[rot][i]))
        if len(versioner) > 1:
            yield versioner


def _lika(a: Celler, b: Celler) -> bool:
    return a.keys() == b.keys() and all(a[n][:-1] == cell[:-1] for n, cell in b.items())


class _Delar:
    """Cells that equations join, in any publication, have one root."""

    def __init__(self) -> None:
        self.over: dict[Nyckel, Nyckel] = {}

    def __call__(self, nyckel: Nyckel) -> Nyckel:
        rot = nyckel
        while (hogre := self.over.get(rot, rot)) != rot:
            rot = hogre
        while self.over.get(nyckel, rot) != rot:
            self.over[nyckel], nyckel = rot, self.over[nyckel]
        return rot

    def forena(self, a: Nyckel, b: Nyckel) -> None:
        self.over[self(a)] = self(b)


def _delar(
    publiceringar: Iterable[Publicering], rader: Iterable[Iterable[Rad]], samband: Samband
) -> _Delar:
    delar = _Delar()
    for raderna in {id(r): r for r in rader}.values():
        for rad in raderna:
            for tal in rad.delar:
                delar.forena(tal.cell, rad.helhet.cell)
    for publicering in publiceringar:
        for nyckel, cell in publicering.celler.items():
            if cell.form == "andel":
                delar.forena(nyckel, samband.bunden(Tal(nyckel, "namnare")).cell)
    return delar


def samma(versioner: Sequence[Version]) -> dict[tuple[Nyckel, int], int]:
    """(cell, version) -> the first version that it says its value holds from."""
    forst: dict[tuple[Nyckel, int], int] = {}
    for i, (fore, efter) in enumerate(pairwise(versioner), start=1):
        for nyckel, cell in efter.celler.items():
            forr = fore.celler.get(nyckel)
            if not (forr and cell.bar and forr.bar):
                continue
            if cell.galler_fran and forr.galler_fran == cell.galler_fran:
                forst[nyckel, i] = forst.get((nyckel, i - 1), i - 1)
    return forst
