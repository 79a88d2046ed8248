"""Quarantine and re-admission on rows by hand (syntetiska data)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

from expectations.rule import Severity
from pipelines.contract import load_contract
from pipelines.errors import CheckFailed, InsatskollError
from pipelines.intake import landing, quarantine, readmission
from pipelines.intake.landing import Landed, LandedFile
from pipelines.intake.manifest import Manifest
from pipelines.provenance import ledger
from pipelines.settings import Home, Settings
from pipelines.validation.findings import Finding

ID = "farsta-2026-10-31"
COLUMNS = load_contract().tabeller["befolkning"].kolumner
# rad -> antal; accepted rows, then quarantined rows with their rules and unread columns
ACCEPTED = {2: 10, 3: 11, 5: 12}
REFUSED: dict[int, tuple[list[str], list[str]]] = {
    4: (["BEF-03"], []),
    6: (["BEF-03", "BEF-antal-form"], ["antal"]),
    7: (["BEF-gammal"], []),
}


def copy(query: str, folder: Path) -> str:
    folder.mkdir(parents=True)
    part = folder / "part"
    duckdb.sql(f"copy ({query}) to '{part}' (format parquet)")
    name = hashlib.sha256(part.read_bytes()).hexdigest()
    part.rename(folder / f"{name}.parquet")
    return name


def values(row: int, antal: int | None) -> str:
    given = {"enhet": "'farsta'", "alder": str(row), "kon": "'K'", "kalla": "'stad'"}
    given |= {
        "referensdatum": "date '2023-12-31'",
        "antal": "null" if antal is None else str(antal),
    }
    return ", ".join(
        f"{given.get(name, 'null')}::{column.duckdb_type} as {name}"
        for name, column in COLUMNS.items()
    )


def record_with(**facts: Any) -> Landed:
    manifest = {
        "leverans_id": ID, "enhet": "farsta", "uttagsdatum": "2026-10-31", "kontrakt": "1",
        "typ": "snapshot", "ersatter": None, "nyckel_id": "n1", "syntetiska_data": True,
        "sekretessmarkerade_barn": 0,
        "filer": [{"fil": "b.csv", "tabell": "befolkning", "sha256": "0" * 64, "rader": 6}],
        **facts,
    }  # fmt: skip
    return Landed(
        manifest=Manifest.model_validate(manifest),
        enhet_kod="farsta",
        innehall_sha256="x",
        paket_sha256="x",
        tabeller={},
        regler={},
    )


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """One delivery of six rows: three accepted, three in quarantine."""
    home = Home(tmp_path / "hem")
    home.make()
    sha = copy(
        " union all ".join(
            f"select '{ID}' as leverans_id, 'b.csv' as fil, {row}::bigint as rad, "
            f"{values(row, antal)}"
            for row, antal in ACCEPTED.items()
        ),
        home.landing / "befolkning" / f"delivery={ID}",
    )
    copy(
        " union all ".join(
            f"select {rules}::varchar[] as _regler, '{ID}' as _leverans, 'b.csv' as _fil, "
            f"{row}::bigint as _rad, {unread}::varchar[] as _otolkade, "
            f"{values(row, None if unread else 13)}"
            for row, (rules, unread) in REFUSED.items()
        ),
        home.quarantine / "befolkning" / f"delivery={ID}",
    )
    table = LandedFile(last=6, godkanda=3, karantan=3, sha256=sha, lasning={})
    write(home, record_with().model_copy(update={"tabeller": {"befolkning": table}}))
    return home


def write(home: Home, record: Landed) -> None:
    (home.landing / "_deliveries").mkdir(exist_ok=True)
    path = home.landing / "_deliveries" / f"{record.id}.json"
    path.write_text(record.model_dump_json(), encoding="utf-8")


def finding(rule: str, severity: Severity, *rows: int, table: str = "befolkning") -> Finding:
    return Finding(rule, severity, table, ID, "b.csv", rows)


def judged(monkeypatch: pytest.MonkeyPatch, *findings: Finding) -> None:
    """Let today's rules find just this."""
    found: Sequence[Finding] = findings
    monkeypatch.setattr(readmission.great_expectations, "validate", lambda *_: list(found))


def readmit(
    home: Home, reason: str = "Regeln BEF-03 gäller inte Farsta"
) -> readmission.Readmission:
    return readmission.readmit(Settings(), home, load_contract(), ID, reason)


