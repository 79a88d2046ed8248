"""Lägesbild says what differs and what changes, and no more than that (syntetiska data)."""

from __future__ import annotations

from dataclasses import replace
from math import nan
from xml.etree import ElementTree

import pytest
from dash import dcc

from dashboards import html
from dashboards.components.overview_changes import build_changes
from dashboards.components.overview_differences import build_differences
from dashboards.components.overview_matrix import build_matrix
from dashboards.components.page_parts import source
from dashboards.figures.sparkband import sparkbands, telling
from dashboards.pages.lagesbild import build_page, choices
from dashboards.tokens import load_tokens
from dashboards.view import View
from pipelines.presentation.overview import Compared, Stretch, overview, strongest
from pipelines.presentation.sentences import lagesbild as sentences
from pipelines.presentation.sentences import lagesbild_forandring as over_time
from pipelines.presentation.units import Units
from tests.unit.dashboards.compared_night import compared_night
from tests.unit.dashboards.nights import DISTRICTS, cell, publish, usual_cells
from tests.unit.dashboards.pages_parts import card_of

NAMES = {"bromma": "Bromma", "farsta": "Farsta", "jarva": "Järva", "skarholmen": "Skärholmen"}
LIKE_CHANCE = {"bredd_utslag": "som_slumpen", "tau_utslag": "som_slumpen", "p": 0.5}


def said(utslag, riktning=1, p=nan, orsak=""):
    return {"utslag": utslag, "riktning": riktning, "p": p, "orsak": orsak}


INSIDE = said("inom_vantad_variation", 1, 0.4)


def measure(matt, rows, spread=None, group="tid"):
    return Compared(matt, f"Mått {matt}", group, "2025", rows, spread or LIKE_CHANCE)


def stretch(verdict, taus, *, first=2021, kind="ar", is_last=True, matt="R1"):
    rows = tuple(
        {"period": str(first + place), "tau": tau, "undre": tau / 2, "ovre": tau * 2,
         "slump_ovre": 1.0, "forandring_undre": -3.0, "forandring_ovre": -1.0, "utslag": verdict}
        for place, tau in enumerate(taus)
    )  # fmt: skip
    return Stretch(matt, "Andel egen regi", "procentenheter", kind, rows, is_last)


@pytest.fixture(scope="session")
def compared(tmp_path_factory):
    return compared_night(tmp_path_factory.mktemp("jamford"))


def test_the_first_card_names_the_measure_the_district_and_the_way(compared, walk, text_of):
    content = build_page(compared, {}, View())
    sections = [part.id for part in walk(content) if isinstance(part, html.Section)]
    assert sections == ["skiljer", "forandring", "alla-matt", "farskhet", "staden"]
    first = card_of(content, "skiljer")
    text = text_of(first)
    assert "Under 2025 skiljer sig minst en stadsdel" in text
    assert (
        "Förhandsbedömning inom 14 dagar: Järva ligger lägre än övriga staden. "
        "Jämförs inte: Skärholmen (skyddad)." in text
    )
    links = [part.href for part in walk(first) if getattr(part, "href", None)]
    assert links == ["/likstallighet?matt=T1&period=2025"]


def test_falla_15_it_is_said_how_many_comparisons_chance_alone_would_flag(compared, text_of):
    text = text_of(card_of(build_page(compared, {}, View()), "skiljer"))
    # Ten districts in one measure; Skärholmen is hidden. 0.2 % of ten, and 5 % of ten.
    assert "10 jämförelser gjordes" in text
    assert "peka ut ungefär 0,02 av dem (99,8 %); nu är det 1." in text
    assert "skulle ungefär 0,5 bli av en slump; nu är det 1." in text


def test_when_nothing_differs_it_is_said_plainly(tmp_path, walk, text_of):
    alike = [cell(f"T1/{unit}/2025", 320, 400) for unit in DISTRICTS]
    night = publish(tmp_path, [*alike, cell("T1/stad/2025", 3520, 4400)])
    first = card_of(build_page(night, {}, View()), "skiljer")
    text = text_of(first)
    assert "Under 2025 skiljer sig ingen stadsdel från övriga staden" in text
    assert "det enda mått som jämförs" in text
    assert "11 jämförelser gjordes" in text
    assert not [part for part in walk(first) if isinstance(part, html.Ol)]


