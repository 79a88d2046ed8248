"""Tonight's intake: look for deliveries, read them, stop those that must be stopped, land the rest.

What is done with a delivery's rows before they are landed lies in one scratch folder, of which
nothing is left.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from expectations.rule import Rule, Severity
from pipelines.contract import Contract
from pipelines.errors import DeliveryRefused
from pipelines.intake import landing
from pipelines.intake.arrivals import Arrival, Arrivals, look, look_at
from pipelines.intake.landing import Landed
from pipelines.intake.reading import connect, read
from pipelines.settings import Home, Settings
from pipelines.validation.findings import Finding

__all__ = [
    "Arrival",
    "Arrivals",
    "clean",
    "connect",
    "land",
    "look",
    "look_at",
    "read",
    "scratch",
    "stop",
]


@contextmanager
def scratch(home: Home) -> Iterator[Path]:
    """A folder of its own for the scratch database; nothing of it is left afterwards."""
    folder = home.build / "intag"
    clean(home)
    folder.mkdir(mode=0o700)
    try:
        yield folder / "intag.duckdb"
    finally:
        clean(home)


def clean(home: Home) -> None:
    """Remove what an interrupted night left of its deliveries."""
    shutil.rmtree(home.build / "intag", ignore_errors=True)


def stop(arrivals: Arrivals, findings: Sequence[Finding], rules: Sequence[Rule]) -> None:
    """Refuse the deliveries that break a rule of severity STOPPA."""
    titles = {rule.id: rule.title for rule in rules}
    for arrival in list(arrivals.new):
        with arrivals.taking(arrival):
            for finding in findings:
                mine = finding.delivery == arrival.delivery.id
                if mine and finding.severity is Severity.STOPPA:
                    raise DeliveryRefused(
                        finding.rule,
                        arrival.delivery.where(finding.file),
                        f"leveransen stoppas: {titles[finding.rule]}{_at(finding.rows)}",
                    )
    _refuse_baseless(arrivals)


def _at(rows: Sequence[int]) -> str:
    """Where a rule is broken; row 0 stands for the file as a whole, and says nothing more."""
    if rows[0] == 0:
        return ""
    first = ", ".join(map(str, rows[:5]))
    return f"; bryts på {len(rows)} {'rad' if len(rows) == 1 else 'rader'} (första: {first})"


def _refuse_baseless(arrivals: Arrivals) -> None:
    """A delta builds on the deliveries before it; if one of tonight's fell, so does the delta."""
    for arrival in list(arrivals.new):
        with arrivals.taking(arrival):
            if arrival.manifest.typ == "delta" and any(
                fallen.enhet_kod == arrival.enhet_kod
                and fallen.manifest.uttagsdatum <= arrival.manifest.uttagsdatum
                for fallen in arrivals.fallen
            ):
                raise DeliveryRefused(
                    "LEV-09",
                    arrival.delivery.name,
                    "en leverans som denna delta bygger på vägrades; skicka om båda",
                )


def land(
    database: Path,
    settings: Settings,
    home: Home,
    contract: Contract,
    arrivals: Arrivals,
    findings: Sequence[Finding],
) -> list[Landed]:
    """Land every delivery that is still in, some side by side, each on its own connection."""
    with connect(database, settings) as con, ThreadPoolExecutor(settings.threads) as writers:
        landed = [
            writers.submit(
                landing.land,
                con.cursor(),
                home,
                contract,
                arrival.delivery,
                arrival.enhet_kod,
                arrival.readings,
                findings,
            )
            for arrival in arrivals.new
        ]
        return [one.result() for one in landed]
