"""What protection costs is told without telling what is protected (syntetiska data)."""

from __future__ import annotations

import pandas as pd
import pytest

from pipelines.publication import cost


def told(*cells: tuple[str, int]) -> dict[str, int]:
    truth = pd.DataFrame(cells, columns=["status", "taljare"]).assign(
        matt="F1", dimension="", period="2023", enhet="farsta", form="andel", block="F1/2023"
    )
    (row,) = cost.of(truth, 5).to_dict("records")
    return {name: int(row[name]) for name in ("celler", "visade_andel", "volym_andel")}


def test_shares_of_cells_and_of_volume() -> None:
    """Two of four are shown, and 90 of 150."""
    found = told(("visad", 50), ("visad", 40), ("skyddad", 30), ("skyddad", 30))
    assert found == {"celler": 4, "visade_andel": 50, "volym_andel": 60}


def test_whether_a_hidden_cell_is_zero_is_not_told() -> None:
    assert told(("visad", 50), ("visad", 0), ("skyddad", 0), ("skyddad", 9))["celler"] == 3


def test_too_few_for_a_share_is_left_out() -> None:
    assert told(("visad", 50), ("for_fa", 7))["celler"] == 1


@pytest.mark.parametrize("size", [1, 2, 3])
def test_a_small_hidden_volume_is_not_told_from_a_larger_one(size: int) -> None:
    """400 seen, two hidden: 99 % means up to 400 · (100 / 98,5 − 1) = 6,1, so 1 to 5 in each."""
    assert told(("visad", 400), ("skyddad", size), ("skyddad", size))["volym_andel"] == 99


def test_one_hidden_cell_alone_has_twice_the_room() -> None:
    """400 of 410 are 97,6 %, so 98 %: behind that there can be 8, 9 … 10."""
    assert told(("visad", 400), ("skyddad", 1))["volym_andel"] == 98
