"""The protection on small tables, with answers found by hand."""

from __future__ import annotations

import pytest

from pipelines.disclosure.plan import Plan, load_plan
from pipelines.disclosure.protect import Behind, CannotProtectError, Thresholds, protect
from pipelines.disclosure.relations import Cell

K5 = Thresholds(children=5, households=3)


def plan(*relations: dict) -> Plan:
    return Plan.model_validate({"version": 1, "tabeller": (), "relationer": relations})


UNITS = plan({"typ": "enheter", "tal": ("V1.taljare",)})
BOTH = plan(
    {"typ": "enheter", "tal": ("V1.taljare",)},
    {"typ": "dimension", "dimension": "kategori", "helhet": "V1.taljare", "delar": "V1.taljare"},
)


def cell(enhet: str, varde: str = "", matt: str = "V1", period: str = "2023") -> Cell:
    return Cell(matt, enhet, period, "kategori" if varde else "", varde)


def count(value: int, children: int | None = None, households: int | None = None) -> dict:
    children = value if children is None else children
    return {"taljare": Behind(value, children, children if households is None else households)}


def share(part: int, rest: int) -> dict:
    return {"taljare": Behind(part, part, part), "rest": Behind(rest, rest, rest)}


def hidden(behind: dict, with_plan: Plan = UNITS) -> set[tuple[str, str]]:
    found = protect(behind, frozenset(), with_plan, K5)
    return {(c.enhet, c.varde) for c in found}


def test_nothing_small_means_nothing_hidden() -> None:
    assert hidden({cell("a"): count(5), cell("b"): count(0), cell("stad"): count(5)}) == set()


def test_a_small_count_is_hidden_with_one_more_so_that_it_cannot_be_subtracted() -> None:
    behind = {cell("a"): count(3), cell("b"): count(9), cell("c"): count(40)}
    assert hidden(behind | {cell("stad"): count(52)}) == {("a", ""), ("b", "")}


def test_two_small_ones_that_give_each_other_away_take_a_third() -> None:
    behind = {cell("a"): count(1), cell("b"): count(1), cell("c"): count(40)}
    # a + b = 2 and neither is zero: both are one.
    assert hidden(behind | {cell("stad"): count(42)}) == {("a", ""), ("b", ""), ("c", "")}


def test_a_zero_is_never_the_one_that_hides_another() -> None:
    behind = {cell("a"): count(3), cell("b"): count(0), cell("c"): count(40)}
    assert hidden(behind | {cell("stad"): count(43)}) == {("a", ""), ("c", "")}


def test_children_are_what_counts_and_not_decisions() -> None:
    behind = {cell("a"): count(12, children=4), cell("b"): count(30), cell("stad"): count(42)}
    assert ("a", "") in hidden(behind)


def test_siblings_of_two_households_are_protected_however_many() -> None:
    behind = {cell("a"): count(9, households=2), cell("b"): count(30), cell("stad"): count(39)}
    assert ("a", "") in hidden(behind)


def test_the_other_side_of_a_share_is_protected_too() -> None:
    r1 = plan({"typ": "enheter", "tal": ("R1.taljare",)})
    behind = {
        cell("a", matt="R1"): share(498, 2),
        cell("b", matt="R1"): share(90, 10),
        cell("stad", matt="R1"): share(588, 12),
    }
    assert hidden(behind, r1) >= {("a", "")}


def test_nothing_but_zeros_beside_it_leaves_no_protection_and_then_nothing_is_published() -> None:
    """The city is the district; when both are hidden nobody knows either."""
    behind = {cell("a"): count(3), cell("b"): count(0), cell("stad"): count(3)}
    assert hidden(behind) == {("a", ""), ("stad", "")}


def test_when_hiding_cannot_help_nothing_is_published() -> None:
    """Rows that contradict each other: a share of zero, which stays, shows the hidden count."""
    linked = plan(
        {"typ": "enheter", "tal": ("V1.taljare",)},
        {"typ": "namnare", "helhet": "V1.taljare", "tal": ("R1.namnare",)},
    )
    behind = {
        cell("a"): count(7, children=3),
        cell("stad"): count(7),
        cell("a", matt="R1"): share(0, 7),
    }
    with pytest.raises(CannotProtectError):
        protect(behind, frozenset(), linked, K5)


def test_in_a_table_with_margins_rows_and_columns_are_both_safe() -> None:
    values = {
        ("a", "x"): 2, ("a", "y"): 11, ("a", "z"): 30,
        ("b", "x"): 12, ("b", "y"): 9, ("b", "z"): 20,
        ("c", "x"): 50, ("c", "y"): 60, ("c", "z"): 70,
    }  # fmt: skip
    behind = {cell(u, v): count(n) for (u, v), n in values.items()}
    for unit in "abc":
        behind[cell(unit)] = count(sum(n for (u, _), n in values.items() if u == unit))
    for kind in "xyz":
        behind[cell("stad", kind)] = count(sum(n for (_, v), n in values.items() if v == kind))
    behind[cell("stad")] = count(sum(values.values()))
    found = hidden(behind, BOTH)
    # The cheapest closed pattern: a rectangle of four around the small cell.
    assert found == {("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")}


def test_the_choice_does_not_depend_on_the_order_of_the_rows() -> None:
    behind = {cell("a"): count(3), cell("b"): count(9), cell("c"): count(9), cell("d"): count(9)}
    behind[cell("stad")] = count(30)
    backwards = dict(reversed(behind.items()))
    assert hidden(behind) == hidden(backwards) == {("a", ""), ("b", "")}


def test_children_between_the_sum_of_districts_and_the_city_are_a_number_of_their_own() -> None:
    """Trap 2: 41 + 30 − 69 = two children who live in both."""
    v2 = plan({"typ": "barn", "tal": ("V2.taljare",)})
    behind = {
        cell("a", matt="V2"): count(41),
        cell("b", matt="V2"): count(30),
        cell("stad", matt="V2"): count(69),
    }
    assert hidden(behind, v2) == {("stad", "")}
    behind[cell("stad", matt="V2")] = count(66)
    assert hidden(behind, v2) == set()


def test_the_plan_lists_each_table_once_and_its_relations_speak_of_planned_measures() -> None:
    listed = [(t.matt, t.dimension) for t in load_plan().tabeller]
    assert len(set(listed)) == len(listed)
    measures = {matt for matt, _ in listed}
    for relation in load_plan().relationer:
        for number in (*relation.tal, relation.helhet, relation.delar):
            assert not number or number.split(".")[0] in measures


def test_the_plan_counts_the_same_regi_as_own_as_the_policy_does() -> None:
    from pipelines.settings import SEEDS

    seed = (SEEDS / "policy_regi.csv").read_text(encoding="utf-8").splitlines()[1:]
    own = {line.split(",")[0] for line in seed if line.split(",")[3] == "true"}
    (relation,) = [r for r in load_plan().relationer if r.varden]
    assert set(relation.varden) == own
