"""Letting in a delivery that was held back (syntetiska data)."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from pipelines.errors import InsatskollError
from pipelines.intake import acceptance, deliveries
from pipelines.intake.deliveries import Delivery
from pipelines.provenance import ledger
from pipelines.settings import Home

ID = "farsta-2026-10-31"
REASON = "Två verksamheter har lagts ner"


def delivery(inbox: Path, **facts: Any) -> Delivery:
    manifest = {
        "leverans_id": ID, "enhet": "farsta", "uttagsdatum": "2026-10-31", "kontrakt": "1",
        "typ": "snapshot", "ersatter": None, "nyckel_id": "n1", "syntetiska_data": True,
        "sekretessmarkerade_barn": 0,
        "filer": [{"fil": "a.csv", "tabell": "insatser", "sha256": "0" * 64, "rader": 1}],
        **facts,
    }  # fmt: skip
    inbox.mkdir(exist_ok=True)
    path = inbox / f"{manifest['leverans_id']}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
        archive.writestr("a.csv", "x")
    return deliveries.open_delivery(path)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "hem")
    home.make()
    return home


def accept(home: Home, inbox: Path, delivery_id: str = ID, reason: str = REASON) -> None:
    acceptance.accept(home, inbox, [], delivery_id, reason)


def test_an_accepted_content_is_let_in_and_another_is_not(home: Home, tmp_path: Path) -> None:
    first = delivery(tmp_path / "in")
    assert not acceptance.accepted(home, first)
    accept(home, tmp_path / "in")
    assert acceptance.accepted(home, first)
    assert not acceptance.accepted(home, delivery(tmp_path / "in", sekretessmarkerade_barn=1))
    assert not acceptance.accepted(home, delivery(tmp_path / "in", leverans_id="bromma-1"))


def test_who_did_it_and_why_is_kept_for_the_account_alone(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acceptance, "account", lambda: "drift")
    held = delivery(tmp_path / "in")
    accept(home, tmp_path / "in")
    path = home.root / "accepterade" / f"{ID}.json"
    facts = {
        "leverans": ID,
        "innehall_sha256": held.content_sha256,
        "konto": "drift",
        "skal": REASON,
        "regler": ["LEV-20"],
    }
    assert json.loads(path.read_text(encoding="utf-8")) == facts
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    (entry,) = ledger.read(home.ledger)
    assert entry["handelse"] == "accepterad"
    assert facts.items() <= entry.items()


def test_a_delivery_that_the_last_night_held_back_need_not_lie_in_the_inbox(
    home: Home, tmp_path: Path
) -> None:
    held = delivery(tmp_path / "in")
    note = acceptance.HeldBack.of(held).model_dump()
    ledger.append(home.ledger, "natt", utfall="inget nytt", **{acceptance.HELD: [note]})
    ledger.append(home.ledger, "aterintag", leverans="x")
    accept(home, tmp_path / "tom")
    assert acceptance.accepted(home, held)


def test_an_unknown_delivery_is_answered_with_those_that_can_be_accepted(
    home: Home, tmp_path: Path
) -> None:
    delivery(tmp_path / "in")
    (tmp_path / "in" / "trasig.zip").write_bytes(b"x")
    with pytest.raises(InsatskollError, match=rf"kan godkännas: {ID} \(1 går inte att öppna\)"):
        accept(home, tmp_path / "in", "farsta-2025")
    assert not (home.root / "accepterade").exists()


@pytest.mark.parametrize("name", ["../../utanfor", "/etc/passwd", ""])
def test_an_id_that_is_a_path_reaches_nothing(home: Home, tmp_path: Path, name: str) -> None:
    with pytest.raises(InsatskollError, match="de som kan godkännas: ingen"):
        accept(home, tmp_path / "in", name)
    assert [path.name for path in tmp_path.rglob("*.json")] == []


def test_a_reason_with_a_personnummer_is_refused_and_not_kept(home: Home, tmp_path: Path) -> None:
    held = delivery(tmp_path / "in")
    with pytest.raises(InsatskollError, match="INT-01"):
        accept(home, tmp_path / "in", reason="Gäller 20120317-2386")
    assert not acceptance.accepted(home, held)
    assert not home.ledger.exists()


def test_a_damaged_acceptance_lets_nothing_in(home: Home, tmp_path: Path) -> None:
    held = delivery(tmp_path / "in")
    accept(home, tmp_path / "in")
    (home.root / "accepterade" / f"{ID}.json").write_text("{", encoding="utf-8")
    assert not acceptance.accepted(home, held)
