"""The attacker against tables whose answers are worked out by hand, or by trying every table."""

import itertools
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.disclosure.attack import NYCKEL, Rojande, angrip

ROT = Path(__file__).parents[2]
FALL = {
    fall["id"]: fall
    for fall in json.loads((ROT / "tests/golden/stat_cases_attack.json").read_text())
}
PLAN = yaml.safe_load("""
tabeller:
  - {matt: U1, perioder: [utbudsdag], skydd: nej}
  - {matt: V1, perioder: [ar, halvar]}
  - {matt: V1, perioder: [ar], dimension: kategori}
  - {matt: V2, perioder: [ar, halvar]}
  - {matt: R1, perioder: [ar, halvar]}
  - {matt: R2, perioder: [ar], dimension: regi}
  - {matt: F1, perioder: [ar, halvar]}
relationer:
  - {typ: enheter, tal: [V1.taljare, R1.taljare, R2.taljare, F1.taljare, F1.namnare]}
  - {typ: halvar, tal: [V1.taljare, R1.taljare, F1.taljare, F1.namnare]}
  - {typ: namnare, helhet: V1.taljare, tal: [R1.namnare, R2.namnare]}
  - {typ: dimension, dimension: kategori, helhet: V1.taljare, delar: V1.taljare}
  - {typ: dimension, dimension: regi, helhet: V1.taljare, delar: R2.taljare}
  - {typ: dimension, dimension: regi, helhet: R1.taljare, delar: R2.taljare, varden: [egen, annan]}
  - {typ: barn, tal: [V2.taljare]}
""")
ALLT = 10**9  # as k: no interval is wide enough, so every hidden number is reported with its own
DOLD = ("EXACT", "PROVEN_SMALL", "TOO_NARROW")
Intervall = dict[tuple[str, ...], tuple[str, int | None, int | None]]


def cell(
    matt: str, enhet: str, taljare: int | None = None, namnare: int | None = None, **andra: Any
) -> dict[str, Any]:
    """A cell of 2023 without dimension: shown when it has a numerator, else skyddad."""
    return {
        "matt": matt,
        "enhet": enhet,
        "period": "2023",
        "dimension": "",
        "dimension_varde": "",
        "status": "skyddad" if taljare is None else "visad",
        "taljare": taljare,
        "namnare": namnare,
        "varde": None,
        "undre": None,
        "ovre": None,
        **andra,
    }


def kat(enhet: str, varde: str, taljare: int | None = None, **andra: Any) -> dict[str, Any]:
    """A cell of V1 by kategori."""
    return cell("V1", enhet, taljare, dimension="kategori", dimension_varde=varde, **andra)


def regi(enhet: str, varde: str, taljare: int | None = None, **andra: Any) -> dict[str, Any]:
    """A cell of R2; what is not given is its denominator."""
    return cell("R2", enhet, taljare, dimension="regi", dimension_varde=varde, **andra)


def ram(*celler: dict[str, Any]) -> pd.DataFrame:
    heltal = {"taljare": "Int64", "namnare": "Int64"}
    return pd.DataFrame(celler).astype(heltal)


def fynd(*celler: dict[str, Any], k: int = 5, plan: Any = PLAN) -> Intervall:
    """What is reported on hidden numbers: cell without its empty parts -> verdict, lo, hi."""
    return {
        tuple(d for d in (r.matt, r.enhet, r.period, r.dimension_varde, r.tal) if d): (
            r.verdict,
            r.lo,
            r.hi,
        )
        for r in angrip(ram(*celler), plan, k)
        if r.verdict in DOLD
    }


def spann(*celler: dict[str, Any], plan: Any = PLAN) -> dict[tuple[str, ...], tuple[Any, Any]]:
    """The interval of every hidden number, wide or narrow."""
    return {tal: (lo, hi) for tal, (_, lo, hi) in fynd(*celler, k=ALLT, plan=plan).items()}


def verdicts(*celler: dict[str, Any], k: int = 5) -> list[tuple[str, str]]:
    return [(r.enhet, r.verdict) for r in angrip(ram(*celler), PLAN, k)]


# What a reader does with a pencil


@pytest.mark.parametrize(
    ("namnare", "svar"),
    [
        (6, []),  # each side 1 to 5
        (5, [("farsta", "PROVEN_SMALL"), ("farsta", "PROVEN_SMALL")]),  # each side 1 to 4
    ],
)
def test_neither_side_of_a_hidden_share_is_nothing_when_its_denominator_is_shown(
    namnare: int, svar: list[tuple[str, str]]
) -> None:
    assert verdicts(cell("V1", "farsta", namnare), cell("R1", "farsta")) == svar


def test_a_share_that_is_hidden_whole_may_be_all_on_one_side() -> None:
    celler = [
        *(cell("V1", "stad", 40), cell("V1", "bromma", 36), cell("V1", "farsta")),
        *(cell("R1", "stad", 40, 40), cell("R1", "bromma", 36, 36), cell("R1", "farsta")),
    ]
    assert fynd(*celler) == {
        ("V1", "farsta", "2023", "taljare"): ("EXACT", 4, 4),
        ("R1", "farsta", "2023", "taljare"): ("EXACT", 4, 4),
        ("R1", "farsta", "2023", "komplement"): ("EXACT", 0, 0),
    }


