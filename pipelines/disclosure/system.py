"""The cells of a block as arrays: numbers, rows, and which cell shows which number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from pipelines.disclosure.cells import NAMNARE, REST, TALJARE, Behind, Cell, Number
from pipelines.disclosure.equations import Row, aliases, rows
from pipelines.disclosure.plan import Plan


@dataclass(frozen=True)
class System:
    """A block, ready to be attacked.

    Attributes:
        cells: the block's cells, sorted.
        behind: what stands behind each.
        value: the true value of each number.
        shown: for each cell the numbers that it shows. `secret`: those that hiding it must hide.
        carriers: for each number the cells that show it.
        matrix: rows × numbers; each row sums to nothing.
        denominator: for each cell its denominator, -1 for a count.
    """

    cells: list[Cell]
    behind: list[Behind]
    value: NDArray[np.int64]
    shown: list[list[int]]
    secret: list[list[int]]
    carriers: list[list[int]]
    matrix: csr_matrix
    denominator: NDArray[np.int64]
    place: dict[Cell, int] = field(repr=False)

    def closure(self, cells: Iterable[int]) -> set[int]:
        """The cells, and all that show a number which hiding them must hide."""
        return {c for cell in cells for n in self.secret[cell] for c in self.carriers[n]}

    def belied(self, cell: int, width: int) -> bool:
        """Whether it is not true that both sides are at least one, as is said of a hidden share.

        It is said where the denominator is known and more than `width`.
        """
        whole = int(self.denominator[cell])
        if whole < 0 or self.behind[cell].sensitive or self.value[whole] <= width:
            return False
        return not (self.value[self.shown[cell]] > 0).all()

    def may_hide(self, cell: int) -> bool:
        """A zero stays visible: readers are told that what is hidden is at least one.

        Of a share that is said of the denominator, and of the sides only beside a denominator
        that is known all the same: shown by another cell here, or given by the equations (`Watch`).
        """
        cells = self.closure([cell])
        for one in cells:
            whole = int(self.denominator[one])
            gone = whole >= 0 and cells.issuperset(self.carriers[whole])
            numbers = [whole] if gone else self.shown[one]
            if not (self.value[numbers] > 0).all():
                return False
        return True

    def known(self, hidden: Iterable[int]) -> NDArray[np.bool_]:
        """Which numbers a reader sees when some cells are hidden."""
        known = np.zeros(len(self.value), dtype=bool)
        hidden = set(hidden)
        for cell, numbers in enumerate(self.shown):
            if cell not in hidden:
                known[numbers if self.behind[cell].split else numbers[-1:]] = True
        return known


def build(behind: Mapping[Cell, Behind], plan: Plan) -> System:
    """Make the arrays of a block; rows that the true numbers do not fulfil are left out."""
    cells = sorted(behind)
    shares = {cell for cell in cells if behind[cell].rest is not None}
    same = aliases(cells, shares, plan)
    number: dict[Number, int] = {}
    value: list[int] = []
    shown, secret = [], []
    for cell in cells:
        of = behind[cell]
        parts = {TALJARE: of.taljare}
        if of.rest is not None:
            parts |= {REST: of.rest, NAMNARE: of.taljare + of.rest}
        own = []
        for part, amount in parts.items():
            name = Number(cell, part)
            own.append(number.setdefault(same.get(name, name), len(value)))
            number[name] = own[-1]
            if own[-1] == len(value):
                value.append(amount)
        shown.append(own)
        secret.append([number[Number(cell, p)] for p in parts if Number(cell, p) not in same])
    carriers: defaultdict[int, list[int]] = defaultdict(list)
    for place, own in enumerate(shown):
        for index in own:
            carriers[index].append(place)
    values = np.array(value, dtype=np.int64)
    kept = [r for r in rows(cells, shares, plan) if _holds(r, number, values)]
    return System(
        cells, [behind[cell] for cell in cells], values, shown, secret,
        [carriers[i] for i in range(len(value))], _matrix(kept, number, len(value)),
        np.array([own[-1] if len(own) > 1 else -1 for own in shown], dtype=np.int64),
        {cell: i for i, cell in enumerate(cells)},
    )  # fmt: skip


def unfulfilled(behind: Mapping[Cell, Behind], plan: Plan) -> list[Row]:
    """The rows that the true numbers do not fulfil."""
    cells = sorted(behind)
    shares = {cell for cell in cells if behind[cell].rest is not None}
    amounts = {
        Number(cell, part): amount
        for cell, of in behind.items()
        for part, amount in (
            (TALJARE, of.taljare), (REST, of.rest or 0), (NAMNARE, of.taljare + (of.rest or 0))
        )
    }  # fmt: skip
    return [
        row for row in rows(cells, shares, plan) if sum(w * amounts[n] for n, w in row.terms) != 0
    ]


def _holds(row: Row, number: Mapping[Number, int], value: NDArray[np.int64]) -> bool:
    return sum(w * int(value[number[n]]) for n, w in row.terms) == 0


def _matrix(kept: list[Row], number: Mapping[Number, int], width: int) -> csr_matrix:
    entries = [(i, number[n], w) for i, row in enumerate(kept) for n, w in row.terms]
    at, column, weight = zip(*entries, strict=True) if entries else ((), (), ())
    return csr_matrix((weight, (at, column)), shape=(len(kept), width), dtype=np.float64)