def landed_rows(home: Home) -> list[tuple[int, int]]:
    (record,) = landing.landed(home)
    name = f"{record.tabeller['befolkning'].sha256}.parquet"
    path = home.landing / "befolkning" / f"delivery={ID}" / name
    return duckdb.sql(f"select rad, antal from read_parquet('{path}')").fetchall()


def files(home: Home) -> dict[str, bytes]:
    return {
        str(path.relative_to(home.root)): path.read_bytes()
        for folder in (home.landing, home.quarantine)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_list_counts_rows_by_table_and_rule(home: Home) -> None:
    assert quarantine.held(home, landing.landed(home)) == [
        quarantine.HeldTable(
            ID, "befolkning", 3, 1, {"BEF-03": 2, "BEF-antal-form": 1, "BEF-gammal": 1}
        )
    ]


def test_a_row_is_shown_by_place_and_rules(home: Home) -> None:
    (record,) = landing.landed(home)
    assert list(quarantine.rows_of(home, record)) == [
        quarantine.HeldRow("befolkning", "b.csv", 4, ("BEF-03",), False),
        quarantine.HeldRow("befolkning", "b.csv", 6, ("BEF-03", "BEF-antal-form"), True),
        quarantine.HeldRow("befolkning", "b.csv", 7, ("BEF-gammal",), False),
    ]
    assert [row.rad for row in quarantine.rows_of(home, record, rule="BEF-03")] == [4, 6]
    with pytest.raises(InsatskollError, match="den har: befolkning"):
        list(quarantine.rows_of(home, record, table="insatser"))


@pytest.mark.parametrize("mode", [0o750, 0o705, 0o701])
def test_a_quarantine_that_others_can_enter_is_not_read(home: Home, mode: int) -> None:
    home.quarantine.chmod(mode)
    with pytest.raises(InsatskollError, match="kan läsas av andra konton"):
        quarantine.require_private(home)


def test_only_the_account_that_owns_the_quarantine_may_ask(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    quarantine.require_private(home)
    owner = home.quarantine.stat().st_uid
    monkeypatch.setattr(quarantine.os, "geteuid", lambda: owner + 1)
    with pytest.raises(InsatskollError, match="ett annat konto"):
        quarantine.require_private(home)


def test_a_link_in_the_place_of_the_quarantine_is_not_followed(home: Home, tmp_path: Path) -> None:
    home.quarantine.rename(tmp_path / "annan")
    home.quarantine.symlink_to(tmp_path / "annan")
    with pytest.raises(InsatskollError, match="ett annat konto"):
        quarantine.require_private(home)


def test_an_unknown_delivery_is_answered_with_those_that_have_rows(home: Home) -> None:
    with pytest.raises(InsatskollError, match=f"rader i karantän: {ID}"):
        quarantine.record_of(landing.landed(home), "farsta-2025")


def test_rows_that_hold_by_todays_rules_are_landed_and_the_rest_stay(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged(
        monkeypatch,
        finding("BEF-ny", Severity.FEL, 7),
        finding("BEF-obs", Severity.VARNING, 2, 4),
    )
    result = readmit(home)
    assert result == readmission.Readmission(
        ater={"befolkning": 1},
        kvar={"befolkning": 2},
        otolkade=1,
        regler={"BEF-03": 1, "BEF-antal-form": 1, "BEF-ny": 1},
        godkanda_mot_regel=0,
    )
    (record,) = landing.landed(home)
    table = record.tabeller["befolkning"]
    assert (table.last, table.godkanda, table.karantan) == (6, 4, 2)
    assert record.regler == {"BEF-03": 1, "BEF-antal-form": 1, "BEF-ny": 1, "BEF-obs": 2}
    assert landed_rows(home) == [(2, 10), (3, 11), (4, 13), (5, 12)]
    assert [(row.rad, row.regler) for row in quarantine.rows_of(home, record)] == [
        (6, ("BEF-03", "BEF-antal-form")),
        (7, ("BEF-ny",)),
    ]


def test_a_row_whose_text_was_dropped_is_never_readmitted(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No rule of today finds it, but nobody knows what it said."""
    judged(monkeypatch)
    result = readmit(home)
    assert (result.ater, result.kvar, result.otolkade) == ({"befolkning": 2}, {"befolkning": 1}, 1)
    assert landed_rows(home) == [(2, 10), (3, 11), (4, 13), (5, 12), (7, 13)]


def test_old_files_go_when_the_record_has_moved_and_are_named_by_their_content(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged(monkeypatch)
    readmit(home)
    for folder in (home.landing, home.quarantine):
        (file,) = (folder / "befolkning").glob("*/*")
        assert file.stem == hashlib.sha256(file.read_bytes()).hexdigest()


def test_a_crash_before_the_record_moves_changes_nothing(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(home)
    judged(monkeypatch)
    with monkeypatch.context() as crash:
        crash.setattr(readmission, "_replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            readmit(home)
    assert before.items() <= files(home).items()
    (record,) = landing.landed(home)
    assert [row.rad for row in quarantine.rows_of(home, record)] == [4, 6, 7]
    assert sum(readmit(home).ater.values()) == 2
    assert len(list(home.quarantine.glob("*/*/*"))) == 1


def test_when_nothing_passes_no_file_is_touched(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(home)
    judged(monkeypatch, finding("BEF-03", Severity.FEL, 4, 7))
    assert readmit(home).ater == {}
    assert files(home) == before
    assert [entry["ater"] for entry in ledger.read(home.ledger)] == [0]


def test_an_accepted_row_stays_accepted_and_is_told_of(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged(monkeypatch, finding("BEF-ny", Severity.FEL, 2, 3, 4))
    assert readmit(home).godkanda_mot_regel == 2
    assert [row for row, _ in landed_rows(home)] == [2, 3, 5, 7]


def test_rows_that_do_not_add_up_stop_it_before_anything_is_replaced(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    (record,) = landing.landed(home)
    table = record.tabeller["befolkning"].model_copy(update={"last": 7})
    write(home, record.model_copy(update={"tabeller": {"befolkning": table}}))
    before = files(home)
    judged(monkeypatch)
    with pytest.raises(CheckFailed, match="6 godkända och karantänsatta rader är inte de 7"):
        readmit(home)
    assert files(home) == before


def test_a_landed_file_that_was_changed_is_not_read(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    (file,) = (home.landing / "befolkning").glob("*/*")
    file.write_bytes(file.read_bytes() + b"x")
    judged(monkeypatch)
    with pytest.raises(CheckFailed, match="saknas eller har ändrats"):
        readmit(home)


def test_a_rule_that_stops_a_delivery_stops_the_readmission(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(home)
    rule = next(
        r for r in readmission.all_rules(load_contract())
        if r.table == "befolkning" and r.severity is Severity.STOPPA
    )  # fmt: skip
    judged(monkeypatch, finding(rule.id, Severity.STOPPA, 2))
    with pytest.raises(InsatskollError, match=f"dagens regel {rule.id}"):
        readmit(home)
    assert files(home) == before


def test_a_superseded_delivery_is_not_readmitted(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(home, record_with(leverans_id="farsta-2", ersatter=ID))
    judged(monkeypatch)
    with pytest.raises(InsatskollError, match="är ersatt"):
        readmit(home)


def test_the_ledger_says_who_why_and_how_many(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    judged(monkeypatch)
    monkeypatch.setattr(readmission, "account", lambda: "natt")
    readmit(home, "  Katalogen har fått nya typer ")
    (entry,) = ledger.read(home.ledger)
    kept = {key: entry[key] for key in entry if key not in {"tid", "foregaende", "sigill"}}
    assert kept == {
        "handelse": "aterintag",
        "leverans": ID,
        "konto": "natt",
        "skal": "Katalogen har fått nya typer",
        "ater": 2,
        "kvar": 1,
        "otolkade": 1,
    }


@pytest.mark.parametrize(
    ("reason", "wrong"),
    [
        ("", "skälet är tomt"),
        ("a" * 501, "högst 500 tecken"),
        ("rad ett\nrad två", "en rad"),
        ("Gäller 20120317-2386", "INT-01"),
        ("Fråga eva.berg@exempel.se", "INT-02"),
    ],
)
def test_a_reason_that_cannot_be_kept_is_refused_and_kept_nowhere(
    home: Home, monkeypatch: pytest.MonkeyPatch, reason: str, wrong: str
) -> None:
    before = files(home)
    judged(monkeypatch)
    with pytest.raises(InsatskollError, match=wrong) as refused:
        readmit(home, reason)
    assert not reason or reason not in str(refused.value)
    assert files(home) == before
    assert not home.ledger.exists()
