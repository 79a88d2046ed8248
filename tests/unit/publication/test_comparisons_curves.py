"""Curves of the first follow-up: what they show, and what they leave out (syntetiska data)."""

from __future__ import annotations

import pandas as pd

from pipelines.publication.comparisons import curves
from pipelines.publication.comparisons.curves import COLUMNS


def rows(*groups: tuple[int, int, int], enhet: str = "farsta") -> pd.DataFrame:
    """(children, days, end) of a district's cohort of 2023; each child has one insats."""
    found = []
    for children, days, end in groups:
        for _ in range(children):
            found.append(
                {"enhet_kod": enhet, "period": "2023", "intervall_manader": 3,
                 "barn_id": f"{enhet}{len(found)}", "dagar": days, "slut": end}
            )  # fmt: skip
    return pd.DataFrame(found)


def test_the_curve_counts_those_that_end_without_a_follow_up_as_an_end() -> None:
    """Of 50, 10 end on day 30; of the 40 left 30 are followed up on day 80: 30 of 50."""
    found = curves(rows((10, 30, 2), (30, 80, 1), (10, 200, 0)), ["farsta"])
    own = found[found["enhet"] == "farsta"]
    assert list(found.columns) == COLUMNS
    assert own["vecka"].tolist() == [0, 12]
    assert own["andel"].tolist() == [0.0, 0.6]
    assert own["oppna"].tolist() == [50, 10]
    assert set(own["forfallodag"]) == {91}


def test_a_cohort_of_nineteen_children_has_no_curve_and_one_of_twenty_has() -> None:
    assert curves(rows((19, 80, 1)), ["farsta"]).empty
    assert not curves(rows((20, 80, 1)), ["farsta"]).empty


def test_children_are_counted_and_not_their_insatser() -> None:
    several = pd.concat([rows((12, 80, 1)), rows((12, 90, 1))])
    assert len(several) == 24
    assert curves(several, ["farsta"]).empty


def test_a_step_of_four_children_waits_for_the_fifth() -> None:
    found = curves(rows((4, 20, 1), (1, 40, 1), (30, 300, 0)), ["farsta"])
    assert found.loc[found["enhet"] == "farsta", "vecka"].tolist() == [0, 6]


def test_shares_are_whole_per_cent_and_the_open_are_fives() -> None:
    found = curves(rows((13, 50, 1), (10, 80, 1), (14, 300, 0)), ["farsta"])
    assert (found["andel"] * 100 % 1).round(6).isin([0, 1]).all()
    assert (found["oppna"] % 5 == 0).all()


def test_the_city_is_all_rows_those_of_no_district_too() -> None:
    both = pd.concat([rows((30, 80, 1)), rows((10, 80, 1), enhet="okand")])
    found = curves(both, ["farsta"])
    assert found.loc[found["enhet"] == "stad", "oppna"].iloc[0] == 40
    assert found.loc[found["enhet"] == "farsta", "oppna"].iloc[0] == 30
