"""Two processes side by side where the work is worth starting them for, else this one."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

WORKERS = 2
_WORTH_IT = 4_000  # cells; to start two processes takes as long as to protect so many


class _Here(Executor):
    """Does the work at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:  # as a pool does: raised where the result is asked for
            done.set_exception(error)
        return done


def workers(cells: int) -> Executor:
    """An executor for work on so many cells; the answers are the same from either."""
    if cells < _WORTH_IT:
        return _Here()
    return ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn"))
