"""False verdicts when children have several rows, with the factor and without (syntetiska data)."""

from __future__ import annotations

import pytest

from tests.unit.statistics import simulated_clusters as sim


@pytest.mark.parametrize("share", [0.76, 0.912])
def test_children_who_are_alike_throughout_accuse_the_innocent_without_the_factor(
    share: float,
) -> None:
    without, with_, effect = sim.alike_charts(1.0, share, 600)
    assert without > 0.08
    assert with_ <= 0.03
    assert 1.6 < effect < 1.85


@pytest.mark.parametrize("alike", [0.0, 0.5])
def test_the_factor_never_makes_more_false_verdicts_than_the_limit(alike: float) -> None:
    assert sim.alike_charts(alike, 0.76, 400)[1] <= 0.03


def test_a_planted_district_makes_the_others_differ_from_the_rest_in_truth() -> None:
    """Järva is a fifth of the city: against a rest that holds it, 76 % is above."""
    equal, _ = sim.beside_planted(1.0, 4000, jarva=0.76)
    beside, found = sim.beside_planted(1.0, 4000)
    assert equal <= 0.03
    assert beside > 0.12
    assert found > 0.9


def test_with_the_factor_few_of_the_others_are_shown_and_the_planted_one_mostly() -> None:
    beside, found = sim.beside_planted(1.4, 4000)
    assert beside < 0.05
    assert found > 0.8
