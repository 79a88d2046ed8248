"""A unit's deliveries over time: which is read, and which is held back (syntetiska data).

The first night takes Farsta's 40 decisions of 2023 by contract v1, and Bromma's 20 by v1.1.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.intake.landing import in_force, landed
from pipelines.provenance import ledger
from pipelines.settings import Home
from tests.support.command import refresh, run
from tests.support.deliveries import beslut, uppfoljning, write_delivery

FARSTA = [beslut() for _ in range(40)]
BROMMA = [beslut(beslutande_enhet="bromma") for _ in range(20)]
FORMS = ("mote", "digitalt", "telefon", "")


def deliver(inbox: Path, name: str, rows: list[dict[str, Any]], day: str, **more: Any) -> Path:
    """Farsta's decisions in an inbox of their own."""
    shutil.rmtree(inbox, ignore_errors=True)
    return write_delivery(
        inbox, "farsta", {"insatser": rows}, leverans_id=name, uttagsdatum=day, **more
    )


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("forsta")
    deliver(folder / "in", "farsta-1", FARSTA, "2026-09-30")
    held = [{**uppfoljning(row["beslut_id"]), "form": FORMS[n % 4]} for n, row in enumerate(BROMMA)]
    write_delivery(
        folder / "in", "bromma", {"insatser": BROMMA, "uppfoljningar": held},
        leverans_id="bromma-1", uttagsdatum="2026-09-30", kontrakt="1.1",
    )  # fmt: skip
    done = refresh(folder / "hem", folder / "in")
    assert done.exit_code == 0, done.output
    return folder / "hem"


@pytest.fixture
def home(first: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(first, tmp_path / "hem"))


def granted(home: Path, address: str) -> float | None:
    """What the measure counts; readers get a correction at the next revision."""
    matt, unit, period = address.split("/")
    with duckdb.connect(str(home / "build/natt.duckdb"), read_only=True) as con:
        rows = con.execute(
            f"select taljare::double from matt_{matt.lower()} "
            "where dimension = '' and enhet_kod = ? and period = ?",
            [unit, period],
        ).fetchall()
    assert len(rows) == 1, address
    return float(rows[0][0])


def current(home: Path) -> list[str]:
    return [record.id for record in in_force(landed(Home(home)))]


def test_a_delivery_by_v1_1_lands_beside_one_by_v1(first: Path) -> None:
    """The column `form` is in the landed rows of both; where v1 has none it is empty."""
    assert (granted(first, "V1/farsta/2023"), granted(first, "V1/bromma/2023")) == (40, 20)
    files = f"{first}/landing/uppfoljningar/*/*.parquet"
    found = duckdb.sql(
        f"select form, count(*) from read_parquet('{files}') group by all order by all"
    ).fetchall()
    assert found == [("digitalt", 5), ("mote", 5), ("telefon", 5), (None, 5)]
    schemas = {
        unit: duckdb.sql(
            f"select name from parquet_schema('{first}/landing/uppfoljningar/delivery={unit}-1/*')"
        ).fetchall()
        for unit in ("farsta", "bromma")
    }
    assert schemas["farsta"] == schemas["bromma"]
    assert ("form",) in schemas["farsta"]


def test_a_delta_merges_and_an_older_extract_never_overwrites(home: Path, tmp_path: Path) -> None:
    """Six of the forty decisions are moved to 2022 and nine are new: 40 - 6 + 9."""
    moved = [
        {**row, "beslutsdatum": "2022-11-01", "startdatum": "2022-11-10",
         "registreringsdatum": "2022-11-02"}
        for row in FARSTA[:6]
    ]  # fmt: skip
    new = [beslut() for _ in range(9)]
    deliver(tmp_path / "in", "farsta-aldre", [beslut() for _ in range(60)], "2026-08-31")
    write_delivery(
        tmp_path / "in", "farsta", {"insatser": moved + new}, leverans_id="farsta-delta",
        uttagsdatum="2026-10-07", typ="delta",
    )  # fmt: skip
    done = refresh(home, tmp_path / "in")
    assert done.exit_code == 0, done.output
    assert current(home) == ["bromma-1", "farsta-1", "farsta-delta"]
    assert granted(home, "V1/farsta/2023") == 43
    assert granted(home, "V1/farsta/2022") == 6
    assert (home / "landing/insatser/delivery=farsta-aldre").is_dir()


