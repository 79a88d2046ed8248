from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from pipelines.statistics.phe import phe_ratio_limits, phe_share_limits, phe_significance
from pipelines.statistics.proportions import Z95, Z998, wilson
from tests.unit.statistics.reference import cases, same

LIMITS = [case for case in cases("funnel") if "limits" in case["method"]]
WORDS = {
    -2: "Low (0.001)",
    -1: "Low (0.025)",
    0: "Not significant",
    1: "High (0.025)",
    2: "High (0.001)",
}


@pytest.mark.parametrize("case", LIMITS, ids=lambda case: case["id"])
def test_reference_case_of_limits(case: dict[str, Any]) -> None:
    given, got = case["inputs"], {}
    for name, z in (("95", Z95), ("998", Z998)):
        if "n" in given:
            lines, unit = phe_share_limits([given["n"]], given["baseline_proportion"], z), 100.0
        else:
            lines = phe_ratio_limits([given.get("events", given.get("observed"))], z)
            unit = given.get("baseline_rate_per_100k", 100.0)
        got |= {f"lower{name}": lines.lower[0] * unit, f"upper{name}": lines.upper[0] * unit}
    assert same(got, case["expected"], case["tolerance"])


@pytest.mark.parametrize(
    "case",
    [case for case in cases("funnel") if "signif" in case["id"]],
    ids=lambda case: case["id"],
)
def test_reference_case_of_significance(case: dict[str, Any]) -> None:
    found = phe_significance([case["inputs"]["observed"]], [case["inputs"]["expected"]])
    assert WORDS[int(found[0])] == case["expected"]


def test_a_share_on_the_line_has_a_wilson_limit_on_the_baseline() -> None:
    n, baseline = 400, 0.8
    for z in (Z95, Z998):
        lines = phe_share_limits([n], baseline, z)
        assert wilson(lines.lower * n, [n], z)[1][0] == pytest.approx(baseline)
        assert wilson(lines.upper * n, [n], z)[0][0] == pytest.approx(baseline)


def test_without_children_or_events_there_is_no_limit() -> None:
    assert np.isnan(phe_share_limits([0], 0.5).lower[0])
    assert np.isnan(phe_ratio_limits([0]).upper[0])
