"""Files hold what the page shows, as numbers and words, and say where they come from."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from dash import dcc
from python_calamine import CalamineWorkbook

from dashboards import html
from dashboards.app import build_app
from dashboards.components.table import build_table
from dashboards.exports.as_csv import as_csv
from dashboards.exports.as_xlsx import as_xlsx
from dashboards.exports.find import cards
from dashboards.exports.picture import as_picture
from dashboards.exports.provenance import Provenance, file_name, provenance
from dashboards.exports.table import Grid, grid_of
from dashboards.exports.values import Number, read
from pipelines.publication.reader import Reader
from tests.unit.dashboards.nights import cell, publish, usual_cells

OWN = "/hamta/regi/egen-regi"
HEADS = [
    "Enhet", "Beslut", "I egen regi", "Andel", "Osäkerhetsintervall (95 %), undre",
    "Osäkerhetsintervall (95 %), övre", "Mot övriga staden",
]  # fmt: skip
ABOUT = Provenance("Fråga?", (), (), (("Fråga", "Fråga?"),), "", "/regi#x", "insatskoll-x")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory):
    home = tmp_path_factory.mktemp("hem")
    publish(home, usual_cells())
    return build_app(Reader(home / "serve")).server.test_client()


def lines_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def row_of(lines: list[list], name: str) -> list:
    return next(line for line in lines if line and line[0] == name)


def sheets_of(data: bytes) -> dict[str, list[list]]:
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
    }


def test_a_csv_holds_the_published_cells_as_numbers(client):
    lines = lines_of(client.get(f"{OWN}.csv?period=2025").data)
    assert ["Andel egen regi, 2025"] in lines
    assert row_of(lines, "Enhet") == HEADS
    # 350 of 400 is 0.875; Wilson's interval of it, by hand: 0.83898 to 0.90388
    assert row_of(lines, "Bromma")[:6] == ["Bromma", "400", "350", "0,875", "0,839", "0,904"]
    assert row_of(lines, "Staden")[:4] == ["Staden", "5883", "5351", "0,910"]


def test_a_state_stays_a_word_in_every_column_that_it_covers(client):
    lines = lines_of(client.get(f"{OWN}.csv?period=2025").data)
    assert row_of(lines, "Järva")[1:6] == ["skyddad"] * 5
    few = row_of(lines, "Farsta")
    assert few[1:6] == ["14", *["för få för en andel"] * 4]
    assert row_of(lines, "Kungsholmen")[1:6] == ["ej levererat"] * 5
    assert row_of(lines, "Skarpnäck")[1:6] == ["ej mogen"] * 5
    assert row_of(lines, "Södermalm")[1:6] == ["erbjuds inte"] * 5


def test_a_csv_is_one_that_a_swedish_spreadsheet_opens(client):
    data = client.get(f"{OWN}.csv").data
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n") > 20
    assert "\N{NO-BREAK SPACE}%" not in data.decode().split("\r\n\r\n")[1].split("\r\n", 2)[2]


def test_a_file_says_where_it_comes_from(client):
    facts = lines_of(client.get(f"{OWN}.csv?period=2025").data)
    facts = facts[: facts.index([])]
    assert facts[0] == ["Märkning", "Syntetiska data – inga uppgifter om verkliga barn"]
    assert facts[1] == ["Fråga", "Hur stor andel av besluten gäller egen regi?"]
    assert facts[2][0] == "Svar"
    assert facts[2][1].startswith("Under 2025 gällde 91,0\N{NO-BREAK SPACE}% av stadens beslut")
    for fact in (
        ["Mått", "R1 Andel egen regi, definition v1"],
        ["Period", "2025"],
        ["Talets adress", "R1/stad/2025"],
        ["Uttagsdatum", "2026-10-31"],
        ["Körning", "2026-10-31-provnatt"],
        ["Sida", "/regi?period=2025#egen-regi"],
    ):
        assert fact in facts
    states = [text for name, text in facts if name == "Förklaring"]
    assert any(text.startswith("skyddad: Talet visas inte") for text in states)


def test_a_workbook_holds_the_published_cells_as_numbers(client):
    sheets = sheets_of(client.get(f"{OWN}.xlsx?period=2025").data)
    assert list(sheets) == ["Tabell", "Om uppgifterna"]
    table = sheets["Tabell"]
    assert table[0][0] == "Andel egen regi, 2025"
    assert table[1][0] == "Syntetiska data – inga uppgifter om verkliga barn"
    assert table[2][0] == "/regi?period=2025#egen-regi"
    assert table[4] == HEADS
    assert row_of(table, "Bromma")[:6] == ["Bromma", 400, 350, 0.875, 0.839, 0.904]
    assert row_of(table, "Järva")[1:6] == ["skyddad"] * 5
    assert ["Körning", "2026-10-31-provnatt"] in sheets["Om uppgifterna"]


def test_shares_in_a_workbook_are_shown_in_per_cent(client):
    with ZipFile(BytesIO(client.get(f"{OWN}.xlsx").data)) as parts:
        styles = parts.read("xl/styles.xml").decode()
    assert 'formatCode="0.0\\ %"' in styles


def test_the_same_card_gives_the_same_bytes(client):
    for kind in ("csv", "xlsx", "json"):
        first, second = (client.get(f"{OWN}.{kind}").data for _ in range(2))
        assert first == second
    with ZipFile(BytesIO(client.get(f"{OWN}.xlsx").data)) as parts:
        assert b"2026-10-31T00:00:00Z" in parts.read("docProps/core.xml")


def test_a_share_with_a_count_beside_it_is_two_columns(client):
    lines = lines_of(client.get("/hamta/regi/fem-varden.csv").data)
    assert row_of(lines, "Enhet")[1:3] == ["Egen nämnd", "Egen nämnd, antal"]
    assert row_of(lines, "Farsta")[1:3] == ["0,800", "80"]
    assert row_of(lines, "Järva")[1:3] == ["skyddad", "skyddad"]


def test_data_that_are_not_synthetic_are_not_called_so(tmp_path):
    publish(tmp_path, usual_cells(), synthetic=False)
    browser = build_app(Reader(tmp_path / "serve")).server.test_client()
    assert "Syntetiska" not in browser.get(f"{OWN}.csv").get_data(as_text=True)
    assert browser.get(f"{OWN}.json").get_json()["markning"] == ""


def test_files_have_harmless_names_and_are_kept_nowhere(client):
    answer = client.get(f"{OWN}.csv?period=2025")
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="insatskoll-regi-egen-regi-2025.csv"'
    )
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.mimetype == "text/csv"
    assert file_name(("metod", "x", '../"å\r\n' + "a" * 500)).startswith("insatskoll-metod-x-a-aaa")
    assert len(file_name(("metod", "a" * 500))) == 100


@pytest.mark.parametrize(
    "address",
    [
        "/hamta/finns-inte/egen-regi.csv", "/hamta/regi/finns-inte.csv", "/hamta/regi/egen-regi",
        f"{OWN}.exe", f"{OWN}.csv?sida=2", "/hamta/regi/innehall.csv", "/hamta/metod/grupp-0.csv",
        "/hamta/regi/..%5c..%5cetc.csv", "/hamta/uppfoljning/policy.json",
        f"/hamta/regi/{'a' * 10_000}.csv", "/hamta/regi/x'; drop table celler; --.csv",
        f"{OWN}.csv?period=2025&{'b' * 10_000}=1", "/hamta/regi/%00%ff.csv",
    ],
)  # fmt: skip
def test_what_does_not_exist_is_said_in_swedish(client, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert answer.get_data(as_text=True).startswith("Filen finns inte: sidan, kortet")
    assert answer.mimetype == "text/plain"


@pytest.mark.parametrize("asked", ["2099", "' or 1=1 --", "a" * 10_000, "2023&period=2025"])
def test_a_value_that_does_not_exist_gives_what_the_page_gives_and_says_so(client, asked):
    answer = client.get(f"{OWN}.csv?period={asked}")
    assert answer.status_code == 200
    lines = lines_of(answer.data)
    assert ["Andel egen regi, 2025"] in lines
    assert row_of(lines, "Observera")[1].endswith("finns inte; visar 2025")
    assert asked not in answer.get_data(as_text=True) or asked == "2099"


def test_before_any_night_there_is_nothing_to_take_away(tmp_path):
    browser = build_app(Reader(tmp_path / "serve")).server.test_client()
    answer = browser.get(f"{OWN}.csv")
    assert answer.status_code == 503
    assert answer.get_data(as_text=True).startswith("Det finns inga publicerade uppgifter")


def test_a_picture_is_made_of_what_the_card_says(client):
    said = client.get(f"{OWN}.json?period=2025").get_json()
    assert said["namn"] == "insatskoll-regi-egen-regi-2025"
    assert said["fraga"] == "Hur stor andel av besluten gäller egen regi?"
    first, second = said["svar"]
    assert first.startswith("Under 2025 gällde 91,0")
    assert "från övriga staden" in second
    assert said["fot"][0].endswith("2025 · uttag 2026-10-31 · definition v1 · R1/stad/2025")
    assert said["markning"] == "Syntetiska data – inga uppgifter om verkliga barn"
    assert said["nyckel"][0] == {"marke": "swatch mark-within", "ord": "inom väntad variation"}
    (chart,) = said["diagram"]
    assert chart["hojd"] > 100
    assert {"data", "layout"} <= chart["figur"].keys()
    assert said["farger"]["ljusa"]["#8AB8E6"] == "#1F4E79"


def test_a_picture_carries_what_loud_checks_found_and_not_the_quiet():
    def picture(face: str) -> list[str]:
        notes = html.Details([html.Summary("Berörs av en kontroll"), html.Ul([])], className=face)
        about = Provenance("Fråga?", ("Svar.",), ("Räknar beslut",), (), "", "/regi", "x")
        card = cards([html.Section([html.H2("Fråga?"), notes], id="kort")])["kort"]
        return json.loads(as_picture(about, card))["fot"]

    assert picture("checks loud") == ["Räknar beslut", "Berörs av en kontroll."]
    assert picture("checks") == ["Räknar beslut"]


def test_what_is_said_under_the_chart_is_in_the_file_too(night):
    parts = [html.P("Först."), html.Div([html.P("Sedan.")], className="closer"),
             html.Div([html.P("Annat.")])]  # fmt: skip
    card = cards([html.Section([html.H2("Fråga?"), *parts], id="kort")])["kort"]
    about = provenance(night, card, "/regi#kort", ("regi", "kort"), ())
    assert about.sentences == ("Först.", "Sedan.")
    assert [text for name, text in about.facts if name == "Svar"] == ["Först.", "Sedan."]


def test_a_link_is_no_answer_in_a_file(night):
    link = html.A("Jämför stadsdelarna i måttet", href="/likstallighet")
    told = [html.P("Svaret."), html.P(link), html.P(["Halvåren kan bedömas. ", link, "."]),
            html.P(["Se också ", html.A("Metod", href="/metod"), "."])]  # fmt: skip
    card = cards([html.Section([html.H2("Fråga?"), *told], id="kort")])["kort"]
    about = provenance(night, card, "/regi#kort", ("regi", "kort"), ())
    assert about.sentences == ("Svaret.", "Halvåren kan bedömas.", "Se också Metod.")


def test_charts_side_by_side_are_all_in_the_picture():
    def chart(name):
        return dcc.Graph(id=name, figure={"data": [], "layout": {}}, style={"height": "90px"})

    pair = [html.Div([chart("a")]), html.Div([chart("b")])]
    card = cards([html.Section([html.Div(pair), chart("c")], id="kort")])["kort"]
    said = json.loads(as_picture(ABOUT, card))
    assert [one["hojd"] for one in said["diagram"]] == [90, 90, 90]


def test_a_chart_that_is_drawn_already_is_in_the_picture_as_it_is_for_paper():
    drawn = html.Drawn("<svg>mörk och smal</svg>", "<svg>för papper</svg>", 65, className="chart")
    card = cards([html.Section([html.Div(drawn)], id="kort")])["kort"]
    assert card.charts == [drawn]
    said = json.loads(as_picture(ABOUT, card))
    assert said["diagram"] == [{"hojd": 65, "svg": "<svg>för papper</svg>"}]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("5\N{NO-BREAK SPACE}048", [("5048", 0, False)]),
        ("91,0\N{NO-BREAK SPACE}%", [("0.910", 1, True)]),
        ("\N{MINUS SIGN}13,3", [("-13.3", 1, False)]),
        ("+4,7", [("4.7", 1, False)]),
        ("90,2–91,7\N{NO-BREAK SPACE}%", [("0.902", 1, True), ("0.917", 1, True)]),
        ("\N{MINUS SIGN}17,3 till \N{MINUS SIGN}9,5", [("-17.3", 1, False), ("-9.5", 1, False)]),
        ("1,05–1,20", [("1.05", 2, False), ("1.20", 2, False)]),
        (
            "93,3\N{NO-BREAK SPACE}% (89,4–95,8\N{NO-BREAK SPACE}%)",
            [("0.933", 1, True), ("0.894", 1, True), ("0.958", 1, True)],
        ),
        ("350 av 400", [("350", 0, False), ("400", 0, False)]),
    ],
)
def test_what_a_cell_shows_is_read_as_numbers(text, values):
    _, found = read(text)
    assert found == tuple(Number(Decimal(v), decimals, share) for v, decimals, share in values)


@pytest.mark.parametrize(
    "text", ["skyddad", "–", "", "2023", "2026-10-31", "R1", "1 januari 2024", "2023–2024", "1.5"]
)
def test_what_is_no_number_stays_as_it_is(text):
    assert read(text)[1] == (text,)


def test_a_table_with_stretched_cells_and_two_rows_of_heads_is_laid_out():
    table = html.Table(
        [
            html.Caption("Två"),
            html.Thead(
                [
                    html.Tr([html.Th("Enhet", rowSpan=2), html.Th("År", colSpan=2)]),
                    html.Tr([html.Th("2024"), html.Th("2025")]),
                ]
            ),
            html.Tbody(
                [
                    html.Tr([html.Th("Farsta", rowSpan=2), html.Td(7), html.Td("8\xa0dagar")]),
                    html.Tr([html.Td("skyddad", colSpan=2)]),
                ]
            ),
        ]
    )
    seven, eight = Number(Decimal(7), 0), Number(Decimal(8), 0, unit="dagar")
    assert grid_of(table) == Grid(
        "Två",
        ("Enhet", "År – 2024", "År – 2025 (dagar)"),
        (("Farsta", seven, eight), ("Farsta", "skyddad", "skyddad")),
    )


def test_numbers_of_different_units_say_their_own():
    table = build_table(
        "Ny",
        ["Gäller", "Tid"],
        [
            ("A", ["3 månader"]),
            ("B", ["4,7 procentenheter (−1,2 till +9,0)"]),
            ("C", ["skyddad"]),
            ("D", [html.Td(5)]),
            ("E", ["6 flest"]),
        ],
    )
    grid = grid_of(cards([html.Section(table, id="ny")])["ny"].tables[0])
    assert grid.heads == ("Gäller", "Tid", "Tid, undre", "Tid, övre", "Tid, enhet")
    shown = [tuple(str(v.value) if isinstance(v, Number) else v for v in row) for row in grid.rows]
    assert shown == [
        ("A", "3", "", "", "månader"),
        ("B", "4.7", "-1.2", "9.0", "procentenheter"),
        ("C", "skyddad", "skyddad", "skyddad", ""),
        ("D", "5", "", "", ""),
        ("E", "6 flest", "6 flest", "6 flest", ""),
    ]


def test_the_heading_of_a_group_of_rows_is_said_once():
    body = html.Tbody(
        [html.Tr(html.Th("Volym", colSpan=2)), html.Tr([html.Th("Beslut"), html.Td(7)])]
    )
    table = html.Table([html.Thead(html.Tr([html.Th("Mått"), html.Th("Farsta")])), body])
    assert grid_of(table).rows == (("Volym", ""), ("Beslut", Number(Decimal(7), 0)))


def test_no_text_becomes_a_formula():
    wild = ("=1+1", "+46 8 508", "-x", "@SUM(A1)", "\t=1", "\r=1")
    grid = Grid("=caption", ("=head", "b"), tuple((text, text) for text in wild))
    for line in lines_of(as_csv(ABOUT, [grid]))[2:]:
        assert all(value.startswith("'") or value == "b" for value in line)
    data = as_xlsx(ABOUT, [grid], "2026-10-31")
    with ZipFile(BytesIO(data)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
    assert sheets_of(data)["Tabell"][4][0] == "=head"


def test_negative_numbers_are_numbers_and_no_formulas():
    grid = Grid("A", ("b", "c"), (("x", Number(Decimal("-13.3"), 1)),))
    assert lines_of(as_csv(ABOUT, [grid]))[-1] == ["x", "-13,3"]
    assert sheets_of(as_xlsx(ABOUT, [grid], "2026-10-31"))["Tabell"][5] == ["x", -13.3]


def test_each_table_of_a_card_has_its_sheet():
    grid = Grid("A", ("b",), (("x",),))
    sheets = sheets_of(as_xlsx(ABOUT, [grid, grid], "2026-10-31"))
    assert list(sheets) == ["Tabell 1", "Tabell 2", "Om uppgifterna"]


def test_only_cards_with_an_id_can_be_asked_for():
    chart = dcc.Graph(id="d", figure={"data": [], "layout": {}}, style={"height": "90px"})
    found = cards([html.Section("utan id"), html.Div(html.Section([chart], id="kort"))])
    assert list(found) == ["kort"]
    assert (found["kort"].tables, found["kort"].charts) == ([], [chart])


def test_what_no_chart_can_draw_is_null_in_its_picture():
    figure = {"data": [{"x": [float("nan"), 1.0]}], "layout": {}}
    chart = dcc.Graph(id="d", figure=figure, style={"height": "90px"})
    card = cards([html.Section([chart], id="kort")])["kort"]
    assert b'"x": [null, 1.0]' in as_picture(ABOUT, card)


def test_a_city_that_is_not_shown_stays_a_word(tmp_path: Path):
    cells = [one for one in usual_cells() if one.adress != "R1/stad/2025"]
    publish(tmp_path, [*cells, cell("R1/stad/2025", status="saknas", orsak="ofullstandigt")])
    browser = build_app(Reader(tmp_path / "serve")).server.test_client()
    lines = lines_of(browser.get(f"{OWN}.csv?period=2025").data)
    assert row_of(lines, "Staden")[1:6] == ["ofullständigt"] * 5
