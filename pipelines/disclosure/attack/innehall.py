"""What someone who knows a number knows of others without learning anything of other children."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from pipelines.disclosure.attack.ekvationer import Ekvation


class Innehall:
    """Which numbers of a block contain which.

    A whole whose only hidden part is mine holds my children and shown ones; a whole that is mine
    alone has parts that are mine; and two numbers that stand for each other in the same sum are
    the same children.
    """

    def __init__(self, rader: Sequence[Ekvation]) -> None:
        """Find the wholes and the twins among the rows, where what is known is left out."""
        self.rader: defaultdict[int, list[Ekvation]] = defaultdict(list)
        for rad in rader:
            if rad.hel in rad.koef:
                for nr in rad.koef:
                    self.rader[nr].append(rad)
        self.tvillingar = _tvillingar(rader)

    def kant(self, egna: Collection[int]) -> set[int]:
        """Return the numbers that are known with ``egna`` and hold only them and shown ones."""
        kanda, rena, ko = set(egna), set(egna), list(egna)
        while ko:
            nr = ko.pop()
            for tvilling in self.tvillingar[nr] - rena if nr in rena else ():
                kanda.add(tvilling)
                rena.add(tvilling)
                ko.append(tvilling)
            for rad in self.rader[nr]:
                hel, delar = rad.hel, rad.koef.keys() - {rad.hel}
                if hel is None:
                    continue
                if hel not in kanda and delar <= kanda:
                    kanda.add(hel)
                    ko.append(hel)
                if hel not in rena and rad.lo == 0 and delar <= rena:
                    rena.add(hel)
                    ko.append(hel)
                if hel in rena:
                    ko.extend(delar - rena)
                    kanda |= delar
                    rena |= delar
        return kanda


def _tvillingar(rader: Sequence[Ekvation]) -> defaultdict[int, set[int]]:
    lika: defaultdict[tuple[frozenset[tuple[int, float]], float, float, float], set[int]]
    lika = defaultdict(set)
    for rad in rader:
        poster = frozenset(rad.koef.items())
        for nr, koef in rad.koef.items():
            if rad.lo == rad.hi and nr != rad.hel:
                lika[poster - {(nr, koef)}, koef, rad.lo, rad.hi].add(nr)
    tvillingar: defaultdict[int, set[int]] = defaultdict(set)
    for grupp in lika.values():
        for nr in grupp if len(grupp) > 1 else ():
            tvillingar[nr] |= grupp - {nr}
    return tvillingar
