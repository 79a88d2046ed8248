from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.statistics.richness import (
    catalogue_coverage,
    chao1,
    jaccard,
    population_coverage,
    rarefaction,
    sample_coverage,
)
from tests.unit.statistics.reference import cases

CASES = cases("richness")
COUNTS = st.lists(st.integers(0, 12), min_size=1, max_size=12).filter(any)


@pytest.mark.parametrize(
    "case", [c for c in CASES if c["method"].startswith("hurlbert")], ids=lambda case: case["id"]
)
def test_reference_case_of_rarefaction(case: dict) -> None:
    data = case["inputs"]
    sizes = data.get("samples", [data.get("sample")])
    expected = np.atleast_1d(case["expected"])
    found, _, _ = rarefaction(data["counts"], sizes)
    assert len(found) == len(expected)
    for value, known in zip(found, expected, strict=True):
        assert abs(value - known) <= case["tolerance"] * max(1, abs(known))


def test_reference_case_chao1_bc() -> None:
    case = next(c for c in CASES if c["id"] == "chao1_bc")
    assert chao1(case["inputs"]["counts"]) == pytest.approx(case["expected"], abs=1e-12)


def test_every_reference_case_is_used() -> None:
    assert {c["id"] for c in CASES} == {
        "rarefaction_magurran_13",
        "rarefaction_curve_n1",
        "rarefaction_boundary_defect",
        "chao1_bc",
    }


def test_every_draw_of_a_small_caseload() -> None:
    # three of type a, one of b, one of c; all ten draws of two, counted by hand: 3 with one type
    cases = "aaabc"
    by_hand = np.mean([len(set(pair)) for pair in combinations(cases, 2)])
    assert by_hand == 1.7
    assert rarefaction([3, 1, 1], [2])[0][0] == pytest.approx(1.7)


def test_children_with_several_types_are_drawn_whole() -> None:
    # four children; type a with all four, b with one: two children show a surely, b in 1 of 2
    assert rarefaction([4, 1], [2], total=4)[0][0] == pytest.approx(1.5)


@given(COUNTS)
@settings(max_examples=80, deadline=None)
def test_at_full_size_it_is_the_number_of_types(counts: list[int]) -> None:
    total, types = sum(counts), sum(c > 0 for c in counts)
    value, low, high = rarefaction(counts, np.arange(total + 1))
    assert value[-1] == pytest.approx(types)
    assert value[0] == 0
    assert value[1] == pytest.approx(1)
    assert np.all(np.diff(value) >= -1e-9)
    assert np.all((low <= value + 1e-9) & (value <= high + 1e-9))
    assert np.all(np.isfinite(high))


@given(COUNTS, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_types_says_nothing(counts: list[int], random: object) -> None:
    mixed = [*counts, 0]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    for one, other in zip(rarefaction(counts, [1]), rarefaction(mixed, [1]), strict=True):
        np.testing.assert_allclose(one, other)
    assert chao1(counts) == chao1(mixed) >= sum(c > 0 for c in counts)


def test_the_share_of_cases_that_bring_nothing_new() -> None:
    # two of ten cases are alone in their type
    assert sample_coverage([5, 3, 1, 1]) == pytest.approx(0.8)
    assert np.isnan(sample_coverage([0, 0]))


def test_alike_offers() -> None:
    # a and b share one of three types; c offers nothing, nor does d
    found = jaccard([[1, 1, 0], [0, 1, 1], [0, 0, 0], [0, 0, 0]])
    assert found[0, 1] == found[1, 0] == pytest.approx(1 / 3)
    assert found[0, 0] == 1
    assert found[0, 2] == 0
    assert np.isnan(found[2, 3])


def test_the_part_of_the_catalogue_that_is_offered() -> None:
    offers = [[1, 1, 0, 1], [0, 1, 0, 0]]
    assert catalogue_coverage(offers, [True, True, True, False]).tolist() == pytest.approx(
        [2 / 3, 1 / 3]
    )
    assert np.isnan(catalogue_coverage(offers, [False] * 4)).all()


def test_the_children_who_live_where_a_type_is_offered() -> None:
    found = population_coverage([[1, 0], [1, 1]], [3000, 1000])
    assert found.tolist() == pytest.approx([1, 0.25])
    assert np.isnan(population_coverage([[1]], [0])).all()


@pytest.mark.parametrize(
    "call",
    [
        lambda: rarefaction([1.5], [1]),
        lambda: rarefaction([-1], [0]),
        lambda: rarefaction([2], [3]),
        lambda: rarefaction([2], [0.5]),
        lambda: rarefaction([5], [1], total=4),
        lambda: catalogue_coverage([[1, 0]], [True]),
        lambda: population_coverage([[1]], [-1]),
        lambda: population_coverage([[1]], [1, 2]),
        lambda: jaccard([1, 0]),
    ],
)
def test_impossible_tables_are_refused(call: object) -> None:
    with pytest.raises(ValueError, match=r"ska|kan inte"):
        call()  # type: ignore[operator]


@pytest.mark.parametrize(
    ("children", "size", "held"),
    [(100, 50, 0.95), (300, 100, 0.97), (60, 30, 0.93), (60, 60, 0.80)],
)
def test_the_limits_hold_the_truth_as_often_as_the_handbook_says(
    children: int, size: int, held: float
) -> None:
    """Forty types, the first common and the last rare; children have them independently."""
    chance = 0.5 / np.arange(1, (40 if children >= 100 else 20) + 1) ** 1.1
    truth = float(np.sum(1 - (1 - chance) ** size))
    generator, hits = np.random.default_rng(5), 0
    for _ in range(1000):
        _, low, high = rarefaction(generator.binomial(children, chance), [size], total=children)
        hits += bool(low[0] <= truth <= high[0])
    assert hits / 1000 == pytest.approx(held, abs=0.03)
