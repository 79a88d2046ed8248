"""The sender's own check on small deliveries, with what the rules find given by hand.

Syntetiska data.
"""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from expectations.registry import all_rules
from expectations.rule import Rule, Severity
from pipelines.contract import load_contract
from pipelines.errors import DeliveryRefused, InsatskollError
from pipelines.intake import check as checking
from pipelines.intake import night
from pipelines.presentation.check_report.model import CheckReport
from pipelines.settings import Settings
from pipelines.validation.findings import Finding
from tests.support.deliveries import beslut, erbjudande, write_delivery

CONTRACT = load_contract()
ID = "farsta-2026-10-31"
RULES = {
    severity: next(
        rule
        for rule in all_rules(CONTRACT)
        if rule.table == "insatser" and rule.severity is severity
    )
    for severity in (Severity.STOPPA, Severity.FEL, Severity.VARNING)
}


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder that must be empty when a check is over."""
    folder = tmp_path / "skrivbord"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    found(monkeypatch)
    return folder


def found(monkeypatch: pytest.MonkeyPatch, *findings: Finding) -> None:
    given: Sequence[Finding] = findings
    monkeypatch.setattr(checking.great_expectations, "validate", lambda *_: list(given))


def finding(severity: Severity, *rows: int, delivery: str = ID) -> Finding:
    return Finding(RULES[severity].id, severity, "insatser", delivery, "insatser.csv", rows)


def deliver(inbox: Path, enhet: str = "farsta", **facts: Any) -> Path:
    tables = {"insatser": [beslut() for _ in range(5)], "insatsutbud": [erbjudande()]}
    return write_delivery(inbox, enhet, tables, **facts)


def check(place: Path) -> CheckReport:
    return checking.check(place, Settings(), CONTRACT, lambda _: None)


def rows(report: CheckReport) -> list[tuple[int, int, int]]:
    (delivery,) = report.deliveries
    (file,) = [file for file in delivery.files if file.fil == "insatser.csv"]
    return [(file.lasta, file.godkanda, file.karantan)]


def test_a_good_delivery_is_read_and_counted(tmp_path: Path, desk: Path) -> None:
    report = check(deliver(tmp_path / "in"))
    (delivery,) = report.deliveries
    assert (delivery.path, delivery.leverans_id) == (f"{ID}.zip", ID)
    assert (delivery.enhet, delivery.syntetisk) == ("Farsta", True)
    assert (delivery.refusal, delivery.findings, delivery.notes) == (None, (), ())
    assert rows(report) == [(5, 5, 0)]
    assert delivery.lasta == 6
    assert all(file.lasning for file in delivery.files)
    assert report.exit_code == 0
    assert list(desk.iterdir()) == []


def test_findings_come_worst_first_and_a_row_is_held_back_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = next(
        rule
        for rule in all_rules(CONTRACT)
        if rule.table == "insatser"
        and rule.severity is Severity.FEL
        and rule.id != RULES[Severity.FEL].id
    )
    found(
        monkeypatch,
        finding(Severity.VARNING, 2, 3, 4, 5),
        finding(Severity.FEL, 3, 5),
        Finding(other.id, Severity.FEL, "insatser", ID, "insatser.csv", (5,)),
    )
    report = check(deliver(tmp_path / "in"))
    assert rows(report) == [(5, 3, 2)]
    assert [(f.regel, f.antal, f.rader) for f in report.deliveries[0].findings] == [
        (RULES[Severity.FEL].id, 2, (3, 5)),
        (other.id, 1, (5,)),
        (RULES[Severity.VARNING].id, 4, (2, 3, 4, 5)),
    ]
    rule: Rule = RULES[Severity.FEL]
    first = report.deliveries[0].findings[0]
    assert (first.titel, first.rad, first.fil) == (
        rule.title, rule.advice_sender, "insatser.csv",
    )  # fmt: skip
    assert report.exit_code == 2


def test_a_rule_that_stops_the_delivery_is_its_refusal_and_all_findings_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found(monkeypatch, finding(Severity.STOPPA, 2), finding(Severity.FEL, 3))
    report = check(deliver(tmp_path / "in"))
    (delivery,) = report.deliveries
    assert delivery.refusal is not None
    assert delivery.refusal.regel == RULES[Severity.STOPPA].id
    assert [f.allvar for f in delivery.findings] == [Severity.STOPPA, Severity.FEL]
    assert report.exit_code == 3


def test_a_finding_about_a_whole_file_or_delivery_counts_no_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = RULES[Severity.FEL].id
    found(
        monkeypatch,
        Finding(rule, Severity.FEL, "insatser", ID, "insatser.csv", (0,)),
        Finding(rule, Severity.FEL, "leveranser", ID, "insatser", (0,)),
    )
    report = check(deliver(tmp_path / "in"))
    assert rows(report) == [(5, 5, 0)]
    assert sorted((f.where, f.antal) for f in report.deliveries[0].findings) == [
        ("hela leveransen", 0),
        ("insatser.csv", 0),
    ]


def test_a_delivery_that_cannot_be_opened_is_told_by_its_name(tmp_path: Path, desk: Path) -> None:
    (tmp_path / "trasig\x1b[31m.zip").write_bytes(b"ingen zip")
    report = check(tmp_path / "trasig\x1b[31m.zip")
    (delivery,) = report.deliveries
    assert (delivery.name, delivery.leverans_id) == ("trasig?[31m.zip", "")
    assert delivery.refusal is not None
    assert (delivery.refusal.regel, delivery.refusal.var) == ("LEV-01", "trasig?[31m.zip")
    assert report.exit_code == 3
    assert list(desk.iterdir()) == []


def test_a_refusal_under_another_name_is_never_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the night calls it, the sender must not be told that all is well."""

    def stop(arrivals: night.Arrivals, *_: object) -> None:
        arrivals.new.clear()
        arrivals.refused.append(DeliveryRefused("LEV-99", "okänd plats", "stoppad"))

    monkeypatch.setattr(night, "stop", stop)
    report = check(deliver(tmp_path / "in"))
    assert report.exit_code == 3
    assert [d.refusal.regel for d in report.deliveries if d.refusal] == ["LEV-99"]