def test_falla_41_a_corrected_snapshot_replaces_its_original_whole(
    home: Path, tmp_path: Path
) -> None:
    """Twelve decisions are left out (30 %, which is taken), and no build reads them any more."""
    deliver(tmp_path / "in", "farsta-2", FARSTA[12:], "2026-09-30", ersatter="farsta-1")
    done = refresh(home, tmp_path / "in")
    assert done.exit_code == 0, done.output
    assert current(home) == ["bromma-1", "farsta-2"]
    assert granted(home, "V1/farsta/2023") == 28
    kept = f"{home}/landing/insatser/delivery=farsta-1/*.parquet"
    assert duckdb.sql(f"select count(*) from '{kept}'").fetchall() == [(40,)]
    linked = sorted(path.name for path in (home / "build/gallande/insatser").iterdir())
    assert linked == ["bromma-1.parquet", "farsta-2.parquet", "kontrakt.parquet"]


def test_falla_40_a_delivery_a_third_shorter_is_held_back_until_it_is_accepted(
    home: Path, tmp_path: Path
) -> None:
    """27 of 40 rows; 28 would be 30 % fewer. An acceptance is of one content only."""
    inbox = tmp_path / "in"

    def accept(reason: str) -> int:
        return run(
            "accept", "farsta-2", "--reason", reason, "--inbox", inbox, "--home", home
        ).exit_code

    deliver(inbox, "farsta-2", FARSTA[:27], "2026-10-31")
    done = refresh(home, inbox)
    assert done.exit_code == 3
    assert "[LEV-20]" in done.stderr
    assert "30" in done.stderr
    assert (granted(home, "V1/farsta/2023"), current(home)) == (40, ["bromma-1", "farsta-1"])

    assert accept("Två program är nedlagda") == 0
    deliver(inbox, "farsta-2", FARSTA[:26], "2026-10-31")
    done = refresh(home, inbox)
    assert (done.exit_code, "[LEV-20]" in done.stderr) == (3, True)

    assert accept("Ett program till är nedlagt") == 0
    done = refresh(home, inbox)
    assert done.exit_code == 0, done.output
    assert (granted(home, "V1/farsta/2023"), current(home)) == (26, ["bromma-1", "farsta-2"])
    notes = [entry for entry in ledger.read(home / "ledger.jsonl") if "skal" in entry]
    assert [note["skal"] for note in notes] == [
        "Två program är nedlagda", "Ett program till är nedlagt",
    ]  # fmt: skip


@pytest.mark.slow
def test_what_was_known_at_an_earlier_extract_can_be_built_again(
    home: Path, tmp_path: Path
) -> None:
    """Nine decisions of 2023 were registered late: 49 now, 40 as it was known in September."""
    late = [*FARSTA, *(beslut() for _ in range(9))]
    deliver(tmp_path / "in", "farsta-okt", late, "2026-10-31")
    done = refresh(home, tmp_path / "in")
    assert done.exit_code == 0, done.output
    assert granted(home, "V1/farsta/2023") == 49

    done = run("rebuild", "--at", "2026-09-30", "--home", home)
    assert done.exit_code == 0, done.output
    assert "Gällde: farsta-1, uttag 2026-09-30" in done.output
    assert "inte skyddade" in done.output
    with duckdb.connect(f"{home}/build/kant/2026-09-30/build/natt.duckdb", read_only=True) as con:
        known = con.sql(
            "select taljare from matt_v1 where enhet_kod = 'farsta' and period = '2023' "
            "and dimension = ''"
        ).fetchall()
    assert known == [(40,)]
    assert granted(home, "V1/farsta/2023") == 49

    done = refresh(home, tmp_path / "in")
    assert "Inget nytt" in done.output
    assert not (home / "build" / "kant").exists()  # rows would outlive their retention date

    done = run("rebuild", "--at", "2026-01-31", "--home", home)
    assert done.exit_code == 1
    assert "ingen leverans hade ett uttagsdatum senast 2026-01-31" in done.output
