from __future__ import annotations

import re

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pipelines.contract import Contract, load_contract
from pipelines.contract.staging import staging_yaml
from pipelines.contract.text import slug, slug_sql
from pipelines.contract.typing import SQL_TYPES, typed_sql, unit_names
from pipelines.contract.values import read_values
from pipelines.settings import DBT_PROJECT, SEEDS

UNITS = unit_names(SEEDS / "stadsdelsnamnder.csv")


def read(name: str, text: str | None, table: str = "insatser") -> object:
    """What one text becomes in one column, when no other text of the file says otherwise."""
    contract = load_contract()
    column = contract.tabeller[table].kolumner[name]
    if column.typ in SQL_TYPES:
        sql = f"select {typed_sql(column, 'raw')} from (select ?::varchar as raw)"
        return duckdb.execute(sql, [text]).fetchone()[0]  # type: ignore[index]
    values = read_values(contract, column, [] if text is None else [text], UNITS, b"nyckel")
    return values.blank if text is None else values.read.get(text)


def test_the_ten_tables_are_declared_with_their_keys() -> None:
    tables = load_contract().tabeller
    assert {name: table.nyckel for name, table in tables.items()} == {
        "insatser": ("beslut_id",),
        "uppfoljningar": ("uppfoljning_id",),
        "genomforandeplaner": ("plan_id",),
        "utredningar": ("utredning_id",),
        "aktualiseringar": ("aktualisering_id",),
        "insatsutbud": ("enhet", "insatstyp", "gallande_fran"),
        "befolkning": ("enhet", "alder", "kon", "referensdatum", "kalla"),
        "insatser_utan_behovsprovning": (
            "enhet", "nuso_kategori", "manad", "aldersgrupp", "kon", "resultat",
        ),
        "personalresurser": ("enhet", "referensdatum", "roll", "kompetens", "certifiering"),
        "dokumentationsvillkor": ("enhet", "insatstyp", "gallande_fran"),
    }  # fmt: skip


def test_no_column_is_free_text() -> None:
    types = {c.typ for t in load_contract().tabeller.values() for c in t.kolumner.values()}
    assert types == {
        "pseudonym", "kod", "kodlista", "typkod", "enhet", "datum", "manad", "heltal", "decimal",
        "ja_nej",
    }  # fmt: skip


def test_a_column_may_be_called_by_its_aliases_however_written() -> None:
    headings = load_contract().tabeller["insatser"].headings()
    assert headings[slug("BESLUTANDE  NÄMND")] == "beslutande_enhet"
    assert headings[slug("Fr.o.m.")] == "startdatum"
    assert headings[slug("Fo\u0308delsea\u030ar")] == "fodelsear"  # decomposed letters


def test_a_heading_that_means_two_columns_is_refused() -> None:
    raw = load_contract().model_dump()
    raw["tabeller"]["befolkning"]["kolumner"]["alder"]["alias"] = ("Kön",)
    with pytest.raises(ValidationError, match="betyder två kolumner"):
        Contract.model_validate(raw)


def test_a_code_needs_a_code_list_that_exists() -> None:
    raw = load_contract().model_dump()
    raw["tabeller"]["befolkning"]["kolumner"]["kon"]["koder"] = "finns_inte"
    with pytest.raises(ValidationError, match="finns inte"):
        Contract.model_validate(raw)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fr.o.m.", "fr-o-m"),
        ("Enskede – Årsta - Vantör", "enskede-arsta-vantor"),
        ("  Hägersten-Älvsjö ", "hagersten-alvsjo"),
        ("22 § LVU", "22-lvu"),
        ("", ""),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


@given(st.text("abcåäöÅÄÖéüABC 0129-–.,_§/", max_size=30))
def test_slug_is_the_same_in_python_and_in_duckdb(text: str) -> None:
    found = duckdb.execute(f"select {slug_sql('t')} from (select ? as t)", [text]).fetchone()
    assert found == (slug(text),)


@pytest.mark.parametrize(
    ("column", "text", "expected"),
    [
        ("barn_id", "0123456789abcdef01234567", "0123456789abcdef01234567"),
        ("barn_id", "0123456789ABCDEF01234567", None),
        ("barn_id", "19900101-1234", None),
        ("kon", "Flicka", "K"),
        ("kon", "2", "K"),
        ("kon", "pojke", "M"),
        ("kon", "T", None),
        ("regi", "Egen regi", "egen_namnd"),
        ("regi", "Köpt", "kopt"),
        ("lagrum", "22 § LVU", "lvu22"),
        ("insatstyp", "fam01", "FAM01"),
        ("insatstyp", "SÖ-LOTS", "SÖ-LOTS"),
        ("insatstyp", "FAM12", "FAM12"),
        ("beslutande_enhet", "Rinkeby-Kista", "rinkeby-kista"),
        ("beslutande_enhet", "Norra Innerstaden", "norra-innerstaden"),
        ("beslutande_enhet", "718", "farsta"),
        ("beslutande_enhet", "Norra innerstadens stadsdelsområde", "norra-innerstaden"),
        ("beslutande_enhet", "Solna", "okand"),
        ("fodelsear", "2012", 2012),
        ("fodelsear", "tolv", None),
        ("kostnad_manad", "12500,50", 12500.5),
        ("kostnad_manad", "12\N{NO-BREAK SPACE}500", 12500.0),
        ("kostnad_manad", "tolv tusen", None),
        ("sip", "Ja", True),
        ("sip", "kanske", None),
        ("komponenter", "Samtal + Hembesök", "hembesok+samtal"),
        ("komponenter", "Samtal + Karin", None),
    ],
)
def test_reading_a_value(column: str, text: str, expected: object) -> None:
    found = read(column, text)
    assert (float(found) if column == "kostnad_manad" and found else found) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-03-31", "2024-03-31"),
        ("20240331", "2024-03-31"),
        ("2024-03-31 00:00:00", "2024-03-31"),
        ("2024-02-29", "2024-02-29"),
        ("2023-02-29", "None"),
        ("31/3/2024", "2024-03-31"),
        ("45382", "2024-03-31"),
        ("9999-12-31", "None"),
        ("31 mars", "None"),
    ],
)
def test_reading_a_date(text: str, expected: str) -> None:
    assert str(read("beslutsdatum", text)) == expected


@pytest.mark.parametrize("text", ["Samtal med Karin på torsdagar", "19900101-12", "FAM01 Karin"])
def test_a_long_type_becomes_a_keyed_hash_and_two_of_them_stay_two(text: str) -> None:
    found = str(read("insatstyp", text))
    assert re.fullmatch(r"OKAND-[0-9A-F]{8}", found)
    assert found == read("insatstyp", text.upper())
    assert found != read("insatstyp", text + " och fredagar")


def test_an_empty_value_is_missing_in_every_type() -> None:
    contract = load_contract()
    for name, table in contract.tabeller.items():
        for column in table.kolumner:
            assert read(column, None, name) is None, column


def test_the_staging_models_follow_the_contract() -> None:
    generated = (DBT_PROJECT / "models/staging/_staging.yml").read_text(encoding="utf-8")
    assert generated == staging_yaml(load_contract()), "kör make docs"


def test_the_contract_and_the_policy_know_the_same_values_of_regi() -> None:
    codes = set(load_contract().koder["regi"])
    seed = (SEEDS / "policy_regi.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert {line.split(",")[0] for line in seed} == codes | {"okand"}