def test_a_file_that_is_refused_leaves_those_read_before_in_the_report(tmp_path: Path) -> None:
    path = deliver(tmp_path / "in")
    lying = tmp_path / "ut"
    lying.mkdir()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(lying / path.name, "w") as new:
        manifest = json.loads(old.read("manifest.json"))
        utbud = next(f for f in manifest["filer"] if f["tabell"] == "insatsutbud")
        utbud["rader"] = 2
        new.writestr("manifest.json", json.dumps(manifest))
        for file in manifest["filer"]:
            new.writestr(file["fil"], old.read(file["fil"]))
    (delivery,) = check(lying).deliveries
    assert delivery.refusal is not None
    assert (delivery.refusal.regel, delivery.refusal.var) == (
        "FIL-06", f"{path.name}/insatsutbud.csv",
    )  # fmt: skip
    assert "insatser.csv" in [file.fil for file in delivery.files]
    assert "insatsutbud.csv" not in [file.fil for file in delivery.files]


def test_every_delivery_of_a_folder_is_checked_and_other_files_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(tmp_path / "in")
    deliver(tmp_path / "in", "bromma")
    (tmp_path / "in" / "brev.txt").write_text("hej", encoding="utf-8")
    found(monkeypatch, finding(Severity.VARNING, 2, delivery="bromma-2026-10-31"))
    report = check(tmp_path / "in")
    assert [(d.leverans_id, d.exit_code) for d in report.deliveries] == [
        ("bromma-2026-10-31", 1),
        (ID, 0),
    ]
    assert report.other_files == 1


def test_a_delivery_twice_is_told_once(tmp_path: Path) -> None:
    original = deliver(tmp_path / "in" / "a")
    (tmp_path / "in" / "b").mkdir()
    (tmp_path / "in" / "b" / original.name).write_bytes(original.read_bytes())
    first, second = check(tmp_path / "in").deliveries
    assert (first.leverans_id, second.leverans_id) == (ID, "")
    assert second.refusal is None
    assert "redovisad där" in second.notes[0]


@pytest.mark.parametrize(
    "facts",
    [
        {"leverans_id": "farsta-2", "ersatter": "farsta-1"},
        {"leverans_id": "farsta-2", "typ": "delta"},
        {"leverans_id": "farsta-3", "typ": "delta", "ersatter": "farsta-2"},
    ],
)
def test_what_a_delivery_builds_on_is_presumed_to_be_there_and_it_is_said(
    tmp_path: Path, facts: dict[str, Any]
) -> None:
    """On the sender's desk nobody knows what the receiver has."""
    (delivery,) = check(deliver(tmp_path / "in", **facts)).deliveries
    assert delivery.refusal is None
    assert "prövas först när leveransen tas emot" in delivery.notes[0]


def test_a_correction_beside_what_it_corrects_needs_no_presumption(tmp_path: Path) -> None:
    deliver(tmp_path / "in")
    deliver(tmp_path / "in", leverans_id="farsta-rattelse", ersatter=ID)
    assert [(d.refusal, d.notes) for d in check(tmp_path / "in").deliveries] == [(None, ())] * 2


def test_a_place_without_deliveries_is_answered_with_what_a_delivery_is(tmp_path: Path) -> None:
    with pytest.raises(InsatskollError, match="finns ingen leverans"):
        check(tmp_path)
    with pytest.raises(InsatskollError, match="finns inte; ange en zip eller en mapp"):
        check(tmp_path / "borta")


def test_nothing_is_left_when_a_check_breaks(
    tmp_path: Path, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> list[Finding]:
        raise RuntimeError

    monkeypatch.setattr(checking.great_expectations, "validate", broken)
    with pytest.raises(RuntimeError):
        check(deliver(tmp_path / "in"))
    assert list(desk.iterdir()) == []
