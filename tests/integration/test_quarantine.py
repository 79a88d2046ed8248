"""Rows held back by the real rules, looked at and taken in again (syntetiska data)."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from click.testing import Result
from typer.testing import CliRunner

from expectations.registry import all_rules
from pipelines.cli import app
from pipelines.contract import load_contract
from pipelines.errors import InsatskollError, NightBusy
from pipelines.intake import landing, night, readmission
from pipelines.lock import one_night_at_a_time
from pipelines.provenance import ledger
from pipelines.settings import Home, Settings
from pipelines.validation.great_expectations import validate
from pipelines.warehouse import inputs
from tests.support.deliveries import beslut, write_delivery

CONTRACT = load_contract()
ID = "farsta-2026-10-31"
MARKER = "zzmark"
REASON = "Regeln om start och slut är struken"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Three good decisions (rows 2 to 4), one that ends before its start, one unreadable date."""
    home, settings, rules = Home(tmp_path / "hem"), Settings(), all_rules(CONTRACT)
    home.make()
    rows = [
        *(beslut() for _ in range(3)),
        beslut(startdatum="2023-03-15", slutdatum="2023-03-14"),
        beslut(startdatum=MARKER),
    ]
    write_delivery(tmp_path / "in", tables={"insatser": rows})
    arrivals = night.look(tmp_path / "in", [])
    with night.scratch(home) as database:
        night.read(database, settings, CONTRACT, arrivals, lambda _: None)
        findings = validate(database, rules)
        night.stop(arrivals, findings, rules)
        landed = night.land(database, settings, home, CONTRACT, arrivals, findings)
    landing.record(home, landed)
    assert arrivals.refused == []
    return home


def run(home: Home, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["quarantine", *arguments, "--home", str(home.root)])


def said(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return result.output.replace("\N{NO-BREAK SPACE}", " ")


def rules_of(home: Home, row: int) -> set[str]:
    """The rules that hold back one row."""
    files = home.quarantine / "insatser" / f"delivery={ID}" / "*.parquet"
    found = duckdb.sql(f"select _regler from '{files}' where _rad = {row}").fetchall()
    return set(found[0][0])


def decisions_in_a_build(home: Home) -> int:
    inputs.prepare(home, CONTRACT, landing.in_force(landing.landed(home)))
    files = home.build / "gallande" / "insatser" / "*.parquet"
    query = f"select count(*) from read_parquet('{files}', union_by_name = true)"
    return int(duckdb.sql(query).fetchall()[0][0])


def test_the_list_and_the_places_of_the_rows_are_shown_and_no_value(home: Home) -> None:
    listed, shown = said(run(home, "list")), said(run(home, "show", ID))
    assert "insatser: 2 rader" in listed
    assert "Rader i karantän: 2" in listed
    assert "1 av dem har en text som inte gick att läsa" in listed
    lines = shown.splitlines()
    assert [line.split("  ")[1:3] for line in lines[:2]] == [
        ["insatser.csv", "rad 5"],
        ["insatser.csv", "rad 6"],
    ]
    assert "kan inte tas in igen" not in lines[0]
    assert "kan inte tas in igen" in lines[1]
    for rule in rules_of(home, 5) | rules_of(home, 6):
        assert rule in listed
        assert rule in shown
    for value in (MARKER, "2023-03-14", "FAM01"):
        assert value not in listed + shown


def test_rows_are_narrowed_by_table_rule_and_number(home: Home) -> None:
    (first, *_) = sorted(rules_of(home, 5) - rules_of(home, 6))
    assert "rad 6" not in said(run(home, "show", ID, "--regel", first))
    assert "1 rad till" in said(run(home, "show", ID, "--hogst", "1"))
    assert "Inga rader" in said(run(home, "show", ID, "--tabell", "uppfoljningar"))


def test_a_row_comes_in_when_its_rule_is_gone_and_is_counted_from_then_on(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert decisions_in_a_build(home) == 3
    gone = rules_of(home, 5)
    still = tuple(rule for rule in all_rules(CONTRACT) if rule.id not in gone)
    monkeypatch.setattr(readmission, "all_rules", lambda _: still)
    text = said(run(home, "readmit", ID, "--reason", REASON))
    assert "1 rad togs in igen, 1 är kvar i karantän." in text
    assert "begär en rättad leverans" in text
    assert decisions_in_a_build(home) == 4
    (record,) = landing.landed(home)
    table = record.tabeller["insatser"]
    assert (table.last, table.godkanda, table.karantan) == (5, 4, 1)
    assert "Rader i karantän: 1" in said(run(home, "list"))
    assert not (home.build / "intag").exists()
    kept = home.ledger.read_text(encoding="utf-8") + record.model_dump_json()
    for value in (MARKER, "2023-03-14", "FAM01"):
        assert value not in text + kept
    assert [entry["skal"] for entry in ledger.read(home.ledger)] == [REASON]


def test_nothing_comes_in_while_the_rules_are_the_same(home: Home) -> None:
    assert "0 rader togs in igen, 2 är kvar" in said(
        run(home, "readmit", ID, "--reason", "Prövar igen")
    )
    assert decisions_in_a_build(home) == 3


@pytest.mark.parametrize(
    "arguments", [("list",), ("show", ID), ("readmit", ID, "--reason", REASON)]
)
def test_an_open_quarantine_is_refused_by_every_command(
    home: Home, arguments: tuple[str, ...]
) -> None:
    home.quarantine.chmod(0o755)
    result = run(home, *arguments)
    assert isinstance(result.exception, InsatskollError)
    assert "kan läsas av andra konton" in str(result.exception)


def test_no_row_is_judged_again_while_a_night_runs(home: Home) -> None:
    with one_night_at_a_time(home.lock):
        result = run(home, "readmit", ID, "--reason", REASON)
    assert result.exit_code == 4
    assert not isinstance(result.exception, NightBusy)
    assert "en annan natt pågår" in result.output
