"""Exact elimination and intervals, against answers worked out by hand (syntetiska data)."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix

from pipelines.disclosure.elimination import determined
from pipelines.disclosure.intervals import too_narrow


def test_one_equation_with_one_unknown_gives_it() -> None:
    rows = np.array([[1, 0, 0], [0, 1, 1]])
    assert determined(rows).tolist() == [True, False, False]


def test_a_square_of_four_gives_nothing() -> None:
    rows = np.array([[1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1]])
    assert not determined(rows).any()


def test_equations_together_give_what_none_gives_alone() -> None:
    """a + b, b + c and a + c: half their sum minus one of them is the third."""
    rows = np.array([[1, 1, 0], [0, 1, 1], [1, 0, 1]])
    assert determined(rows).all()


def test_two_that_sum_to_six_and_are_at_least_one_are_within_five_steps() -> None:
    rows = csr_matrix(np.array([[1.0, 1.0]]))
    asked = np.array([0, 1])
    least = np.array([1.0, 1.0])
    assert too_narrow(rows, np.array([6.0]), least, asked, 4) == []
    weak = too_narrow(rows, np.array([5.0]), least, asked, 4)
    assert [(one.number, one.steps) for one in weak] == [(0, 3.0), (1, 3.0)]
