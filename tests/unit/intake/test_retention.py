"""How long superseded deliveries are kept, on records by hand (syntetiska data)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from pipelines.intake import landing, retention
from pipelines.intake.landing import Landed, LandedFile
from pipelines.intake.manifest import Manifest
from pipelines.provenance import ledger
from pipelines.settings import Home


def record(leverans_id: str, uttagsdatum: str, enhet: str = "farsta", **facts: Any) -> Landed:
    manifest = {
        "leverans_id": leverans_id, "enhet": enhet, "uttagsdatum": uttagsdatum, "kontrakt": "1",
        "typ": "snapshot", "ersatter": None, "nyckel_id": "n1", "syntetiska_data": True,
        "sekretessmarkerade_barn": 0,
        "filer": [{"fil": "a.csv", "tabell": "insatser", "sha256": "0" * 64, "rader": 3}],
        **facts,
    }  # fmt: skip
    return Landed(
        manifest=Manifest.model_validate(manifest),
        enhet_kod=enhet,
        innehall_sha256=leverans_id,
        paket_sha256="x",
        tabeller={"insatser": LandedFile(last=3, godkanda=2, karantan=1, sha256="s", lasning={})},
        regler={"INS-01": 1},
    )


def ids(records: list[Landed]) -> list[str]:
    return [record.id for record in records]


JANUARY = record("farsta-jan", "2024-01-31")
FEBRUARY = record("farsta-feb", "2024-02-29")
MARCH = record("farsta-mar", "2024-03-31")


def test_a_later_snapshot_supersedes_and_the_first_of_them_sets_the_date() -> None:
    """Were it the newest, the date would move with every delivery and never come."""
    assert retention.superseded([MARCH, JANUARY, FEBRUARY]) == {
        "farsta-jan": dt.date(2024, 2, 29),
        "farsta-feb": dt.date(2024, 3, 31),
    }


def test_a_correction_supersedes_what_it_replaces() -> None:
    correction = record("farsta-jan-2", "2024-02-05", ersatter="farsta-jan")
    assert retention.superseded([JANUARY, correction, MARCH]) == {
        "farsta-jan": dt.date(2024, 2, 5),
        "farsta-jan-2": dt.date(2024, 3, 31),
    }


def test_another_units_delivery_supersedes_nothing() -> None:
    assert retention.superseded([JANUARY, record("bromma-feb", "2024-02-29", "bromma")]) == {}


def test_a_delta_supersedes_nothing_and_goes_with_its_snapshot() -> None:
    delta = record("farsta-delta", "2024-02-10", typ="delta")
    assert retention.superseded([JANUARY, delta]) == {}
    assert retention.superseded([JANUARY, delta, FEBRUARY]) == {
        "farsta-jan": dt.date(2024, 2, 29),
        "farsta-delta": dt.date(2024, 2, 29),
    }


def test_an_older_extract_that_comes_late_is_superseded_from_the_start() -> None:
    assert retention.superseded([FEBRUARY, JANUARY]) == {"farsta-jan": dt.date(2024, 2, 29)}


def test_what_is_in_force_again_is_not_superseded() -> None:
    """February was a mistake, corrected by an extract from before January's."""
    correction = record("farsta-feb-2", "2024-01-15", ersatter="farsta-feb")
    assert ids(landing.in_force([JANUARY, FEBRUARY, correction])) == ["farsta-jan"]
    assert "farsta-jan" not in retention.superseded([JANUARY, FEBRUARY, correction])
    dates = retention.superseded([JANUARY, FEBRUARY, correction, MARCH])
    assert dates["farsta-jan"] == dt.date(2024, 3, 31)


@pytest.mark.parametrize(
    ("newest", "expected"),
    [("2024-03-29", []), ("2024-03-30", ["farsta-jan"]), ("2024-04-30", ["farsta-jan"])],
)
def test_the_retention_date_comes_with_an_extract_of_any_unit(
    newest: str, expected: list[str]
) -> None:
    """Superseded 2024-02-29, kept for 30 days: 2024-03-30."""
    other = record("bromma-1", newest, "bromma")
    assert ids(retention.due([JANUARY, FEBRUARY, other], 30)) == expected


