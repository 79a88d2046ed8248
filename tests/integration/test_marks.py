"""No value of a row is found where it must not be (syntetiska data).

Marks are planted in every kind of place, in several deliveries. A whole night and every command
that tells of deliveries are run, and then everything that they wrote is searched: the home, the
rows of its Parquet files and database, the reports, and what was printed.
"""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.support.deliveries import (
    befolkning,
    beslut,
    csv_bytes,
    erbjudande,
    pseudonym,
    uppfoljning,
    write_delivery,
)  # fmt: skip
from tests.support.night import insatskoll

WORD = "zzmark"
# A made-up number with a right check digit, as people write it.
NUMBERS = ("20120514-2381", "201205142381", "120514-2381", "1205142381")
MAIL, PHONE = "karin.zzmark@example.se", "070-174 06 05"
NOWHERE = (WORD, *NUMBERS, MAIL, PHONE, "070174", "0701740605")
# Values that may be stored as rows, and be told of by nothing else.
STORED = {
    "godkänt barn": pseudonym("märkt barn"),
    "godkänd utförare": pseudonym("märkt utförare"),
    "barn i karantän": pseudonym("märkt barn i karantän"),
    "okänd kort kod": "ZZ-KORT7",
}
ROWS_ONLY = ("landing", "quarantine", "build")
REPORTS = ("rapport.html", "rapport.json", "rapport.xlsx")


def accepted_and_wrong(inbox: Path) -> None:
    """Farsta is taken: some rows are accepted, and those with unreadable texts are not."""
    decisions = [
        beslut(barn_id=STORED["godkänt barn"], utforare_id=STORED["godkänd utförare"]),
        beslut(insatstyp=STORED["okänd kort kod"]),
        beslut(insatstyp=f"Samtalsgrupp {WORD} torsdagar"),
        beslut(barn_id=STORED["barn i karantän"], slutdatum="2023-03-01"),
        *(beslut(**{column: f"{WORD}{n}"}) for n, column in enumerate(
            ("barn_id", "kon", "fodelsear", "lagrum", "behovsprovning", "regi", "utforare_id",
             "beslutande_enhet", "ansvarig_enhet", "beslutsdatum", "slutdatum", "slutorsak",
             "registreringsdatum", "sip", "intensitet", "komponenter", "kostnad_manad")
        )),
    ]  # fmt: skip
    titled = csv_bytes("insatser", decisions).decode()
    content = f"Uttag ur {WORD};;\n{titled}Summa;{WORD};\n"
    write_delivery(
        inbox,
        "farsta",
        {
            "uppfoljningar": [uppfoljning(decisions[0]["beslut_id"], dokumenterad=WORD)],
            "insatsutbud": [erbjudande(insatstyp=f"Grupp för {WORD}"), erbjudande()],
        },
        files={"insatser.csv": ("insatser", content.encode(), len(decisions))},
    )


def refused(inbox: Path) -> None:
    """One delivery for each kind of place that refuses a delivery."""
    cells = {
        "bromma": beslut(insatstyp=f"{NUMBERS[0]} {WORD}"),
        "jarva": beslut(regi=MAIL),
        "kungsholmen": beslut(slutorsak=f"ring {WORD} {PHONE}"),
        "skarpnack": beslut(regi=f"Möte med {WORD} om hur det gick i skolan i våras"),
        "skarholmen": beslut(fodelsear="2012-05-14"),
        "sodermalm": beslut(behovsprovning="utan", insatstyp=f"Öppet hus {WORD}"),
        "norra-innerstaden": beslut(barn_id=NUMBERS[1]),
    }
    for unit, row in cells.items():
        write_delivery(inbox, unit, {"insatser": [beslut(), row]})
    lines = csv_bytes("insatser", [beslut()]).decode().splitlines()
    texts = {
        "enskede-arsta-vantor": "\n".join([f"{lines[0]};{WORD}", f"{lines[1]};{WORD}", ""]),
        "hagersten-alvsjo": "\n".join([f"Gäller {NUMBERS[2]} {WORD};", *lines, ""]),
        "hasselby-vallingby": "\n".join([*lines, f"Summa;{MAIL};", ""]),
    }
    for unit, text in texts.items():
        write_delivery(inbox, unit, {}, {"insatser.csv": ("insatser", text.encode(), 1)})
    # the manifest, and the names of files
    write_delivery(inbox, WORD, leverans_id="okand-enhet")
    write_delivery(inbox, "farsta", leverans_id="okant-falt", **{WORD: WORD})
    write_delivery(inbox, "farsta", leverans_id="okant-kontrakt", kontrakt=WORD)
    write_delivery(inbox, "farsta", leverans_id="okand-typ", typ=WORD)
    write_delivery(inbox, "farsta", {}, {"x.csv": (WORD, b"x", 0)}, leverans_id="okand-tabell")
    write_delivery(inbox / "id", "farsta", leverans_id=NUMBERS[0])
    write_delivery(inbox, "farsta", leverans_id="nyckel", nyckel_id=NUMBERS[1])
    write_delivery(inbox, "farsta", {}, {f"{NUMBERS[2]}.csv": ("insatser", b"x", 0)},
                   leverans_id="filnamn")  # fmt: skip
    (inbox / f"Karin {NUMBERS[0]}.zip").write_bytes(b"skadad")


