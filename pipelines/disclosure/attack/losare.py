"""Least and greatest value of hidden numbers in one connected block, by linear programming.

Every solution is a witness for all numbers of the block at once: a number whose seen values span
enough is asked for no further, and its bounds are then inner ones. Witnesses are kept, so that an
insider, who knows some numbers more, starts with those that agree.

A number that is nothing or k and more has a yes or no beside it, and the block is then solved by
branching. Other numbers stay continuous.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import highspy
import numpy as np
import numpy.typing as npt
from highspy import HighsModelStatus as Status

from pipelines.disclosure.attack.ekvationer import Ekvation, Ekvationer, Granser

Vektor = npt.NDArray[np.float64]
TOLERANS = 1e-5  # the solver is feasible to 1e-7, the numbers are whole
RUNDOR = 8  # random directions before every number is asked for by itself
VITTNEN = 400  # kept


class Losare:
    """One block as a model in HiGHS: a column a number."""

    def __init__(
        self,
        rader: Sequence[Ekvation],
        ekvationer: Ekvationer,
        glapp: Mapping[int, float] | None = None,
        k: int = 0,
    ) -> None:
        """Build the model with the bounds as they stand; no objective yet.

        Args:
            rader: the block's rows.
            ekvationer: the bounds.
            glapp: numbers that are nothing or at least ``k``, and the most that each can be.
            k: see ``glapp``.
        """
        self.tal = list(dict.fromkeys(nr for rad in rader for nr in rad.koef))
        self.kolumn = {nr: j for j, nr in enumerate(self.tal)}
        self.lo = np.array([ekvationer.lo[nr] for nr in self.tal], dtype=float)
        self.hi = np.array([ekvationer.hi[nr] for nr in self.tal], dtype=float)
        self.modell = self._modell(rader)
        for nr, storst in (glapp or {}).items():
            self._glapp(self.kolumn[nr], k, storst)
        self.vittnen: list[Vektor] = []
        self.slump = np.random.default_rng(0)  # which directions; never which answer

    def _modell(self, rader: Sequence[Ekvation]) -> highspy.Highs:
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.tal), len(rader)
        lp.col_cost_ = np.zeros(len(self.tal))
        lp.col_lower_, lp.col_upper_ = self.lo, self.hi
        lp.row_lower_ = np.array([rad.lo for rad in rader], dtype=float)
        lp.row_upper_ = np.array([rad.hi for rad in rader], dtype=float)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0, *(len(rad.koef) for rad in rader)])
        lp.a_matrix_.index_ = np.array([self.kolumn[nr] for rad in rader for nr in rad.koef])
        lp.a_matrix_.value_ = np.array([a for rad in rader for a in rad.koef.values()], dtype=float)
        modell = highspy.Highs()
        modell.setOptionValue("output_flag", False)
        modell.setOptionValue("threads", 1)
        modell.setOptionValue("presolve", "off")  # a warm start needs the model as it stands
        modell.setOptionValue("simplex_strategy", 4)  # primal: only the objective changes
        if modell.passModel(lp) == highspy.HighsStatus.kError:
            raise RuntimeError("HiGHS tog inte emot modellen")
        return modell

    def _glapp(self, kolumn: int, k: int, storst: float) -> None:
        """Let a number be 0, or from k to ``storst``: k·ja <= tal <= storst·ja, ja is 0 or 1."""
        ja = self.modell.getNumCol()
        self.modell.addCol(0.0, 0.0, 1.0, 0, [], [])
        self.modell.changeColIntegrality(ja, highspy.HighsVarType.kInteger)
        bada = np.array([kolumn, ja], dtype=np.int32)
        self.modell.addRow(0.0, highspy.kHighsInf, 2, bada, np.array([1.0, -float(k)]))
        self.modell.addRow(-highspy.kHighsInf, 0.0, 2, bada, np.array([1.0, -float(storst)]))
        self.modell.setOptionValue("mip_rel_gap", 0.0)  # an optimum, not nearly one

    def minst(self, kostnad: Mapping[int, float]) -> float | None:
        """The least possible sum of ``kostnad[n] * n``, or None when no numbers fit the rows."""
        vektor = np.zeros(len(self.tal))
        for nr, pris in kostnad.items():
            vektor[self.kolumn[nr]] = pris
        vittne = self._los(vektor, far_sakna=True)
        return None if vittne is None else float(vektor @ vittne)

    def krav(self, koef: Mapping[int, float], hi: float) -> None:
        """Add the row ``sum(koef[n] * n) <= hi``; what was seen before need not satisfy it."""
        kolumner = np.array([self.kolumn[nr] for nr in koef], dtype=np.int32)
        self.modell.addRow(-highspy.kHighsInf, hi, len(koef), kolumner, np.array([*koef.values()]))
        self.vittnen.clear()

    def spann(
        self,
        mal: Mapping[int, bool],
        k: int,
        fasta: Mapping[int, float] | None = None,
    ) -> dict[int, Granser] | None:
        """Minimise and maximise numbers, rounded inwards to whole cases.

        Args:
            mal: numbers to recover; True for a change, which may be nothing: it is asked for only
                until it is seen at 0, or at k or more.
            k: a span of k whole numbers or more is asked for no further.
            fasta: numbers that this reader knows beforehand.

        Returns:
            Bounds of each number of ``mal``, or None when no numbers fit what is known.
        """
        kanda = {self.kolumn[nr]: varde for nr, varde in (fasta or {}).items()}
        for j, varde in kanda.items():
            if not self.lo[j] <= varde <= self.hi[j]:
                return None
        for j, varde in kanda.items():
            self.modell.changeColBounds(j, varde, varde)
        try:
            return self._spann(mal, k, kanda)
        finally:
            for j in kanda:
                self.modell.changeColBounds(j, self.lo[j], self.hi[j])

    def _spann(
        self, mal: Mapping[int, bool], k: int, kanda: Mapping[int, float]
    ) -> dict[int, Granser] | None:
        kolumner = np.array([self.kolumn[nr] for nr in mal], dtype=int)
        andring = np.array([*mal.values()], dtype=bool)
        seende = _Sett(kolumner, andring, k)
        for vittne in self.vittnen:
            if all(abs(vittne[j] - varde) < TOLERANS for j, varde in kanda.items()):
                seende.se(vittne)
        if not seende.nagot:
            forsta = self._los(np.zeros(len(self.tal)), far_sakna=True)
            if forsta is None:
                return None
            seende.se(forsta)
        kvar = seende.kvar()
        for runda in range(RUNDOR):
            if not len(kvar):
                break
            tecken = self._riktning(runda, len(kvar))
            seende.se(self._optimum(kolumner[kvar], tecken))
            fore, kvar = len(kvar), seende.kvar()
            if runda > 2 and len(kvar) > 0.9 * fore:
                break
        for i in kvar:
            for hall in (1.0, -1.0):
                if not seende.klart(i):
                    seende.se(self._optimum(kolumner[i : i + 1], np.array([hall])))
        lo, hi = seende.hela()
        if (lo > hi).any():  # a fraction fits, no whole number does
            return None
        return {nr: (float(lo[i]), float(hi[i])) for i, nr in enumerate(mal)}

    def _riktning(self, runda: int, antal: int) -> Vektor:
        if runda < 2:
            return np.full(antal, 1.0 - 2.0 * runda)
        return self.slump.choice([-1.0, 1.0], antal) * self.slump.uniform(0.5, 1.0, antal)

    def _optimum(self, kolumner: npt.NDArray[np.int_], tecken: Vektor) -> Vektor:
        kostnad = np.zeros(len(self.tal))
        kostnad[kolumner] = tecken
        vittne = self._los(kostnad)
        if vittne is None:
            raise RuntimeError("HiGHS fann först en lösning och sedan ingen")
        return vittne

    def _los(self, kostnad: Vektor, *, far_sakna: bool = False) -> Vektor | None:
        """Solve; None when nothing fits. Any other outcome is no answer at all."""
        antal = len(self.tal)
        self.modell.changeColsCost(antal, np.arange(antal, dtype=np.int32), kostnad)
        for _ in range(2):
            self.modell.run()
            status = self.modell.getModelStatus()
            if status == Status.kOptimal:
                vittne = np.asarray(self.modell.getSolution().col_value)[:antal]
                if len(self.vittnen) < VITTNEN:
                    self.vittnen.append(vittne)
                return vittne
            if status == Status.kInfeasible and far_sakna:
                return None
            self.modell.clearSolver()  # a bad start is the usual reason
        raise RuntimeError(f"HiGHS svarade {status.name}")


class _Sett:
    """The least and greatest values seen of the numbers asked for."""

    def __init__(
        self, kolumner: npt.NDArray[np.int_], andring: npt.NDArray[np.bool_], k: int
    ) -> None:
        self.kolumner, self.andring, self.k = kolumner, andring, k
        self.minst = np.full(len(kolumner), np.inf)
        self.storst = np.full(len(kolumner), -np.inf)
        self.fragat: set[int] = set()
        self.nagot = False

    def se(self, vittne: Vektor) -> None:
        """Widen every interval by one solution."""
        varden = vittne[self.kolumner]
        np.minimum(self.minst, varden, out=self.minst)
        np.maximum(self.storst, varden, out=self.storst)
        self.nagot = True

    def hela(self) -> tuple[Vektor, Vektor]:
        """The intervals in whole cases."""
        return np.ceil(self.minst - TOLERANS), np.floor(self.storst + TOLERANS)

    def _klara(self, lo: Vektor, hi: Vektor) -> npt.NDArray[np.bool_]:
        inget = (lo <= 0) & (hi >= 0)
        stor = (hi >= self.k) | (lo <= -self.k)
        klara: npt.NDArray[np.bool_] = np.where(
            self.andring, (lo <= hi) & (inget | stor), hi - lo >= self.k - 1
        )
        return klara

    def kvar(self) -> npt.NDArray[np.int_]:
        """Places of the numbers whose interval is not yet wide enough."""
        return np.flatnonzero(~self._klara(*self.hela()))

    def klart(self, i: int) -> bool:
        """Whether one number's interval is wide enough."""
        return bool(self._klara(*self.hela())[i])
