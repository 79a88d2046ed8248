"""The rule-aware reader with every publication side by side.

One unknown for every number and publication; the change from one publication to the next is split
in what came and what went, and all changes together are as few as the publications allow, plus a
slack. What is said to hold from the same run is one unknown. Source: the project's statistics
page, section 3.5; the cases release_delta_pinpointed and release_pattern_flip.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Sequence
from functools import partial
from itertools import pairwise

from pipelines.disclosure.attack.ekvationer import TAK, Ekvationer, Granser
from pipelines.disclosure.attack.lasare import Mal, doma, las_in, med_glapp, rakna_ut
from pipelines.disclosure.attack.lasning import BESKRIVER, TOM, Cell, Publicering
from pipelines.disclosure.attack.losare import Losare
from pipelines.disclosure.attack.samband import Rad, Samband, Tal
from pipelines.disclosure.attack.utfall import (
    CONTRADICTION,
    OK,
    OVER,
    SHOWN_SMALL,
    Rojande,
    Utfall,
)
from pipelines.disclosure.attack.versioner import Version, samma, versioner_av

ANDRING = "andring "  # + the number that has changed


def angrip_over(
    publiceringar: Sequence[Publicering],
    rader: Sequence[Sequence[Rad]],
    samband: Samband,
    k: int,
    slack: int,
    utfall: Utfall,
) -> None:
    """Attack every part of the plan that does not look the same in all publications."""
    for versioner in versioner_av(publiceringar, rader, samband):
        utfall.ta_emot(_visade_andringar(versioner, k))
        utfall.ta_emot(_dolda_rester(versioner, k))
        utfall.ta_emot(_Tillsammans(versioner, samband, k, slack).angrip(utfall))


def _visade_andringar(versioner: Sequence[Version], k: int) -> Iterator[Rojande]:
    """What is shown twice and has moved by 1 to k - 1: so few came, or went."""
    for fore, efter in pairwise(versioner):
        for nyckel, cell in efter.celler.items():
            forr = fore.celler.get(nyckel)
            if forr is None or cell.form in BESKRIVER:
                continue
            for namn, varde in _visat(cell).items():
                forut = _visat(forr).get(namn)
                if forut is not None and 0 < abs(varde - forut) < k:
                    yield Rojande(*nyckel, ANDRING + namn, SHOWN_SMALL, OVER, efter.nr)


def _dolda_rester(versioner: Sequence[Version], k: int) -> Iterator[Rojande]:
    """What a row leaves for its hidden parts, where that has moved by 1 to k - 1.

    So few came, or went, among children that are too few to be shown: the whole less the parts
    that are shown is known in both publications, whatever the parts that are not.
    """
    for fore, efter in pairwise(versioner):
        forr = {rad for rad in fore.rader if not rad.olikhet and rad.flera is None}
        for rad in efter.rader:
            if rad not in forr:
                continue
            hel, *delar = (
                (_vantat(fore, tal), _vantat(efter, tal)) for tal in (rad.helhet, *rad.delar)
            )
            kanda = [(a, b) for a, b in delar if a is not None and b is not None]
            if hel[0] is None or hel[1] is None or len(kanda) == len(delar):
                continue
            rest = hel[1] - hel[0] - sum(b - a for a, b in kanda)
            if 0 < abs(rest) < k:
                yield Rojande(
                    *rad.helhet.cell, ANDRING + rad.helhet.namn, SHOWN_SMALL, OVER, efter.nr
                )


def _vantat(version: Version, tal: Tal) -> int | None:
    """What a publication says a number is: shown, or known to be nothing."""
    cell = version.celler.get(tal.cell)
    if cell is None:
        return None
    if cell.status == TOM or (cell.status == "strukturell_nolla" and tal.namn == "taljare"):
        return 0
    return _visat(cell).get(tal.namn)


def _visat(cell: Cell) -> dict[str, int]:
    tal = {"taljare": cell.taljare, "namnare": cell.namnare if cell.form == "andel" else None}
    if tal["taljare"] is not None and tal["namnare"] is not None:
        tal["rest"] = tal["namnare"] - tal["taljare"]
    return {namn: varde for namn, varde in tal.items() if varde is not None}


class _Tillsammans:
    """The system of one part of the plan over its versions."""

    def __init__(self, versioner: Sequence[Version], samband: Samband, k: int, slack: int) -> None:
        self.versioner, self.samband, self.k, self.slack = versioner, samband, k, slack
        self.system = Ekvationer()
        self.samma = samma(versioner)
        self.mal = [
            las_in(
                self.system, v.celler, samband, v.rader, regel=True, namnge=partial(self._namn, i)
            )
            for i, v in enumerate(versioner)
        ]
        self.helheter = {rad.hel for rad in self.system.rader}
        rakna_ut(self.system, [m for egna in self.mal for m in egna], k)
        self.kostnad: dict[int, float] = {}
        self.andringar = [list(self._andringar(i)) if i else [] for i, _ in enumerate(versioner)]
        self.system.fortplanta()

    def _namn(self, i: int, tal: Tal) -> Hashable:
        return tal, self.samma.get((tal.cell, i), i)

    def _andringar(self, i: int) -> Iterator[Mal]:
        """Add how much every number has moved since the version before; yield the hidden ones."""
        fore, efter = self.versioner[i - 1].celler, self.versioner[i].celler
        for nyckel, cell in efter.items():
            forr = fore.get(nyckel)
            if forr is None or not (cell.bar and forr.bar) or cell.form in BESKRIVER:
                continue
            for namn in ("taljare", "rest", "namnare") if cell.form == "andel" else ("taljare",):
                tal = Tal(nyckel, namn)
                if self.samband.bunden(tal) != tal:
                    continue
                a, b = (self.system.nr(self._namn(j, tal)) for j in (i - 1, i))
                if a != b and not (self.system.kand(a) and self.system.kand(b)):
                    andring = self._andring(a, b)
                elif a != b and cell.dold | forr.dold:
                    andring = self._fast(a, b)
                else:
                    continue
                if cell.dold or forr.dold:
                    yield Mal(andring, nyckel, ANDRING + namn, "skyddad", andring=True)

    def _andring(self, a: int, b: int) -> int:
        system = self.system
        andring = system.nr(("andring", a, b))
        system.lo[andring] = -TAK
        system.lagg_till({andring: 1, b: -1, a: 1})
        if not (a in self.helheter and b in self.helheter):  # else its parts are counted
            kom, gick = system.nr(("kom", a, b)), system.nr(("gick", a, b))
            system.lagg_till({andring: 1, kom: -1, gick: 1})
            self.kostnad |= {kom: 1.0, gick: 1.0}
        return andring

    def _fast(self, a: int, b: int) -> int:
        andring = self.system.nr(("andring", a, b))
        self.system.lo[andring] = self.system.hi[andring] = self.system.lo[b] - self.system.lo[a]
        return andring

    def angrip(self, utfall: Utfall) -> Iterator[Rojande]:
        """Yield what the versions together give away."""
        alla = {m.nr: m.andring for egna in (*self.mal, *self.andringar) for m in egna}
        spann = {nr: self.system.granser(nr) for nr in alla}
        for rader in self.system.block():
            lasta = [m for egna in self.mal for m in egna]
            losare = Losare(rader, self.system, med_glapp(self.system, lasta, rader), self.k)
            mal = {nr: alla[nr] for nr in losare.tal if nr in alla}
            if not mal:
                continue
            svar = losare.spann(mal, self.k) if self._fa(losare) else None
            if svar is None:
                self.system.motsagda.add(min(nr for rad in rader for nr in rad.koef))
                spann = {nr: g for nr, g in spann.items() if nr not in mal}
            else:
                spann |= svar
        yield from self._motsagelser()
        for i, version in enumerate(self.versioner):
            for m, verdict in doma([*self.mal[i], *self.andringar[i]], spann, self.k):
                if verdict == OK or self._redan_visat(i, m, spann[m.nr]):
                    utfall.provade[OVER, OK] += 1
                else:
                    yield m.rojande(verdict, OVER, version.nr, spann[m.nr])

    def _fa(self, losare: Losare) -> bool:
        """Demand as few changes as possible, and the slack; False when nothing fits."""
        kostnad = {nr: pris for nr, pris in self.kostnad.items() if nr in losare.kolumn}
        minst = losare.minst(kostnad)
        if minst is not None and kostnad:
            losare.krav(kostnad, math.ceil(minst - 1e-6) + self.slack)
        return minst is not None

    def _redan_visat(self, i: int, m: Mal, granser: Granser) -> bool:
        """Whether a number hidden here was shown before, as it still is, and is none of the small.

        Then it is news to nobody, and what it would give away is asked for by itself.
        """
        if m.andring or granser[0] != granser[1] or 1 <= granser[0] < self.k:
            return False
        tidigare = [v.celler.get(m.cell) for v in self.versioner[:i]]
        visade = [_visat(c).get(m.namn) for c in tidigare if c and c.status == "visad"]
        return granser[0] in visade

    def _motsagelser(self) -> Iterator[Rojande]:
        for nr in self.system.motsagda:
            match self.system.namn[nr]:
                case (Tal() as tal, int(i)):
                    yield Rojande(*tal.cell, tal.namn, CONTRADICTION, OVER, self.versioner[i].nr)
