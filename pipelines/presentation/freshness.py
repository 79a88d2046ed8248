"""How old the data are: compared with the youngest extract, never with the clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pipelines.presentation import formats
from pipelines.presentation.tables import records
from pipelines.presentation.units import Units, listed, swedish_key
from pipelines.publication.reader import Night


@dataclass(frozen=True)
class Delivery:
    """What a unit has delivered.

    Attributes:
        namn: the unit's name.
        uttagsdatum: day of the extract, or None if nothing is delivered.
        days_behind: days before the youngest extract.
        leverans_id: id of the delivery in force. karantan: class of rows that could not be used.
        kod: the unit's code. ersatter: id of the delivery that this one corrects; empty if none.
    """

    namn: str
    uttagsdatum: dt.date | None
    days_behind: int
    leverans_id: str
    karantan: str
    kod: str
    ersatter: str = ""


def deliveries(night: Night) -> list[Delivery]:
    """The deliveries in force of every unit that is to deliver, in the readers' order."""
    youngest = dt.date.fromisoformat(night.manifest["uttagsdatum"])
    by_unit = {row["enhet_kod"]: row for row in records(night, "leveranser")}
    found = []
    for unit in Units.of(night).all:
        if unit.slag not in {"stadsdelsnamnd", "central"}:
            continue
        row = by_unit.get(unit.kod)
        if row is None:
            found.append(Delivery(unit.namn, None, 0, "", "", unit.kod))
            continue
        day = dt.date.fromisoformat(str(row["uttagsdatum"])[:10])
        behind = (youngest - day).days
        found.append(
            Delivery(
                unit.namn, day, behind, row["leverans_id"], row["karantan"], unit.kod,
                row["ersatter"] or "",
            )
        )  # fmt: skip
    return found


def freshness_line(night: Night) -> str:
    """`Uppgifter till och med 31 oktober 2026 · 11 av 11 stadsdelar`."""
    rows = records(night, "enheter", slag="stadsdelsnamnd")
    delivered = sum(bool(row["har_levererat"]) for row in rows)
    until = formats.when(night.manifest["uttagsdatum"])
    return f"Uppgifter till och med {until} · {delivered} av {len(rows)} stadsdelar"


def stale_sentence(night: Night) -> str:
    """Which units' data are older than the others', and by how much; empty if none are."""
    behind = sorted(
        (d for d in deliveries(night) if d.days_behind > 0),
        key=lambda d: (-d.days_behind, swedish_key(d.namn)),
    )
    if not behind:
        return ""
    parts = [
        f"{d.namn} (uttag {d.uttagsdatum}, {formats.number(d.days_behind)} "
        f"{'dag' if d.days_behind == 1 else 'dagar'} äldre än det yngsta)"
        for d in behind
    ]
    return f"Alla uppgifter är inte lika färska: {listed(parts)}."


def missing_sentence(night: Night) -> str:
    """Which units have delivered nothing; empty if all have."""
    missing = [d.namn for d in deliveries(night) if d.uttagsdatum is None]
    return f"Ej levererat: {listed(missing)}." if missing else ""
