from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb
import pytest
import xlsxwriter

from pipelines.contract import load_contract
from pipelines.errors import DeliveryRefused
from pipelines.intake import tables
from pipelines.intake.deliveries import open_delivery
from pipelines.intake.readers import Reading, to_plain_csv
from tests.support.deliveries import csv_bytes, erbjudande, write_delivery

TABLE = load_contract().tabeller["insatsutbud"]
ROWS = [erbjudande(enhet="Skärholmen"), erbjudande(enhet="Älvsjö", insatstyp="KON01")]


def read(tmp_path: Path, content: bytes, name: str = "insatsutbud.csv") -> tuple[Reading, str]:
    source, target = tmp_path / "in", tmp_path / "ut"
    source.write_bytes(content)
    reading = to_plain_csv(source, target, TABLE, f"x.zip/{name}")
    return reading, target.read_text(encoding="utf-8")


def refused(tmp_path: Path, content: bytes, name: str = "insatsutbud.csv") -> DeliveryRefused:
    with pytest.raises(DeliveryRefused) as caught:
        read(tmp_path, content, name)
    return caught.value


@pytest.mark.parametrize(
    ("encoding", "separator", "expected"),
    [
        ("utf-8", ";", ("utf-8", ";")),
        ("utf-8", "\t", ("utf-8", "TAB")),
        ("utf-8-sig", ";", ("utf-8 med BOM", ";")),
        ("utf-8-sig", "\t", ("utf-8 med BOM", "TAB")),
        ("cp1252", ";", ("cp1252", ";")),
        ("cp1252", "\t", ("cp1252", "TAB")),
    ],
)
def test_the_six_dialects_of_csv(
    tmp_path: Path, encoding: str, separator: str, expected: tuple[str, str]
) -> None:
    content = csv_bytes("insatsutbud", ROWS, separator).decode().encode(encoding)
    reading, text = read(tmp_path, content)
    assert (reading.kodning, reading.avgransare) == expected
    assert reading.kolumner == tuple(TABLE.kolumner)
    assert "Skärholmen" in text
    assert "\ufeff" not in text


def test_line_ends_of_windows_and_aliases_in_another_order(tmp_path: Path) -> None:
    content = (
        "SDN;Insatskod;Prövning;Grund;Intensiv och kostsam;Planerad;Från;Till\r\n"
        "Farsta;FAM01;med;lokalt;nej;nej;2020-01-01;\r\n"
    )
    reading, _ = read(tmp_path, content.encode())
    assert reading.kolumner == tuple(TABLE.kolumner)


def test_falla_39_mojibake_is_refused_and_not_loaded(tmp_path: Path) -> None:
    broken = csv_bytes("insatsutbud", ROWS).decode().encode("utf-8").decode("cp1252").encode()
    assert refused(tmp_path, broken).rule == "FIL-02"


def test_mojibake_across_two_blocks_is_noticed(tmp_path: Path) -> None:
    heading = csv_bytes("insatsutbud", [])
    filler = b"x" * ((1 << 20) + 3 - len(heading) - 1)
    assert refused(tmp_path, heading + filler + "Ã¥".encode()).rule == "FIL-02"


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, b"\x00\x01\x02").rule == "FIL-01"
    assert refused(tmp_path, b"\x81\x8d\xff").rule == "FIL-01"


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("enhet;insatstyp;behovsprovning;beslutsgrund;intensiv_kostsam;planerad;gallande_fran",
         "kolumner saknas: gallande_till"),
        ("enhet;insatstyp;behovsprovning;beslutsgrund;intensiv_kostsam;planerad;gallande_fran;"
         "gallande_till;Barnets namn", "på plats 9"),
        ("enhet;enhet;insatstyp;behovsprovning;beslutsgrund;intensiv_kostsam;planerad;"
         "gallande_fran;gallande_till", "står två gånger: enhet"),
        ("enhet,insatstyp", "kolumner saknas: enhet, insatstyp"),
        ("", "kolumner saknas"),
    ],
)  # fmt: skip
def test_wrong_columns_are_refused_without_repeating_the_heading(
    tmp_path: Path, heading: str, words: str
) -> None:
    found = refused(tmp_path, f"{heading}\n".encode())
    assert found.rule == "FIL-03"
    assert words in str(found)
    assert "Barnets" not in str(found)


def test_a_workbook_gives_the_same_rows_as_a_csv(tmp_path: Path) -> None:
    path = tmp_path / "bok.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, list(TABLE.kolumner))
        sheet.write_row(1, 0, ["Skarpnäck", "FAM01", "med", "lokalt", "nej", "nej"])
        sheet.write_datetime(1, 6, dt.datetime(2020, 1, 1), date)
        sheet.write_blank(1, 7, None)
    reading, text = read(tmp_path, path.read_bytes(), "insatsutbud.xlsx")
    assert reading.kodning == "xlsx"
    assert text.splitlines()[1] == "Skarpnäck,FAM01,med,lokalt,nej,nej,2020-01-01,"


def test_a_workbook_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, b"PK\x03\x04skr\xc3\xa4p", "insatsutbud.xlsx").rule == "FIL-04"


def load(tmp_path: Path, content: bytes, rows: int) -> list[tuple]:
    contract = load_contract()
    path = write_delivery(
        tmp_path, files={"insatsutbud.csv": ("insatsutbud", content, rows)}, typ="delta"
    )
    delivery = open_delivery(path)
    file = delivery.manifest.filer[0]
    delivery.extract(file, tmp_path / "a")
    reading = to_plain_csv(tmp_path / "a", tmp_path / "b", TABLE, delivery.where(file.fil))
    with duckdb.connect() as con:
        tables.create(con, contract)
        assert tables.load(con, contract, delivery, file, tmp_path / "b", reading) == rows
        return con.execute(
            "select _rad, _otolkade, enhet, insatstyp, gallande_fran from insatsutbud order by 1"
        ).fetchall()


def test_rows_are_typed_and_numbered_as_a_person_sees_them(tmp_path: Path) -> None:
    rows = [erbjudande(), erbjudande(gallande_fran="i våras"), erbjudande(insatstyp="kon01")]
    found = load(tmp_path, csv_bytes("insatsutbud", rows), 3)
    day = dt.date(2020, 1, 1)
    assert found == [
        (2, [], "farsta", "FAM01", day),
        (3, ["gallande_fran"], "farsta", "FAM01", None),
        (4, [], "farsta", "KON01", day),
    ]


def test_a_row_with_another_number_of_columns_is_refused_by_its_line(tmp_path: Path) -> None:
    content = csv_bytes("insatsutbud", [erbjudande(), erbjudande()]) + b"Farsta;FAM01\n"
    with pytest.raises(DeliveryRefused, match=r"rad 4.*\[FIL-05\]"):
        load(tmp_path, content, 3)


def test_a_clipped_file_is_refused_by_its_row_count(tmp_path: Path) -> None:
    with pytest.raises(DeliveryRefused, match=r"har 1 rader men manifestet säger 2.*\[FIL-06\]"):
        load(tmp_path, csv_bytes("insatsutbud", [erbjudande()]), 2)
