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


def test_a_choice_goes_to_the_address(night):
    control = {"type": "parameter", "page": "/regi", "name": "period"}
    assert search_for(night, control, "2023") == "?period=2023"


UTAN = {"type": "parameter", "page": "/utbud", "name": "utan"}


def test_several_choices_go_to_the_address_in_the_catalogues_order(night):
    search = search_for(night, UTAN, ["STF01", "FAM01"])
    assert parse_qs(search[1:])["utan"] == ["FAM01,STF01"]


def test_several_choices_can_all_be_taken_away(night):
    search = search_for(night, UTAN, [], {"utan": [], "sok": "fft"})
    assert "utan" not in search
    assert "sok=fft" in search


def test_several_choices_stay_when_another_control_is_changed(night):
    control = {"type": "parameter", "page": "/utbud", "name": "ordning"}
    search = search_for(night, control, "spridning", {"utan": ["FAM01", "FAM05"]})
    assert parse_qs(search[1:])["utan"] == ["FAM01,FAM05"]
    assert parse_qs(search[1:])["ordning"] == ["spridning"]


@pytest.mark.parametrize(
    "value",
    [
        ["FAM01", "XXX99"], ["../../etc/passwd"], ["FAM01'; drop table utbud--"], ["<script>"],
        ["FAM01", 7], ["FAM01", None], ["FAM01", ["FAM05"]], [{"a": 1}], ["FAM01,FAM05"],
        ["FAM01"] * 101, ["A" * 10_000_000], "A" * 10_000_000, {"FAM01": True}, ("FAM01",), 86,
    ],
)  # fmt: skip
def test_a_forged_list_goes_nowhere(night, value):
    assert search_for(night, UTAN, value) is None


def test_a_list_goes_nowhere_where_one_value_is_chosen(night):
    control = {"type": "parameter", "page": "/utbud", "name": "dag"}
    assert search_for(night, control, ["2024-11-01"]) is None
    assert search_for(night, control, "2024-11-01") is not None


def test_what_another_control_is_forged_to_say_is_left_out(night):
    control = {"type": "parameter", "page": "/utbud", "name": "dag"}
    said = search_for(night, control, "2024-11-01", {"utan": ["<script>"], "sok": {"a": 1}})
    assert parse_qs(said[1:]).keys() == {"dag", "kategori", "ordning"}


def test_words_that_are_rubbed_out_leave_an_empty_address(night):
    control = {"type": "parameter", "page": "/metod", "name": "sok"}
    assert search_for(night, control, "") == ""


@pytest.mark.parametrize(
    ("control", "value"),
    [
        ({"page": "/regi", "name": "period"}, "2099"),
        ({"page": "/regi", "name": "period"}, None),
        ({"page": "/regi", "name": "period"}, ["2023"]),
        ({"page": "/regi", "name": "dag"}, "2023"),
        ({"page": "/annat", "name": "period"}, "2023"),
        ({}, "2023"),
        (None, "2023"),
        ("regi", "2023"),
    ],
)
def test_a_choice_that_does_not_exist_goes_nowhere(night, control, value):
    assert search_for(night, control, value) is None