def test_a_lone_hidden_cell_is_found_by_subtraction() -> None:
    assert fynd(cell("V1", "stad", 40), cell("V1", "bromma", 37), cell("V1", "farsta")) == {
        ("V1", "farsta", "2023", "taljare"): ("EXACT", 3, 3)
    }


def test_a_hidden_total_is_found_by_addition() -> None:
    assert fynd(cell("V1", "stad"), cell("V1", "bromma", 37), cell("V1", "farsta", 9)) == {
        ("V1", "stad", "2023", "taljare"): ("EXACT", 46, 46)
    }


def test_two_hidden_half_years_are_found_through_the_other_district() -> None:
    # The half-years of farsta hide each other (1..19), but stad - bromma gives the first: 9.
    celler = [
        cell("V1", enhet, tal, period=period)
        for enhet, *rad in (
            ("stad", 60, 29, 31),
            ("bromma", 40, 20, 20),
            ("farsta", 20, None, None),
        )
        for tal, period in zip(rad, ("2023", "2023H1", "2023H2"), strict=True)
    ]
    assert fynd(*celler) == {
        ("V1", "farsta", "2023H1", "taljare"): ("EXACT", 9, 9),
        ("V1", "farsta", "2023H2", "taljare"): ("EXACT", 11, 11),
    }


@pytest.mark.parametrize(
    ("hel", "delar"),
    [("2023", "H2 H1"), ("2023H1", "Q2 Q1"), ("2023H2", "Q3 Q4"), ("2023", "Q4 Q1 Q2 Q3")],
)
def test_a_hidden_part_of_a_year_is_found_from_the_whole(hel: str, delar: str) -> None:
    dold, *visade = (f"2023{del_}" for del_ in delar.split())
    celler = [cell("V1", "farsta", 6, period=period) for period in visade]
    celler.append(cell("V1", "farsta", 6 * len(celler) + 3, period=hel))
    assert fynd(*celler, cell("V1", "farsta", period=dold)) == {
        ("V1", "farsta", dold, "taljare"): ("EXACT", 3, 3)
    }


def test_zeros_are_shown_so_hidden_means_at_least_one() -> None:
    # Without the rule each is 0..5, which is wide enough; with it 1..4.
    delar = [kat("farsta", "a"), kat("farsta", "b"), kat("farsta", "c", 0)]
    assert fynd(cell("V1", "farsta", 5), *delar) == {
        ("V1", "farsta", "2023", "a", "taljare"): ("PROVEN_SMALL", 1, 4),
        ("V1", "farsta", "2023", "b", "taljare"): ("PROVEN_SMALL", 1, 4),
    }


def test_an_interval_too_narrow_is_reported_also_for_large_numbers() -> None:
    # xq + yq = 5, so each is 1..4; then xp = 104 - xq is 100..103.
    celler = [
        *(cell("V1", enhet, tal) for enhet, tal in (("stad", 209), ("x", 104), ("y", 105))),
        *(kat(enhet, varde) for enhet in ("x", "y") for varde in ("p", "q")),
        kat("stad", "p", 204),
        kat("stad", "q", 5),
    ]
    assert fynd(*celler) == {
        ("V1", "x", "2023", "p", "taljare"): ("TOO_NARROW", 100, 103),
        ("V1", "x", "2023", "q", "taljare"): ("PROVEN_SMALL", 1, 4),
        ("V1", "y", "2023", "p", "taljare"): ("TOO_NARROW", 101, 104),
        ("V1", "y", "2023", "q", "taljare"): ("PROVEN_SMALL", 1, 4),
    }


def test_a_hidden_share_is_bounded_by_its_denominator_in_another_table() -> None:
    # V1 tells n = 5: own-run and the rest are 1..4 each. At n = 6 they are 1..5, wide enough.
    assert fynd(cell("V1", "farsta", 5), cell("R1", "farsta")) == {
        ("R1", "farsta", "2023", "taljare"): ("PROVEN_SMALL", 1, 4),
        ("R1", "farsta", "2023", "komplement"): ("PROVEN_SMALL", 1, 4),
    }
    assert fynd(cell("V1", "farsta", 6), cell("R1", "farsta")) == {}


def test_a_hidden_count_is_read_off_a_denominator_that_is_shown() -> None:
    for andel in (cell("R1", "farsta", 0, 7), regi("farsta", "egen", None, namnare=7)):
        hittat = fynd(cell("V1", "farsta"), {**andel, "status": "for_fa", "taljare": None})
        assert hittat == {("V1", "farsta", "2023", "taljare"): ("EXACT", 7, 7)}


def test_the_own_run_share_gives_its_parts_away() -> None:
    # Own + other is R1's numerator, so other = 15 - 8, though three parts of V1 are hidden.
    hittat = fynd(
        cell("V1", "farsta", 60),
        cell("R1", "farsta", 15, 60),
        regi("farsta", "egen", 8, namnare=60),
        *(regi("farsta", varde) for varde in ("annan", "kopt", "okand")),
    )
    assert hittat == {
        ("R2", "farsta", "2023", "annan", "taljare"): ("EXACT", 7, 7),
        ("R2", "farsta", "2023", "annan", "komplement"): ("EXACT", 53, 53),
    }


