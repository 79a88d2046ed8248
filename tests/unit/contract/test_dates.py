"""Dates as people's systems write them (syntetiska data)."""

from __future__ import annotations

import datetime as dt

import pytest

from pipelines.contract.dates import AmbiguousDateError, read_dates

FIRST_OF_JULY = dt.date(2023, 7, 1)


def one(text: str) -> dt.date | str | None:
    """The date of a text that stands alone in its column, or `oläst`."""
    return read_dates([text])[0].get(text, "oläst")


@pytest.mark.parametrize(
    "text",
    [
        "2023-07-01",
        "2023-7-1",
        "20230701",
        "2023-07-01 00:00:00",
        "2023-07-01 00:00",
        "2023-07-01T00:00:00.000",
        "45108",
        "45108.0",
    ],
)
def test_the_first_of_july_in_every_form_with_one_reading(text: str) -> None:
    assert one(text) == FIRST_OF_JULY


@pytest.mark.parametrize(
    "text",
    [
        "9999-12-31",
        "9999-12-31 00:00:00",
        "99991231",
        "31/12/9999",
        "2958465",
        "2958465.0",
        "2099-12-31",
        "20991231",
        "31/12/2099",
        "73050",
        "991231",
        "-",
        "–",
    ],
)
def test_falla_39_an_open_end_is_no_day(text: str) -> None:
    assert one(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "2023-06-30 22:00:00",
        "2023-06-30T22:00:00Z",
        "2023-07-01T00:00:00Z",
        "2023-07-01 00:00:00+02",
        "45107.9166667",
    ],
)
def test_falla_39_a_time_moved_to_utc_is_not_read_as_the_day_before(text: str) -> None:
    """Midnight in Stockholm is 22:00 the day before in UTC: no reading is better than that one."""
    assert one(text) == "oläst"


@pytest.mark.parametrize(
    "text",
    [
        "2023-02-29",
        "2023-13-01",
        "1989-12-31",
        "2101-01-01",
        "2023",
        "1.7.2023",
        "01-07-2023",
        "2023-07-01 kl 9",
        "9999-12-31 obs",
        "igår",
        "4510",
        "99999",
    ],
)
def test_what_is_no_date_is_not_read(text: str) -> None:
    assert one(text) == "oläst"


def test_one_day_beyond_twelve_settles_that_the_day_comes_first() -> None:
    read, notes = read_dates(["1/7/2023", "13/7/2023"])
    assert read == {"1/7/2023": FIRST_OF_JULY, "13/7/2023": dt.date(2023, 7, 13)}
    assert notes == ("datum som dag/månad/år",)


def test_one_day_beyond_twelve_in_the_middle_settles_that_the_month_comes_first() -> None:
    read, notes = read_dates(["7/1/2023", "7/13/2023"])
    assert read["7/1/2023"] == FIRST_OF_JULY
    assert notes == ("datum som månad/dag/år",)


def test_six_digits_are_settled_by_a_year_that_no_decision_has() -> None:
    """230701 is the first of July 2023, for the 23rd of July 2001 is older than any decision."""
    read, notes = read_dates(["230701", "200118"])
    assert read == {"230701": FIRST_OF_JULY, "200118": dt.date(2020, 1, 18)}
    assert notes == ("datum som ååmmdd",)


def test_six_digits_are_settled_by_an_open_end() -> None:
    read, notes = read_dates(["230701", "991231"])
    assert read == {"230701": FIRST_OF_JULY, "991231": None}
    assert notes == ("datum som ååmmdd",)


def test_six_digits_whose_end_can_only_be_a_year_are_read_day_first() -> None:
    read, notes = read_dates(["010723", "300624"])
    assert read == {"010723": FIRST_OF_JULY, "300624": dt.date(2024, 6, 30)}
    assert notes == ("datum som ddmmåå",)


@pytest.mark.parametrize("texts", [["1/7/2023"], ["200118"], ["1/7/2023", "2/8/2024", "3/3/2024"]])
def test_dates_that_can_be_read_two_ways_are_refused(texts: list[str]) -> None:
    with pytest.raises(AmbiguousDateError) as caught:
        read_dates(texts)
    assert not caught.value.settled_both_ways
    assert texts[0] not in str(caught.value)


@pytest.mark.parametrize("texts", [["13/7/2023", "7/13/2023"], ["991231", "311299"]])
def test_a_column_that_mixes_two_orders_is_refused(texts: list[str]) -> None:
    with pytest.raises(AmbiguousDateError) as caught:
        read_dates(texts)
    assert caught.value.settled_both_ways


def test_the_same_day_in_both_orders_is_no_question() -> None:
    assert read_dates(["7/7/2023"])[0] == {"7/7/2023": dt.date(2023, 7, 7)}
    assert read_dates(["230723"])[0] == {"230723": dt.date(2023, 7, 23)}