def test_the_strongest_evidence_stands_first_and_not_the_largest_number_of_districts():
    weak = measure("T1", {"bromma": said("skiljer_sig_ner", -1, 1e-4),
                          "farsta": said("skiljer_sig_upp", 1, 1e-3)})  # fmt: skip
    strong = measure("T2", {"jarva": said("skiljer_sig_upp", 1, 1e-9), "farsta": INSIDE})
    wide = measure(
        "T4",
        {"bromma": INSIDE},
        {"bredd_utslag": "storre_an_slumpen", "tau_utslag": "som_slumpen", "p": 1e-6},
    )
    look = measure("T5", {"bromma": said("vart_att_titta_pa", -1, 0.01)})
    found = [weak, look, wide, strong]
    assert [one.matt for one in strongest(found)] == ["T2", "T4", "T1"]
    assert sentences.difference(weak, NAMES) == (
        "Bromma ligger lägre och Farsta högre än övriga staden."
    )
    assert "utan att någon enskild skiljer sig säkert" in sentences.difference(wide, NAMES)
    assert "i två av fyra mått" in sentences.differing(found)
    assert "3" in sentences.by_chance(found)


def test_more_than_six_measures_are_counted_and_not_told_one_by_one(compared, walk, text_of):
    found = [
        measure(f"T{place}", {"jarva": said("skiljer_sig_ner", -1, 10.0**-place)})
        for place in range(3, 11)
    ]
    made = build_differences(found, Units.of(compared), source(compared, "L2", None))
    items = [part for part in walk(made) if isinstance(part, html.Li)]
    assert len(items) == 6
    assert text_of(items[0]).startswith("Mått T10")
    assert "Dessutom i Mått T4 och Mått T3; de står i tabellen över alla mått." in text_of(made)


def test_the_matrix_gives_every_verdict_a_form_and_a_word(compared, walk, text_of):
    rows = {
        "bromma": said("skiljer_sig_ner", -1, 1e-9),
        "farsta": said("skiljer_sig_upp", 1, 1e-9),
        "jarva": said("vart_att_titta_pa", -1, 0.01),
        "kungsholmen": said("vart_att_titta_pa", 1, 0.01),
        "skarpnack": INSIDE,
        "skarholmen": said("skyddad", 0),
        "sodermalm": said("for_fa", 0),
    }
    made = build_matrix([measure("T1", rows)], Units.of(compared), source(compared, "L2", None))
    cells = [part for part in walk(made) if isinstance(part, html.Td)]
    told = [(part.className, text_of(part)) for part in cells]
    assert told == [
        ("said lower", "lägre"),
        ("said none", "jämförs inte"),
        ("said higher", "högre"),
        ("said none", "jämförs inte"),
        ("said none", "jämförs inte"),
        ("said look_lower", "lägre, värt att titta på"),
        ("said look_higher", "högre, värt att titta på"),
        ("said none", "jämförs inte"),
        ("said within", "inom väntad variation"),
        ("said hidden", "skyddad"),
        ("said none", "för få"),
    ]


def test_a_district_that_is_not_compared_says_why_to_who_listens_too(compared, walk, text_of):
    rows = {"bromma": INSIDE, "jarva": said("ej_jamforbar", 0, orsak="saknas")}
    made = build_matrix([measure("T1", rows)], Units.of(compared), source(compared, "L2", None))
    cells = [part for part in walk(made) if isinstance(part, html.Td)]
    jarva = next(part for part in cells if getattr(part, "title", "").startswith("ej"))
    assert text_of(jarva) == "ej jämförbar: uppgifter saknas"
    assert [text for text in jarva.children if isinstance(text, str)] == ["ej jämförbar"]


def test_falla_48_a_hidden_district_keeps_its_place_and_its_word(compared, walk, text_of):
    table = card_of(build_page(compared, {}, View()), "alla-matt")
    heads = [
        text_of(part) for part in walk(table)
        if isinstance(part, html.Th) and getattr(part, "className", "") == "district"
    ]  # fmt: skip
    cells = [text_of(part) for part in walk(table) if isinstance(part, html.Td)]
    assert len(heads) == len(cells) == 11
    assert dict(zip(heads, cells, strict=True))["Skärholmen"] == "skyddad"
    assert dict(zip(heads, cells, strict=True))["Järva"] == "lägre"


