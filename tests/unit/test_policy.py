"""The policy on a date, from its seed (syntetiska data)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipelines import policy
from pipelines.errors import InsatskollError

HEAD = "parameter,varde,enhet,gallande_fran,gallande_till,kalla,status\n"


def test_fewer_than_five_children_are_not_shown_and_a_delivery_is_kept_two_years() -> None:
    on = dt.date(2026, 10, 31)
    assert policy.value(policy.CHILDREN, on) == 5
    assert policy.value(policy.RETENTION, on) == 730


def test_a_value_holds_from_its_first_day_to_its_last(tmp_path: Path) -> None:
    seed = tmp_path / "policy.csv"
    rows = (
        "gallringsfrist_leverans,730,dagar,2015-01-01,2025-12-31,,",
        "gallringsfrist_leverans,365,dagar,2026-01-01,,,",
        "skyddstroskel_barn,5,barn,2015-01-01,,,",
    )
    seed.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    assert policy.value(policy.RETENTION, dt.date(2025, 12, 31), seed) == 730
    assert policy.value(policy.RETENTION, dt.date(2026, 1, 1), seed) == 365
    with pytest.raises(InsatskollError, match="2014-12-31"):
        policy.value(policy.RETENTION, dt.date(2014, 12, 31), seed)
