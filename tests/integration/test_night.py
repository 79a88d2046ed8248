"""Nights that go well, badly, and nowhere: what stands afterwards (syntetiska data)."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock

from pipelines.provenance import ledger
from pipelines.publication.reader import load
from tests.conftest import City
from tests.support.deliveries import beslut, write_delivery
from tests.support.night import SAMPLE, figure, refresh, served_bytes


@pytest.fixture
def full_home(sample_home: Path, tmp_path: Path) -> Path:
    """A home of one's own where the sample's night is published."""
    return Path(shutil.copytree(sample_home, tmp_path / "hem"))


@pytest.fixture
def home(city: City, tmp_path: Path) -> Path:
    """A home of one's own where the small city's night is published."""
    return Path(shutil.copytree(city.home, tmp_path / "hem"))


def without_one_decision(inbox: Path) -> None:
    """A correction of Bromma's delivery where one good decision from 2023 is taken out."""
    with zipfile.ZipFile(SAMPLE / "bromma-2026-10-31.zip") as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    facit = json.loads((SAMPLE / "facit.json").read_text(encoding="utf-8"))
    wrong = facit["leveranser"]["bromma-2026-10-31"]["filer"]["insatser.csv"]
    lines = content["insatser.csv"].decode().splitlines(keepends=True)
    heading = next(csv.reader(io.StringIO(lines[0]), delimiter=";"))
    dates = [row[heading.index("beslutsdatum")] for row in csv.reader(lines, delimiter=";")]
    bad = {row for rows in wrong.values() if isinstance(rows, list) for row in rows}
    victim = next(
        row for row, date in enumerate(dates, 1) if date.startswith("2023") and row not in bad
    )
    content["insatser.csv"] = "".join(lines[: victim - 1] + lines[victim:]).encode()
    manifest = json.loads(content["manifest.json"])
    manifest |= {"leverans_id": "bromma-2026-10-31-rattelse", "ersatter": "bromma-2026-10-31"}
    for file in manifest["filer"]:
        file["sha256"] = hashlib.sha256(content[file["fil"]]).hexdigest()
        file["rader"] -= file["fil"] == "insatser.csv"
    content["manifest.json"] = json.dumps(manifest).encode()
    inbox.mkdir()
    with zipfile.ZipFile(inbox / "bromma-rattelse.zip", "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)


def test_a_night_without_news_does_nothing_and_says_so(full_home: Path) -> None:
    home = full_home
    before = served_bytes(home)
    done = refresh(home, SAMPLE)
    assert done.returncode == 0
    assert "Inget nytt" in done.stdout
    assert "0 nya, 13 redan tagna, 0 vägrade" in done.stdout
    assert "Bygger" not in done.stdout
    assert served_bytes(home) == before
    assert [entry["utfall"] for entry in ledger.read(home / "ledger.jsonl")][-1] == "inget nytt"
    assert ledger.is_whole(home / "ledger.jsonl")


@pytest.mark.slow
def test_the_sample_landed_gives_the_same_published_bytes_again(full_home: Path) -> None:
    assert_the_same_again(full_home, SAMPLE)


def test_the_same_landing_gives_the_same_published_bytes(home: Path, city: City) -> None:
    assert_the_same_again(home, city.inbox)


def assert_the_same_again(home: Path, inbox: Path) -> None:
    """Only the landing and the register are left; what they publish is what was published."""
    before = served_bytes(home)
    shutil.rmtree(home / "serve")
    shutil.rmtree(home / "build")
    done = refresh(home, inbox)
    assert done.returncode == 0, done.stderr
    assert served_bytes(home) == before


@pytest.mark.slow
def test_one_decision_less_is_counted_but_readers_get_it_at_the_next_revision(
    full_home: Path, tmp_path: Path
) -> None:
    """One child's correction would otherwise stand as the difference between two nights."""
    cells = served_bytes(full_home)["celler.parquet"]
    without_one_decision(tmp_path / "inkorg")
    done = refresh(full_home, tmp_path / "inkorg")
    assert done.returncode == 0, done.stderr
    with duckdb.connect(str(full_home / "build/natt.duckdb"), read_only=True) as con:
        counted = con.sql(
            "select enhet_kod, taljare::int from matt_v1 where dimension = '' and period = '2023'"
        ).fetchall()
    assert {"stad": 5546, "bromma": 384, "farsta": 459}.items() <= dict(counted).items()
    assert served_bytes(full_home)["celler.parquet"] == cells
    assert ledger.is_whole(full_home / "ledger.jsonl")


def killed(home: Path, inbox: Path, at: str, by: signal.Signals = signal.SIGKILL) -> None:
    """Start a night and kill -9 it, with its children, as soon as it says `at`."""
    night = subprocess.Popen(
        [Path(sys.executable).with_name("insatskoll"), "refresh",
         "--inbox", inbox, "--home", home],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert night.stdout is not None
    for line in night.stdout:
        if at in line:
            break
    else:
        pytest.fail(f"natten sade aldrig {at!r}")
    time.sleep(0.2)
    os.killpg(night.pid, by)
    night.wait()


@pytest.mark.parametrize(
    "steps",
    [
        ("Skyddade",),
        pytest.param(("Läste", "Prövade", "Bygger", "Byggde", "Skyddade"), marks=pytest.mark.slow),
    ],
    ids=["last", "every step"],
)
def test_the_served_night_stays_whole_however_often_the_next_one_is_killed(
    home: Path, tmp_path: Path, steps: tuple[str, ...]
) -> None:
    """Killed with its children; the last one that may end says what is new."""
    rows = [beslut(beslutande_enhet="bromma") for _ in range(29)]
    write_delivery(
        tmp_path / "inkorg", "bromma", {"insatser": rows}, leverans_id="bromma-rattelse",
        ersatter="bromma-2026-10-31",
    )  # fmt: skip
    before = served_bytes(home)
    for at in steps:
        killed(home, tmp_path / "inkorg", at)
        assert served_bytes(home) == before, at
        assert load(home / "serve").figure("V1/stad/2023").varde == 250  # type: ignore[union-attr]
    done = refresh(home, tmp_path / "inkorg")
    assert done.returncode == 0, done.stderr
    assert "bromma-rattelse" in load(home / "serve").manifest["leveranser"]
    with duckdb.connect(str(home / "build/natt.duckdb"), read_only=True) as con:
        counted = con.sql(
            "select enhet_kod, taljare::int from matt_v1 where dimension = '' and period = '2023'"
        ).fetchall()
    assert {"stad": 249, "bromma": 29, "farsta": 40}.items() <= dict(counted).items()
    assert ledger.is_whole(home / "ledger.jsonl")
    assert not list((home / "serve").glob(".*"))


def corrupted(city: City, inbox: Path) -> None:
    """What the city delivers, with one byte wrong in Järva's delivery."""
    shutil.copytree(city.inbox, inbox)
    path = inbox / "jarva-2026-10-31.zip"
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("insatser.csv")
    content = bytearray(path.read_bytes())
    content[info.header_offset + 30 + len(info.filename) + info.compress_size // 2] ^= 1
    path.write_bytes(content)


def test_one_corrupted_byte_is_refused_by_name_and_the_figures_stay(
    home: Path, city: City, tmp_path: Path
) -> None:
    inbox = tmp_path / "inkorg"
    corrupted(city, inbox)
    before = served_bytes(home)
    done = refresh(home, inbox)
    assert done.returncode == 3
    assert "VÄGRAD jarva-2026-10-31.zip" in done.stderr
    assert "skadad" in done.stderr
    assert "Traceback" not in done.stderr
    assert served_bytes(home) == before


@pytest.mark.slow
def test_without_the_good_delivery_from_before_a_unit_is_missing_and_what_was_shown_stands(
    home: Path, city: City, tmp_path: Path
) -> None:
    inbox = tmp_path / "inkorg"
    corrupted(city, inbox)
    shutil.rmtree(home / "landing")
    done = refresh(home, inbox)
    assert done.returncode == 3
    assert figure(home, "V1/jarva/2023")["value"] == 20
    assert figure(home, "U1/stad/2024-11-01")["status"] == "saknas"
    for folder in ("landing", "publiceringar", "serve"):
        shutil.rmtree(home / folder)
    done = refresh(home, inbox)
    assert done.returncode == 3
    for address in ("V1/jarva/2023", "V1/stad/2023", "R1/stad/2023", "U1/stad/2024-11-01"):
        found = figure(home, address)
        assert (found["status"], found["value"]) == ("saknas", None), address
    assert figure(home, "V1/farsta/2023")["value"] == 40


def test_the_same_delivery_packed_anew_is_no_news(home: Path, city: City, tmp_path: Path) -> None:
    inbox = tmp_path / "inkorg"
    inbox.mkdir()
    with (
        zipfile.ZipFile(city.inbox / "bromma-2026-10-31.zip") as packed,
        zipfile.ZipFile(inbox / "bromma.zip", "w") as repacked,
    ):
        for name in packed.namelist():
            repacked.writestr(name, packed.read(name))
    before = served_bytes(home)
    done = refresh(home, inbox)
    assert done.returncode == 0
    assert "0 nya, 1 redan tagna" in done.stdout
    assert served_bytes(home) == before


def test_a_failing_check_leaves_the_old_night_in_place(home: Path, tmp_path: Path) -> None:
    """The same decision from two nämnder would be counted twice: the build's own test stops it."""
    twice = beslut(beslutsdatum="2023-05-02", startdatum="2023-05-09")
    inbox = tmp_path / "inkorg"
    for unit, others in (("farsta", 39), ("bromma", 29)):
        rows = [twice, *(beslut() for _ in range(others))]
        write_delivery(
            inbox, unit, {"insatser": [{**row, "beslutande_enhet": unit} for row in rows]},
            leverans_id=f"{unit}-ny", uttagsdatum="2026-11-01",
        )  # fmt: skip
    before = served_bytes(home)
    done = refresh(home, inbox)
    assert done.returncode == 1
    assert "Inget publicerades" in done.stdout
    assert "unique_int_beslut_oversatta_beslut_id" in done.stderr
    assert twice["beslut_id"] not in done.stdout + done.stderr
    assert served_bytes(home) == before
    last = list(ledger.read(home / "ledger.jsonl"))[-1]
    assert (last["utfall"], last["tagna"]) == ("misslyckad", [])

    # Nothing of the failed night is landed: without the odd delivery all is well again.
    assert "Nattens nya leveranser (bromma-ny, farsta-ny) är inte landade" in done.stderr
    for odd in inbox.iterdir():
        odd.unlink()
    done = refresh(home, inbox)
    assert (done.returncode, "Inget nytt" in done.stdout) == (0, True)
    assert served_bytes(home) == before


def test_a_landed_file_that_was_changed_stops_the_night(home: Path, city: City) -> None:
    path = next((home / "landing/insatser/delivery=bromma-2026-10-31").glob("*.parquet"))
    duckdb.sql(f"copy (from read_parquet('{path}') offset 1) to '{path}.ny' (format parquet)")
    Path(f"{path}.ny").replace(path)
    shutil.rmtree(home / "serve")
    done = refresh(home, city.inbox)
    assert done.returncode == 1
    assert "insatser i leveransen bromma-2026-10-31 saknas eller har ändrats" in done.stderr


def test_an_interrupted_night_is_not_written_down_as_a_good_one(home: Path, tmp_path: Path) -> None:
    write_delivery(
        tmp_path / "inkorg", "farsta", {"insatser": [beslut() for _ in range(40)]},
        leverans_id="farsta-ny", uttagsdatum="2026-11-01",
    )  # fmt: skip
    killed(home, tmp_path / "inkorg", "Bygger", signal.SIGTERM)
    last = list(ledger.read(home / "ledger.jsonl"))[-1]
    assert last["utfall"] == "misslyckad"


def test_a_second_night_at_the_same_time_says_who_holds_the_lock(home: Path) -> None:
    with FileLock(home / "night.lock"):
        (home / "night.holder").write_text("process 4711, natt på server1, sedan 2026-11-01 02:00")
        done = refresh(home, SAMPLE)
    assert done.returncode == 4
    assert "en annan natt pågår (process 4711, natt på server1" in done.stderr


def test_falla_31_a_row_about_a_child_without_behovsprovning_refuses_the_delivery(
    home: Path, tmp_path: Path
) -> None:
    """The decision is of 2023: nothing could then be documented about the individual."""
    rows = [*(beslut() for _ in range(39)), beslut(behovsprovning="utan")]
    write_delivery(
        tmp_path / "inkorg", "farsta", {"insatser": rows}, leverans_id="farsta-ny",
        uttagsdatum="2026-11-01",
    )  # fmt: skip
    before = served_bytes(home)
    done = refresh(home, tmp_path / "inkorg")
    assert done.returncode == 3
    assert "[INT-06]" in done.stderr
    assert "(rad 41)" in done.stderr
    assert served_bytes(home) == before
    assert not (home / "landing/insatser/delivery=farsta-ny").exists()
    assert not (home / "quarantine/insatser/delivery=farsta-ny").exists()


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (lambda inbox: None, "finns inte"),
        (lambda inbox: inbox.mkdir(), "inga leveranser att bygga på"),
    ],
)
def test_no_inbox_and_an_empty_inbox_are_clear_errors(
    tmp_path: Path, prepare: Callable[[Path], None], words: str
) -> None:
    prepare(tmp_path / "inkorg")
    done = refresh(tmp_path / "hem", tmp_path / "inkorg")
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_home_that_sql_would_misread_is_refused(tmp_path: Path) -> None:
    done = refresh(tmp_path / "hem'met", SAMPLE)
    assert done.returncode == 1
    assert "välj en annan" in done.stderr


def test_falla_43_pseudonyms_without_a_key_are_undone_and_refused(tmp_path: Path) -> None:
    """SHA-256 of a made-up personnummer (check digit 9 by hand); any list of numbers undoes it."""
    plain = hashlib.sha256(b"20140514-2389").hexdigest()[:32]
    rows = [beslut(barn_id=plain, kon="K", fodelsear="2014"), beslut()]
    write_delivery(tmp_path / "in", "farsta", {"insatser": rows})
    done = refresh(tmp_path / "hem", tmp_path / "in")
    assert "farsta-2026-10-31.zip/insatser.csv" in done.stderr
    assert "[INT-08]" in done.stderr
    assert "barn_id" in done.stderr
    assert plain not in done.stdout + done.stderr
    assert not list((tmp_path / "hem" / "landing").rglob("*.parquet"))
