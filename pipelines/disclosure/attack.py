"""Angriparen: tries to recover what the published cells of a night hide.

Independent of the protector on purpose: it reads the emitted cells and the publication plan, as any
reader can, and shares no code with what hid the numbers. It is rule-aware: zeros are shown, so a
protected count is at least 1. Example: stad 40, bromma 37 and farsta ``skyddad`` give farsta away.

Every number of every cell is an unknown with bounds and every relation of the plan a row. What a
row tells alone is propagated; the rest is minimised and maximised block by block with HiGHS.
Source: the audit of cell suppression by linear programming, Hundepool et al. (2012), Statistical
Disclosure Control, chapter 4; verdicts as in the project's statistics page, section 3.5.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict, deque
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, NamedTuple

import highspy
import numpy as np
import pandas as pd
from highspy import HighsModelStatus as Status

TAL = ["taljare", "namnare", "komplement"]
NYCKEL = ["matt", "enhet", "period", "dimension", "dimension_varde"]
FIGURER = ["taljare", "namnare", "varde", "undre", "ovre"]
STATUSAR = {"visad", "for_fa", "skyddad", "strukturell_nolla", "ej_mogen", "saknas"}
BARS = {"visad": set(FIGURER), "for_fa": {"namnare"}}  # the other statuses bear no figure
# Of the plan's kinds of periods all but these are dates: reference days of one purpose or another.
PERIOD = re.compile(r"(?P<ar>\d{4})(?:(?P<halvar>H[12])|(?P<kvartal>Q[1-4])|(?P<dag>-\d\d-\d\d))?")
# No relation names quarters, but what adds up over half-years adds up over quarters too.
TIDSDELAR = [
    ("", ("H1", "H2")),
    ("", ("Q1", "Q2", "Q3", "Q4")),
    ("H1", ("Q1", "Q2")),
    ("H2", ("Q3", "Q4")),
]
TAK = 1e7  # no count reaches it; a model with an end to every number is one HiGHS always answers
TOLERANS = 1e-6  # the solver is feasible to 1e-7, the numbers are whole


class Tal(NamedTuple):
    """One number of one cell: taljare, namnare or komplement (namnare - taljare)."""

    matt: str
    enhet: str
    period: str
    dimension: str
    dimension_varde: str
    tal: str


Granser = tuple[float, float]
Uppdelning = tuple[Tal, list[Tal]]  # a whole and its parts
Relation = Mapping[str, Any]


@dataclass(frozen=True)
class Rojande:
    """A number that the published cells give away, or a fault in them.

    ``lo`` and ``hi`` (whole cases, inclusive; None where there is no interval) are the recovered
    secret: callers must never log, store or show them, so ``repr`` leaves them out. A verdict
    beside a cell is also a statement about it and stays in the restricted workspace. ``tal`` is
    taljare or komplement; namnare only for a ``for_fa`` cell's SHOWN_SMALL or a CONTRADICTION.
    """

    matt: str
    enhet: str
    period: str
    dimension: str
    dimension_varde: str
    tal: str
    verdict: str
    lo: int | None = field(default=None, repr=False)
    hi: int | None = field(default=None, repr=False)


def angrip(celler: pd.DataFrame, plan: Mapping[str, Any], k: int = 5) -> list[Rojande]:
    """Attack the published cells and return everything they give away; [] means nothing found.

    Verdicts on a hidden number, with its interval: EXACT (lo = hi), PROVEN_SMALL (1 <= lo and
    hi < k), TOO_NARROW (hi - lo < k - 1). Without interval: SHOWN_SMALL (1 to k - 1 is shown),
    CARRIES_VALUE (a figure that the cell's status forbids), CONTRADICTION (no numbers agree with
    the published ones; once a block, named after one of its numbers).

    Args:
        celler: one row a published cell; columns NYCKEL (text, '' for none), status, and FIGURER
            (nullable; taljare and namnare in whole cases). Releases whose figures have not moved
            may be concatenated: then what one shows helps against what the other hides. An
            insider is played by cells given as visad that only the insider knows.
        plan: the parsed plan.yml. Tables with ``skydd: nej`` are left out; a row that belongs to
            no table of the plan is attacked like a protected one.
        k: the smallest number of cases that may be shown or proven; at least 2.

    Returns:
        Findings sorted by cell.

    Raises:
        ValueError: a column, key, status, period, count or relation is missing or not understood.
            Nothing has been judged then, so nothing may be published.
        RuntimeError: the solver gave no answer; the same applies.
    """
    if k < 2:
        raise ValueError("k måste vara minst 2")
    system = _Ekvationer(plan["relationer"])
    hemliga, visade, fynd = _las(_skyddade(celler, plan), system, plan["relationer"])
    _skarp(system, hemliga, k)
    _relatera(system, plan["relationer"])
    system.fortplanta()
    spann = {tal: system.granser[tal] for tal in hemliga}
    for rader in system.block():
        svar = _optimera(rader, system.granser, hemliga, k)
        if svar is None:
            system.motsagda.add(min(rad.namn for rad in rader))
        else:
            spann |= svar
    fynd |= {Rojande(*tal, "CONTRADICTION") for tal in system.motsagda}
    for tal in visade:
        lo, hi = system.granser[system.bunden(tal)]
        if lo == hi and 1 <= lo < k:
            fynd.add(Rojande(*tal, "SHOWN_SMALL"))
    for tal, status in hemliga.items():
        sidor = [spann[s] for s in (tal._replace(tal=namn) for namn in TAL) if s in spann]
        if status == "for_fa" and all(lo == hi and not 1 <= lo < k for lo, hi in sidor):
            continue  # too few for a comparison, but 0 or many on both sides: no secret
        lo, hi = spann[tal]
        if (verdict := _verdict(lo, hi, k)) != "ok":
            fynd.add(Rojande(*tal, verdict, int(lo), int(hi)))
    return sorted(fynd, key=attrgetter(*NYCKEL, "tal", "verdict"))


def _verdict(lo: float, hi: float, k: int) -> str:
    if lo == hi:
        return "EXACT"
    if lo >= 1 and hi < k:
        return "PROVEN_SMALL"
    return "TOO_NARROW" if hi - lo < k - 1 else "ok"


@dataclass
class _Rad:
    """``lo <= sum(koef[t] * t) <= hi``; a contradiction in the row bears ``namn``."""

    namn: Tal
    koef: Counter[Tal]
    lo: float
    hi: float


class _Ekvationer:
    """What a reader knows: bounds of every number, and the rows that join them."""

    def __init__(self, relationer: Sequence[Relation]) -> None:
        self.granser: defaultdict[Tal, Granser] = defaultdict(lambda: (0.0, TAK))
        self.rader: list[_Rad] = []
        self.motsagda: set[Tal] = set()
        self.helhet_for = {  # (measure, number) of a denominator -> the whole it equals
            _delat(tal): _delat(relation["helhet"])
            for relation in relationer
            if relation["typ"] == "namnare"
            for tal in relation["tal"]
        }

    def bunden(self, tal: Tal) -> Tal:
        """Return the whole that a namnare relation says ``tal`` equals, or ``tal`` itself."""
        if helhet := self.helhet_for.get((tal.matt, tal.tal)):
            return Tal(helhet[0], tal.enhet, tal.period, "", "", helhet[1])
        return tal

    def begransa(self, tal: Tal, lo: float, hi: float) -> None:
        """Narrow a number's bounds; news that contradicts them is noted and left out."""
        tal = self.bunden(tal)
        ny = max(lo, self.granser[tal][0]), min(hi, self.granser[tal][1])
        if ny[0] > ny[1]:
            self.motsagda.add(tal)
        else:
            self.granser[tal] = ny

    def lagg_till(self, helhet: Tal, delar: Iterable[Tal], lo: float = 0, hi: float = 0) -> None:
        """Add the row ``lo <= helhet - sum(delar) <= hi``."""
        koef = Counter([self.bunden(helhet)])
        koef.subtract(map(self.bunden, delar))
        self.rader.append(_Rad(self.bunden(helhet), koef, lo, hi))

    def fortplanta(self) -> None:
        """Put known numbers into the rows; a row with one unknown left becomes its bounds."""
        har = self._rader_med()
        ko = deque(self.rader)
        while ko:
            rad = ko.popleft()
            for tal in list(rad.koef):
                lo, hi = self.granser[tal]
                if lo == hi:
                    konstant = rad.koef.pop(tal) * lo
                    rad.lo, rad.hi = rad.lo - konstant, rad.hi - konstant
            if not rad.koef and not rad.lo <= 0 <= rad.hi:
                self.motsagda.add(rad.namn)
            elif len(rad.koef) == 1 and abs(tecken := rad.koef.total()) == 1:
                tal = next(iter(rad.koef))
                lo, hi = sorted((rad.lo * tecken, rad.hi * tecken))
                rad.koef, rad.lo, rad.hi = Counter(), -math.inf, math.inf
                self.begransa(tal, lo, hi)
                if self.granser[tal][0] == self.granser[tal][1]:
                    ko.extend(har[tal])

    def block(self) -> Iterator[list[_Rad]]:
        """Yield the rows of each connected block of unknowns."""
        har = self._rader_med()
        while har:
            ko, rader = [next(iter(har))], dict[int, _Rad]()
            while ko:
                for rad in har.pop(ko.pop(), []):
                    if id(rad) not in rader:
                        rader[id(rad)] = rad
                        ko.extend(rad.koef)
            yield list(rader.values())

    def _rader_med(self) -> defaultdict[Tal, list[_Rad]]:
        har: defaultdict[Tal, list[_Rad]] = defaultdict(list)
        for rad in self.rader:
            for tal in rad.koef:
                har[tal].append(rad)
        return har


