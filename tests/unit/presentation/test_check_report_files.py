"""The sender's report as a page and as a workbook (syntetiska data)."""

from __future__ import annotations

import io
import zipfile
from html.parser import HTMLParser

import pytest
from python_calamine import CalamineWorkbook

from expectations.rule import Severity
from pipelines.presentation.check_report.as_html import as_html
from pipelines.presentation.check_report.as_xlsx import as_xlsx, safe
from pipelines.presentation.check_report.model import (
    CheckedDelivery,
    CheckedFile,
    CheckedFinding,
    CheckReport,
    Refusal,
)

HOSTILE = '=HYPERLINK("http://exempel.test";"x")<script>alert(1)</script>&"\'.zip'
REPORT = CheckReport(
    "1",
    187,
    (
        CheckedDelivery(
            path="farsta.zip",
            leverans_id="farsta-2026-10-31",
            enhet="Farsta",
            syntetisk=True,
            refusal=None,
            files=(
                CheckedFile("insatser.csv", "insatser", ("utf-8", "en titelrad"), 1250, 1248, 2, 3),
            ),
            findings=(
                CheckedFinding(
                    "INS-01", Severity.FEL, "slut efter start", "Rätta.", "insatser.csv", 2, (3, 5)
                ),
                CheckedFinding(
                    "LEV-21", Severity.VARNING, "uttaget är nytt", "Se över.", "", 0, ()
                ),
            ),
            notes=("Bygger på en tidigare leverans.",),
        ),
        CheckedDelivery(
            HOSTILE, "", "", False, Refusal("LEV-01", HOSTILE, "går inte att öppna"), (), ()
        ),
    ),
    other_files=2,
)


class Page(HTMLParser):
    """The page's elements, with attributes, and the tags that are open at the end."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def page() -> Page:
    page = Page()
    page.feed(as_html(REPORT))
    return page


def test_the_page_is_whole_and_swedish(page: Page) -> None:
    assert page.open == []
    assert page.all("html") == [{"lang": "sv"}]
    assert len(page.all("h1")) == 1
    assert len(page.all("h2")) == 2
    assert "@media print" in as_html(REPORT)


def test_nothing_runs_and_nothing_is_fetched(page: Page) -> None:
    used = {name for name, _ in page.elements}
    assert not used & {"script", "link", "img", "iframe", "object", "form", "a", "svg"}
    attributes = {key for _, given in page.elements for key in given}
    assert attributes <= {"lang", "charset", "http-equiv", "content", "name", "class", "scope"}
    assert "default-src 'none'; style-src 'unsafe-inline'" in {
        meta.get("content") for meta in page.all("meta")
    }
    assert "url(" not in as_html(REPORT)
    assert "@import" not in as_html(REPORT)


def test_a_hostile_name_is_shown_as_text(page: Page) -> None:
    assert HOSTILE in page.texts
    assert "<script>alert" not in as_html(REPORT)


def test_every_table_has_a_caption_and_headings_for_rows_and_columns(page: Page) -> None:
    assert len(page.all("table")) == len(page.all("caption")) == 2
    scopes = [heading["scope"] for heading in page.all("th")]
    assert (scopes.count("col"), scopes.count("row")) == (6 + 7, 2 + 1)


def test_the_page_says_what_was_found_and_what_to_do(page: Page) -> None:
    for text in (
        "insatser.csv, rad\N{NO-BREAK SPACE}3, 5",
        "slut efter start",
        "Rätta.",
        "en titelrad",
    ):
        assert text in page.texts
    assert "1\N{NO-BREAK SPACE}250" in page.texts
    assert "hela leveransen" in page.texts


def sheets() -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx(REPORT)))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_workbook_has_three_sheets_with_a_row_each() -> None:
    found = sheets()
    assert {name: len(rows) for name, rows in found.items()} == {
        "Sammanfattning": 3,
        "Filer": 2,
        "Fynd": 3,
    }
    assert found["Filer"][1] == [
        "farsta-2026-10-31", "insatser.csv", "insatser", 1250, 1248, 2, 3, "utf-8\nen titelrad",
    ]  # fmt: skip
    assert found["Fynd"][1] == [
        "farsta-2026-10-31", "INS-01", "FEL", "insatser.csv", 2, "3, 5", "slut efter start",
        "Rätta.",
    ]  # fmt: skip
    assert found["Fynd"][2][3:6] == ["hela leveransen", 0, "–"]
    assert found["Sammanfattning"][1][3:6] == [2, 1250, 2]


def test_no_cell_of_the_workbook_is_a_formula_or_a_link() -> None:
    assert sheets()["Sammanfattning"][2][0] == f"'{HOSTILE}"
    with zipfile.ZipFile(io.BytesIO(as_xlsx(REPORT))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert not any("<f>" in part or "<hyperlink" in part for part in parts.values())
    assert not any("externalLink" in name for name in parts)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_text_that_looks_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert safe(text) == f"'{text}"


def test_other_texts_stay_as_they_are_and_fit_a_cell() -> None:
    assert safe("2024-03-31") == "2024-03-31"
    assert len(safe("x" * 40_000)) == len(safe("=" * 40_000)) == 32_767


def test_the_same_check_gives_the_same_files() -> None:
    assert as_xlsx(REPORT) == as_xlsx(REPORT)
    assert as_html(REPORT) == as_html(REPORT)