def test_the_complement_is_as_secret_as_the_numerator() -> None:
    celler = [cell("F1", "stad", 60, 70), cell("F1", "bromma", 38, 40)]
    assert fynd(*celler, cell("F1", "farsta")) == {
        ("F1", "farsta", "2023", "taljare"): ("EXACT", 22, 22),
        ("F1", "farsta", "2023", "komplement"): ("EXACT", 8, 8),
    }


def test_distinct_children_are_at_least_the_largest_part_and_at_most_the_sum() -> None:
    stad = [cell("V2", "stad"), cell("V2", "bromma", 12), cell("V2", "farsta", 10)]
    assert fynd(*stad, k=12) == {("V2", "stad", "2023", "taljare"): ("TOO_NARROW", 12, 22)}
    assert fynd(*stad, k=11) == {}
    ar = [cell("V2", "farsta"), cell("V2", "farsta", 9, period="2023H1")]
    assert fynd(*ar, cell("V2", "farsta", 0, period="2023H2")) == {
        ("V2", "farsta", "2023", "taljare"): ("EXACT", 9, 9)
    }


def test_a_part_of_distinct_children_is_at_least_what_the_others_cannot_cover() -> None:
    celler = [cell("V2", "stad", 30), cell("V2", "bromma", 22), cell("V2", "farsta")]
    assert spann(*celler) == {("V2", "farsta", "2023", "taljare"): (8, 30)}  # not 8 alone


def test_what_is_missing_from_the_frame_is_an_unknown_part() -> None:
    # central has a total, so its category a may be any number from 0.
    totaler = [cell("V1", e, t) for e, t in (("stad", 60), ("farsta", 20), ("central", 40))]
    utan = [*totaler, kat("stad", "a", 18), kat("farsta", "a"), kat("farsta", "b")]
    assert spann(*utan)[("V1", "farsta", "2023", "a", "taljare")] == (1, 18)
    assert fynd(*utan, kat("central", "a", 5)) == {
        ("V1", "farsta", "2023", "a", "taljare"): ("EXACT", 13, 13),
        ("V1", "farsta", "2023", "b", "taljare"): ("EXACT", 7, 7),
    }


@pytest.mark.parametrize("status", ["ej_mogen", "saknas"])
def test_a_number_that_is_nobodys_secret_hides_another_without_being_reported(status: str) -> None:
    celler = [cell("V1", "stad", 40), cell("V1", "bromma", status=status)]
    assert fynd(*celler) == {}
    assert spann(*celler, cell("V1", "farsta")) == {("V1", "farsta", "2023", "taljare"): (1, 40)}


def test_a_structural_zero_hides_nothing() -> None:
    noll = {"status": "strukturell_nolla"}
    rad = [cell("V1", "stad", 40), cell("V1", "farsta"), cell("V1", "central", **noll)]
    assert fynd(*rad) == {("V1", "farsta", "2023", "taljare"): ("EXACT", 40, 40)}
    # F1's own denominator is none there either, while R2's is all decisions of the unit.
    andel = [cell("F1", "stad", 40, 60), cell("F1", "farsta"), cell("F1", "central", **noll)]
    assert fynd(*andel)[("F1", "farsta", "2023", "komplement")] == ("EXACT", 20, 20)
    andel = [regi("farsta", "egen", **noll), regi("farsta", "kopt", 40, namnare=40)]
    assert angrip(ram(cell("V1", "farsta", 40), *andel), PLAN) == []


@pytest.mark.parametrize(
    ("taljare", "namnare", "verdict"),
    [(0, 9, None), (9, 9, None), (0, 30, None), (12, 19, None), (2, 9, "EXACT"), (8, 10, "EXACT")],
)
def test_a_share_too_uncertain_to_draw_may_be_read_when_neither_side_is_small(
    taljare: int, namnare: int, verdict: str | None
) -> None:
    hittat = fynd(
        cell("F1", "stad", 50 + taljare, 100 + namnare),
        cell("F1", "bromma", 50, 100),
        cell("F1", "farsta", None, namnare, status="for_fa"),
    )
    assert {v for v, _, _ in hittat.values()} == ({verdict} if verdict else set())
    assert len(hittat) == (2 if verdict else 0)


def test_a_share_of_few_is_reported_like_a_protected_one() -> None:
    celler = [cell("F1", "farsta", None, 3, status="for_fa")]
    assert fynd(*celler)[("F1", "farsta", "2023", "taljare")] == ("TOO_NARROW", 0, 3)
    assert fynd(cell("F1", "farsta", None, 6, status="for_fa")) == {}


# Published cases


def _korstabell(tabell: list[list[int]], dolda: list[list[int]]) -> list[dict[str, Any]]:
    """Rows are districts, columns categories; every margin is shown."""
    matris = np.array(tabell)
    celler = [cell("V1", "stad", int(matris.sum()))]
    celler += [cell("V1", f"r{i}", int(rad.sum())) for i, rad in enumerate(matris)]
    celler += [kat("stad", f"k{j}", int(kol.sum())) for j, kol in enumerate(matris.T)]
    return celler + [
        kat(f"r{i}", f"k{j}", None if [i, j] in dolda else int(tal))
        for (i, j), tal in np.ndenumerate(matris)
    ]


