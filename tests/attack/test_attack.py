"""The attacker against tables whose answers are worked out by hand, or by trying every table."""

import json
from pathlib import Path

import numpy as np
import pytest

from tests.attack.tabeller import (
    PLAN,
    attack,
    cell,
    fynd,
    kat,
    korstabell,
    regi,
    spann,
    verdicts,
)

ROT = Path(__file__).parents[2]
FALL = {
    fall["id"]: fall
    for fall in json.loads((ROT / "tests/golden/stat_cases_attack.json").read_text())
}


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
        ("R1", "farsta", "2023", "rest"): ("EXACT", 0, 0),
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
        ("R1", "farsta", "2023", "rest"): ("PROVEN_SMALL", 1, 4),
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
        ("R2", "farsta", "2023", "annan", "rest"): ("EXACT", 53, 53),
    }


def test_the_complement_is_as_secret_as_the_numerator() -> None:
    celler = [cell("F1", "stad", 60, 70), cell("F1", "bromma", 38, 40)]
    assert fynd(*celler, cell("F1", "farsta")) == {
        ("F1", "farsta", "2023", "taljare"): ("EXACT", 22, 22),
        ("F1", "farsta", "2023", "rest"): ("EXACT", 8, 8),
    }


def test_distinct_children_are_at_least_the_largest_part_and_at_most_the_sum() -> None:
    stad = [cell("V2", "stad"), cell("V2", "bromma", 12), cell("V2", "farsta", 10)]
    assert fynd(*stad, k=12) == {("V2", "stad", "2023", "taljare"): ("TOO_NARROW", 12, 22)}
    assert fynd(*stad, k=11) == {}


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
    andel = [regi("farsta", "egen", **noll), regi("farsta", "kopt", 40, namnare=40)]
    assert attack([cell("V1", "farsta", 40), *andel]).fynd == []


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
    assert len(hittat) == (1 if verdict else 0)  # the small side


def test_a_share_of_few_that_may_all_be_on_one_side_says_nothing_by_itself() -> None:
    assert fynd(cell("F1", "farsta", None, 6, status="for_fa")) == {}
    assert verdicts(cell("F1", "farsta", None, 3, status="for_fa")) == [("farsta", "SHOWN_SMALL")]


def test_nobody_in_the_denominator_means_that_there_is_nobody() -> None:
    tom = cell("F1", "bromma", status="saknas", orsak="ingen_i_namnaren")
    hittat = fynd(cell("F1", "stad", 50, 60), tom, cell("F1", "farsta"))
    assert hittat[("F1", "farsta", "2023", "rest")] == ("EXACT", 10, 10)
    # Of a table that could not be protected at all nothing is said.
    borta = tom | {"orsak": "kan_inte_skyddas"}
    assert fynd(cell("F1", "stad", 50, 60), borta, cell("F1", "farsta")) == {}


def test_a_sensitive_share_may_be_all_or_none_and_neither_may_be_shown() -> None:
    plan = PLAN | {
        "tabeller": [{"matt": "E1", "perioder": ["ar"], "form": "andel", "kanslig": "ja"}]
    }
    namnare = {"typ": "namnare", "helhet": "V1.taljare", "tal": ["E1.namnare"]}
    plan["relationer"] = [*PLAN["relationer"], namnare]
    # Of 5 decisions 0 to 5 have it, where another share would tell 1 to 4.
    assert fynd(cell("V1", "farsta", 5), cell("E1", "farsta"), plan=plan) == {}
    for taljare, sida in ((0, "taljare"), (30, "rest")):
        hittat = attack([cell("E1", "farsta", taljare, 30)], plan=plan).fynd
        assert [(r.tal, r.verdict) for r in hittat] == [(sida, "SHOWN_SMALL")]


def test_a_type_is_found_through_its_category_and_the_district_that_has_it() -> None:
    typer = [
        cell("V1", "stad", n, dimension="insatstyp", dimension_varde=v)
        for v, n in (("a1", None), ("a2", 16), ("b1", None))
    ]
    enheter = [cell("V1", "stad", 60), cell("V1", "farsta", 60)]
    kategorier = [kat(e, v, n) for e in ("stad", "farsta") for v, n in (("a", 20), ("b", 40))]
    assert fynd(*typer, *enheter, *kategorier) == {
        ("V1", "stad", "2023", "a1", "taljare"): ("EXACT", 4, 4),
        ("V1", "stad", "2023", "b1", "taljare"): ("EXACT", 40, 40),
    }


def test_quarters_for_some_units_only_do_not_make_up_the_city() -> None:
    # central has no quarters, so the city's first quarter is not farsta's alone.
    rad = [cell("V1", e, n) for e, n in (("stad", 90), ("farsta", 80), ("central", 10))]
    kvartal = [cell("V1", "farsta", 20, period=f"2023Q{q}") for q in (1, 2, 3, 4)]
    assert attack([*rad, *kvartal]).fynd == []
    assert attack([*rad, *kvartal, cell("V1", "stad", 25, period="2023Q1")]).fynd == []


def test_children_who_stand_in_two_districts_are_children_too() -> None:
    rad = [cell("V2", "bromma", 30), cell("V2", "farsta", 25)]
    hittat = attack([cell("V2", "stad", 52), *rad]).fynd
    assert {(r.tal, r.verdict, r.lo, r.hi) for r in hittat} == {("flera", "EXACT", 3, 3)}
    for stad in (50, 55):
        assert attack([cell("V2", "stad", stad), *rad]).fynd == []


def test_the_city_has_at_least_the_children_of_each_district() -> None:
    assert spann(cell("V4", "stad", 30), cell("V4", "farsta"), cell("V4", "bromma", 25)) == {
        ("V4", "farsta", "2023", "taljare"): (1, 30)
    }
    assert verdicts(cell("V4", "stad", 4), cell("V4", "farsta")) == [
        ("farsta", "PROVEN_SMALL"),
        ("stad", "SHOWN_SMALL"),
    ]


# Published cases


def test_two_hidden_in_every_row_and_column_still_give_47_exactly() -> None:
    fall = FALL["sdc_4x4_two_per_line_not_enough"]
    hittat = fynd(*korstabell(fall["inputs"]["table"], fall["inputs"]["suppressed"]))
    assert hittat[("V1", "r0", "2023", "k1", "taljare")] == ("EXACT", 47, 47)
    assert (fall["expected"]["low"], fall["expected"]["up"]) == (47, 47)


def test_the_rule_narrows_the_bounds_that_a_naive_reader_gets() -> None:
    fall = FALL["sdc_microdata1_opt_bounds"]
    hittat = spann(*korstabell(fall["inputs"]["table"], fall["inputs"]["suppressed"]))
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