def test_a_measure_that_is_not_compared_at_all_says_why_once(compared, walk, text_of):
    rows = dict.fromkeys(DISTRICTS, said("ej_jamforbar", 0, orsak="ej_mogen"))
    made = build_matrix([measure("E1", rows)], Units.of(compared), source(compared, "L2", None))
    cells = [part for part in walk(made) if isinstance(part, html.Td)]
    assert [(part.colSpan, text_of(part)) for part in cells] == [
        (11, "ej jämförbar: perioden är inte klar")
    ]


def test_period_and_group_are_checked_and_the_group_narrows_the_table_only(compared, night, walk):
    assert choices(compared, {})["period"].value == "2025"
    assert choices(compared, {"period": "2023"})["period"].value == "2023"
    forged = choices(compared, {"period": "../etc", "grupp": "'; drop table"})
    assert forged["period"].note == "Perioden i adressen finns inte; visar 2025"
    assert forged["grupp"].value == "alla"
    # R1 is of the group regi and F1 of uppfoljning; both are compared in the usual night.
    both = [one.matt for one in overview(night).by_period["2025"]]
    content = build_page(night, {"grupp": "regi"}, View())
    rows = [
        part for part in walk(card_of(content, "alla-matt"))
        if getattr(part, "href", "") and "matt=" in part.href
    ]  # fmt: skip
    assert both == ["R1", "F1"]
    assert [part.href for part in rows] == ["/likstallighet?matt=R1&period=2025"]


def test_what_changes_is_told_and_the_rest_is_a_count(compared, walk, text_of):
    found = [
        stretch("minskar", [6.0, 4.0, 2.0]),
        stretch("ingen_saker_forandring", [1.0, 1.2], matt="T1"),
        stretch("ej_bedombar", [1.0], first=2025, matt="T2"),
    ]
    assert over_time.changing(found).startswith("I en av två bedömda serier ändras skillnaden")
    assert "En serie kan inte bedömas" in over_time.series_about(found)
    assert "ungefär 0,1 av de bedömda" in over_time.series_about(found)
    made = build_changes(found, source(compared, "L4", None), View())
    items = [text_of(part) for part in walk(made) if isinstance(part, html.Li)]
    assert (
        "Andel egen regi: i hela år närmar sig stadsdelarna varandra: skillnaden (τ) går från "
        "6,0 till 2,0 procentenheter från 2021 till 2023." in items
    )


def test_no_sure_change_is_said_as_a_count():
    found = [stretch("ingen_saker_forandring", [1.0, 1.2]) for _ in range(3)]
    assert "ingen säker förändring i tre av tre bedömda serier" in over_time.changing(found)
    assert over_time.changing([stretch("ej_bedombar", [1.0])]) == (
        "Ingen serie är lång nog för att bedömas."
    )
    assert "bedöms inte" in over_time.changing([])


def half(first, second, verdict, title):
    rows = tuple({"period": period, "utslag": verdict} for period in (first, second))
    return Stretch(title, title, "procentenheter", "halvar", rows, True)


def test_what_is_judged_after_the_law_is_told_by_itself():
    before = stretch("okar", [1.0, 3.0], first=2024, is_last=False)  # 2025 began before the law
    still = "ingen_saker_forandring"
    own, time = (half("2025H2", "2026H1", still, name) for name in ("Egen regi", "Tid"))
    early = half("2025H1", "2025H2", "okar", "Avslut")
    law = "Efter lagen den 1\N{NO-BREAK SPACE}juli 2025 kan "
    assert over_time.since_law([before, early, own, time]) == (
        f"{law}två serier bedömas (Egen regi och Tid, halvår): ingen säker förändring."
    )
    shrinks = half("2025H2", "2026H1", "minskar", "Plan")
    assert over_time.since_law([own, shrinks]) == (
        f"{law}två serier bedömas: skillnaden minskar i Plan, halvår; ingen säker förändring i "
        "Egen regi, halvår."
    )
    assert over_time.since_law([before, early]) == f"{law}ännu ingen serie bedömas."
    assert over_time.since_law([]) == ""


def test_a_change_before_a_break_is_not_carried_over_it():
    before = stretch("okar", [1.0, 3.0], is_last=False)
    after = stretch("ej_bedombar", [2.0], first=2023)
    text = over_time.change(before)
    assert "glider stadsdelarna isär" in text
    assert text.endswith("Därefter kommer ett brott, och vad som hänt sedan sägs inte.")
    assert telling([before, after]) is before


