"""Control charts of published quarters, with the handbook's numbers (syntetiska data)."""

from __future__ import annotations

import pandas as pd
import pytest

from pipelines.measures import load_measures
from pipelines.publication.comparisons import compare
from tests.unit.publication.compared import UNITS, calendar, cell, frame

QUARTERS = [f"{year}Q{part}" for year in range(2021, 2026) for part in range(1, 5)]
TWELVE = [40, 44, 42, 46] * 3


def drawn(
    counts: list[int | None], limits: pd.DataFrame | None = None, matt: str = "V1"
) -> dict[str, pd.DataFrame]:
    """The tables of Farsta's quarters from 2021Q1 on; None is a protected one."""
    periods = QUARTERS[: len(counts)]
    cells = [
        cell(matt, "farsta", period, x, 100 if matt == "R1" and x is not None else None,
             status="visad" if x is not None else "skyddad")
        for period, x in zip(periods, counts, strict=True)
    ]  # fmt: skip
    return compare(frame(cells), load_measures(), UNITS, calendar(*QUARTERS), None, limits)


def last(counts: list[int | None], limits: pd.DataFrame | None = None) -> dict[str, object]:
    rows = drawn(counts, limits)["styrdiagram"].to_dict("records")
    assert [row["senaste"] for row in rows] == [False] * (len(rows) - 1) + [True]
    return {str(key): value for key, value in rows[-1].items()}


@pytest.mark.parametrize(("next_quarter", "signal", "side"), [(54, "utanför", 1), (53, "", 0)])
def test_the_limits_rest_on_the_first_twelve_quarters(
    next_quarter: int, signal: str, side: int
) -> None:
    """Mean 43, steps of 42 / 11 = 3,82, and 2,66 · 3,82 = 10,2 to each side."""
    row = last([*TWELVE, next_quarter])
    assert (row["undre"], row["mitt"], row["ovre"]) == (
        pytest.approx(32.84, abs=0.01), 43, pytest.approx(53.16, abs=0.01)
    )  # fmt: skip
    assert (row["signal"], row["riktning"], row["preliminar"]) == (signal, side, False)


def test_an_old_signal_is_history() -> None:
    assert last([*TWELVE, 54, 43])["signal"] == ""


def test_with_eleven_quarters_nothing_is_called_a_signal() -> None:
    row = last([*TWELVE[:10], 99])
    assert (row["signal"], row["regel"], row["preliminar"]) == ("", "", True)
    assert row["falsklarm_vantade"] == 0


def test_a_protected_quarter_is_a_gap_and_tells_nothing() -> None:
    rows = drawn([*TWELVE, None])["styrdiagram"]
    assert rows.iloc[-1][["varde", "undre", "mitt", "ovre"]].isna().all()
    assert rows.iloc[-1]["signal"] == ""
    hidden = drawn([None, *TWELVE])["styrdiagram"]
    assert hidden["period"].iloc[0] == "2021Q2"


def test_limits_that_are_given_back_stand_when_old_quarters_are_revised() -> None:
    locked = drawn([*TWELVE])["styrgranser"]
    assert locked[["segment", "slag", "forsta", "sista", "punkter"]].to_dict("records") == [
        {"segment": "", "slag": "xmr", "forsta": "2021Q1", "sista": "2023Q4", "punkter": 12}
    ]
    revised: list[int | None] = [60, *TWELVE[1:], 54]
    assert last(revised, locked)["signal"] == "utanför"
    assert last(revised, locked)["gransversion"] == locked["gransversion"].iloc[0]
    assert last(revised)["signal"] == ""


def test_false_alarms_are_stated_for_the_charts_of_the_measure() -> None:
    """Twelve points lock a chart and a thirteenth signals by luck in 2,93 % of XmR charts."""
    row = last([*TWELVE, 43])
    assert (row["diagram"], row["falsklarm_vantade"]) == (1, pytest.approx(0.0293))


def test_a_share_has_limits_that_follow_its_denominator() -> None:
    """80 of 100 each quarter: 80 % ± 3 √(0,8 · 0,2 / 100) is 68-92 %."""
    row = drawn([80] * 13, matt="R1")["styrdiagram"].iloc[-1]
    assert (row["slag"], row["varde"]) == ("p", pytest.approx(0.8))
    assert (row["undre"], row["ovre"]) == (pytest.approx(0.68), pytest.approx(0.92))


def test_a_share_whose_children_have_several_rows_has_wider_limits() -> None:
    cells = frame([cell("R1", "farsta", period, 80, 100) for period in QUARTERS[:13]])
    effects = pd.DataFrame({"matt": "R1", "period": QUARTERS, "faktor": 4.0})
    found = compare(cells, load_measures(), UNITS, calendar(*QUARTERS), effects)
    row = found["styrdiagram"].iloc[-1]
    assert row["varde"] == pytest.approx(0.8)
    assert (row["undre"], row["ovre"]) == (pytest.approx(0.56), 1.0)  # twice as far, at most all
