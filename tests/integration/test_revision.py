"""A small city that is published, corrected too late, and revised (syntetiska data).

Its first extracts are of 2026-07-31, and 1 September is a revision date. In 2022 every nämnd made
25 decisions, in 2023 20, but Farsta 40; eight of them of another kind, but only three in Skarpnäck.
Nothing matures in between: not all nämnder deliver anew.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipelines import refresh as night
from pipelines.publication import parquet, underlag
from pipelines.publication.reader import load
from pipelines.publication.register import Register
from tests.support.command import refresh, run
from tests.support.deliveries import UNITS, beslut, write_city, write_delivery

pytestmark = pytest.mark.slow  # eight nights; `make test-full`

Rows = list[dict[str, Any]]


def decisions(unit: str, year: int, number: int, **given: Any) -> Rows:
    """A nämnd's decisions of a year, each about a child of its own, and ended after a month."""
    dates = {"beslutsdatum": f"{year}-03-01", "startdatum": f"{year}-03-15",
             "registreringsdatum": f"{year}-03-02", "slutdatum": f"{year}-04-15",
             "slutorsak": "enligt_plan"}  # fmt: skip
    return [beslut(beslutande_enhet=unit, **{**dates, **given}) for _ in range(number)]


def both(unit: str, few: int) -> Rows:
    """A nämnd's decisions of 2023: 20 in all, but Farsta 40; `few` of them are of another kind."""
    many = (40 if unit == "farsta" else 20) - few
    return decisions(unit, 2023, many) + decisions(unit, 2023, few, insatstyp="STO01")


CITY = {
    unit: decisions(unit, 2022, 25) + both(unit, 3 if unit == "skarpnack" else 8) for unit in UNITS
}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("forsta")
    rows = {unit: {"insatser": own} for unit, own in CITY.items()}
    write_city(folder / "in", rows, uttagsdatum="2026-07-31")
    done = refresh(folder / "hem", folder / "in")
    assert done.exit_code == 0, done.output
    return folder / "hem"


@pytest.fixture
def home(first: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(first, tmp_path / "hem"))


def deliver(inbox: Path, day: str, **units: Rows) -> Path:
    """New extracts of some nämnder."""
    shutil.rmtree(inbox, ignore_errors=True)
    for unit, rows in units.items():
        write_delivery(
            inbox, unit, {"insatser": rows}, leverans_id=f"{unit}-{day}", uttagsdatum=day
        )
    return inbox


def served(home: Path) -> Path:
    """The published cells."""
    current = json.loads((home / "serve/current.json").read_text(encoding="utf-8"))["run"]
    return home / "serve" / current / "celler.parquet"


def cells(home: Path, matt: str, year: str) -> pd.DataFrame:
    """What readers get of a measure and a year, by address."""
    frame = parquet.read(served(home))
    return frame[(frame["matt"] == matt) & frame["period"].str.startswith(year)].set_index("adress")


def shown(home: Path, address: str) -> float | None:
    found = load(home / "serve").figure(address)
    assert found is not None, address
    return found.varde


def attacked(home: Path) -> None:
    done = run("attack", "--all", "--home", home)
    assert done.exit_code == 0, done.output


def late() -> Rows:
    """Farsta's decisions with three more of 2022 and six more of 2023."""
    return CITY["farsta"] + decisions("farsta", 2022, 3) + decisions("farsta", 2023, 6)


def test_the_first_night_shows_the_many_and_hides_the_few(first: Path) -> None:
    assert shown(first, "V1/farsta/2022") == 25
    assert shown(first, "V1/farsta/2023") == 40
    assert shown(first, "V1/stad/2022") == 275
    assert shown(first, "V1/stad/2023") == 240
    few = load(first / "serve").figure("V1/skarpnack/2023/kategori=STO")
    assert few is not None
    assert (few.status, few.varde) == ("skyddad", None)
    attacked(first)


def test_a_correction_before_a_revision_date_leaves_every_protected_cell(
    home: Path, tmp_path: Path
) -> None:
    """Also the run that a cell without numbers holds from: else it would tell what has moved."""
    before = served(home)
    done = refresh(home, deliver(tmp_path / "in", "2026-08-31", farsta=late()))
    assert done.exit_code == 0, done.output
    assert served(home) != before  # another run, of other deliveries
    was, now = (parquet.read(path).set_index("adress") for path in (before, served(home)))
    old = was.index[was["galler_fran"].notna() & (was["status"] != "ej_mogen")]
    assert len(old) > 5000
    pd.testing.assert_frame_equal(now.loc[old], was.loc[old])
    attacked(home)


