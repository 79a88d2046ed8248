"""Readers who know some cells beforehand find what no outsider does; syntetiska data."""

import pandas as pd
import pytest

from pipelines.disclosure.attack import NYCKEL, Utfall
from tests.attack.tabeller import Cell, attack, av, cell, kat, ram, regi

TRE = {"bromma": 24, "farsta": 3, "skarpnack": 6}


def _egna(*celler: Cell) -> pd.DataFrame:
    return ram(*celler)[[*NYCKEL, "taljare", "namnare"]]


def _dolt(sanna: list[Cell], *dolda: tuple[str, str]) -> Utfall:
    """Attack true cells of which some (unit, value) are hidden."""
    tomt = {"status": "skyddad", "taljare": None, "namnare": None}
    visade = [c | tomt if (c["enhet"], c["dimension_varde"]) in dolda else c for c in sanna]
    return attack(visade, egna=_egna(*sanna))


def _distrikt(tal: dict[str, int]) -> list[Cell]:
    return [cell("V1", "stad", sum(tal.values())), *(cell("V1", e, n) for e, n in tal.items())]


def _angripare(utfall: Utfall) -> dict[str, set[tuple[str, str]]]:
    """Attacker -> (unit, verdict)."""
    return {
        angripare: {(r.enhet, r.verdict) for r in utfall.fynd if r.angripare == angripare}
        for angripare, verdict in utfall.provade
        if verdict != "ok"
    }


def test_of_two_hidden_districts_each_finds_the_other() -> None:
    utfall = _dolt(_distrikt(TRE), ("bromma", ""), ("farsta", ""))
    assert _angripare(utfall) == {
        "insider bromma": {("farsta", "EXACT")},
        "insider farsta": {("bromma", "EXACT")},
    }


def test_a_third_hidden_district_leaves_the_others_too_little_when_two_are_small() -> None:
    # bromma knows that farsta and skarpnack are 9 together: 1 to 8 each, which is wide enough.
    alla = [(enhet, "") for enhet in TRE]
    assert _dolt(_distrikt(TRE), *alla).fynd == []
    # With 5 together each is surely 1 to 4.
    utfall = _dolt(_distrikt(TRE | {"skarpnack": 2}), *alla)
    assert _angripare(utfall) == {
        "insider bromma": {("farsta", "PROVEN_SMALL"), ("skarpnack", "PROVEN_SMALL")}
    }


def test_central_is_an_insider_but_nobody_sits_in_the_unknown_unit_or_the_city() -> None:
    sanna = _distrikt({"central": 24, "okand": 30, "farsta": 6})
    utfall = _dolt(sanna, ("central", ""), ("okand", ""))
    assert _angripare(utfall) == {"insider central": {("okand", "EXACT")}}


def test_the_city_holds_a_districts_own_children_where_it_is_alone() -> None:
    # Only farsta has b: the city's b is the same three children, so farsta learns nothing.
    sanna = [
        *_distrikt({"bromma": 40, "farsta": 43, "skarpnack": 40}),
        *(kat("stad", v, n) for v, n in (("a", 120), ("b", 3))),
        *(
            kat(e, v, n)
            for e, v, n in (("bromma", "a", 40), ("farsta", "a", 40), ("farsta", "b", 3))
        ),
        *(kat(e, "b", 0) for e in ("bromma", "skarpnack")),
        kat("skarpnack", "a", 40),
    ]
    dolda = [("stad", "a"), ("stad", "b"), ("farsta", "a"), ("farsta", "b")]
    assert _dolt(sanna, *dolda).fynd == []


