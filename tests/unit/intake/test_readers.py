"""What the readers refuse, by which rule and row, and that they never repeat a value.

Syntetiska data.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.errors import DeliveryRefused
from pipelines.intake import typed
from pipelines.intake.readers.read import Reading
from tests.unit.intake.reader_file import (
    CONTRACT,
    FARSTA,
    KEY,
    UNITS,
    UTBUD,
    columns_of,
    connect,
    lines,
    read,
    refusal,
    utbud,
)  # fmt: skip

MARK = "zzmark"
SHORT = "Farsta;FAM01"
BREAK = FARSTA.replace("FAM01", '"FAM\n01"')
BROKEN = "Skärholmen;FAM01;med;lokalt;nej;nej;2020-01-01;"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(utbud("HÃ¤gersten" + FARSTA), id="UTF-8 läst som Windows-1252"),
        pytest.param(utbud("HÃƒÂ¤gersten" + FARSTA), id="två gånger"),
        pytest.param(utbud("HaÌˆgersten" + FARSTA), id="NFD läst som Windows-1252"),
        pytest.param(utbud("J√§rva" + FARSTA), id="UTF-8 läst som Mac Roman"),
        pytest.param(utbud("Enskede â€“ Årsta" + FARSTA), id="tankstreck"),
        pytest.param(utbud("J\ufffdrva" + FARSTA), id="tecknet för oläsligt"),
        pytest.param(utbud(BROKEN, encoding="mac_roman"), id="Mac Roman"),
        pytest.param(utbud("Årsta" + FARSTA, "Järva" + FARSTA, encoding="cp850")
                     .replace(b"\x8f", b"\x86"), id="DOS"),
        pytest.param(BROKEN.encode("utf-8") + b"\n" + BROKEN.encode("cp1252"), id="blandat"),
        pytest.param(utbud(*[FARSTA] * 30_000, "HÃ¤gersten"), id="efter en megabyte"),
    ],
)  # fmt: skip
def test_falla_39_broken_letters_are_refused_and_not_loaded(content: bytes) -> None:
    found = refusal(content)
    assert found.rule == "FIL-02"
    assert "UTF-8" in found.what


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(utbud(FARSTA) + b"\x00", id="NUL"),
        pytest.param(utbud(FARSTA, FARSTA + "\x00", encoding="utf-16"), id="NUL i UTF-16"),
        pytest.param(utbud(FARSTA, encoding="utf-16")[:-1], id="halvt tecken i UTF-16"),
        pytest.param(utbud(FARSTA, encoding="utf-32"), id="UTF-32"),
        pytest.param(b"\x81\x8d\x8f\x90", id="ingen kodning"),
        pytest.param(b"\xef\xbb\xbf" + utbud(BROKEN, encoding="cp1252"), id="BOM som ljuger"),
    ],
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    assert refusal(content).rule == "FIL-01"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (lines(UTBUD.replace(";planerad", ""), FARSTA), "kolumner saknas: planerad"),
        (lines(f"{UTBUD};{MARK}", f"{FARSTA};"), "kontraktet inte har, på plats 9"),
        (lines(f"{UTBUD};Planerad", f"{FARSTA};"), "kolumner står två gånger: planerad"),
        (lines(MARK, MARK), "kolumner saknas: enhet, insatstyp"),
        (b"", "kolumner saknas: enhet"),
        (lines(f"{UTBUD};;", f"{FARSTA};;", f"{FARSTA};{MARK};"), "första gången på rad 3"),
        (lines("titel", f"{UTBUD};", FARSTA + ";", "", FARSTA + ";" + MARK), "gången på rad 5"),
    ],
)
def test_columns_that_are_not_the_contracts_are_refused_without_repeating_them(
    content: bytes, said: str
) -> None:
    found = refusal(content)
    assert found.rule == "FIL-03"
    assert said in found.what
    assert MARK not in str(found)


@pytest.mark.parametrize(
    ("content", "row"),
    [
        pytest.param(utbud(FARSTA, SHORT, FARSTA), 3, id="för få"),
        pytest.param(utbud(FARSTA, FARSTA + f";{MARK};y"), 3, id="för många"),
        pytest.param(lines("t", "", "t", UTBUD, FARSTA, "", FARSTA + ";x"), 7, id="titlar, tomt"),
        pytest.param(lines("t", "", "t", UTBUD, FARSTA, "", SHORT), 7, id="titlar, tomt, för få"),
        pytest.param(lines('"t\nt"', UTBUD, FARSTA, FARSTA + ";x"), 4, id="titel på två rader"),
        pytest.param(utbud(BREAK, FARSTA, FARSTA + ";x"), 4, id="radbrytning"),
        pytest.param(utbud(BREAK, FARSTA, SHORT), 4, id="radbrytning, för få"),
        pytest.param(utbud(*[FARSTA] * 50_000, FARSTA + ";x"), 50_002, id="långt ned"),
        pytest.param(utbud(FARSTA, f'Farsta;"{MARK};med', FARSTA), 3, id="öppet citat"),
        pytest.param(utbud(FARSTA, f'"Far"{MARK}' + FARSTA), 3, id="text efter citat"),
        pytest.param(lines(";Uttag;;;;;;", UTBUD, FARSTA, SHORT), 4, id="titel som börjar tomt"),
    ],
)
def test_a_ragged_row_is_refused_by_the_number_that_a_spreadsheet_shows(
    content: bytes, row: int
) -> None:
    found = refusal(content)
    assert found.rule == "FIL-05"
    assert found.what.endswith(f"på rad {row}")
    assert MARK not in str(found)


def test_of_many_short_rows_the_first_five_are_told() -> None:
    assert refusal(utbud(*[SHORT] * 9)).what.endswith("på rad 2, 3, 4, 5, 6 med flera")


def test_two_separators_that_both_fit_are_refused() -> None:
    assert refusal(lines(UTBUD, UTBUD.replace(";", ","), FARSTA)).rule == "FIL-07"


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (("1/7/2023", "2/8/2023"), "går inte att avgöra (till exempel på rad"),
        (("200118", "210218"), "går inte att avgöra (till exempel på rad"),
        (("13/7/2023", "7/13/2023"), "blandar två ordningar av dag, månad och år (till exempel"),
    ],
)
def test_dates_without_one_order_are_refused_with_column_and_row(
    days: tuple[str, str], said: str
) -> None:
    found = refusal(utbud(*[FARSTA.replace("2020-01-01", day) for day in days]))
    assert found.rule == "DAT-01"
    assert found.what.startswith("gallande_fran: ")
    assert said in found.what
    assert not any(day in str(found) for day in days)


def test_falla_43_a_code_column_with_thousands_of_texts_is_refused() -> None:
    found = refusal(
        utbud(*[FARSTA.replace("lokalt", f"{MARK} {number}") for number in range(2_001)])
    )
    assert found.rule == "FIL-08"
    assert "kolumnen beslutsgrund har fler än 2000 olika värden" in found.what
    assert MARK not in str(found)


@pytest.mark.parametrize(
    "content",
    [
        lines("Uttag av Anna 20120101-1234", UTBUD, FARSTA),
        lines(";Anna 20120101-1234;;;;;;", UTBUD, FARSTA),
        utbud(FARSTA, "Totalt 201201011234;;;;;;;"),
        lines("20120101-1234;;;;;;Giltig;", UTBUD.replace("lande_fran", "ler från"), FARSTA),
    ],
)
def test_falla_43_a_personnummer_outside_the_table_is_refused_too(content: bytes) -> None:
    found = refusal(content)
    assert found.rule == "INT-01"
    assert "2012" not in str(found)


def test_nothing_of_a_refused_file_is_left_to_read() -> None:
    """The next file's rows take the place of this one's; `typed` never mixes two files."""
    read(utbud(FARSTA))
    with pytest.raises(DeliveryRefused):
        read(utbud(FARSTA, SHORT))
    assert list(read(utbud()).rows) == []


def test_every_row_is_read_furniture_or_refused() -> None:
    content = lines("titel", UTBUD, FARSTA, "", UTBUD, FARSTA, "Summa;2", "Uttag 2024-01-15 07:32")
    found = read(content)
    assert (found.reading.rows, found.reading.furniture) == (2, 4)
    assert list(found.rows) == [3, 6]


def test_how_a_file_was_read_is_told_in_swedish() -> None:
    found = read(
        lines("Öppna insatser", "", UTBUD, FARSTA, "", FARSTA, "", "", "", "", "", "Summa")
    )
    assert found.reading.lines() == [
        "UTF-8, avgränsare ;",
        "rubriker på rad 3",
        "överhoppat: titel (rad 1, 2)",
        "överhoppat: tom rad (rad 5, 7, 8, 9, 10 med flera)",
        "överhoppat: summa eller sidfot (rad 12)",
    ]
    assert Reading("Parquet", "", 1, 2, notes=("planerad: x",)).lines() == [
        "Parquet",
        "planerad: x",
    ]


def test_falla_44_an_unknown_type_is_a_keyed_hash_and_its_text_is_nowhere() -> None:
    texts = [f"{MARK} stöd till familjer", f"{MARK} stöd till unga", f"{MARK} stöd till unga"]
    content = utbud(*[FARSTA.replace("FAM01", text) for text in texts], FARSTA)
    found = read(content)
    first, second, third, known = found.values("insatstyp")
    assert known == "FAM01"
    assert first.startswith("OKAND-")
    assert second.startswith("OKAND-")
    assert first != second == third
    assert read(content, key=b"en annan nyckel").values("insatstyp")[0] != first
    assert MARK not in repr((found.reading, found.notes, found.rows, found.unread))


def test_a_text_that_cannot_be_read_is_empty_and_its_column_is_told() -> None:
    found = read(utbud(f"Farsta;FAM01;{MARK};lokalt;nej;{MARK};2020-02-30;-"))
    assert found.unread == {2: ["behovsprovning", "planerad", "gallande_fran"]}
    assert found.values("behovsprovning", "planerad", "gallande_fran") == [(None, None, None)]
    assert MARK not in repr(found)


def test_the_working_copy_is_what_is_read(tmp_path: Path) -> None:
    """A file is read once into the database; what happens to it afterwards changes nothing."""
    source = tmp_path / "original"
    source.write_bytes(utbud(FARSTA))
    found = read(source)
    source.write_bytes(utbud())
    con = connect()
    typed.make(con, CONTRACT, CONTRACT.tabeller["insatsutbud"], UNITS, KEY, "x")
    assert con.execute("select count(*) from typed").fetchall() == [(found.reading.rows,)]
    assert len(columns_of("insatsutbud")) == 8
