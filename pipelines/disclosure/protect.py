"""Decide which cells are hidden: the small ones, and those that would give them away.

First form, on purpose conservative: every hidden number, small or not, must be unknown within an
interval of at least k values for a reader who knows that zeros are shown. Where that fails, one
more cell is hidden, chosen by a fixed order and never by a draw. Nothing here knows what the
numbers are about.

Source: the cell suppression problem as in Hundepool et al., Statistical Disclosure Control
(2012), ch. 4; thresholds are policy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import inf

from pipelines.disclosure.intervals import components, too_narrow
from pipelines.disclosure.plan import Plan
from pipelines.disclosure.relations import Cell, Number, Row, rows

_MAX_ROUNDS = 200


class CannotProtectError(Exception):
    """No choice of hidden cells is safe; nothing may be published."""


@dataclass(frozen=True)
class Behind:
    """A number of a cell, and how many it is about.

    Attributes:
        value: what would be shown.
        children: distinct children behind it.
        households: distinct households behind it.
    """

    value: int
    children: int
    households: int


@dataclass(frozen=True)
class Thresholds:
    """Fewer children than `children`, or households than `households`, are never shown."""

    children: int
    households: int


@dataclass
class _State:
    behind: Mapping[Cell, Mapping[str, Behind]]
    unshared: frozenset[Cell]
    thresholds: Thresholds
    rows: list[Row]
    hidden: set[Cell]
    by_number: dict[Number, list[Row]] = field(default_factory=lambda: defaultdict(list))
    known: dict[Number, int] = field(default_factory=dict)
    solved: dict[frozenset[Number], dict[Number, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.known = {Number(c, p): b.value for c, ps in self.behind.items() for p, b in ps.items()}
        for row in self.rows:
            for number, _ in row.terms:
                self.by_number[number].append(row)

    def numbers(self, cell: Cell) -> Iterator[Number]:
        return (Number(cell, part) for part in self.behind[cell])

    def may_hide(self, cell: Cell) -> bool:
        """A zero stays visible: readers are told that what is hidden is at least one."""
        return cell not in self.hidden and all(b.value > 0 for b in self.behind[cell].values())


def protect(
    behind: Mapping[Cell, Mapping[str, Behind]],
    unshared: frozenset[Cell],
    plan: Plan,
    thresholds: Thresholds,
) -> set[Cell]:
    """The cells that must be hidden.

    Args:
        behind: every protected cell that has numbers, with one entry (`taljare`) or two
            (`taljare`, `rest`); immature and missing cells are not among them.
        unshared: cells whose denominator is shown but not the split (`for_fa`).
        plan: the publication plan, for its relations.
        thresholds: the policy.

    Returns:
        The hidden cells, a subset of `behind`.

    Raises:
        CannotProtectError: even hiding everything that may be hidden is not enough.
    """
    cells = sorted(behind)
    made = rows(cells, plan)
    small = {cell for cell in cells if any(_small(b, thresholds) for b in behind[cell].values())}
    small |= set(_small_overlaps(behind, made, thresholds))
    state = _State(behind, unshared, thresholds, made, set(small))
    for _ in range(_MAX_ROUNDS):
        weak = _weak(state)
        if not weak:
            _show_what_need_not_be_hidden(state, small)
            return state.hidden
        before = len(state.hidden)
        for cell in weak:
            _hide_one_more(state, cell)
        if len(state.hidden) == before:
            break
    raise CannotProtectError("skyddet går inte ihop: dolda celler kan räknas ut")


def _small(behind: Behind, thresholds: Thresholds) -> bool:
    return (
        0 < behind.value < thresholds.children
        or 0 < behind.children < thresholds.children
        or 0 < behind.households < thresholds.households
    )


def _small_overlaps(
    behind: Mapping[Cell, Mapping[str, Behind]], made: list[Row], thresholds: Thresholds
) -> Iterator[Cell]:
    """Wholes whose parts sum to a little more: the few children in between stand in two parts."""
    for row in made:
        if row.high == inf and len(row.terms) > 2:
            over = sum(weight * behind[n.cell][n.part].value for n, weight in row.terms)
            if 0 < over < thresholds.children:
                yield row.terms[-1][0].cell


def _weak(state: _State) -> list[Cell]:
    """Hidden cells that a reader can pin down, the most constrained first."""
    unknown = {n for c in state.hidden | state.unshared for n in state.numbers(c)}
    # The reader is taken to know that a hidden number is not zero, also where that is not sure.
    least = {n: min(1, state.known[n]) for c in state.hidden for n in state.numbers(c)}
    found: dict[Cell, float] = {}
    for numbers, block in components(state.rows, unknown):
        key = frozenset(numbers)
        if key not in state.solved:
            width = state.thresholds.children - 1
            state.solved[key] = too_narrow(numbers, block, state.known, least, width)
        for number, steps in state.solved[key].items():
            if number.cell in state.hidden:
                found[number.cell] = min(steps, found.get(number.cell, inf))
    return sorted(found, key=lambda cell: (found[cell], cell))


def _hide_one_more(state: _State, weak: Cell) -> None:
    """Hide the cheapest cell in a row where `weak` is the only unknown, else in any of its rows."""
    near = [
        row
        for number in state.numbers(weak)
        for row in state.by_number[number]
        if sum(n.cell == weak for n, _ in row.terms) == 1  # not its own numerator + rest
    ]
    alone = [row for row in near if _hidden_in(state, row) == {weak}]
    if not alone and _touched_this_round(state, near):
        return
    for some in (alone, near, _rows_around(state, near)):
        candidates = {n.cell for row in some for n, _ in row.terms if state.may_hide(n.cell)}
        if candidates:
            state.hidden.add(min(candidates, key=lambda cell: _cost(state, cell)))
            return


def _show_what_need_not_be_hidden(state: _State, small: set[Cell]) -> None:
    """Later cells may have made earlier ones needless: show the largest that still is safe."""
    size = {c: sum(b.value for b in state.behind[c].values()) for c in state.hidden - small}
    for cell in sorted(size, key=lambda cell: (-size[cell], cell)):
        state.hidden.remove(cell)
        if _weak(state):
            state.hidden.add(cell)


def _hidden_in(state: _State, row: Row) -> set[Cell]:
    return {number.cell for number, _ in row.terms if number.cell in state.hidden}


def _touched_this_round(state: _State, near: list[Row]) -> bool:
    """Whether a cell beside the weak one was hidden since the last solve: look again first."""
    solved = {number.cell for key in state.solved for number in key}
    return any(cell not in solved for row in near for cell in _hidden_in(state, row))


def _rows_around(state: _State, near: list[Row]) -> list[Row]:
    cells = {cell for row in near for cell in _hidden_in(state, row)}
    return [row for c in sorted(cells) for n in state.numbers(c) for row in state.by_number[n]]


def _cost(state: _State, cell: Cell) -> tuple[int, int, int, Cell]:
    """Breakdowns before totals, districts before the city; then what draws least with it.

    A count that is also the denominator of shares comes last: a share of zero gives it away.
    """
    rows_of = [row for number in state.numbers(cell) for row in state.by_number[number]]
    if any(n.cell != cell and n.part == "rest" for row in rows_of for n, _ in row.terms):
        level = 7
    elif cell.dimension:
        level = 1 if cell.enhet == "stad" else 0
    elif cell.enhet == "stad":
        level = 6
    elif cell.enhet in {"central", "okand"}:
        level = 2
    else:
        level = 4 if len(cell.period) == 4 else 3
    draws = sum(not _hidden_in(state, row) for row in rows_of)
    size = sum(b.value for b in state.behind[cell].values())
    return (level, draws, size, cell)
