"""Keyed pseudonyms at a deliverer's desk (syntetiska data).

The expected values were computed apart from the program:
`printf 'insatskoll/1\\000barn_id\\000198001011231' |
    openssl dgst -sha256 -mac HMAC -macopt key:0123…`
"""

from __future__ import annotations

import datetime as dt
import os
import re
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from pipelines.commands.pseudonymise import pseudonymise as command
from pipelines.errors import InsatskollError
from pipelines.intake.gate.personnummer import CenturyUnknown
from pipelines.pseudonymise import key as keys
from pipelines.pseudonymise import rewrite
from pipelines.pseudonymise.hashing import Pseudonymiser

KEY = b"0123456789abcdef" * 4
DAY = dt.date(2026, 10, 31)
BARN = "8615d679631738be9377e1b49ad94697"
HUSHALL = "67d05778b1346e5be8e6091124a52780"
BESLUT = "c31c6886d9ed65b1f00941d121a6229c"


def of(value: str, kind: str = "barn_id", key: bytes = KEY) -> str:
    return Pseudonymiser(key, kind, DAY).of(value)


def test_the_pseudonym_is_hmac_sha_256_of_kind_and_number() -> None:
    assert of("198001011231") == BARN
    assert of("198001011231", "hushall_id") == HUSHALL
    assert of("B-2024-17", "beslut_id") == BESLUT


@pytest.mark.parametrize(
    "spelling",
    [
        "19800101-1231",
        "800101-1231",
        " 198001011231 ",
        "8001011231",
        "19800101 1231",
        "800101 -1231",
    ],
)
def test_every_spelling_of_a_number_gives_the_same_pseudonym(spelling: str) -> None:
    assert of(spelling) == BARN


def test_the_sign_tells_the_century() -> None:
    """In 2026 12-05-14 with a hyphen is a child of 2012, with a plus somebody of 1912."""
    assert of("120514-2381") == of("201205142381")
    assert of("120514+2381") == of("191205142381")
    assert of("270101-1236") == of("192701011236")  # 2027 has not come


def test_ten_digits_of_a_child_or_somebody_over_99_are_refused() -> None:
    with pytest.raises(CenturyUnknown):
        of("1205142381")


def test_a_samordningsnummer_is_normalised_too() -> None:
    assert of("800161-1238") == of("198001611238") != BARN


def test_falla_42_another_key_gives_another_pseudonym_and_another_key_id() -> None:
    other = b"fedcba9876543210" * 4
    assert of("198001011231", key=other) != BARN
    assert keys.key_id(KEY) == "hmac-a3002ecd048f"
    assert keys.key_id(other) != keys.key_id(KEY)
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", keys.key_id(KEY))  # the manifest's form


def key_file(folder: Path, content: bytes = KEY + b"\n", mode: int = 0o600) -> Path:
    path = folder / "nyckel.txt"
    path.write_bytes(content)
    path.chmod(mode)
    return path


@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_a_key_is_read_from_a_file_that_the_owner_alone_can_read(tmp_path: Path, mode: int) -> None:
    assert keys.read_key(key_file(tmp_path, mode=mode)) == KEY


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o700, 0o644])
def test_a_key_that_others_can_reach_is_refused(tmp_path: Path, mode: int) -> None:
    with pytest.raises(InsatskollError, match="chmod 600"):
        keys.read_key(key_file(tmp_path, mode=mode))


@pytest.mark.parametrize("content", [b"", b"kort", b"x" * 64, KEY[:31]])
def test_a_weak_key_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(InsatskollError, match="för svag"):
        keys.read_key(key_file(tmp_path, content))


def test_a_link_a_folder_a_pipe_and_a_missing_file_are_no_key(tmp_path: Path) -> None:
    link = tmp_path / "lank"
    link.symlink_to(key_file(tmp_path))
    os.mkfifo(tmp_path / "ror", 0o600)
    for path, reason in (
        (link, "ingen länk"),
        (tmp_path / "ror", "ingen vanlig fil"),
        (tmp_path, "ingen vanlig fil"),
        (tmp_path / "saknas", "--ny-nyckel"),
    ):
        with pytest.raises(InsatskollError, match=reason):
            keys.read_key(path)


def test_somebody_elses_key_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = key_file(tmp_path)
    monkeypatch.setattr(os, "geteuid", lambda: path.stat().st_uid + 1)
    with pytest.raises(InsatskollError, match="ägs av någon annan"):
        keys.read_key(path)


