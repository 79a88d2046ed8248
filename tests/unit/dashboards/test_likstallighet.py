"""Likställighet, Tid, Flöde, Volym and Metod without a browser (syntetiska data)."""

from __future__ import annotations

import itertools

import pytest
from dash import dcc

from dashboards import html
from dashboards.components import change_cards
from dashboards.figures.equiplot import equiplot, null_band
from dashboards.figures.funnel import funnel
from dashboards.figures.plot import marker
from dashboards.pages import flode, likstallighet, metod, tid, volym
from dashboards.tokens import load_tokens
from dashboards.view import View
from pipelines.presentation import compared
from pipelines.presentation.measure_search import cleaned
from pipelines.presentation.scale import Scale, ticks
from pipelines.presentation.sentences import likstallighet as sentences
from pipelines.publication.reader import Night
from tests.unit.dashboards.compared_night import compared_night
from tests.unit.dashboards.drawn import checked
from tests.unit.dashboards.nights import DISTRICTS, cell

VIEWS = [View("light", False), View("dark", True)]
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture(scope="module")
def alike(tmp_path_factory: pytest.TempPathFactory) -> Night:
    return compared_night(tmp_path_factory.mktemp("jamford"))


@pytest.fixture(scope="module")
def found(alike: Night) -> compared.Comparison:
    return compared.comparison(alike, "T1", "2025")


def test_the_verdict_names_the_one_that_differs_and_the_one_that_is_hidden(found):
    assert sentences.verdict_sentence(found).replace(NBSP, " ") == (
        "En av tio stadsdelar skiljer sig från övriga staden mer än slumpen brukar ge (99,8 %): "
        "Järva lägre. De övriga nio ligger inom den variation som är väntad. "
        "Jämförs inte: Skärholmen (skyddad)."
    )


def test_dot_line_and_sentence_agree(found):
    jarva = next(one for one in found.districts if one.unit.kod == "jarva")
    assert jarva.mark == "lower"
    assert jarva.figure.varde < jarva.number("grans998_undre")
    figure = checked(funnel)(found, View())
    (dots,) = (t for t in figure.data if t.mode == "markers")
    place = {text.split("<br>")[0]: n for n, text in enumerate(dots.text)}
    assert dots.y[place["Järva"]] == pytest.approx(50.0)
    assert dots.marker.symbol[place["Järva"]] == "triangle-down"
    assert dots.marker.symbol[place["Bromma"]] == "circle"
    limits = [y for t in figure.data if t.mode == "lines" for y in t.y if y is not None]
    lowest = min(limits)
    assert lowest > 50.0


@pytest.mark.parametrize(("period", "links"), [("2026H1", 1), ("", 0)])
def test_a_year_that_cannot_be_judged_leads_to_the_half_years(
    alike, walk, monkeypatch, period, links
):
    monkeypatch.setattr(change_cards.comparisons, "half_years", lambda *_: period)
    content = likstallighet.build_page(alike, {"matt": "T1", "period": "2025"}, View())
    part = next(one for one in walk(content) if getattr(one, "id", None) == "over-tid")
    found = [one for one in walk(part) if getattr(one, "href", None)]
    hrefs = [one.href for one in found]
    assert hrefs == ["/likstallighet?matt=T1&period=2026H1"] * links
    assert [one.children for one in found] == ["Se första halvåret 2026"] * links


def test_a_hidden_district_is_in_no_chart(found):
    for figure in (checked(equiplot)(found, View()), checked(funnel)(found, View())):
        told = [text for trace in figure.data for text in (trace.text or ())]
        assert len([text for text in told if "<br>" in text]) == 10
        assert not any("Skärholmen" in text for text in told)


def test_a_narrow_equiplot_gives_the_hidden_one_its_face_in_the_fixed_order(found):
    figure = checked(equiplot)(found, VIEWS[1])
    assert figure.layout.yaxis.categoryarray[9] == "Skärholmen"
    hatched = [t for t in figure.data if t.type == "bar" and t.marker.pattern.shape == "/"]
    assert [trace.y for trace in hatched] == [("Skärholmen",)]


def test_the_band_is_as_wide_as_equal_districts_seldom_exceed_and_lies_round_the_city(found):
    low, high = null_band(found)
    assert high - low == pytest.approx(found.spread["bredd_slump_ovre"])
    assert (low + high) / 2 == pytest.approx(100 * found.city.varde)


def test_labels_of_the_equiplot_do_not_overlap_on_a_level(found):
    notes = [n for n in checked(equiplot)(found, View()).layout.annotations if n.yref != "paper"]
    assert len(notes) == 10
    width = found.scale.factor * 0.3 * 1.16  # the range is about 30 points wide
    for level in {note.y for note in notes}:
        places = sorted((n.x, len(n.text)) for n in notes if n.y == level)
        for (x, letters), (after, more) in itertools.pairwise(places):
            assert (after - x) / width * 1080 >= (letters + more) / 2 * 5


def test_colour_is_never_the_only_difference():
    colours = load_tokens().colours("light")
    faces = {
        mark: (marker(mark, colours)["symbol"], marker(mark, colours)["color"])
        for mark in ("within", "lower", "higher", "look_lower", "look_higher")
    }
    assert faces["lower"][0] != faces["higher"][0] != faces["within"][0]
    assert faces["look_lower"] == ("triangle-down", colours["background"])
    assert len(set(faces.values())) == 5


@pytest.mark.parametrize("view", VIEWS)
def test_the_page_shows_what_the_address_asks_for(alike, text_of, view):
    page = likstallighet.build_page(alike, {"matt": "T1", "period": "2024"}, view)
    text = text_of(page)
    assert "Under 2024, hela staden" in text
    assert "T1/stad/2024" in text
    assert "En av elva stadsdelar skiljer sig" in text
    assert "τ = " in text


