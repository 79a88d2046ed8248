"""How often equal districts are said to spread; how the band of τ holds (syntetiska data)."""

from __future__ import annotations

import numpy as np
import pytest

from pipelines.statistics.small_numbers import Kind
from tests.unit.statistics import simulated as sim


def test_equal_districts_are_said_to_spread_in_about_one_of_forty() -> None:
    found = sim.null_level(0.912, sim.SIZES, Kind.ANDEL, 150)
    assert max(look for look, _ in found.values()) <= 0.06


@pytest.mark.slow
@pytest.mark.parametrize(
    ("share", "sizes", "kind"),
    [
        (0.912, sim.SIZES, Kind.ANDEL),
        (0.5, sim.SIZES, Kind.ANDEL),
        (0.002, sim.CHILDREN, Kind.KVOT),
    ],
)
def test_the_level_of_the_null_reference(share: float, sizes: np.ndarray, kind: Kind) -> None:
    found = sim.null_level(share, sizes, kind, 800)
    looks = [look for look, _ in found.values()]
    assert min(looks) > 0.005
    assert max(looks) <= 0.04
    assert max(differs for _, differs in found.values()) <= 0.01


def test_the_band_of_tau_holds_a_spread_of_three_points() -> None:
    assert sim.tau_coverage(0.03, 150) >= 0.88


@pytest.mark.slow
@pytest.mark.parametrize("tau", [0.0, 0.01, 0.03, 0.06])
def test_the_band_of_tau_at_every_spread(tau: float) -> None:
    assert sim.tau_coverage(tau, 800) >= 0.915
