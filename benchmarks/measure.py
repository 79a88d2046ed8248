"""Time and memory of a whole command, children included."""

from __future__ import annotations

import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import psutil

_POLL = 0.1  # seconds; more often, the watcher itself takes a tenth of a core


@dataclass(frozen=True)
class Cost:
    """Wall time in seconds, and the peak of the process tree's resident memory in MiB."""

    seconds: float
    mebibytes: float


def command(arguments: Sequence[object]) -> Cost:
    """Run a command to its end and measure it.

    Raises:
        RuntimeError: it failed; a failed command has no time.
    """
    started = time.perf_counter()
    process = psutil.Popen(
        [str(a) for a in arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    peak = 0

    def watch() -> None:
        nonlocal peak
        while process.poll() is None:
            total = 0
            try:
                for part in (process, *process.children(recursive=True)):
                    total += part.memory_info().rss
            except psutil.NoSuchProcess:
                continue
            peak = max(peak, total)
            time.sleep(_POLL)

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, errors = process.communicate()
    seconds = time.perf_counter() - started
    watcher.join()
    if process.returncode:
        raise RuntimeError(f"{arguments[0]} ended with {process.returncode}: {errors[-500:]}")
    return Cost(seconds, peak / 2**20)


def median_of(runs: int, run: Callable[[], Cost]) -> Cost:
    """The median time and the largest memory of several runs."""
    costs = [run() for _ in range(runs)]
    return Cost(statistics.median(c.seconds for c in costs), max(c.mebibytes for c in costs))
