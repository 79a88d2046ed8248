"""An operator lets in a delivery that was held back, with a reason (rule LEV-20).

`accepterade/<id>.json` says who did it and why, and the checksum of the very content that was
accepted: the same id with other content is held back anew. Example: a district closes two
programmes, so its extract really is a third shorter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipelines.errors import DeliveryRefused, InsatskollError
from pipelines.files import write_atomically
from pipelines.intake import deliveries
from pipelines.intake.deliveries import Delivery
from pipelines.intake.landing import Landed
from pipelines.intake.manifest import DELIVERY_ID
from pipelines.intake.signature import account, checked_reason
from pipelines.lock import one_night_at_a_time
from pipelines.provenance import ledger
from pipelines.settings import Home

RULES: Final = ("LEV-20",)  # what an acceptance sets aside; every other rule still holds
HELD: Final = "hallna"  # the night's ledger entry lists the deliveries that it held back


class HeldBack(BaseModel):
    """A delivery that waits for an operator: what the night writes down about it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    leverans: str = Field(pattern=DELIVERY_ID)
    innehall_sha256: str

    @classmethod
    def of(cls, delivery: Delivery) -> HeldBack:
        """The note about a delivery."""
        return cls(leverans=delivery.id, innehall_sha256=delivery.content_sha256)


class Acceptance(BaseModel):
    """One operator's acceptance of one content."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    leverans: str
    innehall_sha256: str
    konto: str
    skal: str
    regler: tuple[str, ...]


@dataclass(frozen=True)
class Candidates:
    """The deliveries that can be accepted, and how many more could not be opened."""

    known: dict[str, HeldBack]
    unreadable: int


def _path(home: Home, delivery_id: str) -> Path:
    return home.root / "accepterade" / f"{delivery_id}.json"


def accepted(home: Home, delivery: Delivery) -> bool:
    """Whether an operator has let in just this content of this delivery."""
    try:
        note = Acceptance.model_validate_json(_path(home, delivery.id).read_bytes())
    except (OSError, ValidationError):
        return False
    return note.innehall_sha256 == delivery.content_sha256 and set(RULES) <= set(note.regler)


def candidates(home: Home, inbox: Path) -> Candidates:
    """The deliveries of the inbox, and those that the last night held back."""
    nights = [entry for entry in ledger.read(home.ledger) if entry["handelse"] == "natt"]
    notes = [HeldBack.model_validate(note) for note in (nights[-1].get(HELD, []) if nights else [])]
    known = {note.leverans: note for note in notes}
    unreadable = 0
    for path in deliveries.find(inbox)[0] if inbox.is_dir() else []:
        try:
            note = HeldBack.of(deliveries.open_delivery(path))
        except DeliveryRefused:
            unreadable += 1
        else:
            known[note.leverans] = note
    return Candidates(known, unreadable)


def accept(
    home: Home, inbox: Path, landed: Sequence[Landed], delivery_id: str, reason: str
) -> Acceptance:
    """Let a delivery in the next night.

    Args:
        home: the installation.
        inbox: where the deliveries lie.
        landed: the deliveries taken so far.
        delivery_id: the delivery.
        reason: why, in the operator's words; kept.

    Raises:
        InsatskollError: the delivery is not known or is taken already, or the reason cannot be
            kept.
        NightBusy: a night is running.
    """
    why = checked_reason(reason)
    found = candidates(home, inbox)
    if delivery_id in {record.id for record in landed}:
        raise InsatskollError(f"leveransen {delivery_id} är redan mottagen; inget att godkänna")
    if delivery_id not in found.known:
        waiting = sorted(set(found.known) - {record.id for record in landed})
        raise InsatskollError(
            f"det finns ingen leverans {delivery_id[:64]!r} i {inbox} eller bland dem som senaste "
            f"natten höll tillbaka; de som kan godkännas: {', '.join(waiting) or 'ingen'}"
            + (f" ({found.unreadable} går inte att öppna)" if found.unreadable else "")
        )
    note = Acceptance(
        leverans=delivery_id,
        innehall_sha256=found.known[delivery_id].innehall_sha256,
        konto=account(),
        skal=why,
        regler=RULES,
    )
    with one_night_at_a_time(home.lock):
        path = _path(home, delivery_id)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        path.parent.chmod(0o700)
        write_atomically(path, note.model_dump_json(indent=1))
        path.chmod(0o600)
        ledger.append(home.ledger, "accepterad", **note.model_dump())
    return note
