"""Stadsdelen without a browser (syntetiska data): one district against the rest of the city."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboards import html
from dashboards.figures.all_measures import all_measures
from dashboards.pages import stadsdelen
from dashboards.routing import CHOICES
from dashboards.view import View
from pipelines.presentation import district
from pipelines.presentation.freshness import deliveries
from pipelines.presentation.sentences import stadsdelen as sentences
from pipelines.presentation.sentences import stadsdelen_about as about
from pipelines.presentation.units import Units
from pipelines.publication.reader import Night
from tests.unit.dashboards.drawn import checked
from tests.unit.dashboards.nights import DISTRICTS, ROOT, cell, publish

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"


def _city(matt: str, period: str, own: dict[str, int], usual: int) -> list:
    """A share of 400 in each district: what some have, and the usual count of the others."""
    counts = dict.fromkeys(DISTRICTS, usual) | own
    cells = [cell(f"{matt}/{unit}/{period}", count, 400) for unit, count in counts.items()]
    return [*cells, cell(f"{matt}/stad/{period}", sum(counts.values()), 400 * len(counts))]


def _cells() -> list:
    """Järva far below in T1 each year, a little above in T2 in 2025; R1 is hidden for it then."""
    cells = [*_city("T2", "2025", {"jarva": 280}, 260), *_city("T2", "2024", {}, 260)]
    for year in ("2023", "2024", "2025"):
        cells += _city("T1", year, {"jarva": 200}, 320)
        cells += [cell(f"V1/{unit}/{year}", 100 + place) for place, unit in enumerate(DISTRICTS)]
        cells.append(cell(f"V1/stad/{year}", 1155))
    hidden = [
        cell(one.adress, status="skyddad") if one.enhet == "jarva" else one
        for one in _city("R1", "2025", {}, 300)
    ]
    offers = {unit: 30 + place for place, unit in enumerate(DISTRICTS)} | {"jarva": 55}
    cells += [cell(f"U1/{unit}/2025-11-01", count) for unit, count in offers.items()]
    cells += [cell("U1/stad/2025-11-01", 86), cell("F3/jarva/2026-09-30", 12)]
    return [*cells, *hidden]


@pytest.fixture(scope="module")
def portrayed(tmp_path_factory: pytest.TempPathFactory) -> Night:
    return publish(tmp_path_factory.mktemp("stadsdelen"), _cells())


def _portrait(night: Night, kod: str, period: str = "2025") -> district.Portrait:
    unit = next(unit for unit in Units.of(night).districts if unit.kod == kod)
    return district.portrait(night, unit, period)


@pytest.fixture(scope="module")
def jarva(portrayed: Night) -> district.Portrait:
    return _portrait(portrayed, "jarva")


def _plain(text: str) -> str:
    return text.replace(NBSP, " ")


def test_the_first_sentence_is_as_strong_as_the_verdicts(jarva):
    assert _plain(sentences.verdict_sentence(jarva)) == (
        "Under 2025 skiljer sig Järva från övriga staden mer än slumpen brukar ge (99,8 %) i ett "
        "av två mått: Förhandsbedömning inom 14 dagar (lägre). Värt att titta på (95 %): "
        "Utredning inom fyra månader (högre). Jämförs inte: Andel egen regi (skyddad)."
    )


def test_a_district_like_the_others_differs_in_nothing(portrayed):
    found = _portrait(portrayed, "farsta", "2024")
    assert _plain(sentences.verdict_sentence(found)) == (
        "Under 2024 skiljer sig Farsta inte från övriga staden mer än slumpen brukar ge (99,8 %) "
        "i något av två mått. I alla två ligger Farsta inom den variation som är väntad."
    )
    only = _portrait(portrayed, "farsta", "2023")
    assert _plain(sentences.verdict_sentence(only)).endswith(
        "i det enda mått som kan jämföras. Där ligger Farsta inom den variation som är väntad."
    )


def test_what_differs_is_told_with_the_city_the_distance_and_the_years_before(jarva):
    told = _plain(sentences.measure_sentence(jarva.row("T1")))
    assert told.startswith(
        "Förhandsbedömning inom 14 dagar: lägre. 50,0 % mot 77,3 % i hela staden; avståndet till "
        f"övriga staden är {MINUS}30,0 procentenheter ("
    )
    assert told.endswith("Åt samma håll, mer än slumpen ger, också 2023 och 2024.")
    look = sentences.measure_sentence(jarva.row("T2"))
    assert look.startswith("Utredning inom fyra månader: värt att titta på, högre.")
    assert look.endswith("2024: inom väntad variation.")


def test_years_of_the_other_way_or_within_chance_end_the_streak(jarva):
    row = jarva.row("T1")
    newest, oldest = row.earlier
    other_way = replace(row, earlier=({**newest, "utslag": "skiljer_sig_upp", "riktning": 1},))
    assert sentences.trend_sentence(other_way) == "2024: skiljer sig uppåt från övriga staden."
    within = replace(row, earlier=(newest, {**oldest, "utslag": "inom_vantad_variation"}))
    assert sentences.trend_sentence(within) == "Åt samma håll, mer än slumpen ger, också 2024."
    assert sentences.trend_sentence(replace(row, earlier=())) == ""


def test_what_no_longer_differs_is_said(portrayed):
    found = _portrait(portrayed, "farsta", "2025")
    assert sentences.no_longer_sentence(found) == ""
    row = found.row("T1")
    before = {**row.earlier[0], "utslag": "skiljer_sig_upp", "riktning": 1}
    changed = replace(found, rows=(replace(row, earlier=(before,)),))
    assert sentences.no_longer_sentence(changed) == (
        "Inte längre mer än slumpen ger: Förhandsbedömning inom 14 dagar (2024: högre)."
    )


def test_the_strongest_evidence_stands_first(jarva):
    rows = sentences.by_evidence(reversed(jarva.compared))
    assert [row.matt for row in rows] == ["T1", "T2"]
    assert sentences.chance_sentence(jarva) == (
        "När två mått prövas gör slumpen ensam i genomsnitt högst 0,1 av dem värda att titta på."
    )


def test_a_place_is_beyond_one_exactly_when_the_verdict_says_so(portrayed):
    for unit in DISTRICTS:
        for year in ("2023", "2024", "2025"):
            for row in _portrait(portrayed, unit, year).compared:
                outside = abs(row.place(row.one.figure.varde)) > 1
                assert outside == (row.one.mark in {"lower", "higher"})


def test_each_side_of_the_city_has_its_own_scale(jarva):
    row = jarva.row("T1")
    said = {**row.one.said, "grans998_undre": 0.7, "grans998_ovre": 0.9}
    one = replace(row, one=replace(row.one, said=said), city=cell("T1/stad/2025", 3200, 4000))
    assert one.place(0.8) == 0.0
    assert one.place(0.7) == pytest.approx(-1.0)
    assert one.place(0.85) == pytest.approx(0.5)
    assert one.place(None) is None
    assert replace(one, city=None).place(0.8) is None


def test_the_figure_has_one_dot_a_measure_and_the_face_of_what_is_hidden(jarva):
    figure = checked(all_measures)(jarva, View())
    dots = next(trace for trace in figure.data if trace.text and "<br>" in trace.text[0])
    assert [text.split("<br>")[0] for text in dots.text] == [
        "Förhandsbedömning inom 14 dagar",
        "Utredning inom fyra månader",
    ]
    assert list(dots.marker.symbol) == ["triangle-down", "triangle-up"]
    assert dots.x[0] < -1
    assert 0 < dots.x[1] < 1
    hidden = [t for t in figure.data if t.type == "bar" and t.marker.pattern.shape == "/"]
    assert [trace.text for trace in hidden] == [("<b>skyddad</b>",)]
    notes = [note.text for note in figure.layout.annotations]
    assert notes.count("Andel egen regi") == 1
    assert f"50,0{NBSP}%" in notes


def test_the_bands_of_chance_stand_under_each_other(jarva):
    figure = checked(all_measures)(jarva, View())
    band = next(trace for trace in figure.data if trace.opacity == 0.18)
    assert list(band.base) == [-1.0, -1.0]
    assert list(band.x) == [2.0, 2.0]


def test_a_narrow_figure_writes_names_and_values_over_the_rows(jarva):
    figure = checked(all_measures)(jarva, View("dark", True))
    notes = [_plain(note.text) for note in figure.layout.annotations]
    assert "Förhandsbedömning inom 14 dagar: 50,0 %" in notes
    assert "Andel egen regi" in notes
    assert figure.layout.margin.l == 0
    assert figure.layout.height <= 420


def test_the_table_has_every_measure_under_its_group_with_its_state(portrayed, walk, text_of):
    page = stadsdelen.build_page(portrayed, {"enhet": "jarva", "period": "2025"}, View())
    table = next(part for part in walk(page) if isinstance(part, html.Table))
    rows = [text_of(part) for part in walk(table) if isinstance(part, html.Tr)]
    assert rows[1:5] == [
        "Utbud",
        "Erbjudna insatstyper typer, 1 november 2025 55 86 – jämförs inte",
        "Volym",
        "Beviljade insatser beslut 105 1 155 – jämförs inte",
    ]
    assert "Andel egen regi procent av beslut skyddad 75,0 % (73,7–76,3 %) – skyddad" in rows
    t1 = next(row for row in rows if row.startswith("Förhandsbedömning"))
    assert t1.endswith("skiljer sig nedåt från övriga staden")
    assert f"{MINUS}30,0 procentenheter" in t1


def test_each_compared_measure_leads_to_its_comparison(portrayed, walk):
    page = stadsdelen.build_page(portrayed, {"enhet": "jarva", "period": "2024"}, View())
    links = [part.href for part in walk(page) if isinstance(part, html.A)]
    assert "/likstallighet?matt=T1&period=2024" in links
    assert not any("matt=V1" in link for link in links)


def test_what_is_offered_stands_beside_the_spread(portrayed, text_of):
    text = text_of(stadsdelen.build_page(portrayed, {"enhet": "jarva"}, View()))
    assert "Den 1 november 2025 erbjöd Järva 55 av katalogens" in text
    assert "stadsdelarna erbjöd mellan 30 och 55" in text
    assert "Fler typer är inte bättre i sig." in text


def test_what_is_counted_now_stands_only_with_the_newest_year(portrayed):
    assert _portrait(portrayed, "jarva", "2025").row("F3").one.figure.period == "2026-09-30"
    assert _portrait(portrayed, "jarva", "2024").row("F3") is None
    assert _portrait(portrayed, "jarva", "2024").row("U1") is None


def test_how_whole_the_data_are_is_said_in_classes(portrayed):
    delivery = next(one for one in deliveries(portrayed) if one.namn == "Järva")
    assert _plain(about.delivery_sentence(delivery, [])) == (
        "Uppgifterna gäller till och med 31 oktober 2026 (nämndens senaste uttag). Rader som inte "
        "kunde användas: få (under 1 % eller under 20). Ingen kontroll gav utslag."
    )
    mixed = about.delivery_sentence(delivery, ["få", "1–5 %", "få"])
    assert mixed.endswith("3 kontroller gav utslag: två i få rader och en i 1–5 % av raderna.")
    alike = about.delivery_sentence(delivery, ["få", "få"])
    assert alike.endswith("2 kontroller gav utslag, alla i få rader.")
    nothing = replace(delivery, uttagsdatum=None)
    assert about.delivery_sentence(nothing, []) == ("Nämnden har inte levererat några uppgifter.")


def test_a_district_or_year_that_does_not_exist_is_said_and_not_repeated(portrayed, text_of):
    chosen = CHOICES["/stadsdelen"](portrayed, {"enhet": "stad", "period": "2019"})
    assert (chosen["enhet"].value, chosen["period"].value) == ("bromma", "2025")
    asked = {"enhet": "../../etc/passwd", "period": "' or 1=1 --"}
    text = text_of(stadsdelen.build_page(portrayed, asked, View()))
    assert "Stadsdelen i adressen finns inte; visar bromma" in text
    assert "passwd" not in text


def test_the_years_are_those_of_which_something_is_published(portrayed):
    assert district.periods(portrayed) == ["2025", "2024", "2023"]


def test_a_night_without_comparisons_shows_what_there_is(night, text_of):
    text = text_of(stadsdelen.build_page(night, {"enhet": "sodermalm", "period": "2023"}, View()))
    assert "Hur många får insatser i Södermalm, och vad erbjuds?" in text


def test_nothing_published_is_said(tmp_path, text_of):
    empty = publish(tmp_path, [cell("V1/stad/2026", status="ej_mogen")])
    assert stadsdelen.choices(empty, {}) == {}
    assert "ingen period är mogen" in text_of(stadsdelen.build_page(empty, {}, View()))


def test_its_paper_is_its_own_though_lagesbild_has_a_card_of_the_same_name():
    rules = (
        (ROOT / "dashboards/assets/stadsdelen.css").read_text(encoding="utf-8").split("*/", 1)[1]
    )
    named = [line.strip() for line in rules.splitlines() if "alla-matt" in line]
    assert named
    assert all(line.startswith("#stadsdelen ~ #alla-matt ") for line in named)
    assert "body:has(#stadsdelen) { page: stadsdelen;" in rules
