"""Innehåll without a browser: medians with quartiles, manuals, endings, reach (syntetiska data)."""

from __future__ import annotations

import pytest

from dashboards.figures.quartiles import Middle, quartile_dots
from dashboards.pages import innehall
from dashboards.view import View
from pipelines.presentation.figure_text import as_lines, value_text
from pipelines.presentation.scale import Scale
from tests.unit.dashboards.conftest import parts_of
from tests.unit.dashboards.drawn import checked
from tests.unit.dashboards.labelled import labelled_night, plain_share, valued
from tests.unit.dashboards.nights import DISTRICTS, cell
from tests.unit.dashboards.pages_parts import card_ids, card_of, chart_of, rows_of, sentences_of

VIEWS = [View("light", False), View("dark", True)]
NBSP = "\N{NO-BREAK SPACE}"
WORDS = {
    "familjebehandling": {
        "langd_p25": "Undre", "langd_median": "Median", "langd_p75": "Övre",
        "intensitet_p25": "Undre", "intensitet_median": "Median", "intensitet_p75": "Övre",
        "komponenter_median": "Median",
    },
    "komponent": {"samtal": "Samtal", "grupp": "Grupp"},
    "slutorsak": {"planerat": "Planerat", "avbrutet": "Avbrutet"},
    "mal": {"ja": "Målet uppnått", "nej": "Inte uppnått"},
    "malgrupp": {"a06_11": "6–11 år", "a12_17": "12–17 år"},
}  # fmt: skip
FAM = "familjebehandling"


def cells():
    found = [
        plain_share("B1/stad/2025", 30, 600),
        plain_share("B1/stad/2025/komponent=samtal", 360, 400),
        plain_share("B1/stad/2025/komponent=grupp", 40, 400),
        cell("B2/stad/2025", 700, 1000),
        cell("B2/stad/2025/slutorsak=planerat", 700, 1000),
        cell("B2/stad/2025/slutorsak=avbrutet", 300, 1000),
        cell("B2/stad/2025/mal=ja", 150, 200),
        cell("B2/stad/2025/mal=nej", 50, 200),
        cell("N1/stad/2024", 30, 300),
        cell("N1/stad/2025", 60, 400),
        cell("N1/stad/2025/malgrupp=a06_11", 20, 100),
        cell("N1/stad/2025/malgrupp=a12_17", 40, 300),
    ]
    lengths = {"p25": 182, "median": 231, "p75": 273}
    for unit in ("stad", *DISTRICTS):
        found += [
            valued(f"B1/{unit}/2025/{FAM}=langd_{name}", days)
            for name, days in lengths.items()
            if unit != "jarva" and (unit, name) != ("farsta", "median")
        ]
    found += [
        valued(f"B1/farsta/2025/{FAM}=langd_median", 203),
        *(cell(f"B1/jarva/2025/{FAM}=langd_{name}", status="skyddad") for name in lengths),
        valued(f"B1/stad/2025/{FAM}=komponenter_median", 2.5),
    ]
    found += [plain_share(f"B1/{unit}/2025", 3, 50) for unit in DISTRICTS]
    found += [cell(f"B2/{unit}/2025", 60, 90) for unit in DISTRICTS]
    return found


@pytest.fixture(scope="module")
def treated(tmp_path_factory):
    return labelled_night(tmp_path_factory.mktemp("innehall"), cells(), WORDS)


@pytest.fixture(scope="module")
def page(treated):
    return innehall.build_page(treated, {}, VIEWS[0])


def test_length_stands_first_and_what_is_not_published_is_left_out(page):
    assert card_ids(page) == [
        "b1-langd", "b1", "b1-komponenter", "b1-komponent", "b2", "b2-slutorsak", "b2-mal",
        "n1", "n1-malgrupp",
    ]  # fmt: skip


def test_the_citys_median_its_middle_half_and_the_districts_reach_are_told(page):
    told = sentences_of(card_of(page, "b1-langd"))
    assert told[0] == (
        "Under 2025, hela staden: medianen är 231 dagar, och hälften av insatserna ligger mellan "
        "182 och 273."
    )
    assert told[1] == (
        "Bland de stadsdelar som kan visas går medianen från 203 dagar i Farsta till 231 i nio "
        "stadsdelar."
    )
    assert told[2] == "Visas inte: Järva (skyddad)."
    assert "prövas inte mot slumpen" in told[3]


