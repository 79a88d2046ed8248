"""Tonight's deliveries: which are new, and which of them their manifests let in.

A delivery that is refused leaves no row and no file behind; the others go on without it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.errors import DeliveryRefused
from pipelines.intake import admission, deliveries, gate
from pipelines.intake.deliveries import Delivery
from pipelines.intake.landing import Landed
from pipelines.intake.manifest import Manifest
from pipelines.intake.readers.read import Reading


@dataclass
class Arrival:
    """A new delivery on its way in."""

    delivery: Delivery
    enhet_kod: str
    readings: dict[str, dict[str, Reading]] = field(default_factory=dict)
    rows: int = 0
    tried: list[gate.Try] = field(default_factory=list)

    @property
    def manifest(self) -> Manifest:
        """The delivery's manifest."""
        return self.delivery.manifest


@dataclass
class Arrivals:
    """Tonight's deliveries.

    Attributes:
        new: those that are admitted so far.
        known: how many of the inbox are landed already.
        refused: those that are not taken, with the reason.
        fallen: those that were admitted by their manifest and refused for what they hold.
        other_files: how many other files lie in the inbox.
    """

    new: list[Arrival] = field(default_factory=list)
    known: int = 0
    refused: list[DeliveryRefused] = field(default_factory=list)
    fallen: list[Arrival] = field(default_factory=list)
    other_files: int = 0

    @contextmanager
    def taking(self, arrival: Arrival) -> Iterator[None]:
        """Let one delivery be refused without stopping the others."""
        try:
            yield
        except DeliveryRefused as refusal:
            self.refused.append(refusal)
            self.new.remove(arrival)
            self.fallen.append(arrival)


def look(inbox: Path, landed: Sequence[Landed]) -> Arrivals:
    """Open every delivery of the inbox and admit the new ones, originals before corrections."""
    paths, others = deliveries.find(inbox)
    arrivals = look_at(paths, landed)
    arrivals.other_files = others
    return arrivals


def look_at(paths: Sequence[Path], landed: Sequence[Landed]) -> Arrivals:
    """The same for the deliveries at these paths."""
    arrivals = Arrivals()
    opened: list[Delivery] = []
    for path in paths:
        try:
            delivery = deliveries.open_delivery(path)
            if admission.already_landed(delivery, landed):
                arrivals.known += 1
            else:
                opened.append(delivery)
        except DeliveryRefused as refusal:
            arrivals.refused.append(refusal)
    for delivery in _in_order(opened):
        try:
            if admission.arrives_twice(delivery, [a.delivery for a in arrivals.new]):
                arrivals.known += 1
                continue
            unit = admission.admit(delivery, [*landed, *arrivals.new])
        except DeliveryRefused as refusal:
            arrivals.refused.append(refusal)
        else:
            arrivals.new.append(Arrival(delivery, unit))
    return arrivals


def _in_order(opened: Sequence[Delivery]) -> list[Delivery]:
    """By extract date; what is replaced before what replaces it; a snapshot before its deltas."""
    replaces = {delivery.id: delivery.manifest.ersatter for delivery in opened}

    def steps(delivery_id: str | None) -> int:
        seen: list[str] = []
        while delivery_id in replaces and delivery_id not in seen:
            seen.append(delivery_id)
            delivery_id = replaces[delivery_id]
        return len(seen)

    def key(delivery: Delivery) -> tuple[dt.date, int, bool, str, str]:
        manifest = delivery.manifest
        is_delta = manifest.typ == "delta"
        return (manifest.uttagsdatum, steps(delivery.id), is_delta, delivery.id, delivery.name)

    return sorted(opened, key=key)
