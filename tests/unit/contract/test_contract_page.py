"""The deliverer's pages: made from the contract, and whole."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipelines.commands.contract import app
from pipelines.contract.model import load_contract, versions
from pipelines.contract.page import pages, render
from pipelines.errors import InsatskollError
from pipelines.intake.manifest import DeliveredFile, Manifest, parse_manifest

FOLDER = Path(__file__).parents[3] / "docs" / "kontrakt"
VERSIONS = pytest.mark.parametrize("version", versions())


def section(version: str, table: str) -> str:
    """What the page says of one table."""
    page = render(version)
    start = page.index(f"\n### {table}\n")
    following = re.search(r"\n#{2,3} ", page[start + 5 :])
    assert following is not None
    return page[start : start + 5 + following.start()]


def cells(text: str) -> list[list[str]]:
    """The rows of every Markdown table in the text."""
    return [
        [cell.strip() for cell in line.strip("|").split(" | ")]
        for line in text.splitlines()
        if line.startswith("| ")
    ]


def test_the_committed_pages_are_what_the_contract_gives() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}
    assert written == pages(), "kör make docs"
    assert sorted(written) == ["v1.1.md", "v1.md"]


@VERSIONS
def test_every_column_is_on_the_page_with_all_that_the_contract_says_of_it(version: str) -> None:
    for name, table in load_contract(version).tabeller.items():
        text = section(version, name)
        assert table.titel in text
        assert table.korn in text
        rows = {row[0]: row for row in cells(text) if len(row) == 7}
        for column, entry in table.kolumner.items():
            row = rows[f"`{column}`"]
            assert row[1] == entry.om
            assert row[3] == (entry.enhet or "")
            assert row[4] == entry.tomt
            assert row[5] == " · ".join(entry.alias)
            assert row[6] == (f"`{entry.hor_till}`" if entry.hor_till else "")


@VERSIONS
def test_every_code_stands_at_every_column_that_has_it(version: str) -> None:
    contract = load_contract(version)
    listed = set()
    for name, table in contract.tabeller.items():
        rows = [row for row in cells(section(version, name)) if len(row) == 4]
        for column, entry in table.kolumner.items():
            for code, meaning in contract.koder.get(entry.koder or "", {}).items():
                expected = [f"`{column}`", f"`{code}`", meaning.text, " · ".join(meaning.alias)]
                assert expected in rows
                listed.add((entry.koder, code))
    assert listed == {(name, code) for name, codes in contract.koder.items() for code in codes}


@VERSIONS
def test_the_example_is_a_manifest_that_the_intake_reads(version: str) -> None:
    found = re.search(r"```json\n(.*?)\n```", render(version), re.DOTALL)
    assert found is not None
    manifest = parse_manifest(found[1].encode(), "exempel")
    assert manifest.kontrakt == version
    # everything that a stadsdelsnämnd must deliver, but not the population
    assert [file.tabell for file in manifest.filer] == [
        "insatser", "uppfoljningar", "genomforandeplaner", "utredningar", "aktualiseringar",
        "insatsutbud", "insatser_utan_behovsprovning", "personalresurser", "dokumentationsvillkor",
    ]  # fmt: skip
    assert json.loads(found[1])["ersatter"] is None


@VERSIONS
def test_every_field_of_the_manifest_is_explained(version: str) -> None:
    explained = {row[0] for row in cells(render(version)) if len(row) == 2}
    fields = {*Manifest.model_fields, *DeliveredFile.model_fields}
    assert {f"`{field}`" for field in fields} <= explained


def test_who_delivers_what_is_one_table() -> None:
    rows = cells(render("1"))
    assert [
        "`befolkning`", "Barn och unga i befolkningen", "–", "lämnas"
    ] in rows  # fmt: skip
    assert [
        "`insatser_utan_behovsprovning`", "Insatser utan behovsprövning (antal)", "lämnas", "–"
    ] in rows  # fmt: skip


def test_limits_and_units_are_said_in_words() -> None:
    assert "| heltal, 0–20 | år | nej |" in section("1", "befolkning")
    assert "| heltal, minst 0 | barn | nej |" in section("1", "befolkning")
    assert "| tal med högst två decimaler | kr | ja |" in section("1", "insatser")
    assert "| en eller flera koder |" in section("1", "utredningar")


def test_v1_1_begins_with_what_changed_and_v1_does_not() -> None:
    headings = [line for line in render("1.1").splitlines() if line.startswith("#")]
    assert headings[:2] == [
        "# Kontrakt v1.1: så lämnar du uppgifter till Insatskoll",
        "## Nytt sedan v1",
    ]
    assert "- `lagrum/lvu22`: stavning ”lvu”" in render("1.1")
    assert "Nytt sedan" not in render("1")


@VERSIONS
@pytest.mark.parametrize(
    "said",
    [
        "UTF-8 med eller utan BOM, UTF-16LE (”Unicode-text” i Excel) och Windows-1252",
        "`;`, TAB, `,` eller",
        "Parquet (`.parquet`)",
        "`20230701`, `2023-07-01 00:00:00`, `230701`",
        "`1/7/2023` bara där filen själv visar vilket tal som är dagen",
        "`-`, `9999-12-31` eller `2099-12-31`",
        "`1 234,5`",
        "Rubriker, titelrader, tomma rader och slutrader som Summa räknas inte",
        "personnummer eller samordningsnummer",
        "Barn med sekretessmarkering",
        "2025-07-01 eller senare",
        "det gamla i `ersatter`",
        "`insatskoll check MAPP_ELLER_ZIP`",
        "`insatskoll pseudonymise`",
        "Leveranser enligt v1 och v1.1 tas emot; v1.1 är den nyaste.",
    ],
)
def test_a_deliverer_is_told(version: str, said: str) -> None:
    assert said in render(version)


def test_falla_10_earlier_districts_stand_with_the_district_that_took_over() -> None:
    row = next(row for row in cells(render("1")) if row[0] == "Järva")
    assert row[3] == (
        "Rinkeby-Kista (701), till och med 2023-06-30; Spånga-Tensta (703), till och med 2023-06-30"
    )


def test_the_command_prints_the_newest_page_or_the_one_asked_for() -> None:
    assert CliRunner().invoke(app, ["page"]).output == render("1.1")
    assert CliRunner().invoke(app, ["page", "--version", "v1"]).output == render("1")


def test_the_page_of_an_unknown_version_is_a_clear_error() -> None:
    found = CliRunner().invoke(app, ["page", "--version", "v2"])
    assert isinstance(found.exception, InsatskollError)
    assert "kända versioner: 1, 1.1" in str(found.exception)
