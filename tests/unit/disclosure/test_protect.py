"""What is hidden, by hand and by draw, and what the attacker makes of it (syntetiska data)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.disclosure.cells import Behind, Cell
from pipelines.disclosure.protect import CannotProtectError, protect
from tests.unit.disclosure.tables import (
    THRESHOLDS,
    YEAR,
    attacked,
    count,
    cube,
    plan,
    share,
)

UNITS = ("bromma", "farsta", "jarva", "kungsholmen", "skarpnack")
VALUES = ("FAM", "KON", "STO", "VAL")
DENSE = {
    "bromma": {"FAM": 40, "KON": 12, "STO": 3, "VAL": 18},
    "farsta": {"FAM": 30, "KON": 15, "STO": 22, "VAL": 9},
    "jarva": {"FAM": 55, "KON": 21, "STO": 14, "VAL": 30},
    "kungsholmen": {"FAM": 25, "KON": 8, "STO": 11, "VAL": 16},
}


def hidden(cells: dict[Cell, Behind], **given: Any) -> set[Cell]:
    return protect(cells, plan(), THRESHOLDS, **given)


def category(unit: str, value: str) -> Cell:
    return Cell("V1", unit, YEAR, "kategori", value)


def test_nothing_small_hides_nothing() -> None:
    table = {unit: dict.fromkeys(VALUES, 20) for unit in UNITS}
    assert hidden(cube(table)) == set()


def test_one_small_cell_takes_others_with_it_and_totals_stay() -> None:
    cells = cube(DENSE)
    found = hidden(cells)
    assert category("bromma", "STO") in found
    assert len([c for c in found if c.enhet == "bromma"]) >= 2
    assert len([c for c in found if c.varde == "STO"]) >= 3  # an officer knows one of them
    assert not [c for c in found if c.enhet == "stad" and not c.dimension]
    assert attacked(cells, found).fynd == []


def test_zeros_stay_visible() -> None:
    table = {unit: dict(row) for unit, row in DENSE.items()}
    table["farsta"]["STO"] = 0
    cells = cube(table)
    found = hidden(cells)
    assert category("farsta", "STO") not in found
    assert attacked(cells, found).fynd == []


@pytest.mark.parametrize(
    "small",
    [
        Behind(4, 4, 4),
        Behind(9, 4, 4),  # nine decisions about four children
        Behind(8, 8, 2),  # eight children of two households
        share(96, 4),  # the complement
        Behind(0, 0, 0, 30, 30, 30, sensitive=True),  # nobody, where that is telling
        share(3, 0),  # a denominator below five
    ],
)
def test_the_primary_rule(small: Behind) -> None:
    assert small.small(THRESHOLDS)


def test_what_is_not_small() -> None:
    assert not count(5).small(THRESHOLDS)
    assert not count(0).small(THRESHOLDS)
    assert not share(0, 30).small(THRESHOLDS)


def test_a_hidden_count_hides_every_share_that_shows_it_as_denominator() -> None:
    units = {"bromma": 3, "farsta": 30, "jarva": 40, "kungsholmen": 50, "skarpnack": 60}
    cells = {Cell("V1", unit, YEAR): count(n) for unit, n in units.items()}
    cells |= {Cell("R1", unit, YEAR): share(n - 1, 1) for unit, n in units.items() if n < 5}
    cells |= {Cell("R1", unit, YEAR): share(n - 9, 9) for unit, n in units.items() if n > 5}
    cells[Cell("V1", "stad", YEAR)] = count(sum(units.values()))
    taljare = sum(of.taljare for cell, of in cells.items() if cell.matt == "R1")
    cells[Cell("R1", "stad", YEAR)] = share(taljare, sum(units.values()) - taljare)
    found = hidden(cells)
    assert {Cell("V1", "bromma", YEAR), Cell("R1", "bromma", YEAR)} <= found
    for cell in found:
        if cell.matt == "V1":
            assert cell._replace(matt="R1") in found
    assert attacked(cells, found).fynd == []


def test_what_was_hidden_stays_hidden_and_what_was_shown_stays_shown() -> None:
    table = {unit: dict.fromkeys(VALUES, 20) for unit in UNITS}
    before = {category("bromma", "FAM"), category("farsta", "FAM")}
    found = hidden(cube(table), stay_hidden=before)
    assert before < found  # two are not enough against an officer of one of them
    cells = cube(DENSE)
    with pytest.raises(CannotProtectError):
        hidden(cells, stay_shown=set(cells) - {category("bromma", "STO")})


def test_sdc_singletons() -> None:
    """The case of that id: a + c = 2, and each of the two knows the other."""
    cells = {
        category("bromma", "FAM"): count(1),
        category("bromma", "KON"): count(2),
        category("bromma", "STO"): count(1),
        Cell("V1", "bromma", YEAR): count(4),
    }
    assert hidden(cells | {Cell("V1", "bromma", YEAR): count(4)}) == set(cells)


def test_sdc_linked_tables_leak() -> None:
    """The case of that id: K is safe in each of two tables and 3 exactly in both together."""
    counts = {"A": 2, "B": 2, "I": 8, "J": 8, "K": 3, "L": 3, "M": 3, "N": 7}
    first = {"bromma": ["A", "B", "I", "J"], "farsta": ["K", "L", "M", "N"]}
    cells: dict[Cell, Behind] = {}
    for unit, names in first.items():
        cells |= {category(unit, name): count(counts[name]) for name in names}
        cells[Cell("V1", unit, YEAR)] = count(sum(counts[name] for name in names))
    found = hidden(cells)
    small = {category(u, n) for u, names in first.items() for n in names if counts[n] < 5}
    assert small < found
    assert attacked(cells, found, insiders=False).fynd == []


tables = st.fixed_dictionaries(
    {
        unit: st.fixed_dictionaries(
            {value: st.sampled_from([0, 0, 1, 2, 3, 4, 5, 7, 11, 19, 40, 90]) for value in VALUES}
        )
        for unit in UNITS
    }
)


@settings(max_examples=25)
@given(tables)
def test_no_attacker_finds_anything_in_a_random_sparse_cube(
    table: dict[str, dict[str, int]],
) -> None:
    cells = cube(table)
    try:
        found = hidden(cells)
    except CannotProtectError:
        return  # nothing is published then
    assert attacked(cells, found).fynd == []
    assert all(cells[cell].taljare > 0 for cell in found)


@settings(max_examples=10)
@given(tables, st.permutations(UNITS[:-1]))
def test_the_order_in_which_cells_come_changes_nothing(
    table: dict[str, dict[str, int]], order: list[str]
) -> None:
    cells = cube(table)
    turned = {c: cells[c] for unit in order for c in cells if c.enhet == unit} | cells
    try:
        assert hidden(turned) == hidden(cells)
    except CannotProtectError:
        with pytest.raises(CannotProtectError):
            hidden(turned)


def test_a_change_that_crosses_no_threshold_leaves_the_pattern() -> None:
    more = {unit: dict(row) for unit, row in DENSE.items()}
    more["jarva"]["FAM"] += 1
    more["kungsholmen"]["VAL"] -= 1
    assert hidden(cube(more)) == hidden(cube(DENSE))


def test_showing_one_secondary_cell_again_is_found() -> None:
    cells = cube(DENSE)
    found = hidden(cells)
    secondary = [cell for cell in found if not cells[cell].small(THRESHOLDS)]
    caught = [bool(attacked(cells, found - {cell}).fynd) for cell in secondary]
    assert sum(caught) > len(caught) / 2
