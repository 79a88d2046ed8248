"""What a reader can compute from the published cells, as linear rows over their numbers.

Each cell has one number (a count) or two (a share: the numerator and the rest of the
denominator). A row says that a weighted sum of numbers lies between two bounds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

from pipelines.disclosure.plan import Plan, Relation


class Cell(NamedTuple):
    """The address of a cell."""

    matt: str
    enhet: str
    period: str
    dimension: str
    varde: str


class Number(NamedTuple):
    """One number of a cell: `taljare`, or for a share also `rest` (denominator − numerator)."""

    cell: Cell
    part: str


@dataclass(frozen=True)
class Row:
    """`low <= Σ weight × number <= high`."""

    terms: tuple[tuple[Number, int], ...]
    low: float = 0.0
    high: float = 0.0


def rows(cells: Sequence[Cell], plan: Plan) -> list[Row]:
    """Every row that the plan's relations give for cells that exist.

    Args:
        cells: the cells that carry numbers or could have (not `ej_mogen`, not `saknas`).
        plan: the publication plan.
    """
    existing = set(cells)
    made: list[Row] = []
    for relation in plan.relationer:
        match relation.typ:
            case "enheter":
                made += [r for tal in relation.tal for r in _whole_and_parts(_units, tal, existing)]
            case "halvar":
                made += [
                    r for tal in relation.tal for r in _whole_and_parts(_halves, tal, existing)
                ]
            case "namnare":
                made += [r for tal in relation.tal for r in _denominators(relation, tal, existing)]
            case "dimension":
                made += _dimension(relation, existing)
            case "barn":
                made += [r for tal in relation.tal for r in _children(tal, existing)]
    return made


def _numbers(tal: str, cell: Cell) -> tuple[tuple[Number, int], ...]:
    parts = ("taljare", "rest") if tal.endswith(".namnare") else ("taljare",)
    return tuple((Number(cell, part), 1) for part in parts)


def _equal(whole: Cell, tal: str, parts: Sequence[Cell], part_tal: str) -> Row:
    minus = tuple((n, -w) for cell in parts for n, w in _numbers(part_tal, cell))
    return Row(_numbers(tal, whole) + minus)


Families = Iterator[tuple[Cell, list[Cell]]]


def _units(matt: str, cells: set[Cell]) -> Families:
    """The city, and all that it is made of."""
    groups: dict[Cell, list[Cell]] = {}
    for cell in sorted(cells):
        if cell.matt == matt and cell.enhet != "stad":
            groups.setdefault(cell._replace(enhet="stad"), []).append(cell)
    size = max(map(len, groups.values()), default=0)
    for city, parts in groups.items():
        if city in cells and len(parts) == size:
            yield city, parts


def _halves(matt: str, cells: set[Cell]) -> Families:
    """A year and its two halves."""
    for cell in sorted(cells):
        if cell.matt == matt and len(cell.period) == 4:
            halves = [cell._replace(period=f"{cell.period}H{half}") for half in (1, 2)]
            if all(half in cells for half in halves):
                yield cell, halves


def _whole_and_parts(
    families: Callable[[str, set[Cell]], Families], tal: str, cells: set[Cell]
) -> Iterator[Row]:
    for whole, parts in families(tal.split(".", maxsplit=1)[0], cells):
        yield _equal(whole, tal, parts, tal)


def _children(tal: str, cells: set[Cell]) -> Iterator[Row]:
    """Σ parts − whole >= 0, and whole − part >= 0; the whole stands last in the first."""
    for whole, parts in _units(tal.split(".", maxsplit=1)[0], cells):
        minus_whole = ((Number(whole, "taljare"), -1),)
        yield Row((*(t for p in parts for t in _numbers(tal, p)), *minus_whole), 0.0, inf)
        for part in parts:
            yield Row((*_numbers(tal, whole), (Number(part, "taljare"), -1)), 0.0, inf)


def _denominators(relation: Relation, tal: str, cells: set[Cell]) -> Iterator[Row]:
    matt = tal.split(".", maxsplit=1)[0]
    for cell in sorted(cells):
        whole = Cell(relation.helhet.split(".")[0], cell.enhet, cell.period, "", "")
        if cell.matt == matt and whole in cells:
            yield _equal(whole, relation.helhet, [cell], tal)


def _dimension(relation: Relation, cells: set[Cell]) -> Iterator[Row]:
    matt = relation.delar.split(".")[0]
    groups: dict[Cell, list[Cell]] = {}
    for cell in sorted(cells):
        if cell.matt != matt or cell.dimension != relation.dimension:
            continue
        if relation.varden and cell.varde not in relation.varden:
            continue
        whole = Cell(relation.helhet.split(".")[0], cell.enhet, cell.period, "", "")
        groups.setdefault(whole, []).append(cell)
    size = max(map(len, groups.values()), default=0)
    for whole, parts in groups.items():
        if whole in cells and len(parts) == size:
            yield _equal(whole, relation.helhet, parts, relation.delar)
