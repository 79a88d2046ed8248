"""Work in this process and in two others gives the same answers, and fails alike."""

from __future__ import annotations

import operator

import pytest

from pipelines.publication.workers import workers

FEW, MANY = 10, 4_000  # cells: in this process, and in two


@pytest.mark.parametrize("cells", [FEW, MANY])
def test_answers_are_the_same_in_order_and_an_exception_is_raised_at_its_result(cells: int) -> None:
    with workers(cells) as pool:
        jobs = [pool.submit(operator.floordiv, 60, by) for by in (1, 0, 7)]
        assert jobs[0].result() == 60
        with pytest.raises(ZeroDivisionError):
            jobs[1].result()
        assert jobs[2].result() == 8  # the others are done all the same


def test_little_work_is_done_at_once_and_much_in_processes_of_their_own() -> None:
    import os

    with workers(FEW) as here, workers(MANY) as there:
        assert here.submit(os.getpid).result() == os.getpid()
        assert there.submit(os.getpid).result() != os.getpid()
