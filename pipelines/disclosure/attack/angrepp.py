"""The readers of one publication who know nothing but what is published."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipelines.disclosure.attack.ekvationer import Ekvation, Ekvationer, Granser
from pipelines.disclosure.attack.lasare import (
    Mal,
    doma,
    las_in,
    med_glapp,
    rakna_ut,
    smatt_visat,
)
from pipelines.disclosure.attack.lasning import Publicering
from pipelines.disclosure.attack.losare import Losare
from pipelines.disclosure.attack.samband import Rad, Samband, Tal
from pipelines.disclosure.attack.utfall import (
    CONTRADICTION,
    NAIV,
    OK,
    REGELKUNNIG,
    Rojande,
    Utfall,
)


@dataclass(frozen=True)
class Block:
    """A connected block of hidden numbers that numbers were found for."""

    rader: list[Ekvation]
    losare: Losare
    mal: list[Mal]
    spann: dict[int, Granser]


@dataclass
class Lasare:
    """One reader of one publication."""

    angripare: str
    publicering: Publicering
    samband: Samband
    rader: Sequence[Rad]
    k: int

    def __post_init__(self) -> None:
        """Read, and work out what can be with a pencil."""
        celler = self.publicering.celler
        regel = self.angripare != NAIV
        self.system = Ekvationer()
        self.mal = las_in(self.system, celler, self.samband, self.rader, regel=regel)
        rakna_ut(self.system, self.mal if regel else (), self.k)

    def angrip(self, nummer: Collection[Mal], utfall: Utfall) -> list[Block]:
        """Judge the numbers to recover and return the blocks that they stand in.

        Args:
            nummer: the numbers to ask for; the verdict on the others is not told.
            utfall: is extended.
        """
        spann = {m.nr: self.system.granser(m.nr) for m in nummer}
        block = []
        for rader in self.system.block():
            glapp = {} if self.angripare == NAIV else med_glapp(self.system, self.mal, rader)
            losare = Losare(rader, self.system, glapp, self.k)
            mal = [m for m in nummer if m.nr in losare.kolumn]
            svar = losare.spann({m.nr: m.andring for m in mal}, self.k)
            if svar is None:
                self.system.motsagda.add(min(nr for rad in rader for nr in rad.koef))
                for m in mal:
                    spann.pop(m.nr, None)
            else:
                spann |= svar
                block.append(Block(rader, losare, mal, svar))
        utfall.ta_emot(self._motsagelser())
        utfall.ta_emot(self._fynd(nummer, spann, utfall))
        return block

    def _motsagelser(self) -> Iterator[Rojande]:
        for nr in self.system.motsagda:
            tal = self.system.namn[nr]
            if isinstance(tal, Tal):
                yield Rojande(
                    *tal.cell, tal.namn, CONTRADICTION, self.angripare, self.publicering.nr
                )

    def _fynd(
        self, mal: Collection[Mal], spann: Mapping[int, Granser], utfall: Utfall
    ) -> Iterator[Rojande]:
        for m, verdict in doma(mal, spann, self.k):
            if verdict == OK:
                utfall.provade[self.angripare, OK] += 1
            else:
                yield m.rojande(verdict, self.angripare, self.publicering.nr, spann[m.nr])


def utomstaende(
    publicering: Publicering, samband: Samband, rader: Sequence[Rad], k: int, utfall: Utfall
) -> tuple[Lasare, list[Block]]:
    """The naive and the rule-aware reader; returns the latter and its blocks.

    The naive one is asked only for what the other did find: knowing less, its intervals are wider.
    """
    kunnig = Lasare(REGELKUNNIG, publicering, samband, rader, k)
    block = kunnig.angrip(kunnig.mal, utfall)
    utfall.ta_emot(smatt_visat(kunnig.system, publicering.celler, samband, NAIV, publicering.nr, k))
    fynd = {(r.cell, r.tal) for r in utfall.fynd if r.angripare == REGELKUNNIG}
    kvar = []
    if fynd:
        naiv = Lasare(NAIV, publicering, samband, rader, k)
        allt = bool(kunnig.system.motsagda)
        kvar = [m for m in naiv.mal if allt or (m.cell, m.namn) in fynd]
        naiv.angrip(kvar, utfall)
    utfall.provade[NAIV, OK] += len(kunnig.mal) - len(kvar)
    return kunnig, block