def _delat(namn: str) -> tuple[str, str]:
    matt, _, tal = namn.partition(".")  # the plan's 'V1.taljare'
    return matt, tal


def _skyddade(celler: pd.DataFrame, plan: Mapping[str, Any]) -> pd.DataFrame:
    """Return the rows of protected tables, columns NYCKEL, status, FIGURER in that order."""
    kolumner = [*NYCKEL, "status", *FIGURER]
    if saknade := set(kolumner) - set(celler.columns):
        raise ValueError(f"kolumner saknas: {sorted(saknade)}")
    if celler[[*NYCKEL, "status"]].isna().to_numpy().any():
        raise ValueError("en cell saknar nyckel eller status")
    former = {period: PERIOD.fullmatch(period) for period in celler["period"].unique()}
    if okanda := {p for p, form in former.items() if not form} | {*celler["status"]} - STATUSAR:
        raise ValueError(f"okända perioder eller statusar: {sorted(okanda)}")
    oppna = {
        (
            tabell["matt"],
            tabell.get("dimension") or "",
            slag if slag in PERIOD.groupindex else "dag",
        )
        for tabell in plan["tabeller"]
        if tabell.get("skydd") in ("nej", False)
        for slag in tabell["perioder"]
    }
    slag = celler["period"].map({p: form.lastgroup for p, form in former.items() if form})
    tabeller = zip(celler["matt"], celler["dimension"], slag, strict=True)
    kvar = celler.loc[[tabell not in oppna for tabell in tabeller], kolumner]
    try:
        return kvar.astype({"taljare": "Int64", "namnare": "Int64"})
    except (TypeError, ValueError):  # whose message may repeat the figure
        raise ValueError("ett antal är inte ett heltal") from None


