"""Denominators that cells share, by hand: what they would give away (syntetiska data).

Each case is protected twice: by a plan without the relation, which the attacker who knows it
breaks, and by a plan with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from pipelines.disclosure.attack import angrip
from pipelines.disclosure.cells import Behind, Cell
from pipelines.disclosure.plan import Plan
from pipelines.disclosure.protect import protect
from tests.unit.disclosure.tables import THRESHOLDS, YEAR, count, own, published, share

TABLES: list[dict[str, Any]] = [
    {"matt": "T1", "perioder": ["ar"], "form": "andel"},
    {"matt": "T1", "perioder": ["ar"], "form": "andel", "dimension": "bedomning"},
    {"matt": "V5", "perioder": ["ar"], "dimension": "skede"},
    {"matt": "B2", "perioder": ["ar"], "form": "andel"},
    {"matt": "B2", "perioder": ["ar"], "form": "andel", "dimension": "mal"},
    {"matt": "B1", "perioder": ["ar"], "form": "andel", "dimension": "komponent"},
]
MAL = {"typ": "fordelning", "dimension": "mal", "tal": ["B2.taljare"]}
KOMPONENT = {"typ": "namnare", "dimension": "komponent", "tal": ["B1.namnare"]}
AVSLUTADE = {
    "typ": "namnare", "helhet": "V5.taljare", "over": "skede", "varde": "avslutade",
    "tal": ["B2.namnare"],
}  # fmt: skip
BEDOMNING: list[dict[str, Any]] = [
    {"typ": "namnare", "dimension": "bedomning", "helhet": "T1.namnare", "tal": ["T1.namnare"]},
    {"typ": "dimension", "dimension": "bedomning", "helhet": "T1.namnare", "delar": "T1.taljare"},
    {"typ": "dimension", "dimension": "bedomning", "helhet": "T1.taljare", "delar": "T1.taljare",
     "varden": ["i_tid"]},
]  # fmt: skip
UNITS = {"typ": "enheter", "tal": ["V5.taljare", "B2.taljare"]}


def plan(*relations: Mapping[str, Any]) -> Plan:
    return Plan.model_validate({"version": 1, "tabeller": TABLES, "relationer": list(relations)})


def city(matt: str, dimension: str = "", varde: str = "") -> Cell:
    return Cell(matt, "stad", YEAR, dimension, varde)


def found(
    cells: Mapping[Cell, Behind], hidden: set[Cell], known: Plan
) -> set[tuple[str, str, str, int | None]]:
    """Value or unit, number, verdict and lower limit of what the attacker recovers."""
    outcome = angrip([published(cells, hidden)], known.model_dump(), 5, own(cells))
    return {
        (one.dimension_varde or one.enhet, one.tal, one.verdict, one.lo)
        for one in outcome.fynd
        if one.angripare == "regelkunnig"
    }


# Of 85 that were followed up at their end 40, 30, 12 and 3.
GOALS = {
    city("B2", "mal", value): share(amount, 85 - amount)
    for value, amount in (("uppnatt", 40), ("delvis", 30), ("inte", 12), ("okand", 3))
}


def test_a_part_of_a_distribution_follows_from_the_others_and_their_denominator() -> None:
    alone = protect(GOALS, plan(), THRESHOLDS)
    assert alone == {city("B2", "mal", "okand")}
    assert ("okand", "taljare", "EXACT", 3) in found(GOALS, alone, plan(MAL))


def test_a_distribution_hides_two_parts_that_together_tell_of_neither() -> None:
    together = protect(GOALS, plan(MAL), THRESHOLDS)
    assert city("B2", "mal", "okand") in together
    assert len(together) == 2
    assert found(GOALS, together, plan(MAL)) == set()


# 100 came in: 80 were decided in time, 16 late and 4 late for a reason that the law allows.
DECIDED = {
    city("T1"): share(80, 20),
    city("T1", "bedomning", "i_tid"): share(80, 20),
    city("T1", "bedomning", "sen"): share(16, 84),
    city("T1", "bedomning", "sen_synnerliga_skal"): share(4, 96),
}


def test_a_value_follows_from_the_measure_itself_and_its_other_values() -> None:
    alone = protect(DECIDED, plan(), THRESHOLDS)
    assert alone == {city("T1", "bedomning", "sen_synnerliga_skal")}
    told = found(DECIDED, alone, plan(*BEDOMNING))
    assert ("sen_synnerliga_skal", "taljare", "EXACT", 4) in told


def test_a_measure_stays_shown_and_hides_the_two_values_beside_its_own() -> None:
    together = protect(DECIDED, plan(*BEDOMNING), THRESHOLDS)
    assert together == {
        city("T1", "bedomning", "sen"), city("T1", "bedomning", "sen_synnerliga_skal"),
    }  # fmt: skip
    assert found(DECIDED, together, plan(*BEDOMNING)) == set()


def ended() -> dict[Cell, Behind]:
    """Insatser that ended, and how many of them as planned, in four units."""
    planned = {"bromma": (9, 12), "farsta": (25, 15), "jarva": (40, 21), "skarpnack": (18, 17)}
    cells = {}
    for unit, (as_planned, otherwise) in planned.items():
        cells[Cell("V5", unit, YEAR, "skede", "avslutade")] = count(as_planned + otherwise)
        cells[Cell("B2", unit, YEAR)] = share(as_planned, otherwise)
    cells[city("V5", "skede", "avslutade")] = count(157)
    cells[city("B2")] = share(92, 65)
    return cells


def test_a_count_that_is_hidden_is_read_off_the_share_that_it_is_the_denominator_of() -> None:
    cells, before = ended(), [Cell("V5", "bromma", YEAR, "skede", "avslutade")]
    alone = protect(cells, plan(UNITS), THRESHOLDS, stay_hidden=before)
    assert Cell("B2", "bromma", YEAR) not in alone
    assert ("avslutade", "taljare", "EXACT", 21) in found(cells, alone, plan(UNITS, AVSLUTADE))


def test_a_hidden_count_takes_the_share_that_it_is_the_denominator_of_with_it() -> None:
    cells, before = ended(), [Cell("V5", "bromma", YEAR, "skede", "avslutade")]
    together = protect(cells, plan(UNITS, AVSLUTADE), THRESHOLDS, stay_hidden=before)
    assert Cell("B2", "bromma", YEAR) in together
    assert city("V5", "skede", "avslutade") not in together
    assert found(cells, together, plan(UNITS, AVSLUTADE)) == set()


# 60 with known components; one can have several, so the numerators have no sum.
COMPONENTS = {
    city("B1", "komponent", "samtal"): share(48, 12),
    city("B1", "komponent", "grupp"): share(2, 58),
}


@pytest.mark.parametrize(("relations", "most"), [((KOMPONENT,), 60), ((), None)])
def test_the_denominator_of_a_hidden_value_is_that_of_the_others(
    relations: tuple[Mapping[str, Any], ...], most: int | None
) -> None:
    hidden = protect(COMPONENTS, plan(*relations), THRESHOLDS)
    assert hidden == {city("B1", "komponent", "grupp")}
    wide = angrip([published(COMPONENTS, hidden)], plan(*relations).model_dump(), 10**9, None).fynd
    told = {one.tal: (one.lo, one.hi) for one in wide if one.angripare == "regelkunnig"}
    if most is None:
        assert told["taljare"][1] is None or told["taljare"][1] > 1000
    else:
        assert told == {"taljare": (0, most), "rest": (0, most)}


def test_a_relation_about_one_dimension_goes_before_one_about_all() -> None:
    cells = ended() | GOALS  # 85 of the city's 157 that ended were followed up
    both = plan(UNITS, AVSLUTADE, MAL)
    together = protect(cells, both, THRESHOLDS)
    assert together == protect(GOALS, plan(MAL), THRESHOLDS)
    assert found(cells, together, both) == set()


def test_a_distribution_that_stands_beside_a_new_one_is_no_contradiction() -> None:
    later = {cell._replace(period="2024"): of for cell, of in GOALS.items()}
    hidden = protect(GOALS, plan(MAL), THRESHOLDS)
    moved = {cell: share(of.taljare + 6, 85 - of.taljare + 18) for cell, of in GOALS.items()}
    nights = [
        published(GOALS, hidden, "a"),
        published(moved | later, hidden | {c._replace(period="2024") for c in hidden}, "b"),
    ]
    assert angrip(nights, plan(MAL).model_dump(), 5, None).fynd == []
