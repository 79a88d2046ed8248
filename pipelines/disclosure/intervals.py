"""How closely unknown numbers can be known: the smallest and largest value that fits the rest.

Readers know that a side of a share of too few is nothing or `children` and more. Such an unknown
has a switch beside it, and its block is solved by branching.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

_EPS = 1e-6
_MOST = 1e7  # no count is larger; with an end to every number there is always an answer


class ContradictionError(Exception):
    """No numbers fit what is shown."""


@dataclass(frozen=True)
class Weak:
    """A number that a reader can place too closely, and the rows that let them."""

    number: int
    steps: float
    rows: NDArray[np.int64]


def too_narrow(
    matrix: csr_matrix,
    sums: NDArray[np.float64],
    least: NDArray[np.float64],
    targets: NDArray[np.int64],
    width: int,
    *,
    only_one: bool = False,
    holes: Mapping[int, float] | None = None,
) -> list[Weak]:
    """The targets that a reader can place within fewer than `width` steps.

    Args:
        matrix: rows × unknowns.
        sums: what each row sums to.
        least: what a reader knows each unknown is at least.
        targets: the columns asked about.
        width: largest minus smallest value that counts as unknown.
        only_one: stop at the first.
        holes: unknowns that are nothing or more than `width`, and the most that each can be.

    Raises:
        ContradictionError: nothing fits.
    """
    solver = _model(matrix, sums, least)
    for column, most in (holes or {}).items():
        _cut(solver, column, width + 1.0, most)
    # Every solution is a table that fits: it widens the intervals of all numbers at once.
    smallest = np.full(matrix.shape[1], np.inf)
    largest = np.full(matrix.shape[1], -np.inf)
    found = []
    for target in targets:
        used = np.zeros(matrix.shape[0], dtype=bool)
        for sense in (1.0, -1.0):
            if _steps(smallest[target], largest[target]) >= width:
                break
            values, duals = _extreme(solver, int(target), sense)
            solution = values[: matrix.shape[1]]
            np.minimum(smallest, solution, out=smallest)
            np.maximum(largest, solution, out=largest)
            if not holes:  # else there are none
                used |= np.abs(duals) > _EPS
        else:
            if (steps := _steps(smallest[target], largest[target])) < width:
                found.append(Weak(int(target), steps, np.flatnonzero(used)))
                if only_one:
                    break
    return found


def _steps(low: float, high: float) -> float:
    """Largest minus smallest whole number in between."""
    return float(np.floor(high + _EPS) - np.ceil(low - _EPS))


def _model(
    matrix: csr_matrix, sums: NDArray[np.float64], least: NDArray[np.float64]
) -> highspy.Highs:
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = matrix.shape
    model.col_cost_ = np.zeros(matrix.shape[1])
    model.col_lower_, model.col_upper_ = least, np.full(matrix.shape[1], _MOST)
    model.row_lower_, model.row_upper_ = sums, sums
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = matrix.indptr
    model.a_matrix_.index_ = matrix.indices
    model.a_matrix_.value_ = matrix.data
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("presolve", "off")  # a warm start needs the model as it stands
    solver.passModel(model)
    return solver


def _cut(solver: highspy.Highs, column: int, least: float, most: float) -> None:
    """Let an unknown be nothing, or from `least` to `most`, by a switch beside it."""
    switch = solver.getNumCol()
    solver.addCol(0.0, 0.0, 1.0, 0, [], [])
    solver.changeColIntegrality(switch, highspy.HighsVarType.kInteger)
    both = np.array([column, switch], dtype=np.int32)
    solver.addRow(0.0, highspy.kHighsInf, 2, both, np.array([1.0, -least]))
    solver.addRow(-highspy.kHighsInf, 0.0, 2, both, np.array([1.0, -most]))
    solver.setOptionValue("mip_rel_gap", 0.0)


def _extreme(
    solver: highspy.Highs, index: int, sense: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """A table that fits, with one number as small or as large as it can be, and what held it."""
    solver.changeColCost(index, sense)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise ContradictionError
    solution = solver.getSolution()
    values, duals = np.array(solution.col_value), np.array(solution.row_dual)
    solver.changeColCost(index, 0.0)  # forgets the solution
    return values, duals
