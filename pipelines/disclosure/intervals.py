"""How closely hidden numbers can be known: the smallest and largest value that fits the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import inf

import highspy
import numpy as np
from numpy.typing import NDArray

from pipelines.disclosure.relations import Number, Row

_EPS = 1e-6
_MOST = 1e7  # no count is larger; with an end to every number there is always an answer


def components(rows: Iterable[Row], unknown: set[Number]) -> list[tuple[list[Number], list[Row]]]:
    """Split the rows into blocks that share no unknown number."""
    parent = {number: number for number in unknown}

    def root(number: Number) -> Number:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    touching = []
    for row in rows:
        members = [number for number, _ in row.terms if number in unknown]
        if members:
            touching.append((row, members[0]))
            for member in members[1:]:
                parent[root(member)] = root(members[0])
    blocks: dict[Number, tuple[list[Number], list[Row]]] = {}
    for number in sorted(unknown):
        blocks.setdefault(root(number), ([], []))[0].append(number)
    for row, member in touching:
        blocks[root(member)][1].append(row)
    return list(blocks.values())


def too_narrow(
    numbers: list[Number],
    rows: list[Row],
    known: Mapping[Number, int],
    least: Mapping[Number, int],
    width: int,
) -> dict[Number, float]:
    """The unknown numbers of one block that a reader can place within fewer than `width` steps.

    Args:
        numbers: the unknown numbers of the block.
        rows: the rows that touch them.
        known: the value of every number that is shown.
        least: what a reader knows an unknown number is at least (0 where nothing is said).
        width: largest minus smallest value that counts as unknown.

    Returns:
        The width of each interval that is narrower, in whole numbers.

    Raises:
        ValueError: the shown numbers contradict each other.
    """
    if not rows:  # nothing is known of it
        return {}
    place = {number: index for index, number in enumerate(numbers)}
    solver = _model(place, rows, known, least)
    # Every solution is a table that fits: it widens the intervals of all numbers at once.
    low = np.full(len(numbers), inf)
    high = np.full(len(numbers), -inf)
    found = {}
    for number, index in place.items():
        for sense in (1.0, -1.0):
            if _steps(low[index], high[index]) >= width:
                break
            solution = _extreme(solver, index, sense)
            np.minimum(low, solution, out=low)
            np.maximum(high, solution, out=high)
        else:
            if (steps := _steps(low[index], high[index])) < width:
                found[number] = steps
    return found


def _steps(low: float, high: float) -> float:
    """Largest minus smallest whole number in between."""
    return float(np.floor(high + _EPS) - np.ceil(low - _EPS))


def _model(
    place: Mapping[Number, int],
    rows: list[Row],
    known: Mapping[Number, int],
    least: Mapping[Number, int],
) -> highspy.Highs:
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    for number in place:
        solver.addVar(float(least.get(number, 0)), _MOST)
    for row in rows:
        shown = sum(weight * known[n] for n, weight in row.terms if n not in place)
        terms = [(place[n], float(weight)) for n, weight in row.terms if n in place]
        solver.addRow(
            row.low - shown,
            row.high - shown,
            len(terms),
            np.array([index for index, _ in terms], dtype=np.int32),
            np.array([weight for _, weight in terms], dtype=np.float64),
        )
    return solver


def _extreme(solver: highspy.Highs, index: int, sense: float) -> NDArray[np.float64]:
    """A table that fits the shown numbers, with one number as small or as large as it can be."""
    solver.changeColCost(index, sense)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise ValueError("de visade talen motsäger varandra")
    solution = np.array(solver.getSolution().col_value)
    solver.changeColCost(index, 0.0)  # forgets the solution
    return solution