def test_at_a_revision_a_block_with_six_more_moves_and_one_with_three_stands(
    home: Path, tmp_path: Path
) -> None:
    before = cells(home, "V1", "2022"), cells(home, "V1", "2023")
    (first_run,) = set(before[0]["galler_fran"].dropna())
    done = refresh(home, deliver(tmp_path / "in", "2026-09-30", farsta=late()))
    assert done.exit_code == 0, done.output
    pd.testing.assert_frame_equal(cells(home, "V1", "2022"), before[0])
    assert shown(home, "V1/farsta/2022") == 25

    after = cells(home, "V1", "2023")
    second_run = served(home).parent.name
    for address, number in {
        "V1/farsta/2023": 46, "V1/farsta/2023H1": 46, "V1/farsta/2023/kategori=FAM": 38,
        "V1/stad/2023": 246, "V1/stad/2023H1": 246,
    }.items():  # fmt: skip
        assert shown(home, address) == number, address
        assert after.loc[address, "galler_fran"] == second_run
    assert after.loc["V1/bromma/2023", "galler_fran"] == first_run  # it says what it said
    hidden = before[1].index[before[1]["status"] == "skyddad"]
    assert set(after.loc[hidden, "status"]) == {"skyddad"}
    attacked(home)

    # What came too late for that revision waits for the next, and what stood still stands.
    more = late() + decisions("farsta", 2022, 9)
    moved = cells(home, "V1", "2022"), cells(home, "V1", "2023")
    done = refresh(home, deliver(tmp_path / "in", "2026-10-15", farsta=more))
    assert done.exit_code == 0, done.output
    pd.testing.assert_frame_equal(cells(home, "V1", "2022"), moved[0])
    pd.testing.assert_frame_equal(cells(home, "V1", "2023"), moved[1])


def test_falla_10_decisions_that_change_hands_pass_the_same_gate(
    home: Path, tmp_path: Path
) -> None:
    """A new boundary gives Skarpnäck three of Farsta's decisions of 2022, and six of 2023.

    Skarpnäck's three of the other kind have become eleven too, and stay hidden.
    """
    of = CITY["farsta"]
    moving = [row for row in of if row["beslutsdatum"] < "2023"][:3]
    moving += [row for row in of if row["beslutsdatum"] > "2023"][:6]
    gone = {row["beslut_id"] for row in moving}
    farsta = [row for row in of if row["beslut_id"] not in gone]
    skarpnack = CITY["skarpnack"] + [{**row, "beslutande_enhet": "skarpnack"} for row in moving]
    skarpnack += decisions("skarpnack", 2023, 8, insatstyp="STO01")
    before = cells(home, "V1", "2022")
    inbox = deliver(tmp_path / "in", "2026-09-30", farsta=farsta, skarpnack=skarpnack)
    done = refresh(home, inbox)
    assert done.exit_code == 0, done.output
    pd.testing.assert_frame_equal(cells(home, "V1", "2022"), before)
    assert (shown(home, "V1/farsta/2023"), shown(home, "V1/skarpnack/2023")) == (34, 34)
    assert shown(home, "V1/stad/2023") == 248
    found = load(home / "serve").figure("V1/skarpnack/2023/kategori=STO")
    assert found is not None
    assert found.status == "skyddad"
    attacked(home)


class Killed(Exception):
    """The night ends here."""


def test_a_night_that_is_killed_while_it_publishes_is_made_good_by_the_next(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before it is registered, before the register's line, and before the pointer.

    The first has other deliveries than the rest: one child fewer, and not left for readers.
    """
    pointer, before = (home / "serve/current.json").read_bytes(), served(home)
    register = Register(home / "publiceringar")
    inbox = deliver(tmp_path / "in", "2026-09-30", farsta=late())

    def killed(*_: object, **__: object) -> None:
        raise Killed

    for place, name, lines in (
        (night.protected, "register", 1), (underlag, "keep", 1), (night.serving, "point", 2),
    ):  # fmt: skip
        with monkeypatch.context() as patch:
            patch.setattr(place, name, killed)
            assert isinstance(refresh(home, inbox).exception, Killed), name
        assert (home / "serve/current.json").read_bytes() == pointer
        assert shown(home, "V1/farsta/2023") == 40
        assert len(register.lines()) == lines
        if name == "register":
            more = late() + decisions("farsta", 2023, 1)
            inbox = deliver(tmp_path / "in", "2026-10-01", farsta=more)

    done = refresh(home, inbox)
    assert done.exit_code == 0, done.output
    assert (shown(home, "V1/farsta/2023"), shown(home, "V1/farsta/2022")) == (47, 25)
    first, second = register.lines()
    assert served(home).read_bytes() == (register.root / second.fil).read_bytes()
    left = {path.parent.name for path in (home / "serve").glob("*/celler.parquet")}
    assert left == {before.parent.name, second.run} == {first.run, second.run}
    kept = {path.name for path in (register.root / "underlag").glob("*.parquet")}
    assert kept == {f"0002-{second.run}.parquet", f"0002-{second.run}-barn.parquet"}
    assert underlag.measured(register.children(second)) >= {"V1", "R1"}
    attacked(home)
