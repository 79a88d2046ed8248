"""The sample's planted differences are found, and chance is not called one (syntetiska data)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from pipelines.publication.reader import load


@pytest.fixture(scope="module")
def said(sample_home: Path) -> pd.DataFrame:
    """The published verdicts on whole districts."""
    table = load(sample_home / "serve").table("utslag")
    return table[table["dimension"] == ""]


def differing(said: pd.DataFrame, matt: str, period: str) -> dict[str, str]:
    rows = said[(said["matt"] == matt) & (said["period"] == period)]
    assert len(rows) == 11
    rows = rows[rows["utslag"].str.startswith("skiljer_sig")]
    return dict(zip(rows["enhet"], rows["utslag"], strict=True))


@pytest.mark.parametrize("period", ["2021", "2022", "2023", "2024"])
def test_planted_own_run_shares_differ_and_chance_does_not(said: pd.DataFrame, period: str) -> None:
    """Planted: Norra innerstaden 80 % and Skärholmen 96,5 %; the other nine have 91,2 %."""
    assert differing(said, "R1", period) == {
        "norra-innerstaden": "skiljer_sig_ner",
        "skarholmen": "skiljer_sig_upp",
    }


@pytest.mark.parametrize("period", ["2021", "2022", "2023", "2024", "2025"])
def test_the_district_that_was_made_late_is_found_every_year(
    said: pd.DataFrame, period: str
) -> None:
    """Planted: Järva 62 % in time and Kungsholmen 88 %; the others have 76 %."""
    assert differing(said, "F1", period)["jarva"] == "skiljer_sig_ner"


def test_the_gap_between_districts_is_larger_than_chance(sample_home: Path) -> None:
    spread = load(sample_home / "serve").table("spridning")
    row = spread[(spread["matt"] == "R1") & (spread["period"] == "2023")].iloc[0]
    assert (row["stadsdelar"], row["bredd_utslag"], row["tau_utslag"]) == (
        11, "storre_an_slumpen", "storre_an_slumpen"
    )  # fmt: skip
    assert row["bredd"] > row["bredd_slump_ovre"] > row["bredd_slump_median"] > 0
