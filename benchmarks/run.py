"""`make bench`: the night, the night without news, the dashboards; prints, and judges nothing."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.disclosure import main as disclosure
from benchmarks.measure import Cost, command, median_of
from benchmarks.page import main as dashboards
from benchmarks.statistics import main as statistics

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "data" / "sample"
TEN_MILLION, ONE_MILLION = 48, 5  # copies of the city


def main() -> None:
    """Measure everything once, on the committed sample."""
    insatskoll = Path(sys.executable).with_name("insatskoll")
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"

        def night() -> Cost:
            shutil.rmtree(home, ignore_errors=True)
            return command([insatskoll, "refresh", "--inbox", SAMPLE, "--home", home])

        def other(way: str) -> Cost:
            return command([sys.executable, "-m", "benchmarks.floor", way, SAMPLE])

        cold = median_of(3, night)
        quiet = median_of(
            5, lambda: command([insatskoll, "refresh", "--inbox", SAMPLE, "--home", home])
        )
        help_ = median_of(5, lambda: command([insatskoll, "--help"]))
        floor, peer = (median_of(3, lambda way=way: other(way)) for way in ("duckdb", "pandas"))
        dashboards(home)
        print()
        print("protection and attack, one core; limit 60 s a block")
        disclosure(home)
        print()
        start, built, five, hand = _builds(home)
    _row("the first night, from cold start", f"{cold.seconds:.1f} s", "180 s")
    _row("  its peak memory", f"{cold.mebibytes:.0f} MiB", "1536 MiB")
    _row("  × floor (DuckDB copies the rows, no checks)", f"{cold.seconds / floor.seconds:.1f}")
    _row("  × peer (pandas reads the files and counts)", f"{cold.seconds / peer.seconds:.1f}")
    _row("a night without news", f"{quiet.seconds:.2f} s", "5 s")
    _row("insatskoll --help", f"{help_.seconds:.2f} s", "0.5 s")
    _row("the build on the sample, with dbt's own start", f"{built.seconds:.1f} s", "20 s")
    _row("  of which dbt's own start", f"{start.seconds:.1f} s")
    _row("  five measures × the same in plain SQL", f"{five.seconds / hand.seconds:.1f}")
    _many_rows()
    print()
    statistics()


def _builds(home: Path) -> tuple[Cost, Cost, Cost, Cost]:
    """dbt's own start, the whole build, five measures, and those five in plain SQL."""
    start, built, five = (
        command([sys.executable, "-m", "benchmarks.build", what, home])
        for what in ("start", "all", "five")
    )
    return (
        start,
        built,
        five,
        command([sys.executable, "-m", "benchmarks.handwritten", home / "build"]),
    )


def intake(scale: int, folder: Path) -> tuple[Cost, Cost]:
    """What it costs to take in so many copies of the city, and the floor beside it."""
    inbox = folder / f"inkorg-{scale}"
    command([Path(sys.executable).with_name("insatskoll"), "sample", "--out", inbox,
             "--scale", str(scale)])  # fmt: skip
    taken = command([sys.executable, "-m", "benchmarks.intake", inbox, folder / f"hem-{scale}"])
    return taken, command([sys.executable, "-m", "benchmarks.floor", "duckdb", inbox])


def _many_rows() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        taken, floor = intake(TEN_MILLION, folder)
        shutil.rmtree(folder / f"inkorg-{TEN_MILLION}")
        os.environ["INSATSKOLL_MEMORY_LIMIT"] = "3GB"
        _, built, five, hand = _builds(folder / f"hem-{TEN_MILLION}")
        del os.environ["INSATSKOLL_MEMORY_LIMIT"]
        small, _ = intake(ONE_MILLION, folder)
        peer = command([sys.executable, "-m", "benchmarks.peer", folder / f"inkorg-{ONE_MILLION}"])
    _row("ten million rows read, checked and landed", f"{taken.seconds:.0f} s", "120 s")
    _row("  peak memory", f"{taken.mebibytes:.0f} MiB", "4096 MiB")
    _row("  × floor (DuckDB copies the files, no checks)", f"{taken.seconds / floor.seconds:.1f}")
    _row("the build on them", f"{built.seconds:.0f} s", "60 s")
    _row("  peak memory", f"{built.mebibytes:.0f} MiB", "4096 MiB")
    _row("  five measures × the same in plain SQL", f"{five.seconds / hand.seconds:.1f}")
    _row("one million rows", f"{small.seconds:.0f} s")
    _row("  × peer (pandas, half of the expectations)", f"{small.seconds / peer.seconds:.2f}")


def _row(what: str, value: str, limit: str = "") -> None:
    print(f"{what:<48} {value:>10}   {limit}")


if __name__ == "__main__":
    main()