def drawn(measures, view, way="markup"):
    """The parts of the picture, as a program reads them."""
    return list(ElementTree.fromstring(getattr(sparkbands(measures, view), way)).iter())  # noqa: S314


def parts(picture, tag, **attributes):
    """Those of a kind; paper's names have the namespace before them."""
    return [
        part for part in picture
        if part.tag.rpartition("}")[2] == tag
        and all(part.get(name.replace("_", "-")) == value for name, value in attributes.items())
    ]  # fmt: skip


# Of a row of 35 px whose bands are 0.72 or 0.44 of it, 6 px from the top; in tenths of a px.
@pytest.mark.parametrize(
    ("view", "halfway", "quarter", "top"),
    [(View("light", False), 284, 347, 158), (View("dark", True), 333, 372, 256)],
)
def test_sparkbands_break_their_lines_at_a_break_and_only_colour_what_changes(
    view, halfway, quarter, top
):
    before = stretch("minskar", [4.0, 2.0], is_last=False)
    after = stretch("ej_bedombar", [2.0], first=2023)
    picture = drawn([[before, after]], view)
    colours = load_tokens().colours(view.scheme)
    loud, loud_marks = parts(picture, "path", stroke=colours["accent"])
    quiet, quiet_marks = parts(picture, "path", stroke=colours["secondary"])
    (line,) = parts(picture, "path", stroke=colours["text"])
    (chance,) = parts(picture, "path", stroke=colours["outline"])
    (band,) = parts(picture, "path", fill=colours["within"])
    # 8.0 is the highest end of the row: τ of 4.0 stands halfway up what the row is tall. Three
    # years share a width of 10 000.
    assert loud.get("d") == f"M1667 {halfway}L5000 {quarter}"
    assert loud_marks.get("d") == f"M1667 {halfway}h0M5000 {quarter}h0"
    assert (quiet.get("d"), quiet_marks.get("d")) == (f"M8333 {quarter}", f"M8333 {quarter}h0")
    assert line.get("d") == f"M6667 410L6667 {top}"
    assert [path.get("d").count("M") for path in (band, chance)] == [2, 2]
    assert band.get("d").startswith(f"M1667 {quarter}L5000 ")
    said = [text for text in parts(picture, "tspan") if text.get("font-weight") == "700"]
    assert [text.text for text in said] == ["närmar sig före brottet"]
    assert [text.text for text in parts(picture, "title")] == [
        "Andel egen regi\n2021: τ 4,0 procentenheter",
        "Andel egen regi\n2022: τ 2,0 procentenheter",
        "Andel egen regi\n2023: τ 2,0 procentenheter",
    ]


def test_a_period_without_tau_leaves_no_mark():
    gap = stretch("ej_bedombar", [2.0, 3.0])
    rows = (gap.rows[0], {**gap.rows[1], "tau": nan, "undre": nan, "ovre": nan})
    picture = drawn([[replace(gap, rows=rows)]], View())
    (marks,) = parts(picture, "path", stroke_linecap="round", stroke_width="5")
    assert marks.get("d").count("M") == 1
    assert len(parts(picture, "title")) == 1


def test_a_period_that_stands_alone_has_a_band_of_some_width():
    picture = drawn([[stretch("ej_bedombar", [2.0])]], View())
    (band,) = parts(picture, "path", fill_opacity="0.3")
    # 0.14 of the only year on either side of its middle; from 1.0 to the highest, 4.0.
    assert band.get("d") == "M3600 347L6400 347L6400 158L3600 158Z"


def test_halves_stand_within_their_year():
    rows = tuple({**row, "period": f"{row['period']}H{1 + place}"} for place, row in enumerate(
        stretch("ej_bedombar", [2.0, 2.0]).rows))  # fmt: skip
    halves = Stretch("R1", "Andel egen regi", "procentenheter", "halvar", rows, True)
    (marks,) = parts(drawn([[halves]], View()), "path", stroke_linecap="round", stroke_width="5")
    # The first half of 2021 and the second of 2022, of two years on a width of 10 000.
    assert marks.get("d") == "M1250 284h0M8750 284h0"


