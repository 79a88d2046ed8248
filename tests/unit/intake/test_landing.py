from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from expectations.rule import Severity
from pipelines.contract import load_contract
from pipelines.intake import night
from pipelines.intake.landing import Landed, landed, landing_digest
from pipelines.intake.landing import record as record_them
from pipelines.settings import Home, Settings
from pipelines.validation.findings import Finding
from tests.support.deliveries import beslut, erbjudande, write_delivery

ROWS = [beslut() for _ in range(5)]


def land(folder: Path, *findings: Finding) -> tuple[Home, Landed]:
    home, contract, settings = Home(folder / "hem"), load_contract(), Settings()
    home.make()
    write_delivery(folder / "in", tables={"insatser": ROWS, "insatsutbud": [erbjudande()]})
    arrivals = night.look(folder / "in", [])
    with night.scratch(home) as database:
        night.read(database, settings, contract, arrivals, lambda _: None)
        (record,) = night.land(database, settings, home, contract, arrivals, findings)
    return home, record


def finding(rule: str, severity: Severity, *rows: int) -> Finding:
    return Finding(rule, severity, "insatser", "farsta-2026-10-31", "insatser.csv", rows)


def rows_of(folder: Path, columns: str) -> list[tuple]:
    (file,) = folder.glob("*/*.parquet")
    return duckdb.sql(f"select {columns} from read_parquet('{file}') order by all").fetchall()


def test_a_wrong_row_goes_to_quarantine_with_its_rules_and_the_others_land(tmp_path: Path) -> None:
    home, record = land(
        tmp_path,
        finding("INS-01", Severity.FEL, 3, 5),
        finding("INS-02", Severity.FEL, 5),
        finding("INS-07", Severity.VARNING, 2, 3),
    )
    table = record.tabeller["insatser"]
    assert (table.last, table.godkanda, table.karantan) == (5, 3, 2)
    assert (record.accepted, record.quarantined) == (4, 2)
    assert record.regler == {"INS-01": 2, "INS-02": 1, "INS-07": 2}
    assert rows_of(home.landing / "insatser", "rad") == [(2,), (4,), (6,)]
    assert rows_of(home.quarantine / "insatser", "_rad, _regler") == [
        (3, ["INS-01"]),
        (5, ["INS-01", "INS-02"]),
    ]


def test_landed_files_are_named_by_their_content(tmp_path: Path) -> None:
    import hashlib

    home, record = land(tmp_path)
    (file,) = (home.landing / "insatser").glob("*/*.parquet")
    assert file.stem == hashlib.sha256(file.read_bytes()).hexdigest()
    assert file.stem == record.tabeller["insatser"].sha256


def test_the_same_delivery_lands_as_the_same_bytes(tmp_path: Path) -> None:
    first, second = land(tmp_path / "a"), land(tmp_path / "b")
    assert first[1].tabeller == second[1].tabeller
    assert landing_digest([first[1]]) == landing_digest([second[1]])


def test_how_each_file_was_read_is_kept(tmp_path: Path) -> None:
    home, now = land(tmp_path)
    record_them(home, [now])
    (record,) = landed(home)
    assert record.tabeller["insatser"].lasning == {"insatser.csv": "UTF-8, avgränsare ;"}


def test_rows_about_children_are_readable_by_the_account_alone(tmp_path: Path) -> None:
    home, _ = land(tmp_path)
    assert home.landing.stat().st_mode & 0o077 == 0
    assert home.quarantine.stat().st_mode & 0o077 == 0


def test_files_without_a_record_do_not_exist(tmp_path: Path) -> None:
    """A crash between the rows and the record: the delivery is simply new the next night."""
    home, now = land(tmp_path)
    assert landed(home) == []
    record_them(home, [now])
    assert landed(home) == [now]


@pytest.mark.parametrize("severity", [Severity.VARNING, Severity.INFO])
def test_a_warning_moves_no_row(tmp_path: Path, severity: Severity) -> None:
    _, record = land(tmp_path, finding("INS-07", severity, 2, 3, 4, 5, 6))
    assert record.quarantined == 0
