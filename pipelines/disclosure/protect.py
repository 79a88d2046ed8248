"""Decide which cells are hidden: the small ones, and those that would give them away.

Every hidden number, small or not, must be unknown within an interval of at least k whole numbers:
for anybody who knows that zeros are shown, for each unit's officer who knows all of its own
cells, and for a child who is alone in a cell. Where that fails one more cell is hidden, chosen by
a fixed order and never by a draw. Nothing here knows what the numbers are about.

Source: the cell suppression problem as in Hundepool et al., Statistical Disclosure Control
(2012), ch. 4; singletons and coalitions as there; thresholds are policy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product

from pipelines.disclosure.cells import Behind, Cell, Thresholds
from pipelines.disclosure.intervals import ContradictionError, Weak
from pipelines.disclosure.plan import Plan
from pipelines.disclosure.priority import Priority
from pipelines.disclosure.readers import ANYBODY, Reader, Watch, contributors, officers
from pipelines.disclosure.system import System, build

_MOST_ROUNDS = 400


class CannotProtectError(Exception):
    """No choice of hidden cells is safe; the block cannot be published as it is."""


def protect(
    behind: Mapping[Cell, Behind],
    plan: Plan,
    thresholds: Thresholds,
    *,
    stay_hidden: Iterable[Cell] = (),
    stay_shown: Iterable[Cell] = (),
) -> set[Cell]:
    """The cells of a block that must be hidden.

    Args:
        behind: every cell of the block that has numbers; immature and missing ones are not here.
        plan: the publication plan, for its relations and its order.
        thresholds: the policy.
        stay_hidden: cells that were hidden before, and stay so.
        stay_shown: cells that readers already have, and that cannot be taken back.

    Returns:
        The hidden cells, a subset of `behind`.

    Raises:
        CannotProtectError: even hiding everything that may be hidden is not enough.
    """
    system = build(behind, plan)
    must = {c for c, of in enumerate(system.behind) if of.small(thresholds)}
    must |= {system.place[cell] for cell in stay_hidden if cell in system.place}
    fixed = {system.place[cell] for cell in stay_shown if cell in system.place}
    work = _Work(system, plan, thresholds, fixed, _all_of(system, must, thresholds))
    try:
        work.hide()
        work.show_again()
    except ContradictionError:
        raise CannotProtectError("de visade talen motsäger varandra") from None
    return {system.cells[cell] for cell in work.hidden}


def _all_of(system: System, must: set[int], thresholds: Thresholds) -> set[int]:
    """What must be hidden when some cells must, also denominators that would belie a side."""
    found = system.closure(must)
    while True:
        wholes = {
            int(system.denominator[c]) for c in found if system.belied(c, thresholds.children - 1)
        }
        more = system.closure(found | {c for n in wholes for c in system.carriers[n]})
        if more == found:
            return found
        found = more


class _Work:
    """One block on its way to being safe."""

    def __init__(
        self,
        system: System,
        plan: Plan,
        thresholds: Thresholds,
        fixed: set[int],
        must: set[int],
    ) -> None:
        if fixed & must:
            raise CannotProtectError("en cell som redan är visad måste döljas")
        self.system = system
        self.fixed = fixed
        self.must = frozenset(must)
        self.hidden = set(must)
        self._order = Priority(system, plan)
        self._watch = Watch(system, thresholds.children - 1)
        self._officers = officers(system)
        self._own = set(range(sum(place >= 0 for place in system.denominator)))

    def _readers(self) -> list[Reader]:
        return [ANYBODY, *self._officers, *contributors(self.system, self.hidden)]

    def hide(self) -> None:
        """Hide one cell after another until nobody places anything too closely."""
        for _ in range(_MOST_ROUNDS):
            before = len(self.hidden)
            for reader in self._readers():
                while weak := self._watch.weak(self.hidden, reader):
                    self._hide_more(weak, reader)
            if len(self.hidden) == before:
                return
        raise CannotProtectError("skyddet tar inte slut")

    def _hide_more(self, weak: list[Weak], reader: Reader) -> None:
        """Hide the first cell beside each weak number, unless its rows were touched just now."""
        touched: set[int] = set()
        for one in weak:
            near = {int(row) for row in one.rows}
            if near <= self._own and self._shares_denominator(one.number):
                near = self._rows_of(one.number)
            if near & touched:
                continue
            alone, wider = self._alone(near, one.number, reader), self._wider(near)
            # A total that is the denominator of others comes last of all: it takes them with it.
            for totals, rows in product((False, True), (alone, near, wider)):
                choice = self._first(rows, reader, totals=totals)
                if choice is not None:
                    self.hidden |= self.system.closure([choice])
                    touched |= {*self._order.rows_of(choice), *near}
                    break
        if not touched:
            raise CannotProtectError("det finns inget mer att dölja")

    def _alone(self, rows: set[int], number: int, reader: Reader) -> set[int]:
        """The rows where the number's own cells are the only ones unknown to the reader."""
        own = {*self.system.carriers[number], *reader.cells}
        own |= {cell for n in reader.alone for cell in self.system.carriers[n]}
        return {row for row in rows if self._order.cells_in(row) & self.hidden <= own}

    def _wider(self, rows: set[int]) -> set[int]:
        cells = {c for row in rows for c in self._order.cells_in(row) if c in self.hidden}
        return {row for cell in cells for row in self._order.rows_of(cell)}

    def _shares_denominator(self, number: int) -> bool:
        """Whether the number is a side of a share whose denominator another cell shows."""
        cells = [c for c in self.system.carriers[number] if number in self.system.secret[c]]
        return any(len(self.system.secret[c]) < len(self.system.shown[c]) for c in cells)

    def _rows_of(self, number: int) -> set[int]:
        """The rows of everything that the number's cell must hide."""
        cells = [c for c in self.system.carriers[number] if number in self.system.secret[c]]
        numbers = {n for cell in cells for n in self.system.secret[cell]}
        by_column = self.system.matrix.tocsc()
        return {int(row) for n in numbers for row in by_column[:, n].indices}

    def _first(self, rows: set[int], reader: Reader, *, totals: bool) -> int | None:
        cells = {cell for row in rows for cell in self._order.cells_in(row)}
        cells -= self.hidden | reader.cells
        if not totals:
            cells = {cell for cell in cells if len(self.system.closure([cell])) == 1}
        free = [cell for cell in cells if self._may(cell)]
        return min(free, key=lambda cell: self._order.now(cell, self.hidden), default=None)

    def _may(self, cell: int) -> bool:
        return self.system.may_hide(cell) and not self.fixed & self.system.closure([cell])

    def show_again(self) -> None:
        """Later cells may have made earlier ones needless: show what still is safe without."""
        more = sorted(self.hidden - self.must, key=self._order.fixed, reverse=True)
        for cell in more:
            if cell not in self.hidden:
                continue
            back = {c for c in self.system.closure([cell]) if c in self.hidden} - self.must
            if not back >= self.system.closure([cell]) or self._carried(cell, back):
                continue
            self.hidden -= back
            if not self._watch.safe(self.hidden, self._readers()):
                self.hidden |= back

    def _carried(self, cell: int, back: set[int]) -> bool:
        """Whether another cell that stays hidden needs this one hidden."""
        shows = set(self.system.shown[cell])
        return any(shows & set(self.system.secret[other]) for other in self.hidden - back - {cell})
