"""Uppföljning without a browser: in time, late, not yet due, the curve (syntetiska data)."""

from __future__ import annotations

import pandas as pd
import pytest
from dash import dcc

from dashboards import html
from dashboards.figures.curve import curve_steps, thinned
from dashboards.figures.follow_up_bars import Part, Standing, standing_bars
from dashboards.pages import uppfoljning
from dashboards.view import View
from pipelines.presentation import curves
from pipelines.publication.reader import Figure, Night
from tests.unit.dashboards.drawn import checked
from tests.unit.dashboards.labelled import labelled_night, valued
from tests.unit.dashboards.nights import DISTRICTS, cell
from tests.unit.dashboards.pages_parts import card_of, row_of

DAY = "2026-09-30"
# week, share, lower, upper, still open just before
CITY_POINTS = [
    (0, 0.0, 0.0, 0.01, 4000), (12, 0.36, 0.34, 0.38, 3900), (13, 0.65, 0.63, 0.67, 1500),
    (30, 0.8, 0.78, 0.82, 90),
]  # fmt: skip
FARSTA_POINTS = [
    (0, 0.0, 0.0, 0.01, 420), (12, 0.37, 0.33, 0.42, 400), (14, 0.72, 0.67, 0.76, 100),
    (20, 0.81, 0.77, 0.85, 15),
]  # fmt: skip
WORDS = {
    "deltagare": {"barn": "Barnet", "vardnadshavare": "Vårdnadshavare", "utforare": "Utföraren"}
}
VIEWS = [View("light", False), View("dark", True)]


def cells() -> list[Figure]:
    found = [
        cell("F1/stad/2025", 750, 1000),
        cell("F1/stad/2026", status="ej_mogen"),
        cell("F1/farsta/2025", 60, 100),
        cell("F1/jarva/2025", status="skyddad"),
        cell(f"F3/stad/{DAY}", 100),
        cell(f"F4/stad/{DAY}", 900),
        cell("F2/stad/2025", 600, 800),
        cell("F7/stad/2025/deltagare=barn", 300, 500),
        cell("F7/stad/2025/deltagare=utforare", status="skyddad"),
    ]
    for place, unit in enumerate(DISTRICTS):
        late = cell(f"F3/{unit}/{DAY}", 10 + place)
        if unit == "jarva":
            late = cell(f"F3/{unit}/{DAY}", status="skyddad")
        found += [late, cell(f"F4/{unit}/{DAY}", 80 + place)]
    return [*found, valued(f"F3/stad/{DAY}/forsening=median", 21.0)]


def curve_rows() -> pd.DataFrame:
    return pd.DataFrame(
        [
            ("F1", unit, "2024", 3, 91, *point)
            for unit, points in (("stad", CITY_POINTS), ("farsta", FARSTA_POINTS))
            for point in points
        ],
        columns=["matt", "enhet", "period", "intervall_manader", "forfallodag", "vecka", "andel",
                 "undre", "ovre", "oppna"],
    )  # fmt: skip


@pytest.fixture(scope="session")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Night:
    """A night with two curves."""
    folder = tmp_path_factory.mktemp("uppfoljning")
    return labelled_night(folder, cells(), WORDS, lambda _: {"kurvor": curve_rows()})


@pytest.mark.parametrize("view", VIEWS)
def test_the_first_card_says_how_many_were_late_in_each_district(followed, text_of, view):
    found = card_of(uppfoljning.build_page(followed, {}, view), "i-tid")
    assert "1 000 första uppföljningar i staden. 75,0 % hölls i tid (750)" in text_of(found)
    assert "250 var sena eller uteblev" in text_of(found)
    assert row_of(found, "Farsta").startswith("Farsta 100 60 40 60,0 %")
    assert "skyddad" in row_of(found, "Järva")


def test_falla_21_not_yet_due_is_said_and_shown_apart_from_late(followed, text_of):
    found = card_of(uppfoljning.build_page(followed, {}, View()), "nu")
    text = text_of(found)
    assert "var 100 pågående insatser i staden försenade. 900 hade ännu inte förfallit" in text
    assert "de är varken i tid eller sena" in text
    assert "ännu inte förfallen: inte sen" in text
    assert "från 10 (Bromma) till 20 (Södermalm) försenade" in text
    assert "i högst 21 dagar" in text
    assert row_of(found, "Farsta") == "Farsta 12 82 –"
    assert row_of(found, "Järva") == "Järva skyddad 85 –"


def standing(label: str, late: int | None, not_due: int | None) -> Standing:
    parts = [
        Part(count, "visad" if count is not None else "skyddad", "skyddad")
        for count in (late, not_due)
    ]
    return Standing(label, *parts)


def test_late_is_filled_from_zero_and_not_due_is_an_outline_after_it():
    rows = [standing("Bromma", 10, 80), standing("Farsta", 20, 60)]
    figure = checked(standing_bars)(rows, ("Försenad", "Ej förfallen"), "Antal", View())
    late, waiting = figure.data
    assert (late.x, late.base) == ((10, 20), 0)
    assert (waiting.x, waiting.base) == ((80, 60), (10, 20))
    assert late.marker.color != waiting.marker.color
    assert waiting.marker.line.width == 1
    assert [note.text for note in figure.layout.annotations] == ["<b>10</b>", "<b>20</b>"]
    assert waiting.text == ("80", "60")


