"""May this delivery come in? Rules LEV-05 to LEV-12 about the delivery as a whole.

They are about what the manifest says, seen beside the deliveries that are already landed; what
the rows say is judged later, by the rules of `expectations/`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from pipelines.contract import load_contract, versions
from pipelines.contract.text import slug
from pipelines.contract.typing import senders, unit_names
from pipelines.errors import DeliveryRefused
from pipelines.intake.deliveries import Delivery
from pipelines.intake.landing import Landed
from pipelines.intake.manifest import Manifest
from pipelines.settings import SEEDS

_UNITS = SEEDS / "stadsdelsnamnder.csv"


class Known(Protocol):
    """A delivery that is landed, or admitted earlier the same night."""

    @property
    def manifest(self) -> Manifest:
        """What the delivery says of itself."""
        ...

    @property
    def enhet_kod(self) -> str:
        """The unit that delivered, by today's division."""
        ...


def already_landed(delivery: Delivery, landed: Sequence[Landed]) -> bool:
    """Whether the very same delivery has been taken before, and still is what it was.

    Raises:
        DeliveryRefused: LEV-08, the id is taken by a delivery with other content; LEV-03 or
            LEV-04, the delivery has been damaged since it was taken.
    """
    for record in landed:
        if record.id == delivery.id:
            if record.innehall_sha256 != delivery.content_sha256:
                raise _id_is_taken(delivery)
            if record.paket_sha256 != delivery.package_sha256():
                delivery.verify()
            return True
    return False


def arrives_twice(delivery: Delivery, admitted: Sequence[Delivery]) -> bool:
    """Whether the very same delivery was admitted earlier tonight, from another place.

    Raises:
        DeliveryRefused: LEV-08, the id was taken tonight by a delivery with other content.
    """
    for other in admitted:
        if other.id == delivery.id:
            if other.content_sha256 != delivery.content_sha256:
                raise _id_is_taken(delivery)
            return True
    return False


def _id_is_taken(delivery: Delivery) -> DeliveryRefused:
    return DeliveryRefused(
        "LEV-08",
        delivery.name,
        f"leverans-id {delivery.id} är redan taget av en leverans med annat innehåll; "
        "ge rättelsen ett eget id och ange ersatter",
    )


def admit(delivery: Delivery, known: Sequence[Known]) -> str:
    """Judge a new delivery by its manifest.

    Returns:
        The code of the unit that delivers, by today's division.

    Raises:
        DeliveryRefused: the first of the rules LEV-05 to LEV-12 that it breaks.
    """
    unit = unit_names(_UNITS).get(slug(delivery.manifest.enhet))
    for rule, problem in _problems(delivery, known, unit):
        raise DeliveryRefused(rule, delivery.name, problem)
    return unit or ""


def _problems(
    delivery: Delivery, known: Sequence[Known], unit: str | None
) -> list[tuple[str, str]]:
    manifest = delivery.manifest
    found: list[tuple[str, str]] = []
    if unit not in senders(_UNITS):
        found.append(("LEV-05", "enheten i manifestet är ingen av dagens nämnder"))
    if manifest.kontrakt not in versions():
        known_versions = ", ".join(versions())
        found.append(("LEV-06", f"manifestet anger ett okänt kontrakt; kända: {known_versions}"))
        return found
    contract = load_contract(manifest.kontrakt)
    tables = {file.tabell for file in manifest.filer}
    if tables - set(contract.tabeller):
        found.append(
            ("LEV-07", f"en fil anger en okänd tabell; kända: {', '.join(contract.tabeller)}")
        )
    sender = "central" if unit == "central" else "stadsdelsnamnd"
    needed = {name for name, table in contract.tabeller.items() if sender in table.lamnas_av}
    if manifest.typ == "snapshot" and needed - tables:
        found.append(
            ("LEV-12", f"en fullständig leverans saknar {', '.join(sorted(needed - tables))}")
        )
    if any(r.manifest.syntetiska_data != manifest.syntetiska_data for r in known):
        found.append(
            ("LEV-11", "syntetiska och verkliga leveranser får inte blandas i samma installation")
        )
    mine = [record.manifest for record in known if record.enhet_kod == unit]
    found.extend(_order_problems(delivery, mine))
    return found


def _order_problems(delivery: Delivery, mine: Sequence[Manifest]) -> list[tuple[str, str]]:
    manifest = delivery.manifest
    if manifest.ersatter is not None:
        return _correction_problems(manifest, mine)
    same_day = [
        other
        for other in mine
        if other.uttagsdatum == manifest.uttagsdatum and other.typ == manifest.typ == "snapshot"
    ]
    if same_day:
        return [
            (
                "LEV-10",
                f"det finns redan en leverans från {manifest.uttagsdatum}; "
                "ange ersatter om det är en rättelse",
            )
        ]
    if manifest.typ == "delta" and not mine:
        return [("LEV-09", "en delta behöver en fullständig leverans att utgå från")]
    return []


def _correction_problems(manifest: Manifest, mine: Sequence[Manifest]) -> list[tuple[str, str]]:
    replaced = {other.leverans_id: other for other in mine}.get(manifest.ersatter or "")
    if replaced is None:
        return [("LEV-09", "den leverans som ersätts har inte kommit från samma enhet")]
    if replaced.typ != manifest.typ:
        return [
            ("LEV-09", f"den leverans som ersätts är en {replaced.typ}; rättelsen ska vara det")
        ]
    if manifest.uttagsdatum < replaced.uttagsdatum:
        return [("LEV-09", "en rättelse kan inte ha ett äldre uttagsdatum än det den ersätter")]
    later = [other.leverans_id for other in mine if other.ersatter == manifest.ersatter]
    if later:
        return [("LEV-09", f"leveransen är redan ersatt av {later[0]}; ange den som ersatter")]
    return []