def test_the_table_has_the_states_of_the_chart(alike, walk, text_of):
    page = likstallighet.build_page(alike, {"matt": "T1", "period": "2025"}, View())
    tables = [part for part in walk(page) if isinstance(part, html.Table)]
    row = next(r for r in walk(tables[0]) if isinstance(r, html.Tr) and "Skärhol" in text_of(r))
    assert text_of(row) == "Skärholmen skyddad"
    districts = [text_of(r.children[0]) for r in walk(tables[0]) if isinstance(r, html.Tr)][1:]
    assert districts[:4] == ["Bromma", "Enskede-Årsta-Vantör", "Farsta", "Hägersten-Älvsjö"]
    assert len(districts) == len(DISTRICTS)


@pytest.mark.parametrize("asked", ["X9", "' or 1=1 --", "../../etc/passwd", "å" * 10_000, ["T1"]])
def test_a_measure_that_does_not_exist_is_said_and_not_repeated(alike, text_of, asked):
    text = text_of(likstallighet.build_page(alike, {"matt": asked}, View()))
    assert "Måttet" in text
    assert "finns inte; visar" in text
    assert "passwd" not in text
    assert "ååå" not in text


def test_a_measure_outside_what_is_compared_cannot_be_chosen(alike):
    chosen = likstallighet.choices(alike, {"matt": "V1"})
    assert chosen["matt"].value == "T1"
    assert "V1" not in chosen["matt"].options


def test_what_does_not_go_with_a_new_measure_is_left_out(alike):
    chosen = likstallighet.choices(alike, {"matt": "T1", "period": "2019"})
    assert (chosen["matt"].value, chosen["period"].value) == ("T1", "2025")


def test_captions_of_a_page_are_all_different(alike, walk, text_of):
    page = likstallighet.build_page(alike, {"matt": "T1"}, View())
    captions = [text_of(part) for part in walk(page) if isinstance(part, html.Caption)]
    assert len(captions) == len(set(captions)) >= 4


def test_a_measure_without_a_control_chart_says_why(alike, text_of):
    text = text_of(likstallighet.build_page(alike, {"matt": "T1"}, View()))
    assert "finns inget styrdiagram" in text


def test_tid_shows_a_measure_of_the_period_and_says_which_are_not_there(alike, text_of, walk):
    page = tid.build_page(alike, {"period": "2024"}, View())
    text = text_of(page)
    assert "Under 2024, hela staden: 77,3 %" in text
    assert "Måttet har inget att visa för 2024" in text
    assert len([part for part in walk(page) if isinstance(part, dcc.Graph)]) == 1


def test_pages_without_a_mature_period_say_so(alike, text_of):
    assert "ingen period är mogen" in text_of(flode.build_page(alike, {}, View()))


def test_volym_counts_the_city(alike, text_of):
    text = text_of(volym.build_page(alike, {}, View()))
    assert "Under 2025, hela staden: 120 beslut." in text


def test_metod_finds_by_every_word(alike, text_of, walk):
    page = metod.build_page(alike, {"sok": "r1"}, View())
    titles = [text_of(part) for part in walk(page) if isinstance(part, html.Summary)]
    assert "Andel egen regi (R1)" in titles
    assert not any("(T1)" in title for title in titles)


def test_metod_lists_all_and_says_when_nothing_is_found(alike, text_of):
    count = len(alike.table("matt"))
    assert f"{count} mått finns." in text_of(metod.build_page(alike, {}, View()))
    text = text_of(metod.build_page(alike, {"sok": "zzz"}, View()))
    assert "Inget mått innehåller ”zzz”" in text


def test_what_is_searched_for_is_cut_and_cleaned():
    assert cleaned("a" * 10_000_000) == "a" * 80
    assert cleaned(["R1"]) == ""
    assert cleaned(" egen\x00\n regi ") == "egen regi"


@pytest.mark.parametrize(
    "person",
    [
        "20120415-2384", "120415-2384", "1204152384", "20120415 2384", "120415+2384", "2012-04-15",
        "070-123 45 67", "eva.svensson@exempel.se", "@eva",
    ],
)  # fmt: skip
def test_what_may_be_a_person_is_not_searched_for(person):
    assert cleaned(person) == ""
    assert cleaned(f"regi {person} F1") == "regi F1"
    page = metod.choices(None, {"sok": person})
    assert page["sok"].value == ""


def test_years_and_ids_are_searched_for():
    assert cleaned("R1 2018:1937 inom 14 dagar") == "R1 2018:1937 inom 14 dagar"


def test_numbers_are_written_on_their_own_scale(alike):
    share, days = Scale.of(alike.measure("T1")), Scale.of(alike.measure("T3"))
    assert share.text(0.9104) == f"91,0{NBSP}%"
    assert days.text(98) == f"98{NBSP}dagar"
    assert Scale.of(alike.measure("V4")).text(27.213) == "27,2"
    assert share.signed(-0.1332) == "\N{MINUS SIGN}13,3"
    assert share.signed(0.05) == "+5,0"
    assert share.text(None) == share.text(float("nan")) == "–"
    shown = cell("T1/stad/2025", 320, 400)
    assert share.told(shown, alike.measure("T1")).replace(NBSP, " ") == (
        "80,0 % (75,8–83,6 %), 320 av 400 anmälningar"
    )


def test_ticks_are_even_and_swedish():
    assert ticks(0, 1, 5)[1] == ["0,0", "0,2", "0,4", "0,6", "0,8", "1,0"]
    assert ticks(-12, 13, 3)[1] == ["\N{MINUS SIGN}10", "0", "10"]
