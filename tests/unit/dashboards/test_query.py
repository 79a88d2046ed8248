"""The address bar, the view and the choices are checked against what exists."""

from __future__ import annotations

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
