"""How long a superseded delivery is kept, and its removal.

A correction (`ersatter`) or a later snapshot of the same unit supersedes a delivery: no build
reads it from then on. It is kept for a number of days (policy `gallringsfrist_leverans`), counted
in the deliveries' own extract dates, never by the clock. Then its rows go, and a small record
stays, so that the same delivery is not taken in again.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipelines.intake import landing
from pipelines.intake.landing import Landed, in_force, order
from pipelines.provenance import ledger
from pipelines.settings import Home


def superseded(records: Iterable[Landed]) -> dict[str, dt.date]:
    """The deliveries that no build reads any more, each with the date it was superseded.

    Several may have superseded a delivery; the first of them counts, or the date would move with
    every new snapshot and never come.

    Returns:
        leverans-id -> the extract date of the delivery that superseded it.
    """
    ordered = sorted(records, key=order)
    current = {record.id for record in in_force(ordered)}
    replaced = {record.manifest.ersatter for record in ordered}
    found = {}
    for place, record in enumerate(ordered):
        if record.id in current:
            continue
        by = [
            later.manifest.uttagsdatum
            for later_place, later in enumerate(ordered)
            if later.manifest.ersatter == record.id
            or (
                later_place > place
                and later.enhet_kod == record.enhet_kod
                and later.manifest.typ == "snapshot"
                and later.id not in replaced
            )
        ]
        if by:
            found[record.id] = min(by)
    return found


def due(records: Iterable[Landed], days: int) -> list[Landed]:
    """The superseded deliveries whose retention date has come, oldest first.

    The retention date is the date it was superseded plus `days`; it has come when some delivery,
    of any unit, is extracted on it or later.
    """
    ordered = sorted(records, key=order)
    if not ordered:
        return []
    newest = max(record.manifest.uttagsdatum for record in ordered)
    dates = superseded(ordered)
    return [
        record
        for record in ordered
        if record.gallrad is None
        and record.id in dates
        and dates[record.id] + dt.timedelta(days=days) <= newest
    ]


def remove(home: Home, records: Sequence[Landed], days: int) -> list[str]:
    """Remove the rows of every delivery that is due, and write down that it was done.

    The record is marked last, so an interrupted removal is done again the next night.

    Returns:
        The ids of the deliveries whose rows were removed.
    """
    removed = due(records, days)
    if not removed:
        return []
    newest = max(record.manifest.uttagsdatum for record in records)
    dates = superseded(records)
    for record in removed:
        for table in record.tabeller:
            for folder in (home.landing, home.quarantine):
                _delete(folder / table / f"delivery={record.id}")
        ledger.append(
            home.ledger,
            "gallrad",
            leverans=record.id,
            ersatt=dates[record.id].isoformat(),
            dagar=days,
            godkanda=record.accepted,
            karantan=record.quarantined,
        )
        tombstone = record.model_copy(update={"tabeller": {}, "regler": {}, "gallrad": newest})
        landing.record(home, [tombstone])
    return [record.id for record in removed]


def _delete(folder: Path) -> None:
    """Remove a folder; what cannot be removed stops the night rather than being called removed."""
    if folder.exists():
        shutil.rmtree(folder)