def test_falla_22_lengths_say_that_the_longest_go_on(page):
    told = sentences_of(card_of(page, "b1-langd"))
    assert told[3].startswith("Talen gäller insatser som har slutat; de längsta pågår ännu.")


def test_the_table_has_the_quartiles_around_the_median(page):
    rows = {row[0]: row[1:] for row in rows_of(card_of(page, "b1-langd"))}
    assert rows["Enhet"] == ["Undre", "Median", "Övre"]
    assert rows["Farsta"] == ["182", "203", "273"]
    assert rows["Järva"] == ["skyddad", "skyddad", "skyddad"]


@pytest.mark.parametrize("view", VIEWS)
def test_a_median_is_a_dot_on_a_line_between_its_quartiles(view):
    median = valued(f"B1/farsta/2025/{FAM}=langd_median", 203)
    hidden = cell(f"B1/jarva/2025/{FAM}=langd_median", status="skyddad")
    rows = [Middle("Farsta", median, 182, 273), Middle("Järva", hidden)]
    drawn = checked(quartile_dots)(rows, None, "Längd, dagar", 0, view)
    assert drawn.data[0].text == ("<b>skyddad</b>",)
    dots = drawn.data[1]
    assert (dots.x, dots.y) == ((203,), ("Farsta",))
    assert (dots.error_x.array, dots.error_x.arrayminus) == ((70,), (21,))
    assert dots.text == ("Farsta<br>203 (hälften ligger mellan 182 och 273)",)


def test_shares_in_a_measure_of_medians_are_written_as_shares(treated, page):
    assert sentences_of(card_of(page, "b1"))[0] == (
        "Under 2025, hela staden: 5,0 %, 30 av 600 insatser."
    )
    rows = rows_of(card_of(page, "b1"))
    assert rows[0] == ["Enhet", "Av", "Antal", "Procent av insatser"]
    assert rows[1] == ["Staden", "600", "30", "5,0 %"]
    assert sentences_of(card_of(page, "b1-komponent"))[0] == (
        "Staden, 2025: samtal 90,0 %; grupp 10,0 %."
    )
    part = treated.figure("B1/stad/2025/komponent=samtal")
    assert value_text(part, treated.measure("B1")) == f"90,0{NBSP}%, 360 av 400 insatser"


def test_a_median_in_a_measure_of_several_kinds_says_what_it_is_and_not_what_is_counted(treated):
    median = treated.figure("B1/stad/2025/familjebehandling=langd_median")
    title, value, *_ = as_lines(treated, median)
    assert title.split(" · ")[0].endswith(": Median")
    assert value == "  231,0"


def test_only_cells_that_show_the_quotient_of_their_counts_are_shares(treated):
    measure = treated.measure("B1")
    share, median = plain_share("B1/stad/2025", 30, 600), valued("B1/stad/2025", 231)
    hidden = cell("B1/jarva/2025", status="skyddad")
    assert Scale.of_cells(measure, [share, hidden]).text(0.05) == f"5,0{NBSP}%"
    assert not Scale.of_cells(measure, [share, median]).is_share
    assert not Scale.of_cells(measure, [hidden]).is_share
    assert not Scale.of_cells(treated.measure("V4"), [valued("V4/stad/2025", 27.2, 900)]).is_share


def test_a_share_without_an_interval_promises_none_in_its_key(page):
    words = {part for part in parts_of(card_of(page, "b1")) if isinstance(part, str)}
    assert not any("osäkerhetsintervall" in word.casefold() for word in words)


def test_reach_is_told_year_by_year_and_leads_to_the_supply(page):
    card = card_of(page, "n1")
    assert sentences_of(card)[0].startswith("Under 2025, hela staden: 15,0 % (")
    rows = rows_of(card)
    assert [row[:4] for row in rows[1:]] == [
        ["2024", "300", "30", "10,0 %"],
        ["2025", "400", "60", "15,0 %"],
    ]
    assert chart_of(card)["layout"]["yaxis"]["categoryarray"] == ["År 2024", "År 2025"]
    links = [part.href for part in parts_of(card) if getattr(part, "href", None)]
    assert "/utbud#kunskapsstod" in links


def test_a_period_without_content_says_so_and_does_not_fail(treated):
    page = innehall.build_page(treated, {"period": "2031"}, VIEWS[1])
    assert card_ids(page)[0] == "b1-langd"