def test_two_hidden_in_every_row_and_column_still_give_47_exactly() -> None:
    fall = FALL["sdc_4x4_two_per_line_not_enough"]
    hittat = fynd(*_korstabell(fall["inputs"]["table"], fall["inputs"]["suppressed"]))
    assert hittat[("V1", "r0", "2023", "k1", "taljare")] == ("EXACT", 47, 47)
    assert (fall["expected"]["low"], fall["expected"]["up"]) == (47, 47)


def test_the_rule_narrows_the_bounds_that_a_naive_reader_gets() -> None:
    fall = FALL["sdc_microdata1_opt_bounds"]
    hittat = spann(*_korstabell(fall["inputs"]["table"], fall["inputs"]["suppressed"]))
    # 0..12 for the naive; the cell below in the column is 12 minus this one and at least 1, too.
    assert hittat[("V1", "r0", "2023", "k1", "taljare")] == (1, 11)
    assert (fall["expected"]["low"], fall["expected"]["up"]) == (0, 12)


@pytest.mark.parametrize(
    ("tabeller", "vantat"),
    # K + L + M = 9 and A + B + K = 7, all at least 1; the naive 0..9 and 0..7 of the case.
    [(["table1"], (1, 7)), (["table2"], (1, 5)), (["table1", "table2"], (3, 3))],
)
def test_linked_tables_give_away_what_each_keeps(
    tabeller: list[str], vantat: tuple[int, int]
) -> None:
    indata = FALL["sdc_linked_tables_leak"]["inputs"]
    tal, dolda = indata["counts"], indata["suppressed_in_both"]
    grupper = {namn: delar for t in tabeller for namn, delar in indata[t].items()}
    plan = {
        "tabeller": [],
        "relationer": [
            {"typ": "dimension", "dimension": "d", "helhet": f"{g}.taljare", "delar": "V1.taljare"}
            | {"varden": delar}
            for g, delar in grupper.items()
        ],
    }
    celler = [cell(g, "stad", sum(tal[d] for d in delar)) for g, delar in grupper.items()]
    celler += [
        cell("V1", "stad", None if d in dolda else n, dimension="d", dimension_varde=d)
        for d, n in tal.items()
    ]
    hittat = spann(*celler, plan=plan)
    assert hittat[("V1", "stad", "2023", "K", "taljare")] == vantat


def test_two_singletons_cannot_hide_each_other() -> None:
    fall = FALL["sdc_singletons"]
    tal, dolda = fall["inputs"]["counts"], fall["inputs"]["suppressed"]
    delar = [kat("farsta", namn, None if namn in dolda else n) for namn, n in tal.items()]
    hittat = fynd(cell("V1", "farsta", fall["inputs"]["total"]), *delar)
    assert hittat[("V1", "farsta", "2023", "a", "taljare")][1:] == tuple(
        fall["expected"]["rule_aware_a"]
    )


def test_the_total_minus_its_parts_gives_the_redacted_one() -> None:
    fall = FALL["opensafely_total_minus_parts"]
    tal = dict(fall["inputs"]["published"])
    delar = [kat("farsta", namn, n) for namn, n in tal.items() if namn != "total"]
    hittat = fynd(cell("V1", "farsta", tal["total"]), *delar, kat("farsta", "21-30"))
    svar = fall["expected"]["recovered"]
    assert hittat == {("V1", "farsta", "2023", "21-30", "taljare"): ("EXACT", svar, svar)}


def test_the_total_minus_the_boys_gives_the_girls() -> None:
    fall = FALL["opensafely_total_minus_male"]
    hittat = {}
    for i, (alla, pojkar) in enumerate(
        zip(fall["inputs"]["total"], fall["inputs"]["male"], strict=True)
    ):
        hittat |= fynd(cell("V1", f"a{i}", alla), kat(f"a{i}", "pojke", pojkar), kat(f"a{i}", "fl"))
    assert [lo for _, lo, _ in hittat.values()] == fall["expected"]["female"]
    assert {verdict for verdict, _, _ in hittat.values()} == {"EXACT"}


def test_a_moved_boundary_gives_away_the_strip_between() -> None:
    fall = FALL["handbook_geographic_differencing"]
    gamla, nya = (np.array(fall["inputs"][f"area_{ar}"]).ravel() for ar in (1991, 2001))
    vantat = np.array(fall["expected"]).ravel()
    hittat = {}
    for i, (gammal, ny, remsa) in enumerate(zip(gamla, nya, vantat, strict=True)):
        status = "skyddad" if remsa else "strukturell_nolla"
        delar = [kat(f"o{i}", "nytt", int(ny)), kat(f"o{i}", "remsa", status=status)]
        hittat |= fynd(cell("V1", f"o{i}", int(gammal)), *delar)
    assert [lo for _, lo, _ in hittat.values()] == [remsa for remsa in vantat if remsa]
    assert {verdict for verdict, _, _ in hittat.values()} == {"EXACT"}


