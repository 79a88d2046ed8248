"""What a reader can compute from the published cells, as linear rows over their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.disclosure.cells import NAMNARE, REST, TALJARE, Cell, Number
from pipelines.disclosure.plan import Plan, Relation

_HALVES = ((("",), ("H1", "H2")), (("",), ("Q1", "Q2", "Q3", "Q4")), (("H1",), ("Q1", "Q2")),
           (("H2",), ("Q3", "Q4")))  # fmt: skip


@dataclass(frozen=True)
class Row:
    """`Σ weight × number = 0`."""

    terms: tuple[tuple[Number, int], ...]


def aliases(cells: Sequence[Cell], shares: set[Cell], plan: Plan) -> dict[Number, Number]:
    """Denominators that are the same as another number.

    That is another cell's count or denominator, or one that all values of a dimension share and
    no cell has alone. A relation about one dimension goes before one about all.
    """
    existing = set(cells)
    found = {}
    about = [r for r in plan.relationer if r.typ in {"namnare", "fordelning"}]
    for relation in sorted(about, key=lambda r: r.dimension != ""):
        matts = {name.split(".")[0] for name in relation.tal}
        for cell in cells:
            if cell.matt in matts and cell in shares and relation.dimension in ("", cell.dimension):
                same = _same(relation, cell)
                if not relation.helhet or (same.cell in existing and same.cell != cell):
                    found[Number(cell, NAMNARE)] = same
    return found


def _same(relation: Relation, cell: Cell) -> Number:
    if not relation.helhet:
        return Number(cell._replace(varde=""), NAMNARE)
    matt, part = relation.helhet.split(".")
    return Number(Cell(matt, cell.enhet, cell.period, relation.over, relation.varde), part)


def rows(cells: Sequence[Cell], shares: set[Cell], plan: Plan) -> list[Row]:
    """Every row that the plan's relations give for cells that exist, and every share's own.

    Args:
        cells: the cells that have numbers (not `ej_mogen`, not `saknas`).
        shares: those of them that have a denominator.
        plan: the publication plan.
    """
    made = [
        Row(((Number(c, NAMNARE), 1), (Number(c, TALJARE), -1), (Number(c, REST), -1)))
        for c in sorted(shares)
    ]
    for relation in plan.relationer:
        made += _made(relation, cells, shares)
    return made


def _made(relation: Relation, cells: Sequence[Cell], shares: set[Cell]) -> Iterator[Row]:
    match relation.typ:
        case "enheter":
            for matt, part in _names(relation.tal):
                yield from (_equal(w, part, ps, part) for w, ps in _units(matt, cells))
        case "tid":
            for matt, part in _names(relation.tal):
                yield from (_equal(w, part, ps, part) for w, ps in _times(matt, cells))
        case "fordelning":
            yield from _spread(relation, [cell for cell in cells if cell in shares])
        case "dimension":
            yield from _dimension(relation, cells)
        case "grupp":
            yield from _groups(relation, cells)


def _names(tal: Sequence[str]) -> list[tuple[str, str]]:
    return [(matt, part) for matt, part in (name.split(".") for name in tal)]


def _equal(whole: Cell, part: str, parts: Sequence[Cell], parts_part: str) -> Row:
    return Row(((Number(whole, part), 1), *((Number(p, parts_part), -1) for p in parts)))


Families = Iterator[tuple[Cell, list[Cell]]]


def _whole(groups: dict[Cell, list[Cell]], wholes: set[Cell]) -> Families:
    """The groups that have a whole, and as many parts as the fullest of their kind."""
    size: dict[tuple[str, str], int] = {}
    for whole, parts in groups.items():
        kind = (whole.matt, parts[0].dimension)
        size[kind] = max(size.get(kind, 0), len(parts))
    for whole, parts in groups.items():
        if whole in wholes and len(parts) == size[whole.matt, parts[0].dimension]:
            yield whole, parts


def _units(matt: str, cells: Sequence[Cell]) -> Families:
    """The city, and all that it is made of."""
    groups: dict[Cell, list[Cell]] = {}
    for cell in cells:
        if cell.matt == matt and cell.enhet != "stad":
            groups.setdefault(cell._replace(enhet="stad"), []).append(cell)
    return _whole(groups, set(cells))


def _times(matt: str, cells: Sequence[Cell]) -> Families:
    """A year or a half-year, and its parts."""
    existing = {cell for cell in cells if cell.matt == matt}
    years = dict.fromkeys(cell._replace(period=cell.period[:4]) for cell in existing)
    for year in sorted(years):
        for (end,), ends in _HALVES:
            whole = year._replace(period=year.period + end)
            parts = [year._replace(period=year.period + part) for part in ends]
            if existing.issuperset([whole, *parts]):
                yield whole, parts


def _dimension(relation: Relation, cells: Sequence[Cell]) -> Iterator[Row]:
    (whole_matt, whole_part), (matt, part) = _names([relation.helhet, relation.delar])
    groups: dict[Cell, list[Cell]] = {}
    for cell in cells:
        if cell.matt != matt or cell.dimension != relation.dimension:
            continue
        if not relation.varden or cell.varde in relation.varden:
            groups.setdefault(Cell(whole_matt, cell.enhet, cell.period), []).append(cell)
    for whole, parts in _whole(groups, set(cells)):
        yield _equal(whole, whole_part, parts, part)


def _spread(relation: Relation, cells: Sequence[Cell]) -> Iterator[Row]:
    """The denominator that all values share, and their numerators."""
    matts = {matt for matt, _ in _names(relation.tal)}
    groups: dict[Cell, list[Cell]] = {}
    for cell in cells:
        if cell.matt in matts and cell.dimension == relation.dimension:
            groups.setdefault(cell._replace(varde=""), []).append(cell)
    for _, parts in _whole(groups, set(groups)):
        yield _equal(parts[0], NAMNARE, parts, TALJARE)


def _groups(relation: Relation, cells: Sequence[Cell]) -> Iterator[Row]:
    (whole_matt, whole_part), (matt, part) = _names([relation.helhet, relation.delar])
    group = {value: key for key, values in relation.grupper.items() for value in values}
    existing = set(cells)
    groups: dict[Cell, list[Cell]] = {}
    for cell in cells:
        if cell.matt == matt and cell.dimension == relation.under and cell.varde in group:
            whole = Cell(whole_matt, cell.enhet, cell.period, relation.over, group[cell.varde])
            groups.setdefault(whole, []).append(cell)
    for whole, parts in groups.items():
        if whole in existing and len(parts) == len(relation.grupper[whole.varde]):
            yield _equal(whole, whole_part, parts, part)
