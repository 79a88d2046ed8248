"""What stands, and by which register: nights of one measure in a small home (syntetiska data)."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pytest

from pipelines import protected, refresh
from pipelines.disclosure.plan import load_plan
from pipelines.errors import CheckFailed
from pipelines.intake.landing import Landed
from pipelines.measures import load_measures
from pipelines.publication import cells, gate, serving, underlag
from pipelines.publication.comparisons.curves import COLUMNS as CURVES
from pipelines.settings import Home
from tests.unit.intake.test_retention import record

FIRST = {"jarva": 20, "farsta": 9, "bromma": 7, "sodermalm": 30}
ONE_MORE = FIRST | {"jarva": 21}
POLICY = {
    "skyddstroskel_barn": 5, "skyddstroskel_hushall": 3, "for_fa_namnare": 20, "gruppskydd": 1,
    "revisionsmanad_1": 3, "revisionsmanad_2": 9,
}  # fmt: skip
AUTUMN, WINTER = dt.date(2026, 10, 31), dt.date(2026, 11, 30)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "hem")
    home.make()
    return home


@pytest.fixture(autouse=True)
def no_children(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the calendar is asked; the gate has tests of its own."""
    marks = "'F4' as matt, '' as enhet, '' as period, '' as dimension, '' as dimension_varde"

    def save(*given: Any) -> None:
        duckdb.sql(
            f"copy (select {marks}, true as i_taljare, 0::uhugeint as barn) "
            f"to '{given[-1]}' (format parquet)"
        )

    monkeypatch.setattr(underlag, "save", save)
    monkeypatch.setattr(gate, "closed_blocks", lambda *_: set())


def prepared(districts: Mapping[str, int]) -> pd.DataFrame:
    """F4 of a day, as `cells.prepare` gives it."""
    return pd.DataFrame(
        [
            {
                "matt": "F4", "enhet": unit, "period": "2026-09-30", "dimension": "",
                "dimension_varde": "", "taljare": float(n), "namnare": np.nan, "antal_barn": n,
                "antal_barn_ovriga": 0, "antal_hushall": n, "antal_hushall_ovriga": 0,
                "skydd": "ja", "form": "antal", "kanslig": "nej", "status": "visad",
                "orsak": None, "block": "F4/2026-09-30",
            }
            for unit, n in {**districts, "stad": sum(districts.values())}.items()
        ]
    )  # fmt: skip


def night(
    home: Home,
    districts: Mapping[str, int],
    run: str,
    day: dt.date = AUTUMN,
    killed: str = "",
    curves: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Protect, serve, register and point, until it is `killed` before one of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cells, "prepare", lambda *_, **__: prepared(districts))
        source = protected.Source(
            pd.DataFrame(), load_measures(), load_plan(), POLICY, Path("x"), Path("y"), run,
            f"grund {run}", day, "kod",
        )  # fmt: skip
        made = protected.protect(home, source, lambda _: None)
    folder = serving.write(home.serve, run, {"celler": made.figures}, {})
    if killed != "register":
        drawn = pd.DataFrame(columns=CURVES) if curves is None else curves
        protected.register(home, source, made, folder, drawn)
        if killed != "point":
            serving.point(home.serve, run)
    return made.figures


def runs(home: Home) -> set[str]:
    return {path.parent.name for path in home.serve.glob("*/celler.parquet")}


def shown(figures: pd.DataFrame) -> int:
    return int(figures.loc[figures["enhet"] == "jarva", "taljare"].item())


def test_what_is_shown_stands_until_a_revision(home: Home) -> None:
    assert shown(night(home, FIRST, "a")) == 20
    assert shown(night(home, ONE_MORE, "b", WINTER)) == 20


def test_without_its_register_a_home_publishes_nothing(home: Home) -> None:
    night(home, FIRST, "a")
    shutil.move(home.register, home.root / "borta")
    with pytest.raises(CheckFailed, match=r"körningen a, som inte står i .* säkerhetskopia"):
        night(home, ONE_MORE, "b", WINTER)
    assert serving.published(home.serve) == "a"
    shutil.rmtree(home.register, ignore_errors=True)
    shutil.move(home.root / "borta", home.register)
    assert shown(night(home, ONE_MORE, "b", WINTER)) == 20


def test_an_emptied_register_or_an_older_one_is_not_the_one_that_readers_have(home: Home) -> None:
    night(home, FIRST, "a")
    shutil.copytree(home.register, home.root / "kopia")
    night(home, FIRST | {"jarva": 26}, "b", dt.date(2027, 3, 2))
    lines = (home.register / "register.jsonl").read_text()
    for older in ("", lines.splitlines(keepends=True)[0]):
        (home.register / "register.jsonl").write_text(older)
        with pytest.raises(CheckFailed, match="körningen b, som inte står i"):
            protected.standing(home)
    (home.register / "register.jsonl").write_text(lines)
    assert [line.run for line in protected.standing(home)] == ["a", "b"]


def test_a_night_without_news_is_known_by_its_cells(home: Home) -> None:
    night(home, FIRST, "a")
    night(home, FIRST, "b", WINTER)
    assert serving.pointed(home.serve) == "b"
    assert [line.run for line in protected.standing(home)] == ["a"]


def test_a_pointer_that_cannot_be_read_stops_the_night(home: Home) -> None:
    night(home, FIRST, "a")
    (home.serve / serving.POINTER).write_text("{")
    with pytest.raises(CheckFailed, match="går inte att läsa"):
        protected.standing(home)


@pytest.mark.parametrize("killed", ["register", "point"])
def test_what_a_killed_first_night_wrote_is_not_left_where_readers_may_read(
    home: Home, killed: str
) -> None:
    night(home, FIRST, "a", killed=killed)
    assert runs(home) == {"a"}
    night(home, ONE_MORE, "b", WINTER)
    assert runs(home) == {"b"}


@pytest.mark.parametrize("killed", ["register", "point"])
def test_what_was_never_pointed_at_is_removed_and_what_was_is_kept(home: Home, killed: str) -> None:
    night(home, FIRST, "a")
    night(home, FIRST, "b", WINTER)
    night(home, FIRST | {"jarva": 26}, "c", dt.date(2027, 3, 2), killed=killed)
    assert runs(home) == {"a", "b", "c"}
    protected.standing(home)
    assert runs(home) == {"a", "b"}


def test_new_curves_are_news_and_are_registered(home: Home) -> None:
    night(home, FIRST, "a")
    night(home, FIRST, "b", WINTER)
    curve = pd.DataFrame([dict.fromkeys(CURVES, 0)])
    night(home, FIRST, "c", dt.date(2026, 12, 31), curves=curve)
    lines = protected.standing(home)
    assert [line.run for line in lines] == ["a", "c"]
    assert lines[0].kurvor != lines[1].kurvor


def test_the_manifest_of_a_night_counts_no_children() -> None:
    def facts(number: int) -> dict[str, Any]:
        current: list[Landed] = [
            record("farsta-1", "2026-10-31", sekretessmarkerade_barn=number),
            record("bromma-1", "2026-10-31", "bromma", sekretessmarkerade_barn=6),
        ]
        return refresh._facts(current, 3)

    assert facts(7) == facts(8)
    assert set(facts(7)) == {
        "uttagsdatum", "aldsta_uttagsdatum", "syntetiska_data", "leveranser", "plan", "kod_sha256",
    }  # fmt: skip
    assert "barn" not in json.dumps(facts(7))