def test_a_hidden_count_has_a_face_of_the_same_length_everywhere_and_its_word():
    rows = [standing("Bromma", 10, 90), standing("Farsta", None, 60), standing("Järva", 30, None)]
    figure = checked(standing_bars)(rows, ("Försenad", "Ej förfallen"), "Antal", View())
    hatched = figure.data[-1]
    assert hatched.marker.pattern.shape == "/"
    assert hatched.y == ("Farsta", "Järva")
    assert len(set(hatched.x)) == 1
    assert figure.layout.annotations[1].text == "skyddad"
    assert hatched.text[1] == "skyddad"
    assert "Försenad: skyddad" in figure.data[0].hovertext[1]


def test_a_row_of_which_nothing_is_shown_is_one_face_from_edge_to_edge():
    rows = [standing("Bromma", 10, 90), standing("Järva", None, None)]
    figure = checked(standing_bars)(rows, ("Försenad", "Ej förfallen"), "Antal", View())
    face = figure.data[-1]
    assert (face.y, face.base, face.x, face.text) == (
        ("Järva",), (0.0,), (100,), ("<b>skyddad</b>",)
    )  # fmt: skip
    assert [note.y for note in figure.layout.annotations] == ["Bromma"]


def test_the_curve_of_a_district_stands_beside_the_citys(followed, text_of):
    page = uppfoljning.build_page(followed, {"enhet": "farsta"}, View())
    found = card_of(page, "kurva")
    text = text_of(found)
    assert (
        "Av insatserna i Farsta som började 2024, och som ska följas upp inom 3 månader, hade 37 % "
        "(33–42 %) fått sin första uppföljning till förfallodagen, 91 dagar efter starten; i hela "
        "staden 65 %. Vid kurvans slut, vecka 20, var det 81 %." in text
    )
    assert "policy, inte lagkrav" in text
    assert "slutar utan uppföljning" in text
    assert row_of(found, "13") == "13 – – – 65 % 63–67 % 1 500"
    assert row_of(found, "12") == "12 37 % 33–42 % 400 36 % 34–38 % 3 900"


@pytest.mark.parametrize("view", VIEWS)
def test_the_curve_is_steps_with_the_due_day_as_a_line_and_numbers_at_risk(followed, view):
    own = curves.curve(followed, "2024", 3, "farsta")
    city = curves.curve(followed, "2024", 3, "stad")
    figure = checked(curve_steps)([("Farsta", own), ("staden", city)], view)
    assert figure.layout.height <= 420
    assert len(figure.data) == 3
    assert [trace.line.shape for trace in figure.data[1:]] == ["hv", "hv"]
    assert figure.data[2].x == (0, 12, 14, 20)
    assert figure.layout.shapes[0].x0 == 13
    notes = {note.text for note in figure.layout.annotations}
    assert any("policy, inte lagkrav" in text for text in notes)
    assert {"Ännu öppna, Farsta:", "420", "400", "15", "90"} <= notes


def test_numbers_at_risk_never_crowd_and_always_have_the_due_day(followed):
    own = curves.curve(followed, "2024", 3, "stad")
    assert [point.week for point in thinned(own, 6)] == [0, 13, 30]


def test_a_year_that_is_not_whole_is_told_without_a_curve(followed, walk, text_of):
    found = card_of(uppfoljning.build_page(followed, {"startar": "2026"}, View()), "kurva")
    assert "Insatser som började 2026 visas inte än (ej mogen)" in text_of(found)
    assert "52 veckor" in text_of(found)
    assert not [part for part in walk(found) if isinstance(part, dcc.Graph)]


def test_a_district_with_too_few_children_has_the_citys_curve_only(followed, text_of):
    page = uppfoljning.build_page(followed, {"enhet": "bromma"}, View())
    found = card_of(page, "kurva")
    assert "Bromma har ingen kurva" in text_of(found)
    assert "minst 20 barn" in text_of(found)
    assert "Av insatserna i staden som började 2024" in text_of(found)


def test_who_took_part_is_shares_with_intervals_and_the_hidden_one_has_its_word(followed, text_of):
    found = card_of(uppfoljning.build_page(followed, {}, View()), "f7-deltagare")
    text = text_of(found)
    assert "Staden, 2025: barnet 60,0 %." in text
    assert "Visas inte: Utföraren (skyddad)." in text
    assert row_of(found, "Barnet") == "Barnet 500 300 60,0 % 55,6–64,2 %"


def test_a_measure_that_is_not_published_has_no_card(followed, walk):
    page = uppfoljning.build_page(followed, {}, View())
    there = {part.id for part in walk(page) if isinstance(part, html.Section)}
    assert there == {"i-tid", "nu", "kurva", "f2", "f7-deltagare", "policy"}


def test_addresses_that_do_not_exist_are_said_and_never_repeated(followed, text_of):
    asked = {"enhet": "' or 1=1", "startar": ["2024"], "intervall": "99", "period": "2099"}
    chosen = uppfoljning.choices(followed, asked)
    assert [choice.value for choice in chosen.values()] == ["2025", "stad", "2024", "3"]
    text = text_of(uppfoljning.build_page(followed, asked, View()))
    assert "Perioden 2099 finns inte; visar 2025" in text
    assert "1=1" not in text


def test_a_night_without_curves_has_no_card_on_them(night, walk):
    page = uppfoljning.build_page(night, {}, View())
    assert "kurva" not in {part.id for part in walk(page) if isinstance(part, html.Section)}
    assert list(uppfoljning.choices(night, {})) == ["period"]


def test_captions_are_all_different(followed, walk, text_of):
    page = uppfoljning.build_page(followed, {"enhet": "farsta"}, View())
    captions = [text_of(part) for part in walk(page) if isinstance(part, html.Caption)]
    assert len(captions) == len(set(captions)) == 6
