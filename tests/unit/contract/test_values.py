"""Codes, numbers, units and local types as spreadsheets leave them (syntetiska data)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import duckdb
import pytest

from pipelines.contract import Column, load_contract
from pipelines.contract.typing import typed_sql, unit_names
from pipelines.contract.values import Values, read_values, type_code, unit_code
from pipelines.settings import SEEDS

CONTRACT = load_contract("1")
UNITS = unit_names(SEEDS / "stadsdelsnamnder.csv")
KEY = b"nyckel"
SPACES = [" ", "\u00a0", "\u202f", "\u2007"]


def column(table: str, name: str) -> Column:
    return CONTRACT.tabeller[table].kolumner[name]


def values(table: str, name: str, *texts: str) -> Values:
    return read_values(CONTRACT, column(table, name), texts, UNITS, KEY)


def one(table: str, name: str, text: str) -> Any:
    return values(table, name, text).read.get(text, "oläst")


def decimal(text: str) -> Decimal | None:
    sql = typed_sql(column("insatser", "kostnad_manad"), "raw")
    row = duckdb.execute(f"select {sql} from (select ?::varchar as raw)", [text]).fetchall()
    value: Decimal | None = row[0][0]
    return value


@pytest.mark.parametrize("text", ["K", "k", "Kvinna", "kvinna", "Flicka", "FLICKA", "2", "2.0"])
def test_falla_37_every_way_to_write_a_girl(text: str) -> None:
    assert one("insatser", "kon", text) == "K"


@pytest.mark.parametrize("text", ["M", "man", "Man", "Pojke", "pojke", "1", "1,0", "01"])
def test_falla_37_every_way_to_write_a_boy(text: str) -> None:
    assert one("insatser", "kon", text) == "M"


@pytest.mark.parametrize("text", ["T", "P", "F", "3", "?", "okänt", "MK", "M/K", "0", "11"])
def test_falla_37_what_is_neither_is_not_counted_as_a_boy(text: str) -> None:
    assert one("insatser", "kon", text) == "oläst"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Bromma", "bromma"),
        ("BROMMA SDF", "bromma"),
        ("Bromma stadsdelsförvaltning", "bromma"),
        ("Hässelby - Vällingby", "hasselby-vallingby"),
        ("Hässelby–Vällingby", "hasselby-vallingby"),
        ("Spånga - Tensta", "spanga-tensta"),
        ("Enskede – Årsta - Vantör sdf", "enskede-arsta-vantor"),
        ("Norra Innerstaden", "norra-innerstaden"),
        ("Norra innerstadens stadsdelsområde", "norra-innerstaden"),
        ("Södermalms stadsdelsnämnd", "sodermalm"),
        ("Kungsholmen (Sthlm)", "kungsholmen"),
        ("Farsta sdf (Sthlm)", "farsta"),
        ("Ha\u0308gersten-A\u0308lvsjo\u0308", "hagersten-alvsjo"),
        ("skarholmen", "skarholmen"),
        ("715", "skarpnack"),
        ("715.0", "skarpnack"),
        ("0715", "skarpnack"),
        ("113", "central"),
        ("0180", "stad"),
        ("180", "stad"),
        ("Hela staden", "stad"),
    ],
)
def test_falla_39_names_of_districts_with_the_noise_that_systems_add(text: str, code: str) -> None:
    assert unit_code(text, UNITS) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Rinkeby-Kista", "rinkeby-kista"),
        ("701.0", "rinkeby-kista"),
        ("703", "spanga-tensta"),
        ("Norrmalm", "norrmalm"),
        ("710", "ostermalm"),
        ("Hägersten-Liljeholmens stadsdelsnämnd", "hagersten-liljeholmen"),
        ("Älvsjö", "alvsjo"),
    ],
)
def test_falla_10_districts_of_earlier_years_keep_their_own_code(text: str, code: str) -> None:
    """Which district they belong to today is told by the seed, with dates, and not here."""
    assert unit_code(text, UNITS) == code


@pytest.mark.parametrize("text", ["Nacka", "7", "Anna Exempelsson", "sdf", "s", "-"])
def test_a_unit_that_nobody_knows_is_unknown_and_never_the_nearest(text: str) -> None:
    assert unit_code(text, UNITS) == "okand"


def test_yes_in_a_file_that_never_writes_no_makes_blank_a_no() -> None:
    found = values("insatsutbud", "planerad", "Ja")
    assert (found.read, found.blank) == ({"Ja": True}, False)
    assert found.notes == ("tomt läst som nej, eftersom filen aldrig skriver nej",)


def test_blank_stays_unknown_where_no_is_written_or_the_value_may_be_missing() -> None:
    both = values("insatsutbud", "planerad", "ja", "Nej")
    assert (both.read, both.blank) == ({"ja": True, "Nej": False}, None)
    assert values("insatser", "sip", "ja").blank is None
    assert values("insatsutbud", "planerad").blank is None


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        *((text, True) for text in ("Ja", "J", "x", "1", "1.0", "TRUE", "Sant")),
        *((text, False) for text in ("Nej", "n", "0", "0.0", "FALSE", "Falskt")),
        *((text, "oläst") for text in ("kanske", "2", "?", "ja nej", "-")),
    ],
)
def test_yes_and_no(text: str, answer: Any) -> None:
    assert one("insatser", "sip", text) == answer


@pytest.mark.parametrize("space", SPACES)
def test_a_space_of_any_width_parts_thousands(space: str) -> None:
    assert one("befolkning", "antal", f"33{space}605") == 33_605
    assert one("befolkning", "antal", f"1{space}234{space}567") == 1_234_567
    assert decimal(f"12{space}345,50") == Decimal("12345.50")


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("-", 0), ("–", 0), ("007", 7), ("2012.0", 2012), ("2012,00", 2012), ("-3", -3)],
)
def test_whole_numbers(text: str, number: int) -> None:
    assert one("befolkning", "antal", text) == number


def test_two_dots_are_a_number_that_is_missing_and_not_zero() -> None:
    assert one("befolkning", "antal", "..") is None
    assert decimal("..") is None
    assert decimal("–") == 0


@pytest.mark.parametrize(
    "text", ["1.000", "1,000", "12,5", "1 2", "1\n234", "12 34", "1e3", "tio", "1 234.567", "٣"]
)
def test_a_whole_number_with_two_readings_is_not_read(text: str) -> None:
    assert one("befolkning", "antal", text) == "oläst"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12,5", "12.50"),
        ("12.5", "12.50"),
        ("1 234,5", "1234.50"),
        ("12,345", "12.35"),
        ("0.125", "0.13"),
        ("12345.125", "12345.13"),
        ("-7", "-7.00"),
    ],
)
def test_amounts_with_comma_or_dot(text: str, number: str) -> None:
    assert decimal(text) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["12.500", "1.234,5", "1,234.5", "1 2", "12,5 kr", "12 %", "=1+1", "1\n234", "nan"]
)
def test_an_amount_with_two_readings_or_none_is_not_read(text: str) -> None:
    """12.500 may be twelve and a half, or twelve thousand five hundred."""
    assert decimal(text) is None


def test_a_list_of_codes_is_sorted_once_each_or_not_read_at_all() -> None:
    assert one("insatser", "komponenter", "Samtal + grupp; samtal") == "grupp+samtal"
    assert one("insatser", "komponenter", "samtal+annat") == "oläst"
    assert one("insatser", "komponenter", "+") == "oläst"


def test_a_month_may_be_written_as_a_day_in_it() -> None:
    found = values(
        "insatser_utan_behovsprovning", "manad", "2024-03", "202404", "2024-05-17", "2024-13"
    )
    assert found.read == {
        "2024-03": "2024-03-01", "202404": "2024-04-01", "2024-05-17": "2024-05-01",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["FAM01", "fam01", "SÖ-LOTS", "J-12", "701", "OKAND"])
def test_a_short_local_code_stands_as_it_is(text: str) -> None:
    assert type_code(text, KEY) == text.upper()


@pytest.mark.parametrize(
    "text",
    ["Familjebehandling", "EVA-KARLSSON", "Stöd till Anna", "FAM01 ", "20120101", "=1+1", "@a"],
)
def test_falla_44_a_longer_type_becomes_unknown_and_its_text_is_gone(text: str) -> None:
    code = type_code(text, KEY)
    assert code.startswith("OKAND-")
    assert len(code) == len("OKAND-") + 8
    assert text.strip().upper() not in code


def test_falla_44_two_unknown_types_are_told_apart_and_only_by_the_key() -> None:
    assert type_code("Familjestöd A", KEY) != type_code("Familjestöd B", KEY)
    assert type_code("Familjestöd A", KEY) == type_code("familjestöd  a", KEY)
    assert type_code("Familjestöd A", KEY) != type_code("Familjestöd A", b"en annan")
