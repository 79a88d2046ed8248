"""Several publications side by side give away what each keeps; syntetiska data."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.attack.tabeller import Cell, attack, av, cell, fynd, kat, korstabell

FALL = {
    fall["id"]: fall
    for fall in json.loads(Path(__file__).with_name("stat_cases_release.json").read_text())
}
OVER = "over publiceringar"


def _dolda(namn: list[str]) -> list[list[int]]:
    """'D0T1' is row 0, column 1."""
    return [[int(n[1]), int(n[3])] for n in namn]


def _rad(a: int | None, b: int | None, c: int | None, d: int | None = 40) -> list[Cell]:
    delar = {"a": a, "b": b, "c": c, "d": d}
    return [cell("V1", "farsta", 60), *(kat("farsta", namn, n) for namn, n in delar.items())]


def _over(*natter: list[Cell], **mer: Any) -> dict[tuple[str, ...], tuple[str, Any, Any]]:
    """Category, number and publication -> verdict."""
    hittat = av(attack(*natter, **mer), OVER)
    return {nyckel[3:]: svar for nyckel, svar in hittat.items()}


def test_two_patterns_over_the_same_numbers_give_away_what_each_keeps() -> None:
    fall = FALL["release_pattern_flip"]["inputs"]
    natter = [korstabell(fall["table"], _dolda(fall[m])) for m in ("pattern1", "pattern2")]
    assert fynd(*natter[0]) == fynd(*natter[1]) == {}
    utfall = av(attack(*natter), OVER)
    lo, hi = FALL["release_pattern_flip"]["expected"]["union"]
    for natt in "01":
        assert utfall["V1", "r0", "2023", "k0", "taljare", natt] == ("EXACT", lo, hi)


def test_as_few_changes_as_possible_pinpoint_the_one_that_there_was() -> None:
    fall = FALL["release_delta_pinpointed"]
    dolda = _dolda(fall["inputs"]["suppressed_both"])
    natter = [korstabell(fall["inputs"][natt], dolda) for natt in ("night0", "night1")]
    assert fynd(*natter[0]) == fynd(*natter[1]) == {}
    utfall = attack(*natter)
    lo, hi = fall["expected"]["min_change_delta"]
    assert av(utfall, OVER) == {
        ("V1", "r0", "2023", "k0", "andring taljare", "1"): ("EXACT", lo, hi)
    }
    # The total of the row, of the column and of all have moved by one, for all to see.
    visade = [(r.enhet, r.dimension_varde) for r in utfall.fynd if r.verdict == "SHOWN_SMALL"]
    assert visade == [("r0", ""), ("stad", ""), ("stad", "k0")]
    # With room for five more changes anywhere the one is no longer certain.
    assert av(attack(*natter, slack=5), OVER) == {}


def test_a_cell_that_is_shown_when_it_has_grown_tells_what_it_was() -> None:
    # First 3 and 8 are hidden: 11 together. Then a has grown to 5 at the cost of d, and is shown
    # with b. Two have moved, so a was 3 to 5, and b 6 to 8.
    natter = [_rad(None, None, 9), _rad(5, 8, 9, 38)]
    assert fynd(*natter[0]) == fynd(*natter[1]) == {}
    hittat = _over(*natter)
    assert hittat["a", "taljare", "0"] == ("TOO_NARROW", 3, 5)
    assert hittat["b", "taljare", "0"] == ("TOO_NARROW", 6, 8)


def test_hidden_once_and_shown_again_is_found_also_when_nothing_has_moved() -> None:
    hittat = _over(_rad(None, None, 9), _rad(6, 5, 9))
    assert hittat["a", "taljare", "0"] == ("EXACT", 6, 6)
    assert hittat["b", "taljare", "0"] == ("EXACT", 5, 5)


def test_what_was_shown_and_is_hidden_as_it_stands_is_news_to_nobody() -> None:
    # c has been shown to be 9. Hiding it later helps nobody, but tells nothing of few either.
    assert _over(_rad(None, None, 9), _rad(None, None, None)) == {}
    # What it was to help is found all the same: a and c were 15 and are 12 together.
    fore, efter = _rad(6, 5, 9), _rad(None, 5, None, 43)
    assert fynd(*efter) == {}
    assert _over(fore, efter) == {
        ("a", "taljare", "1"): ("TOO_NARROW", 3, 6),
        ("c", "taljare", "1"): ("TOO_NARROW", 6, 9),
    }


def test_the_same_run_is_the_same_number() -> None:
    # a and b are hidden both times. They hold from the same run, though c and d have moved by 5.
    natter = [_rad(None, None, 9, 31), _rad(None, None, 14, 26)]
    assert _over(*natter) == {}
    natter = [[c | {"galler_fran": "r1"} for c in natt] for natt in natter]
    natter[1][1] |= {"status": "visad", "taljare": 12}
    assert _over(*natter) == {
        ("a", "taljare", "0"): ("EXACT", 12, 12),
        ("b", "taljare", "0"): ("EXACT", 8, 8),
        ("b", "taljare", "1"): ("EXACT", 8, 8),
    }


@pytest.mark.parametrize(("ny", "roj"), [(14, True), (16, True), (15, False), (10, True)])
def test_a_shown_number_that_has_moved_a_little_tells_of_few_children(ny: int, roj: bool) -> None:
    natter = [[cell("V1", "farsta", n)] for n in (20 if ny == 15 else 12, ny)]
    hittat = [(r.tal, r.verdict) for r in attack(*natter).fynd]
    assert hittat == ([("andring taljare", "SHOWN_SMALL")] if roj else [])


def test_both_sides_of_a_share_may_move_too_little() -> None:
    natter = [[cell("F1", "farsta", t, n)] for t, n in ((20, 40), (26, 43))]
    hittat = {(r.tal, r.verdict) for r in attack(*natter).fynd}
    assert hittat == {("andring namnare", "SHOWN_SMALL"), ("andring rest", "SHOWN_SMALL")}


def test_publications_that_repeat_each_other_give_nothing_more() -> None:
    tabell = [[3, 20, 30], [22, 4, 31], [25, 26, 7]]
    natt = korstabell(tabell, [[0, 0], [0, 1], [1, 0], [1, 1]])
    utfall = attack(natt, natt, natt)
    assert utfall.fynd == []
    assert utfall.publiceringar == 3
    assert not [angripare for angripare, _ in utfall.provade if angripare == OVER]


def test_a_period_that_is_new_is_no_change() -> None:
    ar = [cell("V1", e, n, period="2022") for e, n in (("stad", 60), ("farsta", 60))]
    nytt = [
        cell("V1", e, n, status=s) for e, n, s in (("stad", 9, "visad"), ("farsta", 9, "visad"))
    ]
    omoget = [c | {"status": "ej_mogen", "taljare": None} for c in nytt]
    assert attack([*ar, *omoget], [*ar, *nytt]).fynd == []
    assert attack(ar, [*ar, *nytt]).fynd == []


def test_a_new_half_gives_the_other_away_with_the_year_of_another_publication() -> None:
    # First the half-years are hidden, then the year comes and one of them is shown.
    halvor = [cell("V1", "farsta", n, period=f"2023H{i}") for i, n in ((1, None), (2, None))]
    sedan = [cell("V1", "farsta", 20), halvor[0], halvor[1] | {"status": "visad", "taljare": 17}]
    hittat = av(attack(halvor, sedan), OVER)
    assert hittat[("V1", "farsta", "2023H1", "taljare", "0")] == ("EXACT", 3, 3)
    assert hittat[("V1", "farsta", "2023H2", "taljare", "0")] == ("EXACT", 17, 17)


def test_publications_that_contradict_each_other_are_reported() -> None:
    natter = [[cell("V1", "farsta", n, galler_fran="r1")] for n in (20, 30)]
    hittat = [(r.angripare, r.verdict) for r in attack(*natter).fynd]
    assert (OVER, "CONTRADICTION") in hittat


def test_one_more_publication_never_widens_an_interval() -> None:
    slump = np.random.default_rng(5)
    tabell = slump.integers(1, 30, (3, 3))
    natter = [korstabell(tabell, [[0, 0], [0, 1], [1, 0], [1, 1]])]
    for _ in range(3):
        ny = np.array(tabell)
        ny[tuple(slump.integers(0, 3, 2))] += 6
        tabell = ny
        natter.append(korstabell(tabell, [[0, 0], [0, 1], [1, 0], [1, 1]]))
    forra: dict[tuple[str, ...], tuple[str, Any, Any]] = {}
    for antal in (2, 3, 4):
        nu = {
            n: s
            for n, s in av(attack(*natter[:antal], k=10**9), OVER).items()
            if "andring" not in n[-2]
        }
        assert all(nu[n][1] >= lo and nu[n][2] <= hi for n, (_, lo, hi) in forra.items())
        assert nu.keys() >= forra.keys()
        forra = nu
    assert forra


def _tre_dolda(jarva: int, dolda: int) -> list[Cell]:
    """The city and Järva are shown; three hidden districts are what is left of the city."""
    return [
        cell("V1", "stad", jarva + dolda), cell("V1", "jarva", jarva),
        *(cell("V1", enhet) for enhet in ("bromma", "farsta", "sodermalm")),
    ]  # fmt: skip


@pytest.mark.parametrize(("efter", "fa"), [(16, False), (17, True), (20, True), (21, False)])
def test_what_is_left_for_hidden_parts_tells_when_few_have_come(efter: int, fa: bool) -> None:
    # 36 and 20 are 16 hidden; Järva is five more, and the city those and the hidden ones.
    utfall = attack(_tre_dolda(20, 16), _tre_dolda(25, efter))
    visade = [(r.enhet, r.tal) for r in utfall.fynd if r.verdict == "SHOWN_SMALL"]
    assert visade == ([("stad", "andring taljare")] if fa else [])
    assert all(r.angripare == OVER for r in utfall.fynd)


def test_what_is_left_of_a_nothing_that_is_known_is_counted_as_nothing() -> None:
    tom = cell("V1", "jarva", status="strukturell_nolla")
    natter = [[tom if c["enhet"] == "jarva" else c for c in _tre_dolda(0, n)] for n in (40, 47)]
    assert [r for r in attack(*natter).fynd if r.verdict == "SHOWN_SMALL"] == []
    natter[1][1] = cell("V1", "jarva", 5)
    visade = [r for r in attack(*natter).fynd if r.verdict == "SHOWN_SMALL"]
    assert [(r.enhet, r.tal) for r in visade] == [("stad", "andring taljare")]
