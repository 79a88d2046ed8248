"""Rows of the same child: the city's factor, and what it does to the verdicts (syntetiska data)."""

from __future__ import annotations

import pandas as pd
import pytest

from pipelines.measures import load_measures
from pipelines.publication.comparisons import compare, design_effects, with_intervals
from tests.unit.publication.compared import UNITS, calendar, cell, city_row, frame

YEAR = calendar("2023")


def factors(*rows: dict[str, object]) -> dict[str, float]:
    found = design_effects(pd.DataFrame(list(rows)), load_measures())
    return dict(zip(found["matt"], found["faktor"], strict=True))


def test_the_factor_is_that_of_equal_answers_rounded_upwards() -> None:
    """100 beslut; 70 children with one in egen regi and 15 with another: 200 / 85 - 1 = 1,353."""
    assert factors(city_row("R1", 80, 100, 70, 15)) == {"R1": 1.4}


def test_a_rate_counts_the_children_behind_its_numerator() -> None:
    """120 beslut to 100 children is 1,2 each, so 1,4; the 90 children living there do not count."""
    assert factors(city_row("V3", 120, 90, 100, 90)) == {"V3": 1.4}


def test_children_that_are_counted_once_need_no_room() -> None:
    assert factors(city_row("V4", 500, 20000, 500, 19500)) == {"V4": 1.0}


def test_an_even_one_is_never_published_where_a_child_can_have_several() -> None:
    """It would say that no child in any hidden cell had more than one."""
    assert factors(city_row("R1", 80, 100, 80, 20)) == {"R1": 1.1}


def test_a_measure_that_is_only_broken_down_takes_the_largest_of_its_values() -> None:
    own = city_row("R2", 60, 100, 50, 35, dimension="regi", dimension_varde="egen_namnd")
    bought = city_row("R2", 40, 100, 30, 50, dimension="regi", dimension_varde="kopt")
    assert factors(own, bought) == {"R2": 1.5}  # 200 / 85 - 1 = 1,35 and 200 / 80 - 1 = 1,5


@pytest.mark.parametrize(
    "given",
    [{"status": "ej_mogen"}, {"status": "saknas"}, {"status": "skyddad"}, {"enhet": "farsta"}],
)
def test_only_whole_city_rows_are_used(given: dict[str, object]) -> None:
    assert factors({**city_row("R1", 80, 100, 70, 15), **given}) == {}


def test_a_city_of_fewer_than_twenty_children_gives_no_factor_and_no_verdict() -> None:
    effects = design_effects(pd.DataFrame([city_row("R1", 20, 30, 10, 5)]), load_measures())
    assert effects.empty
    cells = frame(
        [cell("R1", "stad", "2023", 330, 400)]
        + [cell("R1", unit, "2023", 80, 100) for unit in UNITS]
    )
    found = compare(cells, load_measures(), UNITS, YEAR, effects)
    assert set(found["utslag"]["utslag"]) == {"ej_jamforbar"}
    assert set(found["utslag"]["orsak"]) == {"for_fa_barn"}
    assert found["spridning"].empty


def test_the_verdict_the_lines_and_the_limits_all_make_room() -> None:
    """90 of 100 in three, 74 in the fourth: 344 of 400. Alone it differs, with room it does not."""
    cells = frame(
        [cell("R1", "stad", "2023", 344, 400)]
        + [cell("R1", unit, "2023", 90, 100) for unit in UNITS[:3]]
        + [cell("R1", "kungsholmen", "2023", 74, 100)]
    )
    effects = pd.DataFrame({"matt": ["R1"], "period": ["2023"], "faktor": [2.0]})
    plain = compare(cells, load_measures(), UNITS, YEAR)["utslag"].set_index("enhet")
    roomy = compare(cells, load_measures(), UNITS, YEAR, effects)["utslag"].set_index("enhet")
    assert plain.loc["kungsholmen", "utslag"] == "skiljer_sig_ner"
    assert roomy.loc["kungsholmen", "utslag"] == "vart_att_titta_pa"
    one, other = plain.loc["kungsholmen"], roomy.loc["kungsholmen"]
    assert one["grans998_undre"] > 0.74 > other["grans998_undre"]
    assert other["skillnad"] == one["skillnad"] == pytest.approx(0.74 - 0.9)
    assert other["skillnad_undre"] < one["skillnad_undre"]
    assert (one["designeffekt"], other["designeffekt"]) == (1.0, 2.0)


def test_the_spread_keeps_its_width_and_gets_a_wider_reference() -> None:
    cells = frame(
        [cell("R1", unit, "2023", x, 100) for unit, x in zip(UNITS, (90, 85, 80, 70), strict=True)]
    )
    effects = pd.DataFrame({"matt": ["R1"], "period": ["2023"], "faktor": [2.0]})
    (plain,) = compare(cells, load_measures(), UNITS, YEAR)["spridning"].to_dict("records")
    (roomy,) = compare(cells, load_measures(), UNITS, YEAR, effects)["spridning"].to_dict("records")
    assert plain["bredd"] == roomy["bredd"] == pytest.approx(20.0)
    assert roomy["bredd_slump_ovre"] > plain["bredd_slump_ovre"]
    assert roomy["tau"] < plain["tau"]
    assert roomy["q"] == pytest.approx(plain["q"] / 2)


def test_intervals_are_those_of_the_handbook() -> None:
    """16 of 20 gives 58,4-91,9 %; 16 of 4 000 children gives 2,3-6,5 per 1 000."""
    cells = frame(
        [
            cell("F1", "farsta", "2023", 16, 20),
            cell("V4", "farsta", "2023", 16, 4000),
            cell("V4", "jarva", "2023", None, None, status="skyddad"),
            cell("V1", "farsta", "2023", 16),
        ]
    ).assign(varde=-1.0, undre=-1.0, ovre=-1.0)
    found = with_intervals(cells, load_measures())[["varde", "undre", "ovre"]].to_numpy()
    assert found[0] == pytest.approx([0.8, 0.584, 0.919], abs=0.0005)
    assert found[1] == pytest.approx([4.0, 2.285, 6.496], abs=0.001)
    assert found[2:].tolist() == [[-1.0] * 3] * 2
    effects = pd.DataFrame({"matt": ["F1"], "period": ["2023"], "faktor": [4.0]})
    wide = with_intervals(cells, load_measures(), effects)
    # as 4 of 5
    assert wide.loc[0, ["undre", "ovre"]].tolist() == pytest.approx([0.3755, 0.9638], abs=0.0001)
