"""From measure rows to published cells: the six states, by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from pipelines.disclosure.cells import Thresholds
from pipelines.disclosure.plan import Plan
from pipelines.errors import CheckFailed
from pipelines.measures import load_measures
from pipelines.publication.address import format_address, nearest
from pipelines.publication.calendar import hold
from pipelines.publication.cells import COLUMNS, emit, key, prepare
from pipelines.publication.protection import blocks, solve
from pipelines.publication.serving import check

PLAN = Plan.model_validate(
    {
        "version": 1,
        "tabeller": (
            {"matt": "U1", "perioder": ("utbudsdag",), "skydd": "nej"},
            {"matt": "V1", "perioder": ("ar",)},
            {"matt": "R1", "perioder": ("ar",), "form": "andel"},
            {"matt": "V4", "perioder": ("ar",), "form": "per_1000"},
            {"matt": "T3", "perioder": ("ar",), "form": "median"},
            {"matt": "B1", "perioder": ("ar",), "form": "kvantil"},
            {"matt": "R3", "perioder": ("ar",), "form": "kostnad"},
            {"matt": "P2", "perioder": ("ar",), "form": "kvot"},
        ),
        "relationer": (),
    }
)


def row(matt: str, taljare: float, namnare: float | None = None, **given: Any) -> dict[str, Any]:
    rest = None if namnare is None else namnare - taljare
    return {
        "matt_id": matt, "enhet_kod": "farsta", "period": "2023", "dimension": "", "varde": "",
        "taljare": taljare, "namnare": namnare, "antal_barn": taljare, "antal_barn_ovriga": rest,
        "antal_hushall": taljare, "antal_hushall_ovriga": rest, "ar_mogen": True,
        "ar_strukturell_nolla": False, "saknas_orsak": None, **given,
    }  # fmt: skip


def cells(*rows: dict[str, Any]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows))
    for name in ("skydd", "form", "kanslig"):
        frame[name] = frame["matt_id"].map({t.matt: getattr(t, name) for t in PLAN.tabeller})
    thresholds = Thresholds(5, 3)
    truth = hold(prepare(frame, PLAN, thresholds, 20), None, lambda _: True, PLAN).frame
    solved = [solve(block, PLAN, thresholds) for block in blocks(truth)]
    hidden = {cell for one in solved for cell in one.hidden}
    truth.loc[[cell in hidden for cell in key(truth)], "status"] = "skyddad"
    return emit(truth, load_measures())


def only(*rows: dict[str, Any]) -> dict[str, Any]:
    found = cells(*rows)
    assert len(found) == 1
    return {k: None if pd.isna(v) else v for k, v in found.iloc[0].items()}


def numbers(found: dict[str, Any]) -> list[Any]:
    return [found[name] for name in ("varde", "undre", "ovre", "taljare", "namnare")]


def test_a_count_is_shown_without_an_interval() -> None:
    found = only(row("V1", 17))
    assert found["status"] == "visad"
    assert numbers(found) == [17, None, None, 17, None]


def test_a_share_is_shown_with_its_numbers_and_interval() -> None:
    found = only(row("R1", 20, 100))
    assert found["status"] == "visad"
    assert found["varde"] == 0.2
    assert (found["taljare"], found["namnare"]) == (20, 100)
    # PHEindicatormethods' reference numbers for 20 of 100
    assert found["undre"] == pytest.approx(0.1333669333, abs=1e-9)
    assert found["ovre"] == pytest.approx(0.2888291656, abs=1e-9)


def test_a_share_of_few_shows_its_denominator_only() -> None:
    found = only(row("R1", 19, 19))
    assert found["status"] == "for_fa"
    assert numbers(found) == [None, None, None, None, 19]


@pytest.mark.parametrize(
    "small",
    [
        row("V1", 4),
        row("V1", 1),
        row("V1", 9, antal_barn=4),
        row("R1", 96, 100),
        row("R1", 4, 100),
        row("R1", 3, 3),
    ],
)
def test_what_counts_one_to_four_on_either_side_is_protected(small: dict[str, Any]) -> None:
    found = only(small)
    assert found["status"] == "skyddad"
    assert numbers(found) == [None] * 5
    assert found["orsak"] is None


def test_zero_and_all_are_shown() -> None:
    assert numbers(only(row("V1", 0))) == [0, None, None, 0, None]
    assert only(row("R1", 0, 40))["varde"] == 0
    assert only(row("R1", 40, 40))["varde"] == 1


def test_a_rate_is_shown_per_thousand_with_its_public_population() -> None:
    found = only(row("V4", 250, 12_500))
    assert (found["status"], found["varde"]) == ("visad", 20)
    assert (found["taljare"], found["namnare"]) == (250, 12_500)
    assert numbers(only(row("V4", 4, 12_500))) == [None] * 5


def test_a_median_is_said_in_whole_weeks_and_from_twenty_children() -> None:
    found = only(row("T3", 52, 40, antal_barn=20))  # seven weeks and three days
    assert (found["status"], found["varde"]) == ("visad", 49)
    assert (found["taljare"], found["namnare"]) == (None, None)
    assert only(row("T3", 52, 40, antal_barn=19))["status"] == "skyddad"


def test_offers_are_no_personal_data_and_shown_however_few() -> None:
    found = only(row("U1", 1, period="2024-11-01"))
    assert (found["status"], found["varde"]) == ("visad", 1)


@pytest.mark.parametrize(
    ("given", "status", "reason"),
    [
        ({"ar_mogen": False}, "ej_mogen", None),
        ({"ar_strukturell_nolla": True, "taljare": 0}, "strukturell_nolla", None),
        ({"saknas_orsak": "ej_levererat"}, "saknas", "ej_levererat"),
        ({"saknas_orsak": "ej_levererat", "ar_mogen": False}, "saknas", "ej_levererat"),
    ],
)
def test_absence_carries_no_number_and_falla_48_is_never_a_zero(
    given: dict[str, Any], status: str, reason: str | None
) -> None:
    found = only(row("V1", 17) | given)
    assert (found["status"], found["orsak"]) == (status, reason)
    assert numbers(found) == [None] * 5


def test_a_share_of_nothing_is_missing_and_not_zero() -> None:
    found = only(row("R1", 0, 0))
    assert (found["status"], found["orsak"]) == ("saknas", "ingen_i_namnaren")
    assert numbers(found) == [None] * 5


def test_a_published_row_has_its_address_and_no_more_than_a_reader_may_have() -> None:
    found = cells(row("V1", 17))
    assert list(found["adress"]) == ["V1/farsta/2023"]
    assert list(found.columns) == COLUMNS


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"varde": float("nan")}, "saknar ett ändligt värde"),
        ({"varde": float("inf")}, "saknar ett ändligt värde"),
        ({"status": "skyddad"}, "bär ett värde"),
        ({"status": "ej_mogen", "varde": None, "taljare": None, "namnare": 30}, "bär en nämnare"),
        ({"adress": "V1/jarva/2023"}, "samma adress"),
    ],
)
def test_the_last_check_refuses_what_must_not_be_published(
    change: dict[str, Any], words: str
) -> None:
    found = cells(row("V1", 17), row("V1", 18, enhet_kod="jarva")).astype(object)
    check(found)
    for column, value in change.items():
        found.loc[0, column] = value
    with pytest.raises(CheckFailed, match=words):
        check(found)


def test_a_night_without_one_figure_to_show_is_not_published() -> None:
    with pytest.raises(CheckFailed, match="inte en enda siffra"):
        check(cells(row("V1", 17, saknas_orsak="ej_levererat")))


def test_addresses() -> None:
    assert format_address("V1", "stad", "2023") == "V1/stad/2023"
    assert format_address("R2", "stad", "2023", "regi", "kopt") == "R2/stad/2023/regi=kopt"


def test_the_nearest_address_keeps_what_was_right() -> None:
    known = ["R1/farsta/2023", "R1/jarva/2023", "R1/farsta/2024", "V1/farsta/2023"]
    assert nearest("R1/farsat/2023", known)[0] == "R1/farsta/2023"
    assert nearest("r1/FARSTA/2023", known) == ["R1/farsta/2023"]
    assert set(nearest("R1/farsta/1999", known)) == {"R1/farsta/2023", "R1/farsta/2024"}
    assert nearest("V1/stad/2023", []) == []


@pytest.mark.parametrize(
    ("described", "figure"),
    [
        (row("T3", 38, 41, antal_barn=20), 35),  # 38 days are nearest to five weeks
        (row("B1", 3.26, 41, antal_barn=20), 3.5),
        (row("R3", 457_000, 20, antal_barn=20), 22_900),  # 22 850 kronor each
        (row("P2", 229.5, 15.8, antal_barn=212), 14.5),  # 14.53
    ],
)
def test_one_figure_of_many_is_rounded_and_bears_nothing_else(
    described: dict[str, Any], figure: float
) -> None:
    assert numbers(only(described)) == [figure, None, None, None, None]


@pytest.mark.parametrize("matt", ["T3", "B1", "R3", "P2"])
def test_one_figure_of_nineteen_children_is_protected(matt: str) -> None:
    found = only(row(matt, 90, 30, antal_barn=19))
    assert (found["status"], numbers(found)) == ("skyddad", [None] * 5)
