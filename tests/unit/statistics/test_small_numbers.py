from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.statistics.small_numbers import Display, Kind, display, may_colour


def test_a_count_is_hidden_from_one_to_four_and_zero_is_shown() -> None:
    shown = display(Kind.ANTAL, [0, 1, 4, 5, 900]).tolist()
    assert shown == ["full", "inget", "inget", "full", "full"]


@pytest.mark.parametrize(
    ("n", "x", "expected"),
    [(0, 0, "inget"), (4, 4, "inget"), (5, 3, "antal"), (19, 15, "antal"), (20, 15, "osaker"),
     (29, 29, "osaker"), (30, 11, "full"),
     (30, 10, "osaker"), (900, 0, "osaker"), (900, 11, "full")],
)  # fmt: skip
def test_a_share(n: int, x: int, expected: str) -> None:
    assert display(Kind.ANDEL, [n], [x])[0] == expected


@pytest.mark.parametrize(("x", "expected"), [(0, "osaker"), (10, "osaker"), (11, "full")])
def test_a_rate_of_many_children_and_few_events_is_grey(x: int, expected: str) -> None:
    assert display(Kind.KVOT, [9000], [x])[0] == expected


@pytest.mark.parametrize(("x", "expected"), [(9, "antal"), (10, "osaker"), (11, "full")])
def test_a_standardised_ratio_needs_ten_observed(x: int, expected: str) -> None:
    assert display(Kind.STANDARDISERAD, [9000], [x])[0] == expected


@pytest.mark.parametrize(
    ("n", "expected"), [(4, "inget"), (19, "antal"), (20, "osaker"), (30, "full")]
)
def test_a_median_needs_twenty_children(n: int, expected: str) -> None:
    assert display(Kind.MEDIAN, [n])[0] == expected


def test_only_what_is_shown_in_full_may_be_coloured() -> None:
    shown = display(Kind.ANDEL, [4, 19, 29, 300], [2, 12, 12, 200])
    assert may_colour(shown).tolist() == [False, False, False, True]


def test_a_hidden_number_shows_nothing() -> None:
    assert display(Kind.ANDEL, [np.nan, 300], [20, np.nan]).tolist() == ["inget", "inget"]


@given(st.sampled_from(list(Kind)), st.integers(0, 2000), st.integers(0, 2000))
def test_more_children_never_show_less(kind: Kind, x: int, more: int) -> None:
    order = list(Display)
    few, many = display(kind, [x + 5, x + 5 + more], [x, x]).tolist()
    assert order.index(few) <= order.index(many)


def test_events_are_asked_for_and_negative_numbers_refused() -> None:
    with pytest.raises(ValueError, match="andel"):
        display(Kind.ANDEL, [100])
    with pytest.raises(ValueError, match="negativt"):
        display(Kind.ANTAL, [-1])