def test_without_a_newer_extract_nothing_is_due_however_long_ago_it_was() -> None:
    """The clock has no say: the extracts are years old."""
    assert retention.due([JANUARY, FEBRUARY], 1) == []
    assert retention.due([], 0) == []


def test_the_delivery_in_force_is_never_due() -> None:
    assert ids(retention.due([JANUARY, FEBRUARY, MARCH], 0)) == ["farsta-jan", "farsta-feb"]


def store(home: Home, *records: Landed) -> None:
    (home.landing / "_deliveries").mkdir(exist_ok=True)
    for each in records:
        path = home.landing / "_deliveries" / f"{each.id}.json"
        path.write_text(each.model_dump_json(), encoding="utf-8")
        for folder in (home.landing, home.quarantine):
            rows = folder / "insatser" / f"delivery={each.id}"
            rows.mkdir(parents=True)
            (rows / "s.parquet").write_bytes(b"rader om " + each.id.encode())


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "hem")
    home.make()
    store(home, JANUARY, FEBRUARY, MARCH)
    return home


def rows_left(home: Home) -> list[str]:
    return sorted(path.read_bytes().decode().split()[-1] for path in home.root.rglob("*.parquet"))


def test_falla_41_a_child_that_was_taken_out_is_nowhere_after_the_retention_date(
    home: Home,
) -> None:
    """Snapshots replace each other whole, and the rows of the replaced one are deleted in time."""
    records = landing.landed(home)
    assert ids(landing.in_force(records)) == ["farsta-mar"]
    assert retention.remove(home, records, 31) == ["farsta-jan"]
    assert rows_left(home) == ["farsta-feb", "farsta-feb", "farsta-mar", "farsta-mar"]


def test_a_small_record_stays_so_that_the_same_delivery_is_not_taken_again(home: Home) -> None:
    retention.remove(home, landing.landed(home), 31)
    tombstone = landing.landed(home)[0]
    assert tombstone.id == "farsta-jan"
    assert tombstone.gallrad == dt.date(2024, 3, 31)
    assert tombstone.innehall_sha256 == "farsta-jan"
    assert (tombstone.tabeller, tombstone.regler) == ({}, {})
    assert ids(landing.in_force(landing.landed(home))) == ["farsta-mar"]


def test_a_removed_delivery_is_never_in_force_again(home: Home) -> None:
    retention.remove(home, landing.landed(home), 31)
    correction = record("farsta-2", "2024-01-15", ersatter="farsta-feb")
    wrong = record("farsta-3", "2024-01-10", ersatter="farsta-mar")
    records = [*landing.landed(home), correction, wrong]
    assert ids(landing.in_force(records)) == ["farsta-2"]


def test_removal_is_written_down_once_and_not_repeated(home: Home) -> None:
    retention.remove(home, landing.landed(home), 31)
    assert retention.remove(home, landing.landed(home), 31) == []
    (entry,) = ledger.read(home.ledger)
    assert (entry["handelse"], entry["leverans"], entry["ersatt"]) == (
        "gallrad", "farsta-jan", "2024-02-29",
    )  # fmt: skip
    assert (entry["dagar"], entry["godkanda"], entry["karantan"]) == (31, 2, 1)


def test_an_interrupted_removal_is_finished_the_next_night(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as crash:
        crash.setattr(landing, "record", lambda *_: (_ for _ in ()).throw(OSError))
        with pytest.raises(OSError):
            retention.remove(home, landing.landed(home), 31)
    assert retention.remove(home, landing.landed(home), 31) == ["farsta-jan"]
    assert landing.landed(home)[0].gallrad == dt.date(2024, 3, 31)
