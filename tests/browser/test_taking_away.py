"""What a reader takes away by the buttons of a card: opened, and compared with the night."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from PIL import Image
from python_calamine import CalamineWorkbook

from pipelines.publication.reader import load
from tests.browser.conftest import Open, Server

PAGE, CARD = "/regi?period=2023", "#egen-regi"


@pytest.fixture
def take(visit: Open, tmp_path: Path):
    """The bytes and the name of a file that a button gives."""

    def _take(button: str) -> tuple[bytes, str]:
        watched = visit()
        page = watched.show(PAGE)
        with page.expect_download() as waiting:
            page.locator(CARD).get_by_role("button", name=button, exact=True).click()
        path = tmp_path / "fil"
        waiting.value.save_as(path)
        assert watched.complaints == []
        assert watched.foreign == []
        return path.read_bytes(), waiting.value.suggested_filename

    return _take


def published(server: Server) -> dict[str, tuple[int, int]]:
    """Unit's name -> (decisions, own-run) of the cells that show them."""
    night = load(server.serve)
    names = {row.enhet_kod: row.enhet for row in night.table("enheter").itertuples()}
    return {
        names[cell.enhet]: (cell.namnare, cell.taljare)
        for cell in night.figures("R1", period="2023")
        if cell.taljare is not None and cell.enhet.islower() and cell.enhet != "stad"
    }


def test_csv_holds_the_published_cells(take, server: Server):
    data, name = take("CSV")
    rows = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    found = {row[0]: row[1:] for row in rows if row}
    assert name == "insatskoll-regi-egen-regi-2023.csv"
    assert found["Staden"][:3] == ["5547", "5048", "0,910"]
    cells = published(server)
    there = [unit for unit in cells if unit in found]
    assert len(there) >= 9
    for unit in there:
        assert found[unit][:2] == [str(number) for number in cells[unit]]
    assert any("Syntetiska data" in field for row in rows for field in row)


def test_excel_holds_them_as_numbers(take, server: Server):
    data, name = take("Excel")
    assert name.endswith(".xlsx")
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    rows = [row for sheet in book.sheet_names for row in book.get_sheet_by_name(sheet).to_python()]
    found = {row[0]: row[1:] for row in rows if row}
    assert found["Staden"][:2] == [5547, 5048]
    for unit, cells in published(server).items():
        if unit in found:
            assert tuple(found[unit][:2]) == cells


def test_a_picture_can_stand_alone(take):
    svg, name = take("Bild (SVG)")
    text = svg.decode()
    assert name.endswith(".svg")
    for told in ("Hur stor andel av besluten gäller egen regi?", "5 048 av 5 547", "R1/stad/2023",
                 "Syntetiska data"):  # fmt: skip
        assert told in " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())
    assert "http" not in text.replace("http://www.w3.org", "")
    png, name = take("Bild (PNG)")
    assert name.endswith(".png")
    with Image.open(BytesIO(png)) as picture:
        assert picture.width == 2000
        assert len(picture.convert("L").getcolors(256) or []) > 20


def test_a_link_shows_a_colleague_the_same_card(visit: Open, server: Server):
    watched = visit()
    page = watched.show("/regi")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(CARD).get_by_role("button", name="Kopiera länk").click()
    page.locator(CARD).get_by_text("Länken är kopierad").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == f"{server.url}/regi?period=2025{CARD}"
    page.goto(link)
    watched.settle()
    page.wait_for_function(
        "() => document.querySelector('#egen-regi').getBoundingClientRect().top < 200"
    )
    assert page.get_by_role("combobox", name="Period").input_value() == "2025"