def test_the_picture_for_paper_is_light_wide_and_has_plain_numbers_only():
    measures = [[stretch("okar", [1.0, 2.0])]]
    paper = sparkbands(measures, View("dark", True)).paper
    assert paper == sparkbands(measures, View()).paper
    assert not [sign for sign in ("%", "calc", "style", "vector-effect") if sign in paper]
    picture = drawn(measures, View("dark", True), "paper")
    assert picture[0].get("width") == "952"
    assert picture[0].get("height") == "65"
    assert picture[0].get("fill") == load_tokens().colours("light")["text"]
    assert [text.text for text in parts(picture, "tspan")] == ["glider isär"]
    # A name of 15 letters, two years in what it and the words to the right leave.
    assert [(text.get("x"), text.text) for text in parts(picture, "text")] == [
        ("273", "2021"), ("582", "2022"), ("108", "Andel egen regi"), ("747", None),
    ]  # fmt: skip


@pytest.mark.parametrize("view", [View(), View(narrow=True)])
def test_a_name_is_a_text_and_no_markup(view):
    odd = replace(stretch("minskar", [1.0, 2.0]), title='A <b>&"')
    told = [text.text for text in parts(drawn([[odd]], view), "text")]
    assert 'A <b>&"' in [str(text).removesuffix(": ") for text in told]


def test_years_that_have_no_room_are_left_out_and_never_the_last():
    many = drawn([[stretch("ej_bedombar", [1.0] * 12, first=2015)]], View())
    years = [text.text for text in parts(many, "text") if str(text.text).isdigit()]
    assert years == ["2016", "2018", "2020", "2022", "2024", "2026"]
    five = drawn([[stretch("ej_bedombar", [1.0] * 5)]], View())
    between = [text.text for text in parts(five, "text", **{"class": "between"})]
    assert between == ["2022", "2024"]
    assert not parts(drawn([[stretch("okar", [1.0] * 4)]], View()), "text", **{"class": "between"})


def test_twelve_rows_are_no_higher_than_a_chart_may_be():
    one = [stretch("ej_bedombar", [1.0, 2.0])]
    assert sparkbands([one] * 12, View()).height == 414
    assert sparkbands([one], View()).height == 65


def test_the_chart_of_changes_is_drawn_by_the_server_and_says_what_it_shows(compared, walk):
    found = [stretch("minskar", [6.0, 4.0, 2.0])]
    made = build_changes(found, source(compared, "L4", None), View())
    (chart,) = [part for part in walk(made) if isinstance(part, html.Drawn)]
    assert (chart.className, chart.role) == ("chart", "img")
    assert getattr(chart, "aria-label") == over_time.changing(found)
    assert chart.style == {"height": "65px"}
    assert chart.markup.startswith("<svg ")
    whole = build_page(compared, {}, View())
    assert not [part for part in walk(whole) if isinstance(part, dcc.Graph)]


def test_the_strip_tells_each_unit_how_fresh_and_how_whole_it_is(tmp_path, walk, text_of):
    days = dict.fromkeys((*DISTRICTS, "central"), "2026-10-31") | {"farsta": "2026-09-30"}
    del days["kungsholmen"]
    content = build_page(publish(tmp_path, usual_cells(), extracts=days), {}, View())
    strip = card_of(content, "farskhet")
    items = {text_of(part.children[0]): part for part in walk(strip) if isinstance(part, html.Li)}
    assert len(items) == 12
    assert "uttag 2026-09-30, 31 dagar äldre" in text_of(items["Farsta"])
    assert text_of(items["Kungsholmen"]) == "Kungsholmen ej levererat"
    assert "utslag i få rader" in text_of(items["Bromma"])
    assert "som mest över 5 % av raderna" in text_of(items["Centralt"])
    assert "inga utslag" in text_of(items["Järva"])
    odd = [name for name, part in items.items() if part.className == "odd"]
    assert odd == ["Farsta", "Kungsholmen", "Centralt"]
    assert "/kvalitet" in [getattr(part, "href", None) for part in walk(strip)]


def test_a_night_without_comparisons_says_so_and_has_no_filters(tmp_path, walk, text_of):
    night = publish(tmp_path, [cell("R1/stad/2026", status="ej_mogen")])
    content = build_page(night, {"period": "2025"}, View())
    text = text_of(content)
    assert choices(night, {}) == {}
    assert "Inget mått kan jämföras mellan stadsdelarna i perioden." in text
    assert "bedöms inte: för få perioder" in text
    assert not [part for part in walk(content) if isinstance(part, dcc.Graph)]


def test_no_word_ranks_the_districts(compared, night, text_of):
    for one in (compared, night):
        text = text_of(build_page(one, {}, View())).casefold()
        assert not [word for word in ("bäst", "sämst", "topp", "rankning") if word in text]