def test_two_nights_with_different_patterns_give_away_what_each_keeps() -> None:
    tal = {"a": 3, "b": 8, "c": 9}
    natt1, natt2 = (
        [kat("farsta", namn, None if namn in dolda else n) for namn, n in tal.items()]
        for dolda in ("ab", "ac")
    )
    total = cell("V1", "farsta", 20)
    assert fynd(total, *natt1) == fynd(total, *natt2) == {}
    assert fynd(total, *natt1, *natt2)[("V1", "farsta", "2023", "a", "taljare")][1:] == (3, 3)


def test_a_cell_that_one_night_protects_is_a_secret_the_other_night_too() -> None:
    rad = [cell("F1", "stad", 62, 119), cell("F1", "bromma", 50, 100)]
    natter = [cell("F1", "farsta", None, 19, status="for_fa"), cell("F1", "farsta")]
    for celler in (natter, natter[::-1]):
        assert fynd(*rad, *celler)[("F1", "farsta", "2023", "taljare")] == ("EXACT", 12, 12)


def test_an_officer_who_knows_the_own_district_finds_the_other_one() -> None:
    rad = [cell("V1", "stad", 40), cell("V1", "bromma", 27)]
    assert fynd(*rad, cell("V1", "farsta"), cell("V1", "skarpnack")) == {}
    assert fynd(*rad, cell("V1", "farsta", 10), cell("V1", "skarpnack")) == {
        ("V1", "skarpnack", "2023", "taljare"): ("EXACT", 3, 3)
    }


# Faults of the cells themselves


def test_a_safe_frame_gives_nothing() -> None:
    tabell = [[3, 20, 30], [22, 4, 31], [25, 26, 0]]
    assert angrip(ram(*_korstabell(tabell, [[0, 0], [0, 1], [1, 0], [1, 1]])), PLAN) == []


def test_an_empty_frame_gives_nothing() -> None:
    assert angrip(ram(cell("V1", "stad", 40)).iloc[:0], PLAN) == []


@pytest.mark.parametrize(
    ("celler", "tal"),
    [
        ([cell("V1", "farsta", 4)], ["taljare"]),
        ([cell("R1", "farsta", 40, 43)], ["komplement"]),
        ([cell("F1", "farsta", 1, 3)], ["komplement", "taljare"]),
        ([cell("R1", "farsta", 40), cell("V1", "farsta", 43)], ["komplement"]),
        ([cell("F1", "farsta", None, 4, status="for_fa")], ["namnare"]),
        ([cell("V1", "farsta", 0)], []),
        ([cell("R1", "farsta", 40, 40)], []),
        ([cell("R1", "farsta", 5, 10)], []),
    ],
)
def test_a_small_number_on_either_side_of_a_shown_cell_is_reported(
    celler: list[dict[str, Any]], tal: list[str]
) -> None:
    hittat = angrip(ram(*celler), PLAN)
    assert [(r.tal, r.verdict) for r in hittat] == [(t, "SHOWN_SMALL") for t in tal]


@pytest.mark.parametrize("figur", ["taljare", "namnare", "varde", "undre", "ovre"])
@pytest.mark.parametrize(
    "status", ["visad", "for_fa", "skyddad", "strukturell_nolla", "ej_mogen", "saknas"]
)
def test_a_cell_bears_only_the_figures_of_its_status(status: str, figur: str) -> None:
    bar = cell("F1", "farsta", status=status) | {figur: 20}
    tillatet = status == "visad" or (status, figur) == ("for_fa", "namnare")
    hittat = {r.verdict for r in angrip(ram(bar), PLAN)}
    assert ("CARRIES_VALUE" in hittat) is not tillatet


def test_a_structural_zero_may_bear_zeros() -> None:
    noll = cell("F1", "farsta", 0, 0, varde=0.0, status="strukturell_nolla")
    assert angrip(ram(noll), PLAN) == []


def test_a_figure_that_slipped_out_is_used_against_the_others() -> None:
    slarvig = kat("farsta", "b", 17, status="skyddad")
    hittat = angrip(ram(cell("V1", "farsta", 20), kat("farsta", "a"), slarvig), PLAN)
    assert [(r.dimension_varde, r.verdict) for r in hittat] == [
        ("a", "EXACT"),
        ("b", "CARRIES_VALUE"),
        ("b", "EXACT"),
    ]


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
    hittat = [r for r in angrip(ram(*celler), PLAN) if r.verdict == "CONTRADICTION"]
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
    celler = ram(*(cell(m, "farsta", 5) for m in par), *(kat("farsta", v) for v in "pqr"))
    assert [r.verdict for r in angrip(celler, plan)] == ["CONTRADICTION"]


def test_a_contradiction_does_not_end_the_attack_on_the_rest() -> None:
    fel = [cell("V1", "farsta", 20), cell("R1", "farsta", 10, 21)]
    rader = [
        cell("V1", e, t, period="2022") for e, t in (("stad", 40), ("bromma", 37), ("farsta", None))
    ]
    assert verdicts(*fel, *rader) == [("farsta", "EXACT"), ("farsta", "CONTRADICTION")]


def test_tables_without_protection_are_left_out() -> None:
    dag = {"period": "2024-11-01"}
    assert angrip(ram(cell("U1", "farsta", 3, **dag), cell("U1", "bromma", **dag)), PLAN) == []