def _las(
    celler: pd.DataFrame, system: _Ekvationer, relationer: Sequence[Relation]
) -> tuple[dict[Tal, str], list[Tal], set[Rojande]]:
    """Put what every cell says by itself into the system.

    Returns:
        The numbers to recover with their cell's status; the numbers shown; the CARRIES_VALUE.
    """
    hemliga: dict[Tal, str] = {}
    visade: list[Tal] = []
    fynd: set[Rojande] = set()
    andelar = set(celler["matt"][celler["namnare"].notna()]) | {
        _delat(namn)[0] for r in relationer for namn in r.get("tal") or () if "namnare" in namn
    }
    for matt, enhet, period, dimension, varde, status, *figurer in celler.itertuples(index=False):
        taljare, namnare, komplement = (
            Tal(matt, enhet, period, dimension, varde, namn) for namn in TAL
        )
        buret = {namn: f for namn, f in zip(FIGURER, figurer, strict=True) if not pd.isna(f)}
        nolla = status == "strukturell_nolla"
        if any(not nolla or buret[namn] != 0 for namn in buret.keys() - BARS.get(status, set())):
            fynd.add(Rojande(*taljare, "CARRIES_VALUE"))
        for tal in (taljare, komplement) if matt in andelar else (taljare,):
            # What is hidden is not zero; of a share, its sides together are not.
            ensam = status == "skyddad" and matt not in andelar
            system.begransa(tal, 1 if ensam else 0, TAK)
            if status in ("skyddad", "for_fa"):
                # Of two releases' words for one cell the one with fewer excuses counts: skyddad.
                hemliga[tal] = max(status, hemliga.get(tal, ""))
            elif status == "visad":
                visade.append(tal)
        if status == "for_fa":
            visade.append(namnare)
        if nolla:
            buret["taljare"] = 0
            if system.bunden(namnare) == namnare:  # else it is the whole's, which may be large
                buret.setdefault("namnare", 0)
        for tal in (taljare, namnare):
            if tal.tal in buret:
                system.begransa(tal, buret[tal.tal], buret[tal.tal])
        if matt in andelar:
            system.begransa(namnare, 1 if status == "skyddad" else 0, TAK)
            system.lagg_till(namnare, [taljare, komplement])
    return hemliga, visade, fynd


