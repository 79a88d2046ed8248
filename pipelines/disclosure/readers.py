"""Who reads: anybody, an officer of a unit who knows its own cells, the one child of a cell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from pipelines.disclosure.cells import Cell
from pipelines.disclosure.elimination import determined
from pipelines.disclosure.intervals import Weak, too_narrow
from pipelines.disclosure.system import System

_NOT_OFFICES = {"stad", "okand"}
_PARTS = {"": ("H1", "H2", "Q1", "Q2", "Q3", "Q4"), "H1": ("Q1", "Q2"), "H2": ("Q3", "Q4")}


@dataclass(frozen=True)
class Reader:
    """Somebody who knows some cells, or is alone in some numbers, whatever is hidden."""

    name: str
    cells: frozenset[int] = frozenset()
    alone: frozenset[int] = frozenset()


ANYBODY = Reader("")


def officers(system: System) -> list[Reader]:
    """One for each unit that decides."""
    units = sorted({cell.enhet for cell in system.cells} - _NOT_OFFICES)
    return [
        Reader(unit, frozenset(i for i, cell in enumerate(system.cells) if cell.enhet == unit))
        for unit in units
    ]


def contributors(system: System, hidden: set[int]) -> list[Reader]:
    """One for each child who is alone in a hidden number, and in those that hold it or it holds."""
    ones = sorted(
        (n, cell, system.shown[cell].index(n))
        for cell in hidden
        for n in system.shown[cell]
        if system.value[n] == 1
    )
    found = {
        frozenset(m for m, other, part in ones if part == mine and _nested(system, cell, other))
        for _, cell, mine in ones
    }
    return [Reader("", alone=numbers) for numbers in sorted(found, key=sorted)]


def _nested(system: System, one: int, other: int) -> bool:
    """Whether one cell holds the other: the city a unit, a year its parts, a total its values."""
    a, b = system.cells[one], system.cells[other]
    return a.matt == b.matt and (_holds(a, b) or _holds(b, a))


def _holds(whole: Cell, part: Cell) -> bool:
    return (
        whole.enhet in (part.enhet, "stad")
        and whole.period[:4] == part.period[:4]
        and part.period[4:] in {whole.period[4:], *_PARTS.get(whole.period[4:], ())}
        and whole[3:] in (part[3:], ("", ""))
    )


class Watch:
    """Finds what each reader can place too closely; remembers blocks that it has solved."""

    def __init__(self, system: System, width: int) -> None:
        """`width`: largest minus smallest value that counts as unknown."""
        self._system = system
        self._width = width
        self._solved: dict[tuple[bytes, bytes, bytes], list[Weak]] = {}
        self._given: dict[bytes, NDArray[np.bool_]] = {}
        self._few = {
            n: int(system.denominator[cell])
            for cell, of in enumerate(system.behind)
            if not of.split
            for n in system.shown[cell][:2]
        }
        self._only_one = False

    def safe(self, hidden: set[int], readers: list[Reader]) -> bool:
        """Whether no reader places anything too closely; quicker than asking what."""
        self._only_one = True
        try:
            return not any(self.weak(hidden, reader) for reader in readers)
        finally:
            self._only_one = False

    def weak(self, hidden: set[int], reader: Reader = ANYBODY) -> list[Weak]:
        """The numbers of hidden cells that the reader places too closely, tightest first.

        The numbers and rows of what is returned are those of the system.
        """
        system = self._system
        quick = self._only_one and not reader.alone  # what is the child's own must be sorted out
        known = system.known(hidden - reader.cells)
        # Its own cells are known to it whole, also those that show a denominator alone.
        known[[n for cell in sorted(reader.cells) for n in system.shown[cell]]] = True
        asked = np.zeros(len(known), dtype=bool)
        least = np.zeros(len(known))
        sure = self._sure(known, hidden - reader.cells)
        for cell in hidden - reader.cells:
            self._rules(cell, sure, asked, least)
        if reader.alone:
            own = {n for m in reader.alone for c in system.carriers[m] for n in system.shown[c]}
            asked[list(own)] = False
            known[list(reader.alone)] = True
        unknown = np.flatnonzero(~known)
        if not unknown.size:
            return []
        asked &= ~known
        part = system.matrix[:, unknown]
        touching = np.flatnonzero(np.diff(part.indptr))
        part = part[touching]
        rest = system.matrix[touching] @ np.where(known, system.value, 0)
        _, label = connected_components(_bipartite(part), directed=False)
        of_row, of_column = label[: len(touching)], label[len(touching) :]
        found: list[Weak] = []
        if reader is ANYBODY:
            found += self._belied(hidden, sure & ~known)
            if found and quick:
                return found
        for block in np.unique(of_column[asked[unknown]]):
            columns = np.flatnonzero(of_column == block)
            at = np.flatnonzero(of_row == block)
            if at.size:
                found += self._solve(
                    part[at][:, columns], rest[at], touching[at], unknown[columns], least,
                    asked, quick,
                )  # fmt: skip
                if found and quick:
                    return found
        found = [
            weak
            for weak in found
            if not any(self._mine(weak.number, mine, known) for mine in sorted(reader.alone))
        ]
        return sorted(found, key=lambda weak: (weak.steps, weak.number))

    def _sure(self, known: NDArray[np.bool_], cells: set[int]) -> NDArray[np.bool_]:
        """What is known, and the cells' denominators that the equations alone give."""
        system = self._system
        wholes = {int(n) for n in system.denominator[sorted(cells)] if n >= 0 and not known[n]}
        unknown = np.flatnonzero(~known)
        if not wholes:
            return known
        part = system.matrix[:, unknown]
        part = part[np.flatnonzero(np.diff(part.indptr))]
        _, label = connected_components(_bipartite(part), directed=False)
        of_row, of_column = label[: part.shape[0]], label[part.shape[0] :]
        sure = known.copy()
        for block in np.unique(of_column[np.isin(unknown, sorted(wholes))]):
            columns = np.flatnonzero(of_column == block)
            key = unknown[columns].tobytes()
            if key not in self._given:
                own = part[np.flatnonzero(of_row == block)][:, columns]
                self._given[key] = determined(own.toarray().astype(np.int64))
            sure[unknown[columns[self._given[key]]]] = True
        return sure

    def _belied(self, hidden: set[int], given: NDArray[np.bool_]) -> list[Weak]:
        """The denominators that the equations give of shares with a side of nothing.

        Readers are told that such a share has none, so the denominator may not be known.
        """
        system = self._system
        wholes = {
            int(system.denominator[cell])
            for cell in hidden
            if given[system.denominator[cell]] and system.belied(cell, self._width)
        }
        return [Weak(n, 0.0, _rows_of(system.matrix, n)) for n in sorted(wholes)]

    def _mine(self, number: int, mine: int, known: NDArray[np.bool_]) -> bool:
        """Whether a number's cell is the reader's own child and shown ones.

        That is so when the cell holds the reader's, and the equations make the difference between
        the two known to anybody. A known difference alone is no excuse: opposite corners of a
        square of hidden cells have one too, and are other children.
        """
        system = self._system
        twins = {
            system.shown[one][system.shown[other].index(mine)]
            for one in system.carriers[number]
            for other in system.carriers[mine]
            if _nested(system, one, other) and len(system.shown[one]) == len(system.shown[other])
        }
        unknown = np.flatnonzero(~known | (np.arange(len(known)) == mine))
        place = {int(n): i for i, n in enumerate(unknown)}
        part = system.matrix[:, unknown].toarray().astype(np.int64) if twins else None
        for twin in twins & place.keys() - {mine}:
            moved = np.array(part)
            moved[:, place[mine]] += moved[:, place[twin]]
            if determined(moved)[place[twin]]:
                return True
        return False

    def _rules(
        self,
        cell: int,
        sure: NDArray[np.bool_],
        asked: NDArray[np.bool_],
        least: NDArray[np.float64],
    ) -> None:
        """What a reader is told of a hidden cell, and what must not be found out of it."""
        system = self._system
        shown = system.shown[cell]
        asked[shown[:2]] = True
        denominator = system.denominator[cell]
        if denominator < 0:
            least[shown[0]] = 1
            return
        least[denominator] = max(1, least[denominator])
        if system.behind[cell].sensitive or not sure[denominator]:
            return
        if system.value[denominator] > self._width:
            least[shown[:2]] = np.maximum(least[shown[:2]], np.minimum(1, system.value[shown[:2]]))

    def _solve(
        self,
        part: csr_matrix,
        rest: NDArray[np.float64],
        rows: NDArray[np.int64],
        numbers: NDArray[np.int64],
        least: NDArray[np.float64],
        asked: NDArray[np.bool_],
        quick: bool,
    ) -> list[Weak]:
        key = (numbers.tobytes(), least[numbers].tobytes(), asked[numbers].tobytes())
        # Sides of what is too few and not hidden are nothing or more than `width`.
        holes = {
            column: float(self._system.value[self._few[n]])
            for column, n in enumerate(numbers.tolist())
            if n in self._few and not asked[n] and self._few[n] not in numbers
        }
        if quick and key not in self._solved:
            sums = -rest
            weak = too_narrow(
                part, sums, least[numbers], np.flatnonzero(asked[numbers]), self._width,
                only_one=True, holes=holes,
            )  # fmt: skip
            if not weak:
                self._solved[key] = []
            return [Weak(int(numbers[w.number]), w.steps, rows[w.rows]) for w in weak]
        if key not in self._solved:
            self._solved[key] = self._places(part, -rest, rows, numbers, least, asked, holes)
        return self._solved[key]

    def _places(
        self,
        part: csr_matrix,
        sums: NDArray[np.float64],
        rows: NDArray[np.int64],
        numbers: NDArray[np.int64],
        least: NDArray[np.float64],
        asked: NDArray[np.bool_],
        holes: dict[int, float],
    ) -> list[Weak]:
        targets = np.flatnonzero(asked[numbers])
        exact = determined(part.toarray().astype(np.int64))
        sure = [int(t) for t in targets if exact[t]]
        if sure:
            return [Weak(int(numbers[t]), 0.0, rows[_rows_of(part, t)]) for t in sure]
        found = []
        for weak in too_narrow(part, sums, least[numbers], targets, self._width, holes=holes):
            used = weak.rows if weak.rows.size else _rows_of(part, weak.number)
            found.append(Weak(int(numbers[weak.number]), weak.steps, rows[used]))
        return found


def _rows_of(part: csr_matrix, column: int) -> NDArray[np.int64]:
    return np.flatnonzero(part[:, [column]].toarray().ravel())


def _bipartite(part: csr_matrix) -> csr_matrix:
    coo = part.tocoo()
    height, width = part.shape
    edges = (np.ones(len(coo.data)), (coo.row, coo.col + height))
    return csr_matrix(edges, shape=(height + width, height + width))