def test_a_row_of_no_table_in_the_plan_is_attacked_as_protected() -> None:
    assert verdicts(cell("U1", "farsta", 3)) == [("farsta", "SHOWN_SMALL")]  # U1 has days only
    assert verdicts(cell("X9", "farsta", 3)) == [("farsta", "SHOWN_SMALL")]


def test_a_plan_that_spells_out_what_it_leaves_empty_means_the_same() -> None:
    tomt = dict.fromkeys(("dimension", "tal", "helhet", "delar", "varden", "skydd"))
    plan = {del_: [tomt | rad for rad in PLAN[del_]] for del_ in ("tabeller", "relationer")}
    celler = ram(
        cell("U1", "farsta", 3, period="2024-11-01"),
        cell("V1", "farsta", 20),
        *(kat("farsta", varde, tal) for varde, tal in (("a", 17), ("b", None))),
    )
    assert angrip(celler, plan) == angrip(celler, PLAN) != []


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
        angrip(celler, PLAN)
    assert "sju" not in str(undantag.value)
    assert undantag.value.__cause__ is None
    assert undantag.value.__suppress_context__ is (undantag.value.__context__ is not None)


def test_a_missing_column_an_unknown_relation_and_a_useless_k_stop_the_attack() -> None:
    celler = ram(cell("V1", "farsta", 20))
    with pytest.raises(ValueError, match="ovre"):
        angrip(celler.drop(columns="ovre"), PLAN)
    with pytest.raises(ValueError, match="okänd relation: kvot"):
        angrip(celler, {"tabeller": [], "relationer": [{"typ": "kvot"}]})
    with pytest.raises(ValueError, match="minst 2"):
        angrip(celler, PLAN, k=1)


def test_what_was_recovered_does_not_reach_a_log_by_way_of_repr() -> None:
    [rojande] = angrip(
        ram(cell("V1", "stad", 940), cell("V1", "bromma", 37), cell("V1", "farsta")), PLAN
    )
    assert rojande.lo == rojande.hi == 903
    assert "903" not in f"{rojande} {rojande!r}"


# Every table there is

DELAR = {"R1": (1, 1, 0), "egen": (1, 0, 0), "annan": (0, 1, 0), "kopt": (0, 0, 1)}


@st.composite
def korstabeller(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """A small table with its margins last, and which of its non-zero numbers are hidden."""
    form = draw(st.tuples(st.integers(2, 3), st.integers(2, 3)))
    antal = st.lists(st.sampled_from([0, 0, 1, 1, 2, 3, 6]), min_size=9, max_size=9)
    inre = np.array(draw(antal)[: form[0] * form[1]]).reshape(form)
    tabell = _med_summor(inre)
    dold = np.array([draw(st.integers(0, 3)) for _ in range(tabell.size)]).reshape(tabell.shape)
    dold = (dold > np.where(np.indices(tabell.shape).max(0) == max(form), 2, 1)) & (tabell > 0)
    dold[-1, -1] = False  # else there are tables without end
    return tabell, dold


def _med_summor(inre: np.ndarray) -> np.ndarray:
    rader = np.column_stack([inre, inre.sum(1)])
    return np.vstack([rader, rader.sum(0)])


def _celler(tabell: np.ndarray, dold: np.ndarray) -> list[dict[str, Any]]:
    """V1 by district and kategori with its margins."""
    enheter = [*(f"r{i}" for i in range(len(tabell) - 1)), "stad"]
    return [
        kat(enheter[i], f"k{j}", None if dold[i, j] else int(n))
        if j < tabell.shape[1] - 1
        else cell("V1", enheter[i], None if dold[i, j] else int(n))
        for (i, j), n in np.ndenumerate(tabell)
    ]


def _kompositioner(summa: int, delar: int) -> Iterator[tuple[int, ...]]:
    """Every way to write a sum as so many numbers from 1."""
    for snitt in itertools.combinations(range(1, summa), delar - 1) if delar else ():
        yield tuple(b - a for a, b in itertools.pairwise((0, *snitt, summa)))


@settings(max_examples=150, deadline=None)
@given(korstabeller(), st.integers(2, 6))
def test_every_interval_is_the_one_found_by_trying_all_tables(
    fall: tuple[np.ndarray, np.ndarray], k: int
) -> None:
    tabell, dold = fall
    inre = tabell[:-1, :-1]
    plats = np.nonzero(dold[:-1, :-1])
    mojliga = [tabell]
    for forslag in _kompositioner(int(inre[plats].sum()), len(plats[0])):
        provad = inre.copy()
        provad[plats] = forslag
        if np.array_equal(_med_summor(provad)[~dold], tabell[~dold]):
            mojliga.append(_med_summor(provad))
    sanna = [
        (int(lo), int(hi))
        for lo, hi, d in zip(
            *(f(mojliga, 0).flat for f in (np.min, np.max)), dold.flat, strict=True
        )
        if d
    ]
    celler = _celler(tabell, dold)
    hittat, alla = fynd(*celler, k=k), spann(*celler)
    tal = [
        tuple(d for d in ("V1", c["enhet"], "2023", c["dimension_varde"], "taljare") if d)
        for c in celler
        if c["status"] == "skyddad"
    ]
    # A two-way table is a network, so the linear answer is the whole-number one.
    assert alla == dict(zip(tal, sanna, strict=True))
    # With a k of life's size the solver is asked less; what it reports must be the same.
    assert {tal: (lo, hi) for tal, (_, lo, hi) in hittat.items()} == {
        tal: (lo, hi) for tal, (lo, hi) in alla.items() if hi - lo < k - 1 or lo == hi
    }


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 2)] * 3, *[st.booleans()] * 4), min_size=2, max_size=3))
def test_linked_shares_are_never_called_safe_when_only_one_table_fits(
    enheter: list[tuple[Any, ...]],
) -> None:
    def summor(rad: Iterable[int]) -> dict[str, int]:
        return {namn: int(np.dot(koef, tuple(rad))) for namn, koef in DELAR.items()}

    rader = [rad[:3] for rad in enheter]
    dolda = {
        (i, namn)
        for i, rad in enumerate(enheter)
        for (namn, t), dold in zip(summor(rad[:3]).items(), rad[3:], strict=True)
        if dold and 0 < t < sum(rad[:3])
    }
    kandidater = [
        [
            r
            for r in itertools.product(range(sum(rad) + 1), repeat=3)
            if sum(r) == sum(rad)
            and all((i, namn) in dolda or t == summor(rad)[namn] for namn, t in summor(r).items())
        ]
        for i, rad in enumerate(rader)
    ]
    mojliga = [alla for alla in itertools.product(*kandidater) if _summa(alla) == _summa(rader)]
    celler = []
    for i, rad in enumerate([*rader, _summa(rader)]):
        enhet = f"d{i}" if i < len(rader) else "stad"
        celler.append(cell("V1", enhet, sum(rad)))
        for namn, t in summor(rad).items():
            n = {"taljare": t, "namnare": sum(rad), "status": "visad"}
            mall = cell("R1", enhet) if namn == "R1" else regi(enhet, namn)
            celler.append(mall if (i, namn) in dolda else mall | n)
    hittat = spann(*celler)
    assert len(hittat) == 2 * len(dolda)
    for i, namn in dolda:
        varden = [summor(alla[i])[namn] for alla in mojliga]
        nyckel = ("R1", f"d{i}", "2023") if namn == "R1" else ("R2", f"d{i}", "2023", namn)
        lo, hi = hittat[(*nyckel, "taljare")]
        assert lo <= min(varden) <= max(varden) <= hi
        assert len(set(varden)) > 1 or lo == hi