def _skarp(system: _Ekvationer, hemliga: Mapping[Tal, str], k: int) -> None:
    """A side of nothing is shown: with k or more in a shown denominator, neither side is nothing.

    With fewer, or with a hidden denominator, all of the few may be on one side.
    """
    for tal, status in hemliga.items():
        namnare = tal._replace(tal="namnare")
        if status == "skyddad" and system.granser[system.bunden(namnare)][0] >= k:
            system.begransa(tal, 1, TAK)


def _relatera(system: _Ekvationer, relationer: Sequence[Relation]) -> None:
    """Add the plan's relations; a part that the frame lacks joins in as an unknown."""
    celler = [tal for tal in system.granser if tal.tal == "taljare"]
    for relation in relationer:
        for helhet, delar in _uppdelningar(relation, celler):
            if relation["typ"] == "barn":  # one child may be in several parts
                system.lagg_till(helhet, delar, lo=-math.inf)
                for tal in delar:
                    system.lagg_till(helhet, [tal], hi=math.inf)
            else:
                system.lagg_till(helhet, delar)


def _uppdelningar(relation: Relation, celler: list[Tal]) -> Iterator[Uppdelning]:
    """Yield the wholes of a relation, each with its parts."""
    match relation["typ"]:
        case "namnare":
            return  # already in every name, see _Ekvationer.bunden
        case "dimension":
            yield from _over_dimension(relation, celler)
        case "enheter" | "halvar" | "barn" as typ:
            for namn in relation["tal"]:
                matt, tal = _delat(namn)
                egna = [cell._replace(tal=tal) for cell in celler if cell.matt == matt]
                if typ != "halvar":
                    yield from _over_enheter(egna)
                if typ != "enheter":
                    yield from _over_tid(egna)
        case typ:
            raise ValueError(f"okänd relation: {typ}")


def _over_enheter(celler: list[Tal]) -> Iterator[Uppdelning]:
    enheter: defaultdict[str, set[str]] = defaultdict(set)
    for cell in celler:
        enheter[cell.period].add(cell.enhet)
    for stad in dict.fromkeys(cell._replace(enhet="stad") for cell in celler):
        if delar := sorted(enheter[stad.period] - {"stad"}):
            yield stad, [stad._replace(enhet=enhet) for enhet in delar]


def _over_tid(celler: list[Tal]) -> Iterator[Uppdelning]:
    finns = set(celler)
    for ar in dict.fromkeys(cell._replace(period=cell.period[:4]) for cell in celler):
        for slut, tider in TIDSDELAR:
            delar = [ar._replace(period=ar.period + tid) for tid in tider]
            if not finns.isdisjoint(delar):
                yield ar._replace(period=ar.period + slut), delar


