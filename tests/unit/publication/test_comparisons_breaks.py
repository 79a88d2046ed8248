"""Change is told within what no break divides (syntetiska data)."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.measures import load_measures
from pipelines.publication.comparisons import compare
from pipelines.publication.comparisons.breaks import declared, first_periods, of_change, stretches
from tests.unit.publication.compared import UNITS, calendar, cell, frame

YEARS = ("2021", "2022", "2023", "2024", "2025", "2026")
LAW, NEW_STATISTICS = date(2025, 7, 1), date(2025, 1, 1)


def test_the_yaml_declares_the_law_for_all_and_the_population_for_those_that_use_it() -> None:
    measures = load_measures()
    assert of_change(measures, "R1") == [LAW]
    assert of_change(measures, "V4") == [NEW_STATISTICS, LAW]
    assert declared(measures["R1"]) == []


def test_a_measure_can_declare_a_break_of_its_own() -> None:
    measures = load_measures()
    own = measures["R1"].model_copy(update={"styrande_regel": "ny policy, brott: 2023-03-15"})
    assert declared(own) == [date(2023, 3, 15)]
    assert of_change({**measures, "R1": own}, "R1") == [date(2023, 3, 15), LAW]


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (YEARS, [1, 1, 1, 1, 2, 3]),  # 2025 is a mixture of two laws
        (("2024H1", "2024H2", "2025H1", "2025H2", "2026H1"), [1, 1, 1, 2, 2]),
        (("2024Q4", "2025Q1", "2025Q3"), [1, 1, 2]),
    ],
)
def test_a_period_with_a_break_inside_stands_alone(
    codes: tuple[str, ...], expected: list[int]
) -> None:
    assert stretches(calendar(*codes), [LAW]) == expected


def test_a_chart_begins_anew_at_the_first_whole_period_after_a_break() -> None:
    quarters = calendar("2023Q1", "2023Q2", "2023Q3")
    assert first_periods(quarters, [date(2023, 4, 1)]) == {"2023Q2"}
    assert first_periods(quarters, [date(2023, 3, 15)]) == {"2023Q2"}
    assert first_periods(quarters, [date(2024, 1, 1)]) == set()


def test_a_gap_that_closes_by_the_law_is_not_called_closing() -> None:
    """Wide apart to 2025H1 and equal after: neither side has changed."""
    halves = ("2024H1", "2024H2", "2025H1", "2025H2", "2026H1")
    wide, equal = (950, 900, 850, 700), (850, 850, 850, 850)
    cells = [
        cell("R1", unit, period, x, 1000)
        for period in halves
        for unit, x in zip(UNITS, wide if period < "2025H2" else equal, strict=True)
    ]
    rows = compare(frame(cells), load_measures(), UNITS, calendar(*halves))["forandring"]
    assert rows["stracka"].tolist() == [1, 1, 1, 2, 2]
    assert rows["brott"].tolist() == [False, False, False, True, False]
    assert set(rows["utslag"]) == {"ingen_saker_forandring"}
    assert rows["forandring"].tolist() == pytest.approx([0] * 5)


def test_a_stretch_of_one_period_has_a_level_and_no_change() -> None:
    cells = [cell("R1", unit, year, x, 1000) for year in YEARS
             for unit, x in zip(UNITS, (950, 900, 850, 700), strict=True)]  # fmt: skip
    rows = compare(frame(cells), load_measures(), UNITS, calendar(*YEARS))["forandring"]
    said = dict(zip(rows["period"], rows["utslag"], strict=True))
    assert said["2024"] == "ingen_saker_forandring"
    assert said["2025"] == said["2026"] == "ej_bedombar"
    assert (rows["tau"] > 5).all()
