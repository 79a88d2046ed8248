"""Utbud: the matrix, coverage, likeness, grounds and what would be (syntetiska data)."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from dash import dcc

from dashboards import html
from dashboards.app import build_app
from dashboards.figures.before_after import before_after
from dashboards.figures.coverage import coverage_strip
from dashboards.pages import utbud
from dashboards.several import MOST, choose_several
from dashboards.view import View
from pipelines.presentation import likeness
from pipelines.presentation.offer_groups import EVERY, SPREAD, grouped, sought
from pipelines.presentation.offers import Offers
from pipelines.presentation.sentences import utbud_fragor as sentences
from pipelines.presentation.units import Units
from pipelines.presentation.what_if import without
from pipelines.publication.reader import Reader
from tests.unit.dashboards.drawn import checked
from tests.unit.dashboards.nights import DISTRICTS, cell
from tests.unit.dashboards.offer_night import BEFORE, DAY, OFFERS, offer_cells, offer_night
from tests.unit.dashboards.pages_parts import rows_of

VIEWS = [View("light", False), View("dark", True)]
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    return offer_night(tmp_path_factory.mktemp("utbud"))


@pytest.fixture(scope="module")
def partial(tmp_path_factory):
    """Järva has delivered nothing, and Bromma nothing about the day yet."""
    days = {unit: DAY for unit in (*DISTRICTS, "central") if unit != "jarva"}
    cells = [
        replace(one, status="ej_mogen", varde=None, taljare=None)
        if one.adress == f"U1/bromma/{DAY}"
        else one
        for one in offer_cells()
        if one.matt == "U1"
    ]
    unknown = [
        cell(f"U4/stad/{DAY}/insatstyp=FAM01", status="saknas", orsak="ofullstandigt"),
        cell(f"U3/stad/{DAY}/spridning=1", status="saknas", orsak="ofullstandigt"),
        cell(f"U5/farsta/{DAY}/jamford_med=jarva", status="saknas", orsak="ej_levererat"),
        cell(f"U5/bromma/{DAY}/jamford_med=farsta", 60, 100),
    ]
    return offer_night(tmp_path_factory.mktemp("luckor"), [*cells, *unknown], extracts=days)


@pytest.fixture(scope="module")
def offers(full):
    return Offers.of(full, Units.of(full), DAY)


@pytest.fixture
def card(walk):
    def find(night, name, view=VIEWS[0], **query):
        content = utbud.build_page(night, query, view)
        return next((p for p in walk(content) if getattr(p, "id", None) == name), None)

    return find


@pytest.fixture
def text_of(walk):
    """All texts, and each paragraph whole: a term within it that is explained is a part."""

    def read(content):
        parts = walk(content)
        whole = ["".join(t for t in walk(p) if isinstance(t, str)) for p in parts
                 if isinstance(p, html.P)]  # fmt: skip
        texts = [*whole, *(part for part in parts if isinstance(part, str))]
        return " ".join(" ".join(texts).replace(NBSP, " ").split())

    return read


# The catalogue and its order


def test_a_search_needs_every_word_in_name_code_or_category(offers):
    assert sought(offers, EVERY, "familjebehandling hemterapeut") == ["FAM03"]
    assert sought(offers, EVERY, "fam03") == ["FAM03"]
    assert sought(offers, "VAL", "hemterapeut") == []
    assert len(sought(offers, EVERY, "")) == 86
    assert {offers.types[code][1] for code in sought(offers, "FAM", "")} == {"FAM"}


def test_in_order_of_spread_the_types_that_all_offer_stand_first(offers):
    groups = grouped(offers, list(offers.types), SPREAD)
    assert [(group.key, group.types) for group in groups[:4]] == [
        ("spridning-alla", ("FAM01",)),
        ("spridning-flera", ("STF01",)),
        ("spridning-fa", ("FAM05",)),
        ("spridning-en", ("FAM03",)),
    ]
    assert groups[0].name == "Alla elva"
    assert len(groups[4].types) == 82


def test_the_address_orders_filters_and_searches_the_matrix(full, card, text_of):
    spread = rows_of(card(full, "var", ordning="spridning"))
    assert spread[2][0].strip() == "Alla elva"
    assert spread[3][0] == "Familjebehandling (icke manualbaserad)"
    one = card(full, "var", sok="hemterapeut")
    assert len(rows_of(one)) == 2 + 1 + 1
    assert "1 av katalogens 86 typer den 31 oktober 2026" in text_of(one)
    assert len(rows_of(card(full, "var", kategori="VAL"))) > 4


def test_a_search_that_finds_nothing_says_so_and_repeats_only_clean_text(full, card, text_of):
    told = text_of(card(full, "var", sok="xyz\x00\n" + "a" * 500))
    assert "Ingen insatstyp innehåller ”xyz" in told
    assert "a" * 100 not in told
    assert card(full, "tackning", sok="xyz") is None


def test_a_row_ends_with_its_districts_and_the_children_who_live_there(full, card):
    rows = {row[0]: row for row in rows_of(card(full, "var"))}
    name = "Funktionell familjeterapi (FFT)"
    assert rows[name][-2:] == ["6", "55 %"]
    counts = rows["Antal typer, hela katalogen"]  # the word is on a line of its own
    assert (counts[2], counts[6]) == ("1färst", "4flest")


def test_in_a_narrow_window_categories_are_folded_but_what_was_sought_is_not(full, card, walk):
    def folded(**query):
        part = card(full, "var", VIEWS[1], **query)
        return {p.className for p in walk(part) if isinstance(p, html.Tbody)}

    assert folded() == {"folded"}
    assert folded(kategori="FAM") == {"unfolded"}


# Missing deliveries


def test_falla_40_a_district_that_has_not_delivered_is_told_and_never_offers_nothing(
    partial, card, text_of
):
    part = card(partial, "var")
    assert (
        "Utbudet är inte känt i Bromma (ej mogen); Järva (ej levererat). Det räknas inte som att "
        "typerna inte erbjuds."
    ) in text_of(part)
    rows = {row[0]: row for row in rows_of(part)}
    hemterapeut = rows["Hemterapeutiskt stöd (hemterapeut)"]
    assert (hemterapeut[1], hemterapeut[6]) == ("ej mogen", "ej levererat")
    assert hemterapeut[2] == "erbjuds inte"
    assert rows["Insatstyp"][-1] == "Antal av 9 stadsdelar"
    assert "färst" not in text_of(part)


def test_with_a_district_missing_spread_is_among_those_that_have_delivered(partial):
    gaps = Offers.of(partial, Units.of(partial), DAY)
    groups = grouped(gaps, ["FAM01", "STF01", "FAM03"], SPREAD)
    assert [(group.name, group.types) for group in groups] == [
        ("Alla nio som har levererat", ("FAM01",)),
        ("Två till fyra av de nio som har levererat", ("STF01",)),
        ("Ingen av de nio som har levererat", ("FAM03",)),
    ]
    assert gaps.counts() == {
        unit: (2 if unit in ("farsta", "kungsholmen", "skarpnack", "sodermalm") else 1)
        for unit in DISTRICTS
        if unit not in ("bromma", "jarva")
    }


def test_with_a_district_missing_nobody_is_said_to_be_alone(partial, card, text_of):
    part = text_of(card(partial, "ensamma"))
    assert "går inte att säga" in part or "kan inte visas (ofullständigt)" in part
    assert "Farsta" not in part.split("Utbudet är inte känt")[0]


def test_children_that_may_not_be_counted_leave_the_matrix_and_are_told(
    partial, card, walk, text_of
):
    assert "Andel av barnen" not in text_of(card(partial, "var"))
    part = card(partial, "tackning")
    assert "kan inte visas (ofullständigt)" in text_of(part)
    assert not [p for p in walk(part) if isinstance(p, dcc.Graph)]


def test_what_if_tells_of_the_districts_that_are_not_known(partial, card, text_of):
    part = card(partial, "utan", utan="STF01")
    assert "stadsdelarna i de nio som har levererat" in text_of(part)
    rows = {row[0]: row[1:] for row in rows_of(part)}
    assert rows["Järva"] == ["ej levererat"]
    assert rows["Farsta"] == ["2", "1", "−1"]
    assert "Typer i en enda stadsdel" not in text_of(part)


# Coverage


def test_falla_46_children_are_weighed_and_not_the_districts_counted(full, card, text_of):
    told = text_of(card(full, "tackning", sok="hemterapeut"))
    assert (
        "7,5 % av stadens barn bor där ”Hemterapeutiskt stöd (hemterapeut)” erbjuds: "
        "15 000 av 200 000 barn 0–20 år."
    ) in told
    assert "inte andelen barn som får insatsen" in told


def test_coverage_is_told_in_four_counts(full, card, text_of):
    part = card(full, "tackning")
    assert (
        "Av de 5 typer som visas erbjuds 1 där minst nio av tio av stadens barn bor, 2 där minst "
        "hälften bor och 1 där färre än ett av tio bor. 1 erbjuds inte i någon stadsdel."
    ) in text_of(part)
    rows = {row[0]: row[1:] for row in rows_of(part)}
    assert rows["Familjesamtal"] == ["2", "40 000", "20,0 %"]


@pytest.mark.parametrize("view", VIEWS)
def test_types_with_the_same_share_stand_apart(view):
    points = {"Familjebehandling": [(1.0, "a"), (1.0, "b"), (0.5, "c")], "Våld": [(0.2, "d")]}
    figure = checked(coverage_strip)(points, view)
    assert list(figure.data[0].x) == [1.0, 1.0, 0.5, 0.2]
    assert figure.data[0].y[0] < 0 < figure.data[0].y[1]
    assert list(figure.data[0].y[2:]) == [0, 1]
    assert figure.layout.height <= 420


# Rare types


def test_types_of_one_district_are_listed_with_their_ground(full, card, text_of):
    told = text_of(card(full, "ensamma"))
    assert "Järva Hemterapeutiskt stöd (hemterapeut) – tradition eller okänd" in told
    assert "Av dem vilar 1 på tradition eller okänd grund." in told
    assert "Familjesamtal 2 Bromma och Järva lokalt beslut" in told


def test_a_night_that_does_not_tell_the_grounds_lists_the_types_all_the_same(
    tmp_path, card, text_of
):
    told = text_of(card(offer_night(tmp_path, has_grounds=False), "ensamma"))
    assert "Järva Hemterapeutiskt stöd (hemterapeut)" in told
    assert "Av dem vilar" not in told


def test_rare_types_are_told_by_ground_beside_all(full, card, walk, text_of):
    part = card(full, "grund")
    assert (
        "Typer som högst fyra stadsdelar erbjuder har tillsammans 3 erbjudanden. Av dem vilar 0 % "
        "på stadsövergripande riktlinje eller beslut (0), 67 % på lokalt beslut (2) och 33 % på "
        "tradition eller okänd grund (1)."
    ) in text_of(part)
    graph = next(p for p in walk(part) if isinstance(p, dcc.Graph))
    assert graph.figure["layout"]["yaxis"]["categoryarray"] == [
        "Typer i 1–4 stadsdelar",
        "Alla typer",
    ]


# Likeness


def test_the_most_and_the_least_alike_are_named_as_pairs(full, card, text_of):
    part = card(full, "likhet")
    assert "Mest lika är utbuden i Bromma och Farsta: 90 %" in text_of(part)
    assert "Minst lika är Järva och Södermalm: 30 %" in text_of(part)
    rows = {row[0]: row[1:] for row in rows_of(part)}
    assert rows["Bromma"][:3] == ["–", "60 %", "90 %"]
    assert rows["Farsta"][0] == "90 %"
    assert len(rows) == 12


def test_many_pairs_that_are_as_alike_are_counted(full):
    names = Units.of(full).names
    pairs = [
        likeness.Pair("bromma", other, cell(f"U5/bromma/{DAY}/jamford_med={other}", n, 10))
        for other, n in zip(DISTRICTS[1:7], (9, 4, 4, 4, 4, 4), strict=True)
    ]
    told = sentences.alike(pairs, names)
    assert "Bromma och Järva; 2 par till" not in told
    assert told.count(";") == 3
    assert "2 par till: 40" in told


def test_a_pair_that_is_not_known_is_neither_most_nor_least(partial, card, text_of):
    told = text_of(card(partial, "likhet"))
    assert "Alla par av stadsdelar är lika lika: 60 %" in told
    assert "ej levererat" in told


def test_the_gap_is_compared_over_the_law_and_nothing_is_said_of_causes(full, card, text_of):
    part = card(full, "over-tid")
    assert (
        "Mellan den 1 november 2024 och den 31 oktober 2026 har skillnaden mellan flest och färst "
        "typer minskat från 6 till 3. Likheten i det mittersta paret är densamma, 60 %. Det säger "
        "inte varför."
    ) in text_of(part)
    rows = rows_of(part)
    assert rows[1][:3] == ["1 november 2024", "2–8", "6"]
    assert rows[2][0] == "Ny socialtjänstlag 1 juli 2025"
    assert rows[3][3:5] == ["83–100 %", "30–90 %"]


def test_a_day_that_is_not_known_of_every_district_is_not_compared(partial, card, text_of):
    part = card(partial, "over-tid")
    assert "Det går inte att jämföra före och efter den 1 juli 2025" in text_of(part)
    assert rows_of(part)[-1][1] == "ofullständigt"


def test_the_base_catalogue_names_who_offers_it_whole_and_least(full, card, text_of):
    assert (
        "Stadsdelarna erbjuder 85 % av grundkatalogens typer. Bromma erbjuder hela. Minst del "
        "erbjuds i Enskede-Årsta-Vantör, Farsta"
    ) in text_of(card(full, "grundkatalog"))


# Kunskapsstöd


def test_recommendations_are_told_with_their_districts(full, card, text_of):
    part = card(full, "kunskapsstod")
    assert (
        "Stadsdelarna täcker mellan en och två av kunskapsstödets två rekommendationer, och sex "
        "täcker alla. Antal stadsdelar: föräldraskapsstöd i elva; strukturerad familjebehandling "
        "i sex."
    ) in text_of(part)
    assert "inte att de barn som behöver den får den" in text_of(part)
    rows = {row[0]: row[1:] for row in rows_of(part)}
    assert rows["Farsta"] == ["2 av 2", "täckt", "täckt"]
    assert rows["Skärholmen"] == ["1 av 2", "täckt", "inte täckt"]
    assert rows["Staden"] == ["2 av 2", "i 11 av 11", "i 6 av 11"]


def test_recommendations_are_told_of_those_who_have_delivered():
    words = {"r1": "Föräldraskapsstöd", "r3": "Strukturerad familjebehandling"}
    whole, part = cell(f"U7/bromma/{DAY}", 2, 2), cell(f"U7/farsta/{DAY}", 1, 2)
    missing = cell(f"U7/jarva/{DAY}", status="saknas", orsak="ej_levererat")
    assert sentences.support({}, words, [whole, part, missing]) == (
        "De två stadsdelar som har levererat täcker mellan en och två av kunskapsstödets två "
        "rekommendationer, och en av dem täcker alla."
    )
    assert sentences.support({}, words, [part, part, missing]).endswith(
        "De två stadsdelar som har levererat täcker en av kunskapsstödets två rekommendationer, "
        "och ingen av dem täcker alla."
    )
    assert sentences.support({}, words, [part, missing]) == (
        "Den enda stadsdel som har levererat täcker en av kunskapsstödets två rekommendationer."
    )


# What would be


def test_falla_08_without_two_types_spread_and_union_are_counted_anew(offers):
    found = without(offers, {"STF01", "FAM03"})
    assert found.then == dict.fromkeys(DISTRICTS, 1) | {"bromma": 2, "jarva": 2}
    assert found.now == dict.fromkeys(DISTRICTS, 1) | {
        "bromma": 3, "jarva": 4, "farsta": 2, "kungsholmen": 2, "skarpnack": 2, "sodermalm": 2,
    }  # fmt: skip
    assert (found.union_now, found.union_then) == (4, 2)
    assert [(loss.code, len(loss.units)) for loss in found.losses] == [("FAM03", 1), ("STF01", 6)]
    assert "jarva" not in found.untouched
    assert len(found.untouched) == 5


def test_the_ticked_types_are_told_beside_the_present(full, card, text_of):
    part = card(full, "utan", utan="STF01,FAM03")
    told = text_of(part)
    assert "Utan de två valda typerna skulle stadsdelarna erbjuda mellan 1 (" in told
    assert "och 2 (Bromma och Järva) typer; nu är det mellan 1 (" in told
    assert "och 4 (Järva). Tillsammans skulle de erbjuda 2 typer i stället för 4." in told
    assert "Sex stadsdelar skulle förlora minst en typ. Ingen förlust i Enskede-Årsta" in told
    assert "ingen prognos" in told
    rows = {row[0]: row[1:] for row in rows_of(part)}
    assert rows["Järva"] == ["4", "2", "−2"]
    assert rows["Skärholmen"] == ["1", "1", "0"]
    assert rows["Hemterapeutiskt stöd (hemterapeut)"] == ["1", "Järva", "7,5 %"]


def test_without_a_choice_only_the_present_is_told(full, card, walk, text_of):
    part = card(full, "utan")
    assert "Den 31 oktober 2026 erbjuder stadsdelarna mellan 1 (" in text_of(part)
    assert not [p for p in walk(part) if isinstance(p, dcc.Graph)]
    links = {p.children: p.href for p in walk(part) if getattr(p, "href", None)}
    assert "utan=FAM03" in links["Typer i en enda stadsdel (1)"]
    assert f"dag={DAY}" in links["Typer i en enda stadsdel (1)"]


def test_a_type_that_nobody_offers_takes_nothing_away(full, card, text_of):
    assert "Ingen stadsdel erbjuder det valda i dag." in text_of(card(full, "utan", utan="VAL01"))


def test_the_policys_question_is_told_beside_the_present(full, card, text_of):
    part = card(full, "om-analys")
    assert "Nu: mellan 1 och 4 typer per stadsdel, 4 tillsammans." in text_of(part)
    assert "Intensiva typer avvecklas: mellan 1 och 3 typer per stadsdel, 3 till" in text_of(part)
    assert {row[0]: row[1:] for row in rows_of(part)}["Järva"] == ["4", "3"]


@pytest.mark.parametrize("view", VIEWS)
def test_now_and_then_are_one_row_a_district(view):
    figure = checked(before_after)({"Bromma": 3, "Järva": 4}, {"Bromma": 3, "Järva": 2}, view)
    now, then = figure.data[1], figure.data[2]
    assert (list(now.x), list(then.x)) == ([3, 4], [3, 2])
    assert {note.text for note in figure.layout.annotations} == {"3", "4 → 2"}
    assert figure.layout.xaxis.range[0] == 0


# The address


TYPES = ("FAM01", "FAM03", "STF01")


@pytest.mark.parametrize(
    ("asked", "value"),
    [(None, ""), ("", ""), ("STF01,FAM01", "FAM01,STF01"), ("FAM03,FAM03", "FAM03")],
)
def test_several_are_written_in_the_catalogues_order(asked, value):
    choice = choose_several(asked, TYPES, "insatstyperna")
    assert (choice.value, choice.note) == (value, "")
    assert choice.values == tuple(value.split(",")) * bool(value)


def test_a_type_outside_the_catalogue_is_told_and_left_out():
    choice = choose_several("FAM01,XXX99", TYPES, "insatstyperna")
    assert choice.value == "FAM01"
    assert choice.note == ("Några av insatstyperna i adressen finns inte; räknar med de övriga")
    assert choose_several("XXX99", TYPES, "insatstyperna").note.endswith("inga är valda")


@pytest.mark.parametrize(
    "asked",
    [
        ["FAM01"], 7, {"a": 1}, "../../etc/passwd", "FAM01'; drop table utbud--", "<script>",
        ",".join(["FAM01"] * (MOST + 1)), "A" * 10_000_000, "FAM01,,STF01",
    ],
)  # fmt: skip
def test_a_forged_list_chooses_nothing_and_is_not_repeated(asked):
    choice = choose_several(asked, TYPES, "insatstyperna")
    assert choice.value == ""
    assert choice.note == "Kan inte läsa insatstyperna i adressen; inga är valda"


def test_the_page_tells_of_what_does_not_exist(full, text_of):
    query = {"utan": "FAM01,XXX99", "kategori": "ZZZ", "ordning": "storst", "sok": ["a"]}
    text = text_of(utbud.build_page(full, query, VIEWS[0]))
    assert "Några av insatstyperna i adressen finns inte" in text
    assert "Kategorin ZZZ finns inte; visar alla." in text
    assert "Ordningen storst finns inte; visar katalog." in text


@pytest.mark.parametrize("view", VIEWS)
def test_every_question_is_on_the_page_with_a_way_to_it(full, walk, view):
    content = utbud.build_page(full, {}, view)
    cards = {p.id for p in walk(content) if getattr(p, "className", None) == "card"}
    ways = {p.href[1:] for p in walk(content) if isinstance(p, html.A) and p.href[0] == "#"}
    assert ways == cards
    assert len(cards) == 12


def test_what_is_not_published_has_no_card(night, walk):
    content = utbud.build_page(night, {}, VIEWS[0])
    cards = {p.id for p in walk(content) if getattr(p, "className", None) == "card"}
    assert cards == {"antal-typer", "var", "spridning", "ensamma", "over-tid", "utan"}


def test_another_day_has_only_what_was_offered_then(full, card, text_of):
    assert OFFERS[0][0] != BEFORE
    assert "0 stadsdelar" not in text_of(card(full, "ensamma", dag=BEFORE))
    assert "publiceras inte för perioden" in text_of(card(full, "ensamma", dag=BEFORE))


def test_what_is_searched_for_is_in_no_file_name(tmp_path):
    offer_night(tmp_path)
    browser = build_app(Reader(tmp_path / "serve")).server.test_client()
    answer = browser.get("/hamta/utbud/var.csv?sok=hemterapeut")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="insatskoll-utbud-var-{DAY}-alla-katalog.csv"'
    )


def test_types_are_added_one_by_one_and_each_can_be_taken_back(full, walk):
    page = utbud.build_page(full, {"utan": "FAM01,STF02"}, VIEWS[0])
    control = next(p for p in walk(page) if getattr(p, "id", "") == "val-utan")
    first = next(p for p in walk(control) if isinstance(p, html.Option))
    assert (first.value, first.selected) == ("", True)
    others = [p for p in walk(control) if isinstance(p, html.Option)][1:]
    assert not any(option.selected for option in others)
    assert {"FAM01", "STF02"}.isdisjoint(option.value for option in others)
    back = [p for p in walk(page) if isinstance(p, html.A) and str(p.children) == "Ångra"]
    assert [parse_qs(urlsplit(link.href).query)["utan"] for link in back] == [["STF02"], ["FAM01"]]
    every = next(p for p in walk(page) if isinstance(p, html.A) and p.children == "Ångra alla")
    assert "utan" not in parse_qs(urlsplit(every.href).query)
