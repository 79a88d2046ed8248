"""Bounds of every number, the rows that join them, and what can be worked out with a pencil."""

from __future__ import annotations

import math
from collections import Counter, defaultdict, deque
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

Granser = tuple[float, float]
TAK = 1e7  # no count reaches it; a model with an end to every number is one HiGHS always answers


@dataclass
class Ekvation:
    """``lo <= sum(koef[n] * n) <= hi``; a contradiction in the row bears ``namn``."""

    namn: int
    koef: dict[int, float]
    lo: float = 0.0
    hi: float = 0.0
    hel: int | None = None  # the whole that the row's other numbers are exclusive parts of


class Ekvationer:
    """A system over numbers of any name; inside they are numbered."""

    def __init__(self) -> None:
        self.nummer: dict[Hashable, int] = {}
        self.namn: list[Hashable] = []
        self.lo: list[float] = []
        self.hi: list[float] = []
        self.rader: list[Ekvation] = []
        self.motsagda: set[int] = set()

    def nr(self, namn: Hashable) -> int:
        """The number's own number; a new one is anything from nothing."""
        if namn not in self.nummer:
            self.nummer[namn] = len(self.namn)
            self.namn.append(namn)
            self.lo.append(0.0)
            self.hi.append(TAK)
        return self.nummer[namn]

    def granser(self, nr: int) -> Granser:
        """The bounds as they stand."""
        return self.lo[nr], self.hi[nr]

    def kand(self, nr: int) -> bool:
        """Whether only one value is left."""
        return self.lo[nr] == self.hi[nr]

    def begransa(self, nr: int, lo: float, hi: float) -> None:
        """Narrow a number's bounds; news that contradicts them is noted and left out."""
        lo, hi = max(lo, self.lo[nr]), min(hi, self.hi[nr])
        if lo > hi:
            self.motsagda.add(nr)
        else:
            self.lo[nr], self.hi[nr] = lo, hi

    def summa(self, helhet: int, delar: Sequence[int], *, over: int | None = None) -> None:
        """Add the row ``helhet = sum(delar)``, or with ``over`` that much less: parts overlap."""
        koef: Counter[int] = Counter([helhet])
        koef.subtract(delar)
        if over is None:
            self.lagg_till(koef, hel=helhet)
            return
        koef[over] += 1
        self.lagg_till(koef)
        for del_ in delar:
            self.lagg_till({helhet: 1.0, del_: -1.0}, hi=math.inf)

    def lagg_till(
        self,
        koef: Mapping[int, float],
        lo: float = 0.0,
        hi: float = 0.0,
        hel: int | None = None,
    ) -> None:
        """Add the row ``lo <= sum(koef[n] * n) <= hi``."""
        varden = {nr: float(tal) for nr, tal in koef.items() if tal}
        self.rader.append(Ekvation(next(iter(koef)), varden, lo, hi, hel))

    def fortplanta(self) -> None:
        """Put known numbers into the rows; a row with one unknown left becomes its bounds."""
        har = self.rader_med()
        ko = deque(self.rader)
        while ko:
            rad = ko.popleft()
            for nr in [nr for nr in rad.koef if self.lo[nr] == self.hi[nr]]:
                konstant = rad.koef.pop(nr) * self.lo[nr]
                rad.lo, rad.hi = rad.lo - konstant, rad.hi - konstant
            if not rad.koef:
                if not rad.lo <= 0 <= rad.hi:
                    self.motsagda.add(rad.namn)
                rad.lo, rad.hi = -math.inf, math.inf
            elif len(rad.koef) == 1:
                nr = next(iter(rad.koef))
                ko.extend(har[nr] if self._ensam(rad, nr) else ())
        self.rader = [rad for rad in self.rader if rad.koef]

    def _ensam(self, rad: Ekvation, nr: int) -> bool:
        """Turn a row with one unknown into its bounds; tell whether it is now known."""
        koef = rad.koef.pop(nr)
        lo, hi = sorted((rad.lo / koef, rad.hi / koef))
        rad.lo, rad.hi = -math.inf, math.inf
        self.begransa(
            nr,
            math.ceil(lo) if math.isfinite(lo) else lo,
            math.floor(hi) if math.isfinite(hi) else hi,
        )
        return self.kand(nr)

    def block(self) -> Iterator[list[Ekvation]]:
        """Yield the rows of each connected block of unknowns."""
        har = self.rader_med()
        while har:
            ko, rader = [next(iter(har))], dict[int, Ekvation]()
            while ko:
                for rad in har.pop(ko.pop(), []):
                    if id(rad) not in rader:
                        rader[id(rad)] = rad
                        ko.extend(rad.koef)
            yield list(rader.values())

    def rader_med(self) -> defaultdict[int, list[Ekvation]]:
        """The rows that every unknown stands in."""
        har: defaultdict[int, list[Ekvation]] = defaultdict(list)
        for rad in self.rader:
            for nr in rad.koef:
                har[nr].append(rad)
        return har