def all_texts(name: str, content: bytes) -> Iterator[bytes]:
    """The bytes, and what is packed in them."""
    yield content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.namelist():
                yield archive.read(part)
    if name.endswith(".gz"):
        yield gzip.decompress(content)


def rows_of(path: Path) -> bytes:
    """The rows of a Parquet file, or of every table of a database, as text."""
    if path.suffix == ".parquet":
        return repr(duckdb.sql(f"from read_parquet('{path}')").fetchall()).encode()
    with duckdb.connect(str(path), read_only=True) as con:
        con.execute(f"set file_search_path = '{path.parent}'")  # where its views look for files
        tables = con.execute(
            "select table_schema, table_name from information_schema.tables"
        ).fetchall()
        return b"".join(
            repr(con.execute(f'from "{schema}"."{table}"').fetchall()).encode()
            for schema, table in tables
        )


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Where -> everything that was written there, in small letters."""
    folder = tmp_path_factory.mktemp("marken")
    inbox, home, out = folder / "in", folder / "hem", folder / "ut"
    out.mkdir()
    accepted_and_wrong(inbox)
    refused(inbox)
    write_delivery(inbox, "central", {"befolkning": befolkning()})
    farsta = "farsta-2026-10-31"
    ran = {
        "refresh": insatskoll("refresh", "--inbox", inbox, "--home", home),
        "list": insatskoll("quarantine", "list", "--home", home),
        "show": insatskoll("quarantine", "show", farsta, "--home", home),
        "readmit": insatskoll(
            "quarantine", "readmit", farsta, "--reason", "Prövar igen", "--home", home
        ),
        "status": insatskoll("status", "--home", home),
        "figure": insatskoll("figure", "V1/farsta/2023", "--home", home),
        "check": insatskoll(
            "check", inbox, *(f"--{name.rpartition('.')[2]}={out / name}" for name in REPORTS)
        ),
    }
    codes = {name: done.returncode for name, done in ran.items()}
    assert codes == {
        "refresh": 3, "list": 0, "show": 0, "readmit": 0, "status": codes["status"], "figure": 0,
        "check": 3,
    }, "\n".join(done.stdout + done.stderr for done in ran.values())  # fmt: skip
    found = {name: (done.stdout + done.stderr).encode() for name, done in ran.items()}
    for path in [*home.rglob("*"), *out.iterdir()]:
        if path.is_file():
            where = path.relative_to(folder).as_posix()
            texts = [where.encode(), *all_texts(path.name, path.read_bytes())]
            if path.suffix in {".parquet", ".duckdb"}:
                texts.append(rows_of(path))
            found[where] = b"\n".join(texts)
    return {where: text.lower() for where, text in found.items()}


def holders(written: dict[str, bytes], mark: str) -> set[str]:
    forms = {mark.lower().encode(), mark.lower().encode("utf-16-le")}
    return {where for where, text in written.items() if any(form in text for form in forms)}


def test_the_deliveries_were_taken_and_refused_as_meant(written: dict[str, bytes]) -> None:
    told = written["refresh"].decode()
    for rule in ("int-01", "int-02", "int-03", "int-04", "int-05", "int-06", "fil-03", "lev-01",
                 "lev-02", "lev-05", "lev-06", "lev-07"):  # fmt: skip
        assert f"[{rule}]" in told, rule
    assert "läste farsta-2026-10-31: 24 rader" in told
    path = "hem/landing/_deliveries/farsta-2026-10-31.json"
    record = json.loads(written[path].partition(b"\n")[2])  # the first line is the path
    decisions = record["tabeller"]["insatser"]
    assert (decisions["last"], decisions["overhoppade"]) == (21, 1)
    assert decisions["karantan"] >= 10
    assert decisions["godkanda"] >= 3
    assert "rapport" in " ".join(written)


@pytest.mark.parametrize("mark", NOWHERE)
def test_what_may_not_be_stored_is_nowhere(written: dict[str, bytes], mark: str) -> None:
    assert holders(written, mark) == set()


@pytest.mark.parametrize("name", STORED)
def test_a_stored_value_is_only_where_rows_are(written: dict[str, bytes], name: str) -> None:
    found = holders(written, STORED[name])
    assert found, "märket ska finnas bland raderna, annars prövar testet inget"
    folders = {"/".join(Path(where).parts[:2]) for where in found}
    assert folders <= {f"hem/{folder}" for folder in ROWS_ONLY}
    assert {Path(where).suffix for where in found} <= {".parquet", ".duckdb"}
