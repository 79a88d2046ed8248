"""Curves that readers have stand, and are drawn once (syntetiska data).

Thirty children start in 2022 and in 2023; ten of each are not followed up before the year is over,
and the others on day 80. An axis is 52 weeks, and
registration takes 30 days: 2022 is whole on 2024-01-29, and 2023 on 2025-01-28.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from pipelines.errors import CheckFailed
from pipelines.publication import parquet, settled_curves
from pipelines.publication.register import Register
from tests.unit.publication.test_register import cells

TWO_WHOLE = dt.date(2025, 1, 28)


def build(path: Path, *, days: int = 80) -> Path:
    """A build with thirty children of Farsta in each of two years."""
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as con:
        con.execute("create table dim_period as select 'ar' as slag, date '2022-01-01' as fran")
        con.execute(
            "create table fct_forsta_uppfoljning as select 'farsta' as ansvarig_enhet_kod, "
            "make_date(2022 + i // 30, 3, 1) as startdatum, i::varchar as beslut_id, "
            f"i::varchar as barn_id, case when i % 30 < 20 then {days} else 500 end as dagar, "
            "'uppfoljd' as handelse from range(60) t(i)"
        )
        con.execute(
            "create table fct_uppfoljningstillfallen as select beslut_id, 1 as ordning, "
            "startdatum + interval 3 month as policy_forfallodatum from fct_forsta_uppfoljning"
        )
    return path


def settle(folder: Path, known_until: dt.date = TWO_WHOLE) -> pd.DataFrame:
    return settled_curves.settle(
        folder / "natt.duckdb", folder / "publiceringar", ["farsta"], known_until, 30
    )


def publish(folder: Path, drawn: pd.DataFrame, run: str) -> None:
    """What a night does with its curves."""
    register = Register(folder / "publiceringar")
    sealed = settled_curves.prepare(register.root, drawn)
    line(folder, sealed, run)
    settled_curves.keep(register.root)


def line(folder: Path, sealed: str, run: str) -> None:
    path = folder / "celler.parquet"
    parquet.write(path, cells(40))
    day = dt.date(2026, 10, 31)
    Register(folder / "publiceringar").append(path, cells(40), run, 2, day, run, kurvor=sealed)


@pytest.mark.parametrize(
    ("known_until", "years"),
    [
        (dt.date(2024, 1, 28), set()), (dt.date(2024, 1, 29), {"2022"}),
        (dt.date(2025, 1, 27), {"2022"}), (TWO_WHOLE, {"2022", "2023"}),
    ],
)  # fmt: skip
def test_a_cohort_is_drawn_when_its_last_child_has_been_followed_for_a_year(
    tmp_path: Path, known_until: dt.date, years: set[str]
) -> None:
    build(tmp_path / "natt.duckdb")
    assert set(settle(tmp_path, known_until)["period"]) == years


def test_a_drawn_cohort_stands_when_its_children_are_others(tmp_path: Path) -> None:
    build(tmp_path / "natt.duckdb")
    first = settle(tmp_path, dt.date(2024, 1, 29))
    assert first[first["enhet"] == "farsta"]["vecka"].tolist() == [0, 12]
    publish(tmp_path, first, "a")
    build(tmp_path / "natt.duckdb", days=150)
    both = settle(tmp_path)
    own = both[both["enhet"] == "farsta"]
    assert own.groupby("period")["vecka"].agg(list).to_dict() == {"2022": [0, 12], "2023": [0, 22]}
    publish(tmp_path, both, "b")
    build(tmp_path / "natt.duckdb", days=20)
    pd.testing.assert_frame_equal(settle(tmp_path), both)


@pytest.mark.parametrize("harm", ["borta", "andrad", "avklippt"])
def test_curves_that_are_not_as_they_were_published_are_not_redrawn(
    tmp_path: Path, harm: str
) -> None:
    build(tmp_path / "natt.duckdb")
    publish(tmp_path, settle(tmp_path), "a")
    path = tmp_path / "publiceringar/kurvor.parquet"
    if harm == "borta":
        path.unlink()
    elif harm == "andrad":
        parquet.write(path, parquet.read(path).assign(andel=0.5))
    else:
        path.write_bytes(path.read_bytes()[:400])
    with pytest.raises(CheckFailed, match=r"kurvor\.parquet är inte den fil"):
        settle(tmp_path)


@pytest.mark.parametrize("registered", [False, True])
def test_a_night_killed_beside_its_line_leaves_old_curves_before_it_and_new_ones_after(
    tmp_path: Path, registered: bool
) -> None:
    build(tmp_path / "natt.duckdb")
    publish(tmp_path, settle(tmp_path, dt.date(2024, 1, 29)), "a")
    sealed = settled_curves.prepare(tmp_path / "publiceringar", settle(tmp_path))
    if registered:
        line(tmp_path, sealed, "b")
    build(tmp_path / "natt.duckdb", days=150)
    later = settle(tmp_path)
    drawn = later[(later["enhet"] == "farsta") & (later["period"] == "2023")]
    assert drawn["vecka"].tolist() == ([0, 12] if registered else [0, 22])


def test_a_file_that_a_first_night_left_without_a_line_is_not_what_readers_have(
    tmp_path: Path,
) -> None:
    build(tmp_path / "natt.duckdb")
    (tmp_path / "publiceringar").mkdir()
    (tmp_path / "publiceringar/kurvor.parquet").write_bytes(b"PAR1 half")
    assert set(settle(tmp_path)["period"]) == {"2022", "2023"}
