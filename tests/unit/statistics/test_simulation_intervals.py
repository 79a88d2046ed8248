"""Coverage of each interval (syntetiska data, fixed seeds); docs/statistik.md has the table."""

from __future__ import annotations

import pytest

from pipelines.statistics.proportions import Z95, Z998
from tests.unit.statistics import simulated as sim

FEW = 20_000
LEVELS = pytest.mark.parametrize(("z", "least", "most"), [(Z95, 0.935, 0.985), (Z998, 0.994, 1.0)])


@LEVELS
@pytest.mark.parametrize(("n", "p"), [(20, 0.5), (60, 0.05), (300, 0.91), (900, 0.5)])
def test_wilson_holds_the_true_share(n: int, p: float, z: float, least: float, most: float) -> None:
    assert least <= sim.wilson_coverage(n, p, z, FEW) <= most


@LEVELS
@pytest.mark.parametrize(("n1", "p1", "p2"), [(30, 0.8, 0.9), (300, 0.91, 0.91), (900, 0.62, 0.76)])
def test_newcombe_holds_the_true_difference(
    n1: int, p1: float, p2: float, z: float, least: float, most: float
) -> None:
    assert least <= sim.newcombe_coverage(n1, p1, 5000, p2, z, FEW) <= most


@LEVELS
@pytest.mark.parametrize("mean", [1, 5, 9, 12, 40, 300])
def test_exact_and_byar_hold_the_true_count(
    mean: float, z: float, least: float, most: float
) -> None:
    # the exact ones never cover less than they say
    floor = 0.95 if mean < 10 and z == Z95 else least
    assert floor - 0.002 <= sim.poisson_coverage(mean, z, FEW) <= most + 0.005


@LEVELS
@pytest.mark.parametrize(("mean1", "mean2"), [(2, 30), (8, 40), (40, 300)])
def test_ratio_and_difference_hold_the_true_ones(
    mean1: float, mean2: float, z: float, least: float, most: float
) -> None:
    assert least <= sim.ratio_coverage(mean1, mean2, z, FEW) <= most
    assert least <= sim.rate_difference_coverage(mean1, mean2, z, FEW) <= most


@LEVELS
@pytest.mark.parametrize("children", [20, 100])
def test_several_insatser_per_child_are_held(
    children: float, z: float, least: float, most: float
) -> None:
    assert least <= sim.clustered_coverage(children, z, FEW) <= most


@LEVELS
def test_a_standardised_ratio_is_held(z: float, least: float, most: float) -> None:
    assert least <= sim.smr_coverage(z, FEW) <= most


@pytest.mark.slow
def test_every_row_of_the_handbooks_table_keeps_what_it_promises() -> None:
    for name, case, at95, at998 in sim.coverage_rows():
        assert 0.94 <= at95 <= 0.985, (name, case)
        assert at998 >= 0.9955, (name, case)
