"""What is made of a night is made once, and a night may lack a table (syntetiska data)."""

from __future__ import annotations

import gc
import weakref

import pytest

from pipelines.presentation.quality import quality_rows
from pipelines.presentation.tables import once_a_night, records, records_if_any
from tests.unit.dashboards.nights import cell, publish


def test_what_is_made_of_a_night_is_made_once_for_each_night(tmp_path):
    asked = []

    @once_a_night
    def run_of(night):
        asked.append(night.run)
        return [night.run]

    first = publish(tmp_path / "en", [cell("V1/stad/2025", 100)])
    second = publish(tmp_path / "två", [cell("V1/stad/2025", 105)])
    assert run_of(first) is run_of(first)
    assert run_of(second) == [second.run]
    assert len(asked) == 2


def test_what_was_made_goes_with_its_night():
    class Short:
        """Stands for a night that is replaced."""

    @once_a_night
    def made(_):
        return {"rader": 5}

    night = Short()
    assert made(night) == {"rader": 5}
    watched = weakref.ref(night)
    del night
    gc.collect()
    assert watched() is None


def test_a_night_without_a_table_has_no_rows_of_it(tmp_path):
    night = publish(tmp_path, [cell("V1/stad/2025", 100)])
    assert records_if_any(night, "finns_inte", matt="V1") == []
    with pytest.raises(KeyError):
        records(night, "finns_inte")
    assert [row["enhet_kod"] for row in records_if_any(night, "enheter", slag="stad")] == ["stad"]
    assert quality_rows(night) is quality_rows(night)
