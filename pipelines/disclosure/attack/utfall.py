"""What an attack found: verdicts on numbers, never to be read by anyone without the secret."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

NAIV = "naiv"  # only knows that no number is negative
REGELKUNNIG = "regelkunnig"  # has read what the statuses mean: zeros are shown
BIDRAGSGIVARE = "bidragsgivare"  # is the one child of a cell
OVER = "over publiceringar"  # rule-aware, with every publication side by side
INSIDER = "insider "  # + the unit that knows its own cells

OK = "ok"
EXACT = "EXACT"
PROVEN_SMALL = "PROVEN_SMALL"
TOO_NARROW = "TOO_NARROW"
SHOWN_SMALL = "SHOWN_SMALL"
CARRIES_VALUE = "CARRIES_VALUE"
CONTRADICTION = "CONTRADICTION"


class Nyckel(NamedTuple):
    """A cell."""

    matt: str
    enhet: str
    period: str
    dimension: str
    dimension_varde: str


NYCKEL = list(Nyckel._fields)


@dataclass(frozen=True)
class Rojande:
    """A number that the publications give away, or a fault in them.

    ``lo`` and ``hi`` (whole cases, inclusive; None where there is no interval) are the recovered
    secret: callers must never log, store or show them, so ``repr`` leaves them out. A verdict
    beside a cell is also a statement about it and stays in the restricted workspace.

    ``publicering`` counts from 0, the oldest. ``tal`` is taljare, rest or namnare; flera for the
    children that stand in several units; "andring taljare" (rest, namnare) for how much a number
    has moved since the publication before.
    """

    matt: str
    enhet: str
    period: str
    dimension: str
    dimension_varde: str
    tal: str
    verdict: str
    angripare: str
    publicering: int
    lo: int | None = field(default=None, repr=False)
    hi: int | None = field(default=None, repr=False)

    @property
    def cell(self) -> Nyckel:
        """The cell."""
        return Nyckel(self.matt, self.enhet, self.period, self.dimension, self.dimension_varde)


_ORDNING = attrgetter(*NYCKEL, "tal", "verdict", "angripare", "publicering")


@dataclass
class Utfall:
    """The findings of an attack and how much was tried.

    ``provade`` counts (attacker, verdict) over every number that an attacker was set on, ``ok``
    included. ``dolda`` is the number of hidden cells in the newest publication.
    """

    fynd: list[Rojande] = field(default_factory=list)
    provade: Counter[tuple[str, str]] = field(default_factory=Counter)
    publiceringar: int = 0
    dolda: int = 0

    def ta_emot(self, fynd: Iterable[Rojande]) -> None:
        """Add findings; the same finding of two contributors is told once."""
        nya = set(fynd) - set(self.fynd)
        self.fynd = sorted([*self.fynd, *nya], key=_ORDNING)
        self.provade.update((rojande.angripare, rojande.verdict) for rojande in nya)

    def sammanfattning(self) -> str:
        """One line without any number of a cell: what was attacked and the verdicts."""
        per_verdict: Counter[str] = Counter({OK: 0})
        for (_, verdict), antal in self.provade.items():
            per_verdict[verdict] += antal
        domar = ", ".join(f"{antal} {verdict}" for verdict, antal in per_verdict.items())
        angripare = len({angripare for angripare, _ in self.provade})
        slut = "publicering" if self.publiceringar == 1 else "publiceringar"
        return (
            f"{self.dolda} dolda celler angripna, {self.publiceringar} {slut}, "
            f"{angripare} angripare, {per_verdict.total()} prövningar: {domar}"
        )


def dom(lo: float, hi: float, k: int) -> str:
    """The verdict on a hidden number that lies between ``lo`` and ``hi``."""
    if lo == hi:
        return EXACT
    if lo >= 1 and hi < k:
        return PROVEN_SMALL
    return TOO_NARROW if hi - lo < k - 1 else OK


def dom_over_andring(lo: float, hi: float, k: int) -> str:
    """The verdict on a number that may be nothing, or negative: is it surely one to k - 1?"""
    if hi < 0:
        lo, hi = -hi, -lo
    if not (lo >= 1 and hi < k):
        return OK
    return EXACT if lo == hi else PROVEN_SMALL
