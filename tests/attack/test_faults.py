"""Faults that the cells themselves show, and what the attacker refuses; syntetiska data."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipelines.disclosure.attack import angrip
from tests.attack.tabeller import (
    PLAN,
    attack,
    cell,
    kat,
    korstabell,
    ram,
    verdicts,
)

FALL = {
    fall["id"]: fall
    for fall in json.loads(Path(__file__).with_name("stat_cases_release.json").read_text())
}

# Faults of the cells themselves


def test_a_safe_frame_gives_nothing() -> None:
    tabell = [[3, 20, 30], [22, 4, 31], [25, 26, 0]]
    assert attack([*korstabell(tabell, [[0, 0], [0, 1], [1, 0], [1, 1]])]).fynd == []


def test_an_empty_frame_and_no_frame_give_nothing() -> None:
    assert angrip([ram(cell("V1", "stad", 40)).iloc[:0]], PLAN).fynd == []
    assert angrip([], PLAN).fynd == []


@pytest.mark.parametrize(
    ("celler", "tal"),
    [
        ([cell("V1", "farsta", 4)], ["taljare"]),
        ([cell("R1", "farsta", 40, 43)], ["rest"]),
        ([cell("F1", "farsta", 1, 3)], ["rest", "taljare"]),
        ([cell("R1", "farsta", 40), cell("V1", "farsta", 43)], ["rest"]),
        ([cell("F1", "farsta", None, 4, status="for_fa")], ["namnare"]),
        ([cell("V1", "farsta", 0)], []),
        ([cell("R1", "farsta", 40, 40)], []),
        ([cell("R1", "farsta", 5, 10)], []),
    ],
)
def test_a_small_number_on_either_side_of_a_shown_cell_is_reported(
    celler: list[dict[str, Any]], tal: list[str]
) -> None:
    hittat = attack([*celler]).fynd
    assert [(r.tal, r.verdict) for r in hittat] == [(t, "SHOWN_SMALL") for t in tal]


@pytest.mark.parametrize("figur", ["taljare", "namnare", "varde", "undre", "ovre"])
@pytest.mark.parametrize(
    "status", ["visad", "for_fa", "skyddad", "strukturell_nolla", "ej_mogen", "saknas"]
)
def test_a_cell_bears_only_the_figures_of_its_status(status: str, figur: str) -> None:
    bar = cell("F1", "farsta", status=status) | {figur: 20}
    tillatet = status == "visad" or (status, figur) == ("for_fa", "namnare")
    hittat = {r.verdict for r in attack([bar]).fynd}
    assert ("CARRIES_VALUE" in hittat) is not tillatet


def test_a_structural_zero_may_bear_zeros() -> None:
    noll = cell("F1", "farsta", 0, 0, varde=0.0, status="strukturell_nolla")
    assert attack([noll]).fynd == []


def test_a_figure_that_slipped_out_is_used_against_the_others() -> None:
    slarvig = kat("farsta", "b", 17, status="skyddad")
    hittat = attack([cell("V1", "farsta", 20), kat("farsta", "a"), slarvig]).fynd
    assert {(r.dimension_varde, r.verdict, r.angripare) for r in hittat} == {
        ("a", "EXACT", "naiv"),
        ("a", "EXACT", "regelkunnig"),
        ("b", "CARRIES_VALUE", "naiv"),
        ("b", "EXACT", "naiv"),
        ("b", "EXACT", "regelkunnig"),
    }


@pytest.mark.parametrize(
    "celler",
    [
        [cell("V1", "stad", 40), cell("V1", "bromma", 30), cell("V1", "farsta", 9)],
        [cell("V1", "stad", 40), cell("V1", "bromma", 40), cell("V1", "farsta")],
        [cell("V1", "farsta", 20), cell("R1", "farsta", 10, 21)],
        [cell("F1", "farsta", 30, 20)],
        [cell("V2", "stad", 12), cell("V2", "bromma", 13)],
        # two hidden, at least 1 each, in a total of 1: a block that only the solver refuses
        [
            *(cell("V1", e, t) for e, t in (("stad", 100), ("x", 1), ("y", 99))),
            *(kat(e, v) for e in ("x", "y") for v in ("p", "q")),
            *(kat("stad", v, t) for v, t in (("p", 95), ("q", 5))),
        ],
    ],
)
def test_tables_that_contradict_each_other_are_reported(celler: list[dict[str, Any]]) -> None:
    hittat = [r for r in attack([*celler]).fynd if r.verdict == "CONTRADICTION"]
    assert hittat
    assert {(r.lo, r.hi) for r in hittat} == {(None, None)}


def test_sums_that_only_fractions_fit_are_a_contradiction() -> None:
    # p + q = q + r = p + r = 5 has the one answer 2.5.
    par = {"m1": ["p", "q"], "m2": ["q", "r"], "m3": ["p", "r"]}
    plan = {
        "tabeller": [],
        "relationer": [
            {"typ": "dimension", "dimension": "kategori", "helhet": f"{m}.taljare"}
            | {"delar": "V1.taljare", "varden": varden}
            for m, varden in par.items()
        ],
    }
    celler = [*(cell(m, "farsta", 5) for m in par), *(kat("farsta", v) for v in "pqr")]
    hittat = attack(celler, plan=plan).fynd
    assert {(r.angripare, r.verdict) for r in hittat} == {
        ("naiv", "CONTRADICTION"),
        ("regelkunnig", "CONTRADICTION"),
    }


def test_a_contradiction_does_not_end_the_attack_on_the_rest() -> None:
    fel = [cell("V1", "farsta", 20), cell("R1", "farsta", 10, 21)]
    rader = [
        cell("V1", e, t, period="2022") for e, t in (("stad", 40), ("bromma", 37), ("farsta", None))
    ]
    hittat = {(r.period, r.verdict) for r in attack([*fel, *rader]).fynd}
    assert hittat == {("2022", "EXACT"), ("2023", "CONTRADICTION")}


def test_tables_without_protection_are_left_out() -> None:
    dag = {"period": "2024-11-01"}
    assert attack([cell("U1", "farsta", 3, **dag), cell("U1", "bromma", **dag)]).fynd == []


def test_a_row_of_no_table_in_the_plan_is_attacked_as_protected() -> None:
    assert verdicts(cell("U1", "farsta", 3)) == [("farsta", "SHOWN_SMALL")]  # U1 has days only
    assert verdicts(cell("X9", "farsta", 3)) == [("farsta", "SHOWN_SMALL")]


def test_a_plan_that_spells_out_what_it_leaves_empty_means_the_same() -> None:
    tomt = dict.fromkeys(("dimension", "tal", "helhet", "delar", "varden", "skydd"))
    plan = {del_: [tomt | rad for rad in PLAN[del_]] for del_ in ("tabeller", "relationer")}
    celler = [
        cell("U1", "farsta", 3, period="2024-11-01"),
        cell("V1", "farsta", 20),
        *(kat("farsta", varde, tal) for varde, tal in (("a", 17), ("b", None))),
    ]
    assert attack(celler, plan=plan).fynd == attack(celler).fynd != []


@pytest.mark.parametrize(
    "fel",
    [
        {"status": "hemlig"},
        {"period": "våren 2023"},
        {"dimension": None},
        {"taljare": 7.25},
        {"taljare": "sju"},
    ],
)
def test_what_is_not_understood_stops_the_attack_without_repeating_figures(
    fel: dict[str, Any],
) -> None:
    celler = pd.DataFrame([cell("V1", "farsta", 20) | fel])
    with pytest.raises(ValueError, match=r"^[^\d]*(våren 2023.*)?$") as undantag:
        angrip([celler], PLAN)
    assert "sju" not in str(undantag.value)
    assert undantag.value.__cause__ is None
    assert undantag.value.__suppress_context__ is (undantag.value.__context__ is not None)


def test_a_missing_column_an_unknown_relation_and_a_useless_k_stop_the_attack() -> None:
    celler = ram(cell("V1", "farsta", 20))
    with pytest.raises(ValueError, match="ovre"):
        angrip([celler.drop(columns="ovre")], PLAN)
    with pytest.raises(ValueError, match="okänd relation: kvot"):
        angrip([celler], {"tabeller": [], "relationer": [{"typ": "kvot"}]})
    with pytest.raises(ValueError, match="minst 2"):
        angrip([celler], PLAN, k=1)


def test_what_was_recovered_does_not_reach_a_log_by_way_of_repr() -> None:
    utfall = attack([cell("V1", "stad", 940), cell("V1", "bromma", 37), cell("V1", "farsta")])
    assert [(r.angripare, r.lo, r.hi) for r in utfall.fynd] == [
        ("naiv", 903, 903),
        ("regelkunnig", 903, 903),
    ]
    assert "903" not in f"{utfall} {utfall!r} {utfall.fynd[0]} {utfall.sammanfattning()}"


def test_one_frame_by_itself_is_not_taken_for_publications() -> None:
    with pytest.raises(TypeError, match="följd"):
        angrip(ram(cell("V1", "farsta", 20)), PLAN)  # type: ignore[arg-type]


def test_a_cell_that_stands_twice_and_a_negative_number_stop_the_attack() -> None:
    with pytest.raises(ValueError, match="två gånger"):
        attack([cell("V1", "farsta", 20), cell("V1", "farsta", 20)])
    with pytest.raises(ValueError, match="negativt"):
        attack([cell("V1", "farsta", -20)])


def test_hidden_cells_that_another_column_tells_apart_are_reported() -> None:
    celler = [cell("V1", e, n, orsak=None) for e, n in (("stad", 90), ("x", 30))]
    dolda = [cell("V1", e, orsak=o) for e, o in (("a", "s"), ("b", "s"), ("c", "p"))]
    hittat = attack([*celler, *dolda]).fynd
    assert [(r.enhet, r.verdict) for r in hittat] == [("c", "CARRIES_VALUE")]
    assert attack([*celler, *(c | {"orsak": "s"} for c in dolda)]).fynd == []


def test_a_population_is_public_but_a_rate_of_it_gives_a_hidden_count_away() -> None:
    fall = FALL["leak_rate_two_decimals"]["inputs"]
    dold = cell("V4", "farsta", None, fall["population"])
    assert attack([dold]).fynd == []
    hittat = attack([dold | {"varde": fall["rate_per_1000"]}]).fynd
    assert [(r.tal, r.verdict) for r in hittat] == [("taljare", "CARRIES_VALUE")]


def test_a_percentage_with_its_interval_gives_a_hidden_share_away() -> None:
    fall = FALL["leak_pct_and_ci"]["inputs"]
    figurer = {"varde": "published_pct", "undre": "ci_lower", "ovre": "ci_upper"}
    for namn, nyckel in figurer.items():
        hittat = attack([cell("F1", "farsta", **{namn: fall[nyckel] / 100})]).fynd
        assert [r.verdict for r in hittat] == ["CARRIES_VALUE"]


def test_a_median_of_few_is_reported_and_stands_in_no_equation() -> None:
    stat = {"dimension": "statistik", "dimension_varde": "median"}
    median = [
        cell("T3", e, None, n, varde=6.0, status="visad", **stat)
        for e, n in (("stad", 60), ("x", 19))
    ]
    hittat = attack(median).fynd
    assert [(r.enhet, r.tal, r.verdict) for r in hittat] == [("x", "namnare", "SHOWN_SMALL")]
    assert attack([cell("T3", "x", **stat)]).fynd == []