def test_the_one_child_of_a_cell_finds_the_one_of_the_other_cell() -> None:
    sanna = [
        cell("V1", "farsta", 46),
        *(kat("farsta", v, n) for v, n in zip("abc", (1, 5, 40), strict=True)),
    ]
    utfall = _dolt(sanna, ("farsta", "a"), ("farsta", "b"))
    assert av(utfall, "bidragsgivare") == {
        ("V1", "farsta", "2023", "b", "taljare"): ("EXACT", 5, 5)
    }
    # A third hidden cell, and it may be anything again.
    sanna = [
        cell("V1", "farsta", 46),
        *(kat("farsta", v, n) for v, n in zip("abc", (1, 5, 40), strict=True)),
    ]
    assert "bidragsgivare" not in _angripare(_dolt(sanna, *(("farsta", v) for v in "abc")))


def test_the_one_child_learns_nothing_from_the_other_side_of_its_own_cell() -> None:
    # egen 39 of 40 is the rest of kopt 1 of 40, under another name.
    sanna = [
        cell("V1", "farsta", 40),
        *(regi("farsta", v, n, namnare=40) for v, n in (("egen", 39), ("kopt", 1))),
    ]
    tomt = {"status": "skyddad", "taljare": None, "namnare": None}
    utfall = attack([sanna[0], *(c | tomt for c in sanna[1:])], egna=_egna(*sanna))
    assert utfall.fynd == []
    # With another one hidden there is something to learn: it is one of three sides.
    tredje = regi("farsta", "annan", 4, namnare=40)
    sanna = [sanna[0], regi("farsta", "egen", 35, namnare=40), sanna[2], tredje]
    utfall = attack(
        [sanna[0], *(c | tomt for c in sanna[1:3]), regi("farsta", "annan", 4, namnare=40)],
        egna=_egna(*sanna),
    )
    assert ("R2", "farsta", "2023", "egen", "taljare") in av(utfall, "bidragsgivare")


def test_what_the_insider_knows_of_a_share_is_both_its_sides() -> None:
    sanna = [
        cell("F1", e, t, n)
        for e, t, n in (("stad", 90, 120), ("bromma", 30, 40), ("farsta", 22, 40), ("x", 38, 40))
    ]
    utfall = _dolt(sanna, ("farsta", ""), ("x", ""))
    hittat = av(utfall, "insider farsta")
    assert hittat == {
        ("F1", "x", "2023", "taljare"): ("EXACT", 38, 38),
        ("F1", "x", "2023", "rest"): ("EXACT", 2, 2),
    }


def test_true_numbers_that_are_not_behind_the_published_ones_are_a_contradiction() -> None:
    sanna = _distrikt(TRE)
    dolda = [
        c | {"status": "skyddad", "taljare": None} if c["enhet"] in ("bromma", "farsta") else c
        for c in sanna
    ]
    fel = _egna(*_distrikt(TRE | {"bromma": 400}))
    hittat = {(r.angripare, r.verdict) for r in attack(dolda, egna=fel).fynd}
    assert ("insider bromma", "CONTRADICTION") in hittat


def test_the_true_numbers_are_used_for_nothing_else() -> None:
    sanna = _distrikt(TRE)
    dolda = [
        c | {"status": "skyddad", "taljare": None} if c["enhet"] in ("bromma", "farsta") else c
        for c in sanna
    ]
    utan, med = attack(dolda), attack(dolda, egna=_egna(*sanna))
    assert utan.fynd == []
    assert {a for a, _ in utan.provade} == {"naiv", "regelkunnig"}
    assert utan.provade.items() <= med.provade.items()


def test_true_numbers_without_a_denominator_column_stop_the_attack() -> None:
    with pytest.raises(ValueError, match="namnare"):
        attack(
            [cell("V1", "farsta", 20)], egna=_egna(cell("V1", "farsta", 20)).drop(columns="namnare")
        )


def test_the_summary_counts_cells_attackers_and_verdicts_and_tells_no_number() -> None:
    utfall = _dolt(_distrikt(TRE | {"bromma": 733}), ("bromma", ""), ("farsta", ""))
    assert utfall.sammanfattning() == (
        "2 dolda celler angripna, 1 publicering, 4 angripare, 6 prövningar: 4 ok, 2 EXACT"
    )
    assert "733" not in repr(utfall)
