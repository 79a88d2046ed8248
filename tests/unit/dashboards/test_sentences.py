"""The sentences: what figures mean in Swedish, and never more than they say."""

from __future__ import annotations

import datetime as dt

import pytest

from pipelines.presentation import formats
from pipelines.presentation.freshness import deliveries, freshness_line, stale_sentence
from pipelines.presentation.method import footer_line, method_items, rule_status
from pipelines.presentation.quality import quality_rows, where_text
from pipelines.presentation.sentences import lagesbild, regi, shares, uppfoljning, utbud
from pipelines.presentation.tables import labels, records
from pipelines.presentation.units import Units, count_word, listed, swedish_key
from tests.unit.dashboards.nights import DISTRICTS, cell, publish, usual_cells

NAMES = {"bromma": "Bromma", "farsta": "Farsta", "jarva": "Järva", "stad": "Staden"}
VERDICTS = ("skiljer sig från", "avviker", "bäst", "sämst", "bättre", "sämre", "signifikant")


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_citys_share_is_said_with_counts_and_interval():
    assert plain(regi.own_share(cell("R1/stad/2023", 5048, 5547))) == (
        "Under 2023 gällde 91,0 % av stadens beslut insatser i egen regi: 5 048 av 5 547. "
        "Osäkerhetsintervallet är 90,2–91,7 %."
    )


def test_lowest_and_highest_are_said_with_their_intervals_and_no_verdict():
    districts = [
        cell("R1/bromma/2025", 90, 100),
        cell("R1/farsta/2025", 70, 100),
        cell("R1/jarva/2025", 80, 100),
    ]
    text = plain(shares.range_sentence(districts, NAMES))
    assert text == (
        "Bland stadsdelarna är andelen lägst i Farsta, 70,0 % (60,4–78,1 %), och högst i Bromma, "
        "90,0 % (82,6–94,5 %). Intervallen visar hur mycket slumpen ensam kan flytta en andel; de "
        "prövar inte om stadsdelarna skiljer sig åt."
    )
    assert not any(word in text for word in VERDICTS)


def test_the_same_share_in_two_districts_names_both():
    districts = [
        cell("R1/bromma/2025", 50, 100),
        cell("R1/farsta/2025", 100, 200),
        cell("R1/jarva/2025", 80, 100),
    ]
    text = plain(shares.range_sentence(districts, NAMES))
    assert "lägst i Bromma och Farsta, 50,0 %, och" in text


def test_hidden_districts_are_left_out_and_it_is_said():
    districts = [
        cell("R1/bromma/2025", 90, 100),
        cell("R1/farsta/2025", 70, 100),
        cell("R1/jarva/2025", status="skyddad"),
    ]
    text = plain(shares.range_sentence(districts, NAMES))
    assert text.startswith("Bland de två stadsdelar vars andel kan visas är")
    assert shares.hidden_sentence(districts, NAMES) == "Visas inte: Järva (skyddad)."
    assert shares.range_sentence(districts[1:], NAMES) == ""
    assert shares.hidden_sentence(districts[:2], NAMES) == ""


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (None, "publiceras inte för perioden"),
        (cell("R1/stad/2026", status="ej_mogen"), "kan inte visas (ej mogen)"),
        (cell("R1/stad/2025", status="skyddad"), "kan inte visas (skyddad)"),
        (cell("R1/stad/2025", None, 9, "for_fa"), "(för få för en andel)"),
        (
            cell("R1/stad/2025", status="saknas", orsak="ofullstandigt"),
            "Alla nämnder har inte levererat",
        ),
    ],
)
def test_a_city_that_cannot_be_shown_is_explained(figure, said):
    for sentence in (
        regi.own_share(figure), uppfoljning.in_time(figure), lagesbild.decisions(figure),
        lagesbild.children(figure), uppfoljning.now(figure, None), utbud.alone(figure, 0),
        regi.five_values([figure] if figure else [], {}), utbud.spread([figure] if figure else []),
        utbud.offered([], figure, NAMES, 86),
    ):  # fmt: skip
        assert said in sentence


