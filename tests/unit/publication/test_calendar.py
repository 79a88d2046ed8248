"""What stands, what moves, and what a new part of a year carries (syntetiska data)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from pipelines.disclosure.attack import angrip
from pipelines.disclosure.cells import Thresholds
from pipelines.disclosure.plan import Plan
from pipelines.measures import load_measures
from pipelines.publication.calendar import CHANGED_UNITS, NOT_ONE, hold, is_revision
from pipelines.publication.cells import KEY, emit, key, prepare
from pipelines.publication.protection import blocks, solve

THRESHOLDS = Thresholds(5, 3)
UNITS = ("bromma", "farsta", "jarva", "kungsholmen", "skarpnack")
PLAN = Plan.model_validate(
    {
        "version": 2,
        "tabeller": (
            {"matt": "V1", "perioder": ("ar", "halvar")},
            {"matt": "V1", "perioder": ("ar",), "dimension": "kategori"},
        ),
        "relationer": (
            {"typ": "enheter", "tal": ("V1.taljare",)},
            {"typ": "tid", "tal": ("V1.taljare",)},
            {"typ": "dimension", "dimension": "kategori", "helhet": "V1.taljare",
             "delar": "V1.taljare"},
        ),
    }
)  # fmt: skip


def row(unit: str, period: str, amount: int, value: str = "", **given: Any) -> dict[str, Any]:
    return {
        "matt_id": "V1", "enhet_kod": unit, "period": period,
        "dimension": "kategori" if value else "", "varde": value, "taljare": amount,
        "namnare": None, "antal_barn": amount, "antal_barn_ovriga": None,
        "antal_hushall": amount, "antal_hushall_ovriga": None, "ar_mogen": True,
        "ar_strukturell_nolla": False, "saknas_orsak": None, "skydd": "ja", "form": "antal",
        "kanslig": "nej", **given,
    }  # fmt: skip


def rows(halves: dict[str, tuple[int, int]], *, year: bool) -> pd.DataFrame:
    """Units × two halves and the year, with the city; the second half and the year may be to come.

    A third of the year's decisions, rounded down, are FAM and the rest KON.
    """
    city = tuple(sum(pair[i] for pair in halves.values()) for i in (0, 1))
    made = []
    fam = {unit: sum(pair) // 3 for unit, pair in halves.items()}
    fam["stad"] = sum(fam.values())
    for unit, (first, second) in {**halves, "stad": city}.items():
        made.append(row(unit, "2025H1", first))
        made.append(row(unit, "2025H2", second, ar_mogen=year))
        made.append(row(unit, "2025", first + second, ar_mogen=year))
        made.append(row(unit, "2025", fam[unit], "FAM", ar_mogen=year))
        made.append(row(unit, "2025", first + second - fam[unit], "KON", ar_mogen=year))
    return prepare(pd.DataFrame(made), PLAN, THRESHOLDS, 20)


def night(
    frame: pd.DataFrame, before: pd.DataFrame | None, run: str, *, move: bool = False
) -> pd.DataFrame:
    """Hold and protect, as a night does; the cells with their final states."""
    held = hold(frame, before, lambda _: move, PLAN)
    truth = held.frame
    hidden = set(held.hidden)
    for block in blocks(truth, held.hidden, held.shown):
        hidden |= solve(block, PLAN, THRESHOLDS).hidden
    truth.loc[[cell in hidden for cell in key(truth)], "status"] = "skyddad"
    truth["galler_fran"] = [
        old if star else run for old, star in zip(truth["galler_fran"], truth["star"], strict=True)
    ]
    return truth


def value(truth: pd.DataFrame, unit: str, period: str, varde: str = "") -> tuple[str, float]:
    found = truth[
        (truth["enhet"] == unit) & (truth["period"] == period) & (truth["dimension_varde"] == varde)
    ].iloc[0]
    return found["status"], found["taljare"]


BASE = {unit: (40 + 10 * place, 50 + 7 * place) for place, unit in enumerate(UNITS)}


def safe(*nights: pd.DataFrame) -> bool:
    last = nights[-1][[*KEY, "taljare", "namnare"]].astype({"taljare": "Int64", "namnare": "Int64"})
    frames = [emit(one, load_measures()) for one in nights]
    return not angrip(frames, PLAN.model_dump(), 5, last).fynd


@pytest.mark.parametrize(
    ("last", "now", "expected"),
    [
        ("2026-08-31", "2026-09-01", True),
        ("2026-09-01", "2026-10-31", False),
        ("2026-10-31", "2027-02-28", False),
        ("2026-10-31", "2027-03-05", True),
    ],
)
def test_a_revision_is_the_first_night_past_its_date(last: str, now: str, expected: bool) -> None:
    dates = dt.date.fromisoformat(last), dt.date.fromisoformat(now)
    assert is_revision(*dates, [3, 9]) is expected


def test_a_late_correction_does_not_move_what_is_published() -> None:
    first = night(rows(BASE, year=False), None, "a")
    assert value(first, "farsta", "2025H1") == ("visad", 50)
    later = night(rows(BASE | {"farsta": (52, 57)}, year=False), first, "b")
    assert value(later, "farsta", "2025H1") == ("visad", 50)
    assert value(later, "stad", "2025H1") == value(first, "stad", "2025H1")
    assert set(later["galler_fran"].dropna()) >= {"a"}


def test_a_new_half_year_carries_the_corrections_of_the_one_before() -> None:
    first = night(rows(BASE, year=False), None, "a")
    whole = night(rows(BASE | {"farsta": (52, 57)}, year=True), first, "b")
    assert value(whole, "farsta", "2025H1") == ("visad", 50)
    assert value(whole, "farsta", "2025") == ("visad", 109)
    assert value(whole, "farsta", "2025H2") == ("visad", 59)
    assert value(whole, "stad", "2025H2")[1] == sum(b for _, b in BASE.values()) + 2
    assert safe(first, whole)


def test_at_a_revision_a_block_moves_whole() -> None:
    first = night(rows(BASE, year=True), None, "a")
    moved = night(rows(BASE | {"farsta": (68, 57)}, year=True), first, "b", move=True)
    assert value(moved, "farsta", "2025H1") == ("visad", 68)
    assert value(moved, "stad", "2025H1")[1] == value(first, "stad", "2025H1")[1] + 18
    assert safe(first, moved)


def test_what_was_hidden_stays_hidden_though_it_has_grown() -> None:
    small = BASE | {"skarpnack": (4, 60)}
    first = night(rows(small, year=False), None, "a")
    assert value(first, "skarpnack", "2025H1")[0] == "skyddad"
    grown = night(rows(BASE, year=False), first, "b", move=True)
    assert value(grown, "skarpnack", "2025H1")[0] == "skyddad"
    hidden = set(first.loc[first["status"] == "skyddad", "enhet"])
    assert hidden <= set(grown.loc[grown["status"] == "skyddad", "enhet"])


def test_a_new_unit_gets_no_cells_in_a_block_that_stands() -> None:
    first = night(rows(BASE, year=True), None, "a")
    merged = {unit: pair for unit, pair in BASE.items() if unit not in {"bromma", "farsta"}}
    merged["bromma-farsta"] = (90, 107)
    later = hold(rows(merged, year=True), first, lambda _: False, PLAN).frame
    assert value(later, "bromma", "2025")[0] == "visad"
    new = later[later["enhet"] == "bromma-farsta"]
    assert set(new["orsak"]) == {CHANGED_UNITS}


def test_parts_that_do_not_sum_to_their_whole_are_not_shown() -> None:
    frame = rows(BASE, year=True)
    twice = (frame["enhet"] == "jarva") & (frame["dimension_varde"] == "FAM")
    frame.loc[twice, "taljare"] += 1  # a child who stands in both
    truth = hold(frame, None, lambda _: True, PLAN).frame
    parts = truth[(truth["enhet"] == "jarva") & (truth["dimension"] == "kategori")]
    assert set(parts["orsak"]) == {NOT_ONE}
    assert value(truth, "jarva", "2025")[0] == "visad"


def test_dropped_stickiness_and_a_dropped_gate_are_found_by_the_attacker() -> None:
    small = BASE | {"skarpnack": (4, 60)}
    first = night(rows(small, year=False), None, "a")
    grown = night(rows(BASE | {"skarpnack": (6, 60)}, year=False), None, "b")  # nothing is held
    assert not safe(first, grown)
    shown = night(rows(BASE, year=False), None, "a")
    three_more = night(rows(BASE | {"farsta": (53, 57)}, year=False), None, "b")
    assert not safe(shown, three_more)


def test_revision_after_revision_gives_nothing_away() -> None:
    """Each moves a whole unit by five or more children (tests/attack/test_walk.py: at random)."""
    state = dict(BASE) | {"skarpnack": (4, 60)}
    nights = [night(rows(state, year=True), None, "0")]
    units = ("farsta", "jarva", "bromma", "kungsholmen", "farsta")
    steps = zip(units, (6, -7, 5, 12, -5), strict=True)
    for number, (unit, more) in enumerate(steps, start=1):
        first, second = state[unit]
        state[unit] = (first, second + more)
        proposed = night(rows(state, year=True), nights[-1], str(number), move=True)
        if not safe(*nights, proposed):  # the attacker is the last gate: the block stands
            proposed = night(rows(state, year=True), nights[-1], str(number), move=False)
        nights.append(proposed)
        assert safe(*nights)