def _summa(rader: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(sum(kolumn) for kolumn in zip(*rader, strict=True))


@settings(max_examples=40, deadline=None)
@given(korstabeller(), st.randoms(use_true_random=False))
def test_neither_the_order_nor_one_more_published_table_helps_to_hide(
    fall: tuple[np.ndarray, np.ndarray], slump: Any
) -> None:
    celler = _celler(*fall)
    hela = spann(*celler)
    utan = celler.copy()
    utan.pop(slump.randrange(len(utan)))
    farre = spann(*utan)
    slump.shuffle(celler)
    assert spann(*celler) == hela
    for tal in hela.keys() & farre.keys():
        assert farre[tal][0] <= hela[tal][0]
        assert farre[tal][1] >= hela[tal][1]


# Is the attacker blind?


def _dolj_tills_tyst(tabell: np.ndarray, slump: np.random.Generator) -> np.ndarray | None:
    """Hide small numbers, then one at a time beside a finding, until the attacker is silent."""
    dold = (tabell >= 1) & (tabell < 5)
    while hittat := angrip(ram(*_celler(tabell, dold)), PLAN):
        rad = hittat[slump.integers(len(hittat))]
        i = len(tabell) - 1 if rad.enhet == "stad" else int(rad.enhet[1:])
        j = int(rad.dimension_varde[1:]) if rad.dimension else tabell.shape[1] - 1
        fri = (tabell > 0) & ~dold
        linje = [ij for ij in np.argwhere(fri).tolist() if ij[0] == i or ij[1] == j]
        if not linje:
            return None
        dold[tuple(linje[slump.integers(len(linje))])] = True
    return dold


def test_showing_one_more_cell_of_a_safe_table_wakes_the_attacker_in_most_draws() -> None:
    slump = np.random.default_rng(20240630)
    vackt = []
    while len(vackt) < 24:
        tabell = _med_summor(slump.negative_binomial(1, 0.05, size=(5, 4)))
        dold = _dolj_tills_tyst(tabell, slump)
        if dold is None or not dold.any():
            continue
        plats = np.argwhere(dold)
        dold[tuple(plats[slump.integers(len(plats))])] = False
        vackt.append(bool(angrip(ram(*_celler(tabell, dold)), PLAN)))
    assert sum(vackt) > 14  # the rest hid more than they had to


# A night of the size that is published

ENHETER = [f"sdn{i:02}" for i in range(11)] + ["central", "okand"]
REGI = ["egen_namnd", "annan_stadsdelsnamnd", "central", "annan_offentlig", "kopt", "okand"]


def _natt(slump: np.random.Generator) -> list[dict[str, Any]]:
    """True cells of six years for every protected table of the plan, margins included."""
    vikt = [
        slump.dirichlet([9.0] * 11 + [1.5, 0.3]),
        slump.dirichlet([1.2] * 14),
        np.array([0.6, 0.14, 0.16, 0.03, 0.06, 0.01]),
    ]
    medel = 5500 / 2 * np.einsum("e,k,r->ekr", *vikt)
    inre = slump.poisson(medel, size=(6, 2, 13, 14, 6))
    inre = np.concatenate([inre, inre.sum(1, keepdims=True)], 1)  # half-years, then the year
    barn = np.ceil(inre.sum((3, 4)) * 0.8).astype(int)
    barn[:, 2] = np.ceil(barn[:, :2].sum(1) * 0.9)
    barn = np.concatenate([barn, np.ceil(barn.sum(2, keepdims=True) * 0.97).astype(int)], 2)
    mogna = slump.binomial(inre[:, :2].sum((3, 4)), 0.8)
    tid = slump.binomial(mogna, 0.75)
    mogna, tid = (np.concatenate([a, a.sum(1, keepdims=True)], 1) for a in (mogna, tid))
    inre, mogna, tid = (np.concatenate([a, a.sum(2, keepdims=True)], 2) for a in (inre, mogna, tid))
    celler = []
    for (ar, del_, e), v1 in np.ndenumerate(inre.sum((3, 4))):
        enhet, period = [*ENHETER, "stad"][e], f"{2019 + ar}" + ("H1", "H2", "")[del_]
        har = {"period": period}
        per_regi, per_kat = inre[ar, del_, e].sum(0), inre[ar, del_, e].sum(1)
        celler += [
            cell("V1", enhet, int(v1), **har),
            cell("V2", enhet, int(barn[ar, del_, e]), **har),
            cell("R1", enhet, int(per_regi[:3].sum()), int(v1), **har),
            cell("F1", enhet, int(tid[ar, del_, e]), int(mogna[ar, del_, e]), **har),
        ]
        if del_ == 2:
            celler += [kat(enhet, f"k{j:02}", int(n), **har) for j, n in enumerate(per_kat)]
            celler += [
                regi(enhet, namn, int(n), namnare=int(v1), **har)
                for namn, n in zip(REGI, per_regi, strict=True)
            ]
    sena = slump.poisson(np.outer(np.full(24, 200), vikt[0])).reshape(2, 12, 13)
    sena = np.concatenate([sena, sena.sum(2, keepdims=True)], 2)
    for (m, manad, e), n in np.ndenumerate(sena):
        dag = {"period": f"2024-{manad + 1:02}-28"}
        celler.append(cell(("F3", "F4")[m], [*ENHETER, "stad"][e], int(n), **dag))
    return celler


def _dolj(sann: dict[str, Any], ocksa: bool) -> dict[str, Any]:
    """Hide a cell with a small number on either side, and one that is to be hidden as well."""
    t, n = sann["taljare"], sann["namnare"]
    sidor = [t] if n is None else [t, n - t]
    dold = (ocksa and 0 not in sidor) or any(1 <= sida < 5 for sida in sidor)
    return sann | ({"status": "skyddad", "taljare": None, "namnare": None} if dold else {})


@pytest.mark.parametrize("ocksa", [0.0, 0.2])
def test_the_truth_of_a_whole_night_lies_within_every_interval(ocksa: float) -> None:
    plan = yaml.safe_load((ROT / "pipelines/disclosure/plan.yml").read_text())
    slump = np.random.default_rng(7)
    sanna = _natt(slump)
    dolda = [_dolj(sann, bool(slump.random() < ocksa)) for sann in sanna]
    facit = {}
    for sann, dold in zip(sanna, dolda, strict=True):
        if dold["status"] == "skyddad":
            nyckel = tuple(sann[namn] for namn in NYCKEL)
            facit[(*nyckel, "taljare")] = sann["taljare"]
            if sann["namnare"] is not None:
                facit[(*nyckel, "komplement")] = sann["namnare"] - sann["taljare"]
    hittat = angrip(ram(*dolda), plan, ALLT)
    alla = _intervall(hittat)
    assert not [r for r in hittat if r.verdict == "CONTRADICTION"]
    assert alla.keys() == facit.keys()
    assert not {tal for tal, (lo, hi) in alla.items() if not lo <= facit[tal] <= hi}
    for k in (3, 5):  # from the threshold that the cells were hidden by, a reader knows more
        hittat = angrip(ram(*dolda), plan, k)
        smala = _intervall(hittat)
        assert not [r for r in hittat if r.verdict == "CONTRADICTION"]
        assert not {tal for tal, (lo, hi) in smala.items() if not lo <= facit[tal] <= hi}
        assert smala.keys() >= {tal for tal, (lo, hi) in alla.items() if hi - lo < k - 1}


def _intervall(hittat: Iterable[Rojande]) -> dict[tuple[str, ...], tuple[Any, Any]]:
    return {
        (*(getattr(r, n) for n in NYCKEL), r.tal): (r.lo, r.hi) for r in hittat if r.verdict in DOLD
    }
