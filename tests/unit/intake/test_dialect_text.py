"""Text files of every dialect that extracts come in, built byte by byte (syntetiska data)."""

from __future__ import annotations

import codecs
import unicodedata
from pathlib import Path

import pytest

from pipelines.errors import DeliveryRefused
from pipelines.intake.readers.text import MAX_LINE, to_utf8
from tests.unit.intake.reader_file import (
    FARSTA,
    FARSTA_TYPED,
    UTBUD,
    lines,
    read,
    typed_rows,
    utbud,
)  # fmt: skip

ARSTA = "Enskede-Årsta-Vantör;FAM01;med;lokalt;ja;nej;2020-01-01;"
ARSTA_TYPED = ("enskede-arsta-vantor", "FAM01", "med", "lokalt", True, False, "2020-01-01", None)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (utbud(ARSTA), "UTF-8"),
        (codecs.BOM_UTF8 + utbud(ARSTA), "UTF-8 med BOM"),
        (utbud(ARSTA, encoding="cp1252"), "Windows-1252"),
        (codecs.BOM_UTF16_LE + utbud(ARSTA, encoding="utf-16-le"), "UTF-16LE"),
        (utbud(ARSTA, encoding="utf-16-le"), "UTF-16LE utan BOM"),
        (codecs.BOM_UTF16_BE + utbud(ARSTA, encoding="utf-16-be"), "UTF-16BE"),
        (unicodedata.normalize("NFD", utbud(ARSTA).decode()).encode(), "UTF-8"),
    ],
)
@pytest.mark.parametrize("separator", [";", "\t", ",", "|"])
def test_falla_39_every_encoding_and_separator(content: bytes, told: str, separator: str) -> None:
    wide = b"\x00" if b"e\x00" in content or b"\x00e" in content else b""
    assert bool(wide) == told.startswith("UTF-16")
    found = read(content.replace(b";", separator.encode()))
    assert typed_rows(found) == [ARSTA_TYPED]
    shown = {"\t": "TAB"}.get(separator, separator)
    assert found.reading.lines() == [f"{told}, avgränsare {shown}"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system(end: str) -> None:
    found = read(utbud(FARSTA, ARSTA, end=end))
    assert list(found.rows) == [2, 3]
    assert typed_rows(found) == [FARSTA_TYPED, ARSTA_TYPED]


def test_a_last_row_without_a_line_end_counts() -> None:
    assert list(read(utbud(FARSTA, ARSTA)[:-1]).rows) == [2, 3]


def test_a_line_end_across_two_blocks_is_one_line_end() -> None:
    """The reader takes a megabyte at a time; here one ends between CR and LF."""
    head = utbud(end="\r\n")
    row = FARSTA.encode() + b"\r\n"
    count, rest = divmod((1 << 20) + 1 - len(head), len(row))
    content = head + b" " * rest + row * (count + 5)
    assert content[(1 << 20) - 1 : (1 << 20) + 1] == b"\r\n"
    assert read(content).reading.rows == count + 5
    assert read(content).reading.furniture == 0


def test_a_blank_line_at_the_start_of_a_block_keeps_the_numbering() -> None:
    row = FARSTA.encode() + b"\n"
    head = utbud()
    count, rest = divmod((1 << 20) - len(head), len(row))
    content = head + b" " * rest + row * count
    assert len(content) == 1 << 20
    found = read(content + b"\n" + row)
    assert list(found.rows)[-1] == count + 3
    assert found.reading.furniture == 1


def test_quoted_fields_with_separators_doubled_quotes_and_line_breaks() -> None:
    rows = [
        '"Farsta";"FAM;01";"med";"lokalt";"nej";"nej";"2020-01-01";""',
        'Farsta;"FAM""01";med;lokalt;nej;nej;2020-01-01;',
        'Farsta;"FAM\n01";med;"lokalt\n";nej;nej;"2020-01-01\r\n";',
        FARSTA,
    ]
    found = read(utbud(*rows))
    assert list(found.rows) == [2, 3, 4, 5]
    first, second, third, plain = found.values("insatstyp")
    assert (first, second, plain) == (third, third, "FAM01")  # signs between words tell nothing
    assert third.startswith("OKAND-")
    assert found.values("beslutsgrund") == ["lokalt"] * 4
    assert found.values("gallande_fran") == ["2020-01-01"] * 4
    assert not found.unread


def test_headings_in_quotes_and_over_two_lines() -> None:
    quoted = ";".join(f'"{name}"' for name in UTBUD.split(";"))
    assert typed_rows(read(lines(quoted, FARSTA))) == [FARSTA_TYPED]
    broken = quoted.replace("intensiv_", "intensiv_\n")
    found = read(lines(broken, FARSTA, ARSTA))
    assert (list(found.rows), typed_rows(found)[0]) == ([2, 3], FARSTA_TYPED)


@pytest.mark.parametrize("after", ["", ";;", "\t"])
def test_whole_rows_in_quotes(after: str) -> None:
    inner = ARSTA.replace("lokalt", '""lokalt""').replace("FAM01", " FAM01 ")
    found = read(lines(*(f'"{row}"{after}' for row in (UTBUD, inner, FARSTA)), end="\r\n"))
    assert typed_rows(found) == [ARSTA_TYPED, FARSTA_TYPED]
    assert list(found.rows) == [2, 3]


def test_stray_spaces_around_every_separator() -> None:
    content = utbud(FARSTA, ARSTA).decode().replace(";", " ;\u00a0")
    assert typed_rows(read(content.encode())) == [FARSTA_TYPED, ARSTA_TYPED]


def test_stray_spaces_around_pseudonyms_and_amounts_and_cells_of_nothing_else() -> None:
    head = "plan_id;beslut_id;upprattad_datum;har_mal;nasta_uppfoljning;registreringsdatum"
    plan, beslut = "0a" * 12, "b1" * 12
    found = read(
        lines(
            head,
            f" {plan}\u00a0;{beslut};2024-03-31;Ja;;2024-04-01",
            f"{plan};\u2007 ;2024-03-31;Ja;;2024-04-01",
            f"\u202f{plan.upper()};;2024-03-31;Ja; ;2024-04-01",
        ),
        "genomforandeplaner",
    )
    assert found.values("plan_id", "beslut_id") == [(plan, beslut), (plan, None), (None, None)]
    assert found.unread == {4: ["plan_id"]}
    staff = "enhet;referensdatum;roll;kompetens;certifiering;antal_personer;arsarbetare"
    row = "Farsta;2024-10-31;Kurator;FFT;utbildas;3"
    found = read(
        lines(staff, *(f"{row};{amount}" for amount in (" 2,75\u00a0", "\u202f..", " ", "två"))),
        "personalresurser",
    )
    assert [str(amount) for amount in found.values("arsarbetare")] == ["2.75", *["None"] * 3]
    assert found.unread == {5: ["arsarbetare"]}


def test_a_lines_length_is_counted_in_letters_not_in_bytes(tmp_path: Path) -> None:
    source, target = tmp_path / "rader", tmp_path / "utf8"
    longest = "å" * MAX_LINE + "\n"
    source.write_text("a\n" + longest * 3 + "b")
    to_utf8(source, target, "x")
    assert target.read_bytes() == source.read_bytes()
    source.write_text("a\n" + longest + "å" + longest)
    with pytest.raises(DeliveryRefused, match="FIL-09"):
        to_utf8(source, target, "x")


@pytest.mark.parametrize(
    ("text", "blank"),
    [("a\n\nb", True), ("\na", True), ("a\n \t\nb", True), ("a\n b\n\tc\n", False), ("a\n", False)],
)
def test_a_line_of_nothing_but_spaces_is_noticed(tmp_path: Path, text: str, blank: bool) -> None:
    source = tmp_path / "rader"
    source.write_text(text)
    assert to_utf8(source, tmp_path / "utf8", "x").has_blank_lines is blank


def test_a_comma_file_with_decimal_commas_in_quotes() -> None:
    head = "enhet,referensdatum,roll,kompetens,certifiering,antal_personer,arsarbetare"
    found = read(lines(head, 'Farsta,2024-10-31,Kurator,FFT,utbildas,3,"2,75"'), "personalresurser")
    (row,) = found.rows.values()
    assert str(row["arsarbetare"]) == "2.75"
    assert (row["certifiering"], row["antal_personer"]) == ("under_utbildning", 3)


def test_the_contracts_aliases_in_another_order() -> None:
    found = read(
        lines(
            "T.o.m.;Fr.o.m.;PLANERAD;Intensiv  och kostsam;Grund;Prövning;Insatskod;SDN",
            "2099-12-31;20200101;Nej;Ja;tradition;Biståndsbedömd;fam01;714",
        )
    )
    (row,) = found.rows.values()
    assert row == {
        "enhet": "enskede-arsta-vantor", "insatstyp": "FAM01", "behovsprovning": "med",
        "beslutsgrund": "tradition", "intensiv_kostsam": True, "planerad": False,
        "gallande_fran": "2020-01-01", "gallande_till": None,
    }  # fmt: skip
