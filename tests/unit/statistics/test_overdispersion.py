from __future__ import annotations

import numpy as np
import pytest

from pipelines.statistics.overdispersion import (
    adjusted_rate_limits,
    adjusted_share_limits,
    rate_overdispersion,
    share_overdispersion,
)
from pipelines.statistics.proportions import Z998
from tests.unit.statistics.reference import by_id, same

CASE = by_id("overdispersion", "od_proportion_11_districts")


def test_reference_case_of_eleven_districts() -> None:
    given = CASE["inputs"]
    found = share_overdispersion(given["x"], given["n"], given["trim_by"])
    got = {"phi": found.phi, "tau2": found.tau2}
    assert same(got, CASE["expected"], CASE["tolerance"])
    assert found.few


def test_the_order_of_the_districts_changes_nothing() -> None:
    x, n = np.array(CASE["inputs"]["x"]), np.array(CASE["inputs"]["n"])
    order = np.random.default_rng(1).permutation(n.size)
    for fit in (share_overdispersion, rate_overdispersion):
        one, other = fit(x, n), fit(x[order], n[order])
        assert (one.phi, one.tau2) == pytest.approx((other.phi, other.tau2))


def test_districts_alike_have_no_tau_and_the_plain_line() -> None:
    found = share_overdispersion([50] * 11, [100] * 11)
    assert (found.phi, found.tau2) == pytest.approx((0, 0))
    lines = adjusted_share_limits([100], 0.5, 0.0)
    # asin √½ = π/4, and z/(2·10) beside it
    assert lines.lower[0] == pytest.approx(np.sin(np.pi / 4 - Z998 / 20) ** 2)


def test_rates_by_hand() -> None:
    # √rate 0,1 and 0,3 around √(100/2000); √N = 31,6; nothing trimmed
    found = rate_overdispersion([10, 90], [1000, 1000], trim_by=0.0)
    z = (np.sqrt([0.01, 0.09]) - np.sqrt(0.05)) * 2 * np.sqrt(1000)
    assert found.phi == pytest.approx((z**2).mean())
    # weights 4000 each: Σw - Σw²/Σw = 4000
    assert found.tau2 == pytest.approx(((z**2).sum() - 1) / 4000)


def test_the_line_widens_with_tau_and_stays_within_what_can_be() -> None:
    n = np.array([1, 50, 5000])
    plain, wide = (adjusted_share_limits(n, 0.9, tau2) for tau2 in (0.0, 0.01))
    assert np.all((wide.lower <= plain.lower) & (plain.upper <= wide.upper) & (wide.upper <= 1))
    assert wide.lower[1] < plain.lower[1]
    plain, wide = (adjusted_rate_limits(n, 20, tau2) for tau2 in (0.0, 0.01))
    assert np.all((wide.lower <= plain.lower) & (plain.upper < wide.upper) & (wide.lower >= 0))


def test_one_district_or_an_empty_one_is_refused() -> None:
    for x, n in (([5], [10]), ([5, 0], [10, 0])):
        with pytest.raises(ValueError, match="två stadsdelar"):
            share_overdispersion(x, n)