def test_five_values_are_told_in_order_with_hidden_ones_by_their_word():
    names = {"egen_namnd": "Egen nämnd", "kopt": "Köpt", "okand": "Okänd regi"}
    city = [
        cell("R2/stad/2025/regi=egen_namnd", 80, 100),
        cell("R2/stad/2025/regi=kopt", 15, 100),
        cell("R2/stad/2025/regi=okand", status="skyddad"),
    ]
    assert plain(regi.five_values(city, names)) == (
        "Under 2025 fördelar sig stadens 100 beslut så: egen nämnd 80,0 %, köpt 15,0 %, okänd regi "
        "skyddad."
    )


def test_late_is_what_is_due_and_not_held():
    assert plain(uppfoljning.in_time(cell("F1/stad/2025", 3837, 5235))) == (
        "Under 2025 förföll 5 235 första uppföljningar i staden. 73,3 % hölls i tid (3 837); "
        "osäkerhetsintervallet är 72,1–74,5 %. 1 398 var sena eller uteblev."
    )


def test_what_is_not_due_is_neither_in_time_nor_late():
    text = plain(uppfoljning.now(cell("F3/stad/2026-09-30", 424), cell("F4/stad/2026-09-30", 2769)))
    assert text == (
        "Den 30 september 2026 var 424 pågående insatser i staden försenade. 2 769 hade ännu inte "
        "förfallit; de är varken i tid eller sena, och ingår inte i någon andel."
    )
    half = uppfoljning.now(cell("F3/stad/2026-09-30", 424), None)
    assert "Antalet ännu inte förfallna publiceras inte" in half


def test_the_due_date_is_a_policy():
    text = uppfoljning.policy("ej verifierad")
    assert "en policy, inte ett lagkrav" in text
    assert text.endswith("Policyns status: ej verifierad.")


def test_offers_are_told_from_fewest_to_most():
    districts = [
        cell("U1/bromma/2024-11-01", 14),
        cell("U1/farsta/2024-11-01", 14),
        cell("U1/jarva/2024-11-01", 55),
    ]
    text = plain(utbud.offered(districts, cell("U1/stad/2024-11-01", 86), NAMES, 86))
    assert text == (
        "Den 1 november 2024 erbjuder stadsdelsnämnderna mellan 14 (Bromma och Farsta) och 55 "
        "(Järva) insatstyper. Tillsammans erbjuder de 86 av katalogens 86 typer."
    )


def test_spread_is_told_by_class():
    counts = {"1": 18, "2-4": 36, "5-10": 20, "11": 12}
    cells = [cell(f"U3/stad/2024-11-01/spridning={c}", n, 86) for c, n in counts.items()]
    assert plain(utbud.spread(cells)) == (
        "Av de 86 typer som erbjuds finns 18 i en enda stadsdel, 36 i två till fyra, 20 i fem till "
        "tio och 12 i alla elva."
    )
    assert utbud.alone(cells[0], 9).startswith("18 insatstyper erbjuds av en enda")
    assert "sammanlagt nio stadsdelar" in utbud.alone(cells[0], 9)
    one = cell("U3/stad/2024-11-01/spridning=1", 1, 86)
    assert "En insatstyp" in utbud.alone(one, 1)
    none = cell("U3/stad/2024-11-01/spridning=1", 0, 86)
    assert utbud.alone(none, 0) == "Ingen insatstyp finns i bara en stadsdel."


def test_volumes_say_what_they_count():
    assert "Ett barn kan ha flera beslut" in lagesbild.decisions(cell("V1/stad/2025", 5883))
    text = plain(lagesbild.children(cell("V2/stad/2025", 6008)))
    assert text.startswith("6 008 barn hade en öppen insats någon gång under 2025.")


@pytest.mark.parametrize(
    ("classes", "said"),
    [
        ([], "Ingen kontroll har hittat fel"),
        (["få"], "berör alla få rader"),
        (["få", "över 5 %"], "I ett fall berör en kontroll över 5 %"),
        (["1–5 %", "1–5 %"], "I två fall berör en kontroll 1–5 %"),
    ],
)
def test_quality_is_told_in_classes(classes, said):
    assert said in lagesbild.quality(classes)


