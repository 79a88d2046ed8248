"""From which run a cell holds, and what that must not tell (syntetiska data)."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from pipelines.publication.since import holds_from


def cells(**numbers: tuple[str, float | None]) -> pd.DataFrame:
    """Cells of one block: unit -> status and true number."""
    return pd.DataFrame(
        [
            {
                "matt": "V1", "enhet": unit, "period": "2023", "dimension": "",
                "dimension_varde": "", "block": "V1/2023", "form": "antal", "status": status,
                "orsak": "ingen_befolkning" if status == "saknas" else None,
                "taljare": number, "namnare": None,
            }
            for unit, (status, number) in numbers.items()
        ]
    )  # fmt: skip


def runs(before: pd.DataFrame, now: pd.DataFrame, **given: Any) -> dict[str, str]:
    first = holds_from(before.assign(**given), None, "forsta")
    second = holds_from(now.assign(**given), first, "andra")
    return dict(zip(second["enhet"], second["galler_fran"], strict=True))


HIDDEN = {"farsta": ("skyddad", 3.0), "jarva": ("skyddad", 9.0)}


def test_a_shown_number_holds_from_the_run_that_first_said_it() -> None:
    before = cells(bromma=("visad", 30.0), stad=("visad", 90.0))
    now = cells(bromma=("visad", 30.0), stad=("visad", 96.0))
    assert runs(before, now) == {"bromma": "forsta", "stad": "andra"}


@pytest.mark.parametrize("status", ["saknas", "ej_mogen"])
def test_a_number_that_is_not_there_does_not_tell_that_it_has_moved(status: str) -> None:
    before, now = (cells(bromma=(status, n), stad=("visad", 90.0)) for n in (30.0, 31.0))
    assert runs(before, now) == {"bromma": "forsta", "stad": "forsta"}


def test_hidden_cells_hold_from_the_same_run_whichever_of_them_has_moved() -> None:
    before = cells(**HIDDEN, stad=("visad", 12.0))
    one = cells(farsta=("skyddad", 3.0), jarva=("skyddad", 15.0), stad=("visad", 18.0))
    assert runs(before, one) == {"farsta": "andra", "jarva": "andra", "stad": "andra"}
    among = cells(farsta=("skyddad", 2.0), jarva=("skyddad", 10.0), stad=("visad", 12.0))
    assert runs(before, among) == {"farsta": "andra", "jarva": "andra", "stad": "forsta"}
    assert set(runs(before, before).values()) == {"forsta"}


def test_a_new_part_of_a_year_does_not_touch_what_is_hidden() -> None:
    before = cells(**HIDDEN, stad=("visad", 12.0), norra=("ej_mogen", None))
    now = cells(**HIDDEN, stad=("visad", 12.0), norra=("visad", 40.0))
    assert runs(before, now) == {
        "farsta": "forsta", "jarva": "forsta", "stad": "forsta", "norra": "andra",
    }  # fmt: skip


def test_a_median_that_is_said_in_the_same_week_has_not_moved() -> None:
    """Forty-two days and forty-four are six weeks; forty-six are seven."""
    days = [cells(bromma=("visad", n)) for n in (42.0, 44.0, 46.0)]
    assert runs(days[0], days[1], form="median") == {"bromma": "forsta"}
    assert runs(days[0], days[2], form="median") == {"bromma": "andra"}


def test_what_is_open_to_all_holds_from_no_run() -> None:
    first = holds_from(cells(bromma=("visad", 30.0)).assign(block=""), None, "forsta")
    assert first["galler_fran"].isna().all()