def _over_dimension(relation: Relation, celler: list[Tal]) -> Iterator[Uppdelning]:
    (matt, tal), helhet = _delat(relation["delar"]), _delat(relation["helhet"])
    egna = [c for c in celler if c.matt == matt and c.dimension == relation["dimension"]]
    varden: defaultdict[str, set[str]] = defaultdict(set)
    for cell in egna:
        varden[cell.period].add(cell.dimension_varde)
    for cell in dict.fromkeys(cell._replace(dimension_varde="", tal=tal) for cell in egna):
        delar = relation.get("varden") or sorted(varden[cell.period])
        yield (
            Tal(helhet[0], cell.enhet, cell.period, "", "", helhet[1]),
            [cell._replace(dimension_varde=varde) for varde in delar],
        )


def _optimera(
    rader: list[_Rad], granser: Mapping[Tal, Granser], mal: Container[Tal], k: int
) -> dict[Tal, Granser] | None:
    """Minimise and maximise the numbers of ``mal`` in one block, rounded inwards to whole cases.

    Every solution is a witness for all numbers of the block: one whose seen values already span an
    ok interval is solved no further, and its bounds are then inner ones.

    Returns:
        Bounds of each number of ``mal`` in the block, or None when no numbers fit the rows.
    """
    tal = list(dict.fromkeys(t for rad in rader for t in rad.koef))
    losare = _modell(tal, rader, granser)
    if not _kor(losare, far_sakna_losning=True):
        return None
    minsta, storsta = np.full(len(tal), np.inf), np.full(len(tal), -np.inf)
    svar: dict[Tal, Granser] = {}
    for j in (j for j, t in enumerate(tal) if t in mal):
        for tecken in (1.0, -1.0):
            if np.floor(storsta[j] + TOLERANS) - np.ceil(minsta[j] - TOLERANS) >= k - 1:
                break
            losare.changeColCost(j, tecken)
            _kor(losare)
            vittne = np.asarray(losare.getSolution().col_value)
            np.minimum(minsta, vittne, out=minsta)
            np.maximum(storsta, vittne, out=storsta)
            losare.changeColCost(j, 0.0)
        lo, hi = np.ceil(minsta[j] - TOLERANS), np.floor(storsta[j] + TOLERANS)
        if lo > hi:  # a fraction fits, no whole number does
            return None
        svar[tal[j]] = float(lo), float(hi)
    return svar


def _modell(tal: list[Tal], rader: list[_Rad], granser: Mapping[Tal, Granser]) -> highspy.Highs:
    """Hand one block to HiGHS: a column a number, no objective yet."""
    nummer = {t: j for j, t in enumerate(tal)}
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(tal), len(rader)
    lp.col_cost_ = np.zeros(len(tal))
    lp.col_lower_, lp.col_upper_ = np.array([granser[t] for t in tal], dtype=float).T
    lp.row_lower_, lp.row_upper_ = np.array([(rad.lo, rad.hi) for rad in rader], dtype=float).T
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0, *(len(rad.koef) for rad in rader)])
    lp.a_matrix_.index_ = np.array([nummer[t] for rad in rader for t in rad.koef])
    lp.a_matrix_.value_ = np.array([a for rad in rader for a in rad.koef.values()], dtype=float)
    losare = highspy.Highs()
    losare.setOptionValue("output_flag", False)
    losare.setOptionValue("presolve", "off")  # a warm start needs the model as it stands
    if losare.passModel(lp) == highspy.HighsStatus.kError:
        raise RuntimeError("HiGHS tog inte emot modellen")
    return losare


def _kor(losare: highspy.Highs, *, far_sakna_losning: bool = False) -> bool:
    """Solve and return whether there is a solution; any other outcome is no answer at all."""
    losare.run()
    status = losare.getModelStatus()
    if status == Status.kInfeasible and far_sakna_losning:
        return False
    if status != Status.kOptimal:
        raise RuntimeError(f"HiGHS svarade {status.name}")
    return True
