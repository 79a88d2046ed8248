"""How closely hidden numbers can be known: the smallest and largest value that fits the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import ceil, floor, inf

import highspy
import numpy as np

from pipelines.disclosure.relations import Number, Row

_EPS = 1e-6
Bounds = tuple[float, float]


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


def bounds(
    numbers: list[Number],
    rows: list[Row],
    known: Mapping[Number, int],
    least: Mapping[Number, int],
) -> dict[Number, Bounds]:
    """Smallest and largest value of each unknown number of one block, by linear programming.

    Args:
        numbers: the unknown numbers of the block.
        rows: the rows that touch them.
        known: the value of every number that is shown.
        least: what a reader knows an unknown number is at least (0 where nothing is said).

    Raises:
        ValueError: the shown numbers contradict each other.
    """
    place = {number: index for index, number in enumerate(numbers)}
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    for number in numbers:
        solver.addVar(float(least.get(number, 0)), inf)
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
    return {number: _extremes(solver, index) for number, index in place.items()}


def _extremes(solver: highspy.Highs, index: int) -> Bounds:
    found = []
    for sense in (1.0, -1.0):
        solver.changeColCost(index, sense)
        solver.run()
        status = solver.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            found.append(sense * solver.getInfo().objective_function_value)
        elif status == highspy.HighsModelStatus.kInfeasible:
            raise ValueError("de visade talen motsäger varandra")
        else:  # unbounded
            found.append(-sense * inf)
    solver.changeColCost(index, 0.0)
    low, high = found
    return (
        ceil(low - _EPS) if low > -inf else 0,
        floor(high + _EPS) if high < inf else inf,
    )
