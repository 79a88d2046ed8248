from __future__ import annotations

from pathlib import Path

from pipelines.provenance import ledger


def test_lines_are_added_and_sealed_in_a_chain(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    ledger.append(path, "natt", run="a")
    ledger.append(path, "natt", run="b")
    first, second = ledger.read(path)
    assert (first["run"], second["run"]) == ("a", "b")
    assert first["foregaende"] == "0" * 64
    assert second["foregaende"] == first["sigill"]
    assert ledger.is_whole(path)


def test_a_changed_line_or_a_removed_one_breaks_the_chain(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    for run in "abc":
        ledger.append(path, "natt", run=run)
    whole = path.read_text()
    path.write_text(whole.replace('"run": "b"', '"run": "x"'))
    assert not ledger.is_whole(path)
    lines = whole.splitlines(keepends=True)
    path.write_text(lines[0] + lines[2])
    assert not ledger.is_whole(path)


def test_half_a_line_from_a_crash_is_passed_over_and_the_chain_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    ledger.append(path, "natt", run="a")
    with path.open("a") as file:
        file.write('{"tid": "2026-11-01T02:0')
    ledger.append(path, "natt", run="b")
    assert [entry["run"] for entry in ledger.read(path)] == ["a", "b"]
    assert ledger.is_whole(path)


def test_no_ledger_is_an_empty_one(tmp_path: Path) -> None:
    assert list(ledger.read(tmp_path / "finns-inte.jsonl")) == []
    assert ledger.is_whole(tmp_path / "finns-inte.jsonl")


def test_odd_bytes_and_lines_of_others_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "bok.jsonl"
    ledger.append(path, "natt", vagrade=["a\u2028b.zip", "c\udce5.zip"])
    with path.open("ab") as file:
        file.write(b'\xff\xfe\n{"sigill": 1}\n')
    ledger.append(path, "natt", utfall="publicerad")
    assert [entry.get("utfall") for entry in ledger.read(path)] == [None, "publicerad"]
    assert ledger.is_whole(path)
