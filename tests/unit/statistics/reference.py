"""Reference cases of the field's own packages, each by its id, and the rule for passing one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

GOLDEN = Path(__file__).parents[2] / "golden"


def cases(group: str) -> list[dict[str, Any]]:
    """The cases of one group."""
    text = (GOLDEN / f"stat_cases_{group}.json").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(text)
    return found


def by_id(group: str, name: str) -> dict[str, Any]:
    """One case by its id."""
    return next(case for case in cases(group) if case["id"] == name)


def same(got: Any, expected: Any, tolerance: float) -> bool:
    """|got - expected| <= tolerance times the larger of 1 and |expected|, all the way in."""
    if isinstance(expected, dict):
        return all(same(got[name], value, tolerance) for name, value in expected.items())
    if isinstance(expected, list):
        pairs = zip(got, expected, strict=True)
        return all(same(one, other, tolerance) for one, other in pairs)
    if expected is None or isinstance(expected, str):
        return bool(got == expected)
    return bool(abs(float(got) - expected) <= max(tolerance, 1e-12) * max(1.0, abs(expected)))
