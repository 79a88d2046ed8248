"""The publication register: append-only, chained, and whole or not at all (syntetiska data)."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pandas as pd
import pytest

from pipelines.errors import CheckFailed
from pipelines.publication import parquet
from pipelines.publication.cells import COLUMNS
from pipelines.publication.register import Line, Register, same
from pipelines.settings import Home

DAY = dt.date(2026, 10, 31)


def cells(amount: int | None) -> pd.DataFrame:
    row = dict.fromkeys(COLUMNS) | {
        "adress": "V1/stad/2025", "matt": "V1", "enhet": "stad", "period": "2025",
        "dimension": "", "dimension_varde": "", "status": "visad" if amount else "skyddad",
        "taljare": amount, "galler_fran": "a",
    }  # fmt: skip
    frame = pd.DataFrame([row], columns=COLUMNS)
    return frame.astype({"taljare": "Int64", "namnare": "Int64"})


def publish(register: Register, folder: Path, amount: int | None, run: str, grund: str) -> Line:
    path = folder / "celler.parquet"
    parquet.write(path, cells(amount))
    return register.append(path, cells(amount), run, 2, DAY, grund)


def test_a_publication_is_kept_byte_for_byte_and_in_order(tmp_path: Path) -> None:
    register = Register(tmp_path / "publiceringar")
    first = publish(register, tmp_path, 40, "a", "x")
    assert (register.root / first.fil).read_bytes() == (tmp_path / "celler.parquet").read_bytes()
    second = publish(register, tmp_path, None, "b", "y")
    assert [line.run for line in register.lines()] == ["a", "b"]
    assert (second.nr, second.fil) == (2, "0002-b.parquet")
    assert same(register.read(first), cells(40))
    assert not same(register.read(second), cells(40))


@pytest.mark.parametrize("what", ["fil", "rad", "ordning"])
def test_a_register_that_was_changed_stops_the_night(tmp_path: Path, what: str) -> None:
    register = Register(tmp_path / "publiceringar")
    first = publish(register, tmp_path, 40, "a", "x")
    publish(register, tmp_path, 41, "b", "y")
    path = register.root / "register.jsonl"
    lines = path.read_text().splitlines()
    if what == "fil":
        parquet.write(register.root / first.fil, cells(12))
    elif what == "rad":
        path.write_text("\n".join([json.dumps(json.loads(lines[0]) | {"plan": 1}), lines[1], ""]))
    else:
        path.write_text("\n".join([*reversed(lines), ""]))
    with pytest.raises(CheckFailed, match="registret är skadat"):
        register.lines()


def test_half_a_line_of_a_killed_night_counts_for_nothing_and_is_cut_off(tmp_path: Path) -> None:
    register = Register(tmp_path / "publiceringar")
    publish(register, tmp_path, 40, "a", "x")
    path = register.root / "register.jsonl"
    whole = path.read_bytes()
    seal = register.head(without="")
    path.write_bytes(whole + whole[:100])
    assert [line.run for line in register.lines()] == ["a"]
    assert register.head(without="") == seal
    assert path.read_bytes() == whole + whole[:100]  # only a night, under its lock, cuts it off
    publish(register, tmp_path, 41, "b", "y")
    assert [line.run for line in register.lines()] == ["a", "b"]
    assert path.read_bytes().startswith(whole + b'{"nr": 2,')


def test_a_register_that_was_changed_stops_the_asking_for_its_head_too(tmp_path: Path) -> None:
    register = Register(tmp_path / "publiceringar")
    publish(register, tmp_path, 40, "a", "x")
    (register.root / "register.jsonl").write_text("inget\n")
    with pytest.raises(CheckFailed, match="registret är skadat vid rad 1"):
        register.head(without="x")


def test_a_run_does_not_count_what_it_registered_itself(tmp_path: Path) -> None:
    register = Register(tmp_path / "publiceringar")
    empty = register.head(without="x")
    publish(register, tmp_path, 40, "a", "x")
    assert register.head(without="x") == empty
    assert register.head(without="y") != empty


def test_only_the_last_publication_keeps_its_restricted_numbers(tmp_path: Path) -> None:
    register = Register(tmp_path / "publiceringar")
    first = publish(register, tmp_path, 40, "a", "x")
    second = publish(register, tmp_path, 41, "b", "y")
    register.forget(second)
    assert register.truth(first) is None
    assert register.truth(second) is not None
    restricted = register.root / "underlag"
    assert restricted.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in restricted.iterdir()} == {0o600}


def test_restricted_numbers_that_a_backup_left_open_are_closed_by_the_next_night(
    tmp_path: Path,
) -> None:
    home = Home(tmp_path)
    publish(Register(home.register), tmp_path, 40, "a", "x")
    restricted = home.register / "underlag"
    restricted.chmod(0o755)
    for path in restricted.iterdir():
        path.chmod(0o644)
    home.make()
    assert restricted.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in restricted.iterdir()} == {0o600}
