"""What was known at an earlier extract date, built anew from the deliveries that are kept.

The figures of such a build are not protected and not published: the database lies with the
operator's own files, for the one who answers an auditor.
"""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

from pipelines.contract import Contract
from pipelines.errors import CheckFailed
from pipelines.intake import landing
from pipelines.intake.landing import Landed
from pipelines.settings import Home, Settings
from pipelines.warehouse import dbt, inputs


def clean(home: Home) -> None:
    """Remove what was built before: it holds rows, and would outlive their retention date."""
    shutil.rmtree(_folder(home), ignore_errors=True)


def _folder(home: Home) -> Path:
    return home.build / "kant"


def known_at(home: Home, day: dt.date) -> list[Landed]:
    """The deliveries that were in force on a day: extracted by then, and not replaced by then.

    Raises:
        CheckFailed: none was, or one of them has been removed at its retention date.
    """
    records = landing.landed(home)
    kept = [record.model_copy(update={"gallrad": None}) for record in records]
    then = landing.in_force(kept, day)
    removed = {record.id for record in records if record.gallrad is not None}
    if gone := [record.id for record in then if record.id in removed]:
        raise CheckFailed(
            f"det som var känt {day} går inte att bygga om: {', '.join(gone)} är gallrad"
        )
    if not then:
        raise CheckFailed(f"ingen leverans hade ett uttagsdatum senast {day}")
    return then


def rebuild(home: Home, settings: Settings, contract: Contract, day: dt.date) -> Path:
    """Build every measure on what was known that day.

    Returns:
        The DuckDB file with every model.

    Raises:
        CheckFailed: the day cannot be rebuilt, or a model or test failed.
    """
    then = known_at(home, day)
    clean(home)
    place = Home(_folder(home) / day.isoformat())
    place.build.mkdir(parents=True, mode=0o700)
    inputs.prepare(home, contract, then, place.build)
    return dbt.build(place, settings).database