def test_a_new_key_is_private_random_and_never_written_over(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    keys.create_key(first)
    keys.create_key(second)
    assert first.stat().st_mode & 0o777 == 0o600
    assert len(keys.read_key(first)) == 64
    assert keys.read_key(first) != keys.read_key(second)
    with pytest.raises(InsatskollError, match="finns redan"):
        keys.create_key(first)


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "uttag.csv"
    path.write_bytes(text.encode(encoding))
    return path


def run(folder: Path, source: Path, *columns: str) -> tuple[rewrite.Done, str]:
    out = folder / "ut.csv"
    done = rewrite.pseudonymise(source, KEY, rewrite.parse_columns(columns), out, DAY)
    return done, out.read_text(encoding="utf-8")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", "\t", ","])
def test_a_file_keeps_everything_but_the_named_columns(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    lines = ["Kön;Personnr;Nämnd;Familj", "K;800101-1231;Skärholmen;198001011231", "M;;Älvsjö;"]
    text = "\r\n".join(lines).replace(";", separator) + "\r\n"
    done, written = run(
        tmp_path, write(tmp_path, text, encoding), "Personnr=barn_id", "Familj=hushall_id"
    )
    assert done.rows == 2
    expected = ["Kön;barn_id;Nämnd;hushall_id", f"K;{BARN};Skärholmen;{HUSHALL}", "M;;Älvsjö;"]
    assert written == "\n".join(expected).replace(";", separator) + "\n"
    assert (tmp_path / "ut.csv").stat().st_mode & 0o777 == 0o600


def test_quotes_separators_and_line_breaks_in_cells_survive(tmp_path: Path) -> None:
    source = write(tmp_path, 'barn_id;x\n19800101-1231;"a;""b""\nc"\n')
    _, written = run(tmp_path, source, "barn_id")
    assert written == f'barn_id;x\n{BARN};"a;""b""\nc"\n'


def test_a_single_column_needs_no_separator(tmp_path: Path) -> None:
    assert run(tmp_path, write(tmp_path, "barn_id\n198001011231\n"), "barn_id")[1] == (
        f"barn_id\n{BARN}\n"
    )


@pytest.mark.parametrize(
    ("text", "encoding", "reason"),
    [
        ("Kön;Namn\nK;x\n", "utf-8", "hittas inte på rad 1"),
        ("barn_id;barn_id\n1;2\n", "utf-8", "står två gånger"),
        ("barn_id;kon\n198001011231;K\n1;K;3\n", "utf-8", "rad 3: antalet kolumner"),
        ('barn_id;kon\n198001011231;"K\n', "utf-8", "citattecknen"),
        ("barn_id;kon\n1;K\n", "utf-16", "UTF-8 eller Windows-1252"),
        ("barn_id;kon\n1205142381;K\n", "utf-8", "rad 2, kolumnen barn_id: seklet"),
    ],
)
def test_a_file_that_cannot_be_read_in_one_way_leaves_nothing_behind(
    tmp_path: Path, text: str, encoding: str, reason: str
) -> None:
    source = write(tmp_path, text, encoding)
    with pytest.raises(InsatskollError, match=reason) as error:
        run(tmp_path, source, "barn_id")
    assert "1205142381" not in str(error.value)
    assert [path.name for path in tmp_path.iterdir()] == ["uttag.csv"]


def test_an_existing_file_is_never_written_over(tmp_path: Path) -> None:
    source = write(tmp_path, "barn_id\n198001011231\n")
    (tmp_path / "ut.csv").write_text("mitt")
    with pytest.raises(InsatskollError, match="finns redan"):
        run(tmp_path, source, "barn_id")
    assert (tmp_path / "ut.csv").read_text() == "mitt"


@pytest.mark.parametrize(
    "columns",
    [[], ["Personnr"], ["Personnr=namn"], ["a=barn_id", "b=barn_id"], ["a=barn_id", "a=beslut_id"]],
)
def test_each_column_needs_a_kind_that_the_contract_knows(columns: list[str]) -> None:
    with pytest.raises(InsatskollError):
        rewrite.parse_columns(columns)


def test_the_command_makes_a_key_and_says_what_goes_into_the_manifest(tmp_path: Path) -> None:
    app = typer.Typer()
    app.command("pseudonymise")(command)
    source, out, secret = (
        write(tmp_path, "Pnr;kon\n800101-1231;K\n"),
        tmp_path / "ut.csv",
        tmp_path / "k",
    )
    result = CliRunner().invoke(
        app,
        [
            *(str(source), "--nyckel", str(secret), "--ny-nyckel", "--kolumn", "Pnr=barn_id"),
            *("--ut", str(out), "--dag", "2026-10-31"),
        ],
    )
    assert result.exit_code == 0, result.exception
    key = keys.read_key(secret)
    assert f'"nyckel_id": "{keys.key_id(key)}"' in result.output
    assert "Rader          1" in result.output
    assert '"rader": 1' in result.output
    pseudonym = out.read_text().splitlines()[1].split(";")[0]
    assert pseudonym == of("198001011231", key=key)
    for told in ("800101-1231", pseudonym, key.decode()):
        assert told not in result.output