def test_freshness_is_compared_with_the_youngest_extract_and_not_with_the_clock(tmp_path):
    days = dict.fromkeys(DISTRICTS, "2026-10-31") | {
        "farsta": "2026-10-30",
        "jarva": "2026-08-31",
    }
    night = publish(tmp_path, usual_cells(), extracts=days)
    assert stale_sentence(night) == (
        "Alla uppgifter är inte lika färska: Järva (uttag 2026-08-31, 61 dagar äldre än det "
        "yngsta) och Farsta (uttag 2026-10-30, 1 dag äldre än det yngsta)."
    )
    by_name = {d.namn: d for d in deliveries(night)}
    assert by_name["Farsta"].uttagsdatum == dt.date(2026, 10, 30)
    assert by_name["Socialnämndens avdelning för socialt stöd"].uttagsdatum is None


def test_a_whole_city_is_not_stale(night):
    assert stale_sentence(night) == ""
    assert plain(freshness_line(night)) == (
        "Uppgifter till och med 31 oktober 2026 · 11 av 11 stadsdelar"
    )


def test_the_footer_says_what_is_counted(night):
    measure = night.measure("R1")
    city = night.figure("R1/stad/2023")
    assert plain(footer_line(measure, city, "2026-10-31")) == (
        "Räknar beslut · 5 547 · 2023 · uttag 2026-10-31 · definition v1"
    )
    assert plain(footer_line(night.measure("F3"), night.figure("F3/stad/2026-09-30"), "x")) == (
        "Räknar insatser · 424 · 2026-09-30 · uttag x · definition v2"
    )
    hidden = cell("R1/stad/2025", status="skyddad")
    assert "· skyddad ·" in footer_line(measure, hidden, "x")
    assert footer_line(measure, None, "x") == "Räknar beslut · uttag x · definition v1"


def test_the_method_names_rule_and_status(night):
    items = dict(method_items(night.measure("F1")))
    assert "tre månader" in items["Styrande regel"]
    assert items["Regelns status"] == "ej verifierad (policy, inte lagkrav)"
    assert items["Nämnare"] == "insatser vars första uppföljning förföll i perioden"
    assert "Nämnare" not in dict(method_items(night.measure("V1")))
    assert rule_status(night.measure("V1")) == "lokal"


def test_quality_rows_say_where_and_what_it_touches(night):
    rows = quality_rows(night)
    assert [(row.regel, row.outcome, row.measures) for row in rows] == [
        ("INS-01", "raderna räknas inte", ("V1", "F1")),
        ("INS-04", "raderna räknas, med märkning", ("V1",)),
    ]
    assert rows[1].where == {"över 5 %": ["Centralt"]}
    assert where_text(list("ABCDEFGHIJK"), 11) == "Alla elva stadsdelar"
    assert where_text(["A", "B"], 11) == "A och B"
    assert where_text([], 11) == "–"


def test_units_stand_in_the_readers_order(night):
    units = Units.of(night)
    assert units.all[0].kod == "stad"
    assert [unit.kod for unit in units.all][-2:] == ["central", "okand"]
    assert [unit.namn for unit in units.districts][-3:] == ["Skarpnäck", "Skärholmen", "Södermalm"]
    assert units.names["central"] == "Centralt"


def test_swedish_letters_come_last():
    names = ["Östermalm", "Ärla", "Åkeshov", "Zinken", "Bromma"]
    assert sorted(names, key=swedish_key) == ["Bromma", "Zinken", "Åkeshov", "Ärla", "Östermalm"]


def test_small_words():
    assert listed([]) == ""
    assert listed(["A"]) == "A"
    assert listed(["A", "B", "C"]) == "A, B och C"
    assert [count_word(n) for n in (1, 11, 13)] == ["en", "elva", "13"]
    assert plain(formats.when("2024-11-01")) == "1 november 2024"
    assert formats.during("2026H1") == "Under första halvåret 2026"
    assert plain(formats.during("2024-11-01")) == "Den 1 november 2024"


def test_small_tables_are_read_with_their_order(night):
    assert list(labels(night, "spridning")) == ["1", "2-4", "5-10", "11"]
    assert len(records(night, "enheter", slag="stadsdelsnamnd")) == 11
    with pytest.raises(KeyError):
        records(night, "finns_inte")
