"""The dashboards as readers meet them: the real server, one reader, fifty readers, one browser.

Times are from the question sent to the answer read, and so hold the client's own work too. The
machine's pace stands beside them: seconds for ten million additions, 0.3–0.4 on the machine that
the limits were set for when nobody else uses it.
"""

from __future__ import annotations

import http.client
import json
import random
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

import psutil

from benchmarks.first_page import FirstPage, open_first_page
from pipelines.publication.reader import Night, load

READERS, EVERY, DURATION = 50, 5.0, 60.0  # readers, seconds, seconds
_QUESTIONS = "/_dash-update-component"
_VIEW = {"scheme": "light", "narrow": False}
_SEED = 7
Question = tuple[str, bytes]  # what it is, and its body


def main(home: Path, port: int = 8066) -> None:
    """Measure everything and print it beside its limit."""
    print(f"the dashboards; pace {pace()}")
    asked = questions(load(home / "serve"))
    with server(home, port) as process:
        before = _worker_seconds(process)
        cold = [_timed(port, question) for question in asked]
        between = _worker_seconds(process)
        again = [_timed(port, question) for question in asked]
        after = _worker_seconds(process)
        _times("one reader, each question for the first time", cold, 50)
        _processor(between - before, cold)
        _times("  again", again, 50)
        _processor(after - between, again)
        _times("  both", cold + again, 50)
    with server(home, port) as process:  # nothing kept
        before = _worker_seconds(process)
        answered, errors = many_readers(port, asked)
        _times(f"{READERS} readers, each every {EVERY:.0f} s", answered, 250)
        _processor(_worker_seconds(process) - before, answered)
        _row("  errors", str(errors), "0")
        _row("  memory of a worker", f"{max(_worker_mebibytes(process)):.0f} MiB", "400 MiB")
        _first_page(open_first_page(f"http://127.0.0.1:{port}/"))


def pace() -> str:
    """Processor and wall seconds of ten million additions."""
    wall, processor, total = time.perf_counter(), time.process_time(), 0
    for number in range(10_000_000):
        total += number
    return f"{time.process_time() - processor:.2f} s processor, {time.perf_counter() - wall:.2f} s"


def questions(night: Night) -> list[Question]:
    """Every page opened, every option of every parameter, and what its control asks."""
    from dashboards.navigation import PAGES
    from dashboards.routing import CHOICES, search_of

    found = []
    for page in PAGES:
        found.append(_opened(page.path, ""))
        for name, choice in CHOICES[page.path](night, {}).items():
            for option in choice.options:
                chosen = CHOICES[page.path](night, {name: option})
                found += [_changed(page.path, name, option), _opened(page.path, search_of(chosen))]
    return list(dict.fromkeys(found))


def _opened(path: str, search: str) -> Question:
    return f"{path}{search}", _body(
        [("_pages_content", "children"), ("_pages_store", "data")],
        [
            {"id": "_pages_location", "property": "pathname", "value": path},
            {"id": "_pages_location", "property": "search", "value": search},
            {"id": "view", "property": "data", "value": _VIEW},
        ],
        "_pages_location.pathname",
    )


def _changed(path: str, name: str, value: str) -> Question:
    chosen = {"page": path, "search": "", "name": name, "value": value}
    body = {
        "output": "adress.data",
        "outputs": {"id": "adress", "property": "data"},
        "inputs": [{"id": "valt", "property": "data", "value": chosen}],
        "changedPropIds": ["valt.data"],
    }
    return f"{path} {name}={value}", json.dumps(body).encode()


def _body(outputs: Sequence[tuple[str, str]], inputs: list[object], changed: str) -> bytes:
    return json.dumps(
        {
            "output": f"..{'...'.join('.'.join(one) for one in outputs)}..",
            "outputs": [{"id": one, "property": what} for one, what in outputs],
            "inputs": inputs,
            "changedPropIds": [changed],
        }
    ).encode()


@contextmanager
def server(home: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """`insatskoll serve` on a home folder, until it has answered and for as long as it is used."""
    command = [Path(sys.executable).with_name("insatskoll"), "serve", "--home", home]
    process = subprocess.Popen([*map(str, command), "--port", str(port)], stdout=subprocess.DEVNULL)
    try:
        for _ in range(240):
            with suppress(OSError), urlopen(f"http://127.0.0.1:{port}/halsa", timeout=5):
                break
            time.sleep(0.25)
        else:
            raise RuntimeError("the server did not answer within a minute")
        yield process
    finally:
        process.terminate()
        process.wait(30)


def _timed(port: int, question: Question) -> float:
    """Milliseconds until the answer is read.

    Raises:
        RuntimeError: the answer is no answer.
    """
    started = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        headers = {"Content-Type": "application/json", "Accept-Encoding": "gzip"}
        connection.request("POST", _QUESTIONS, question[1], headers)
        answer = connection.getresponse()
        answer.read()
    finally:
        connection.close()
    if answer.status not in {200, 204}:
        raise RuntimeError(f"{question[0]} answered {answer.status}")
    return 1000 * (time.perf_counter() - started)


def many_readers(port: int, asked: Sequence[Question]) -> tuple[list[float], int]:
    """Milliseconds of every answer, and how many questions went wrong."""
    times: list[float] = []
    errors: list[str] = []
    ends = time.monotonic() + DURATION

    def read(number: int) -> None:
        chance = random.Random(_SEED + number)  # noqa: S311
        time.sleep(chance.uniform(0, EVERY))
        while time.monotonic() < ends:
            started = time.monotonic()
            try:
                times.append(_timed(port, chance.choice(asked)))
            except (OSError, RuntimeError, http.client.HTTPException) as error:
                errors.append(type(error).__name__)
            time.sleep(max(0.0, EVERY - (time.monotonic() - started)))

    readers = [threading.Thread(target=read, args=(number,)) for number in range(READERS)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return times, len(errors)


def _worker_mebibytes(process: subprocess.Popen[bytes]) -> list[float]:
    """Resident memory of each worker: what it shares is counted whole."""
    workers = psutil.Process(process.pid).children(recursive=True)
    return [worker.memory_info().rss / 2**20 for worker in workers]


def _worker_seconds(process: subprocess.Popen[bytes]) -> float:
    """Processor seconds of the workers so far."""
    spent = [w.cpu_times() for w in psutil.Process(process.pid).children(recursive=True)]
    return sum(one.user + one.system for one in spent)


def _processor(seconds: float, answers: Sequence[float]) -> None:
    _row("    the server's processor time an answer", f"{1000 * seconds / len(answers):.1f} ms", "")


def _first_page(seen: FirstPage) -> None:
    _row("first page usable in Chromium, cold", f"{seen.cold:.2f} s", "2 s")
    _row("  warm", f"{seen.warm:.2f} s", "0.8 s")
    _row("  scripts and styles as sent", f"{seen.mebibytes:.2f} MiB", "1.2 MiB")


def _times(what: str, milliseconds: Sequence[float], limit: int) -> None:
    parts = statistics.quantiles(milliseconds, n=20)
    told = f"{statistics.median(milliseconds):.0f} / {parts[18]:.0f} ms"
    _row(f"{what} ({len(milliseconds)}), p50 / p95", told, f"{limit} ms")


def _row(what: str, value: str, limit: str) -> None:
    print(f"{what:<66} {value:>14}   {limit:<8} pace {pace()}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
