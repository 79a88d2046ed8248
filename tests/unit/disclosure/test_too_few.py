"""Shares of too few, and denominators that equations give, in linked tables (syntetiska data).

T1 of three districts, with half-years and the whole year. A share of fewer than twenty is not
shown as a share (`for_fa`), but its denominator is; each side is then nothing, or five and more.
"""

from __future__ import annotations

import pytest

from pipelines.disclosure.attack import angrip
from pipelines.disclosure.cells import Behind, Cell
from pipelines.disclosure.plan import load_plan
from pipelines.disclosure.protect import CannotProtectError, protect
from pipelines.disclosure.readers import Watch
from pipelines.disclosure.system import build
from tests.unit.disclosure.tables import THRESHOLDS, own, published, share

PLAN = load_plan()
Sides = tuple[int, int]
# Farsta's three of the second half-year are all that is small. Of bromma's 16 of the year at least
# five are in, and 16 less those of the first half-year: with holes in every sum only 3 is left.
HOLES = {
    ("bromma", "H1"): (9, 0), ("bromma", "H2"): (0, 7),
    ("farsta", "H1"): (8, 0), ("farsta", "H2"): (3, 5),
    ("jarva", "H1"): (0, 14), ("jarva", "H2"): (0, 7),
}  # fmt: skip


def t1(unit: str, part: str) -> Cell:
    return Cell("T1", unit, f"2025{part}")


def year(halves: dict[tuple[str, str], Sides]) -> dict[Cell, Behind]:
    """The cells of the districts' half-years, their years and the city."""
    sums: dict[Cell, Sides] = {}
    for (unit, part), sides in halves.items():
        for cell in (t1(unit, part), t1(unit, ""), t1("stad", part), t1("stad", "")):
            a, b = sums.get(cell, (0, 0))
            sums[cell] = a + sides[0], b + sides[1]
    return {cell: _behind(*sides) for cell, sides in sums.items()}


def _behind(taljare: int, rest: int) -> Behind:
    of = share(taljare, rest)
    few = taljare + rest < 20 and not of.small(THRESHOLDS)
    return Behind(
        of.taljare, of.children, of.households, of.rest, of.children_rest, of.households_rest,
        split=not few,
    )  # fmt: skip


def verdicts(cells: dict[Cell, Behind], hidden: set[Cell]) -> dict[tuple[str, str, str], str]:
    """What the attacker makes of it: unit, period and number -> verdict."""
    frame = published(cells, hidden)
    for place, row in frame.iterrows():
        cell = Cell(row["matt"], row["enhet"], row["period"])
        if not cells[cell].split and cell not in hidden:
            frame.loc[place, ["status", "taljare", "varde"]] = ["for_fa", None, None]
    found = angrip([frame], PLAN.model_dump(), 5, own(cells)).fynd
    return {(r.enhet, r.period, r.tal): r.verdict for r in found if r.angripare == "regelkunnig"}


def test_the_holes_in_what_is_too_few_give_a_hidden_number_to_who_knows_of_them() -> None:
    """What was hidden before they were thought of; the attacker branches, and finds three."""
    hidden = {t1("farsta", "H2"), t1("stad", "H1"), t1("stad", "H2")}
    found = verdicts(year(HOLES), hidden)
    assert found["farsta", "2025H2", "taljare"] == "EXACT"
    assert len(found) == 6


def test_more_is_hidden_where_the_holes_would_give_a_hidden_number() -> None:
    cells = year(HOLES)
    hidden = protect(cells, PLAN, THRESHOLDS)
    assert t1("farsta", "H2") in hidden
    assert len(hidden) > 3
    assert verdicts(cells, hidden) == {}


def test_what_is_too_few_beside_shown_numbers_alone_is_not_hidden() -> None:
    many = dict.fromkeys(HOLES, (30, 40))
    assert protect(year(many | {("farsta", "H2"): (9, 6)}), PLAN, THRESHOLDS) == set()


def test_what_readers_have_of_too_few_is_not_taken_back() -> None:
    """All of the first half-year is out but the city; its holes are reckoned with."""
    given = [t1(unit, "H1") for unit in ("bromma", "farsta", "jarva")]
    cells = year(HOLES)
    hidden = protect(cells, PLAN, THRESHOLDS, stay_shown=given)
    assert not hidden & {*given}
    assert t1("farsta", "H2") in hidden
    assert verdicts(cells, hidden) == {}


def test_the_protector_too_finds_what_the_holes_give() -> None:
    """The same as the attacker, with a model of its own."""
    cells = year(HOLES)
    system = build(cells, PLAN)
    hidden = {system.place[t1(*one)] for one in (("farsta", "H2"), ("stad", "H1"), ("stad", "H2"))}
    weak = {(one.number, one.steps) for one in Watch(system, 4).weak(hidden)}
    assert (system.shown[system.place[t1("farsta", "H2")]][0], 0.0) in weak


# Bromma has three on one side; farsta and jarva have nobody on the other, and too few after it.
ZEROS = {
    ("bromma", "H1"): (30, 3), ("bromma", "H2"): (30, 40),
    ("farsta", "H1"): (40, 0), ("farsta", "H2"): (0, 12),
    ("jarva", "H1"): (50, 0), ("jarva", "H2"): (12, 0),
}  # fmt: skip


def test_a_denominator_that_the_equations_give_is_known() -> None:
    """Farsta's 40 is 52 less 12, which is shown alone; so both sides are said to be at least one.

    But nobody is on the other side.
    """
    system = build(year(ZEROS), PLAN)
    place = system.place[t1("farsta", "H1")]
    rest, whole = system.shown[place][1:]
    hidden = {system.place[t1(*half)] for half in ZEROS if half[1] == "H1"}
    weak = {one.number for one in Watch(system, 4).weak(hidden)}
    assert whole in weak
    assert Watch(system, 4)._sure(system.known(hidden), hidden)[whole]
    more = hidden | {system.place[t1(unit, "")] for unit in ("farsta", "jarva")}
    assert not Watch(system, 4)._sure(system.known(more), more)[[rest, whole]].any()


def test_no_side_of_nothing_is_hidden_beside_a_denominator_that_the_equations_give() -> None:
    cells = year(ZEROS)
    given = [t1("farsta", "H2"), t1("jarva", "H2")]
    hidden = protect(cells, PLAN, THRESHOLDS, stay_shown=given)
    assert t1("bromma", "H1") in hidden
    assert not hidden & {*given}
    assert verdicts(cells, hidden) == {}


def test_a_small_share_with_a_side_of_nothing_hides_the_count_that_is_its_denominator() -> None:
    """Ten decisions about children of two households, all own: the ten may not be known."""
    cells = {Cell("V1", "bromma", "2025"): Behind(10, 10, 4)}
    cells[Cell("R1", "bromma", "2025")] = Behind(10, 10, 2, 0)
    for unit in ("farsta", "jarva", "skarpnack"):
        cells[Cell("V1", unit, "2025")] = Behind(60, 60, 60)
        cells[Cell("R1", unit, "2025")] = share(30, 30)
    cells[Cell("V1", "stad", "2025")] = Behind(190, 190, 190)
    cells[Cell("R1", "stad", "2025")] = share(100, 90)
    hidden = protect(cells, PLAN, THRESHOLDS)
    assert {Cell("R1", "bromma", "2025"), Cell("V1", "bromma", "2025")} <= hidden
    assert verdicts(cells, hidden) == {}
    before = {Cell("V1", "bromma", "2025")}
    with pytest.raises(CannotProtectError):
        protect(cells, PLAN, THRESHOLDS, stay_shown=before)
