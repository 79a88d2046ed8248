"""Which cells are given up first: a fixed order, never by what stands in them.

A pattern chosen by values would tell of them, and would jump when one of them changes by one.
"""

from __future__ import annotations

from pipelines.disclosure.cells import Cell
from pipelines.disclosure.plan import Plan
from pipelines.disclosure.system import System

Rank = tuple[int, int, int, int, Cell]
_YEAR, _HALF = 4, 6  # letters in a period


class Priority:
    """The order of a block's cells; the first one is given up first."""

    def __init__(self, system: System, plan: Plan) -> None:
        """The plan's `ordning` names the values and units that are given up first."""
        self._system = system
        self._order = {
            dimension: {value: place for place, value in enumerate(values)}
            for dimension, values in plan.ordning.items()
        }
        by_column = system.matrix.tocsc()
        self._rows = [
            sorted({int(r) for n in numbers for r in by_column[:, n].indices})
            for numbers in system.shown
        ]
        by_row = system.matrix
        self._cells_of = [
            {c for n in by_row[r].indices for c in system.carriers[n]}
            for r in range(by_row.shape[0])
        ]

    def fixed(self, cell: int) -> Rank:
        """The place of a cell whatever else is hidden."""
        return self._rank(cell, 0)

    def now(self, cell: int, hidden: set[int]) -> Rank:
        """The place of a cell beside what is hidden: rather where something already is."""
        return self._rank(cell, sum(not self._cells_of[r] & hidden for r in self._rows[cell]))

    def cells_in(self, row: int) -> set[int]:
        """The cells that show a number of a row."""
        return self._cells_of[row]

    def rows_of(self, cell: int) -> list[int]:
        """The rows that hold a number of a cell."""
        return self._rows[cell]

    def _rank(self, place: int, draws: int) -> Rank:
        cell = self._system.cells[place]
        values = self._order.get(cell.dimension, {})
        units = self._order.get("enhet", {})
        return (
            self._level(place, cell),
            draws,
            values.get(cell.varde, len(values)),
            units.get(cell.enhet, len(units)),
            cell,
        )

    def _level(self, place: int, cell: Cell) -> int:
        """Breakdowns before totals, parts of years before years, districts before the city."""
        if len(self._system.closure([place])) > 1:
            return 9  # the denominator of others
        city = cell.enhet == "stad"
        if cell.dimension:
            return 1 if city else 0
        length = len(cell.period)
        part = 2 if length == _HALF and "Q" in cell.period else 3 if length == _HALF else 4
        return part + (3 if city else 0)
