"""The address bar, the view and the choices are checked against what exists."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest

from dashboards.callbacks import search_for
from dashboards.query import choose, latest_year
from dashboards.view import View, read_view

PERIODS = ["2026H1", "2025H2", "2025H1", "2025", "2024"]


def test_what_exists_is_shown_without_a_note():
    choice = choose("2024", PERIODS, "2025", "Perioden")
    assert (choice.value, choice.note) == ("2024", "")


def test_nothing_asked_for_gives_the_default_without_a_note():
    assert choose(None, PERIODS, "2025", "Perioden").value == "2025"
    assert choose(None, PERIODS, "2025", "Perioden").note == ""


def test_what_does_not_exist_gives_the_default_and_a_note():
    choice = choose("2099", PERIODS, "2025", "Perioden")
    assert choice.value == "2025"
    assert choice.note == "Perioden 2099 finns inte; visar 2025"


def test_where_nothing_can_be_chosen_nothing_is_said_to_be_shown_instead():
    choice = choose("2024", [], "", "Perioden")
    assert (choice.value, choice.options, choice.note) == ("", (), "")


@pytest.mark.parametrize("asked", ["<script>", "2024 eller så", "x" * 21, ["2024", "2025"], 2024])
def test_what_is_not_a_harmless_word_is_not_repeated(asked):
    choice = choose(asked, PERIODS, "2025", "Perioden")
    assert choice.note == "Perioden i adressen finns inte; visar 2025"


def test_the_latest_whole_year_goes_before_a_later_half():
    assert latest_year(PERIODS) == "2025"
    assert latest_year(["2026-09-30"]) == "2026-09-30"
    assert latest_year([]) == ""


@pytest.mark.parametrize("sent", [None, "dark", [], {"scheme": "rosa", "narrow": "ja"}])
def test_an_unknown_view_is_the_default(sent):
    assert read_view(sent) == View("light", False)


def test_the_view_is_read():
    assert read_view({"scheme": "dark", "narrow": True}) == View("dark", True)


def chose(name: str, value: object, search: object = "", page: object = "/utbud") -> object:
    return {"page": page, "search": search, "name": name, "value": value}


def test_a_choice_goes_to_the_address(night):
    assert search_for(night, chose("period", "2023", page="/regi")) == "?period=2023"


def test_a_choice_is_added_to_several_in_the_catalogues_order(night):
    search = search_for(night, chose("utan", "FAM01", "?utan=STF01&sok=fft"))
    assert parse_qs(search[1:])["utan"] == ["FAM01,STF01"]
    assert parse_qs(search[1:])["sok"] == ["fft"]


def test_several_choices_stay_when_another_control_is_changed(night):
    search = search_for(night, chose("ordning", "spridning", "?utan=FAM01%2CFAM05"))
    assert parse_qs(search[1:])["utan"] == ["FAM01,FAM05"]
    assert parse_qs(search[1:])["ordning"] == ["spridning"]


@pytest.mark.parametrize(
    "value",
    [
        "XXX99", "../../etc/passwd", "FAM01'; drop table utbud--", "<script>", ["FAM01"], 7, None,
        {"a": 1}, ("FAM01",), "A" * 10_000_000, "FAM01,XXX99",
    ],
)  # fmt: skip
def test_a_forged_value_goes_nowhere(night, value):
    for name in ("utan", "dag"):
        assert search_for(night, chose(name, value)) is None


@pytest.mark.parametrize(
    "search", ["?utan=%3Cscript%3E", "utan=;&" * 100, 7, ["?"], {"a": 1}, None, "\x00", "?" * 99]
)
def test_an_address_that_is_forged_is_left_out(night, search):
    said = search_for(night, chose("dag", "2024-11-01", search))
    assert parse_qs(said[1:]).keys() == {"dag", "kategori", "ordning"}


def test_words_that_are_rubbed_out_leave_an_empty_address(night):
    assert search_for(night, chose("sok", "", "?sok=fft", page="/metod")) == ""


@pytest.mark.parametrize(
    "chosen",
    [
        chose("period", "2099", page="/regi"),
        chose("dag", "2023", page="/regi"),
        chose("period", "2023", page="/annat"),
        chose("period", "2023", page=["/regi"]),
        chose(["period"], "2023", page="/regi"),
        {"page": "/regi"},
        {},
        None,
        "regi",
        [1],
    ],
)
def test_a_choice_that_does_not_exist_goes_nowhere(night, chosen):
    assert search_for(night, chosen) is None
