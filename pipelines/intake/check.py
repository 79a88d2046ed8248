"""Everything a night does to a delivery, without loading anything: the sender's own check.

The rows live in a temporary folder that is removed, whatever happens. The check knows nothing of
what the receiver has taken before: where a delivery builds on an earlier one, the earlier one is
presumed to be there, and the report says so.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from expectations.registry import all_rules
from pipelines.contract import Contract
from pipelines.contract.text import slug
from pipelines.contract.typing import unit_names
from pipelines.errors import DeliveryRefused, InsatskollError
from pipelines.intake import checked, deliveries, night
from pipelines.intake.deliveries import Delivery
from pipelines.intake.landing import Landed
from pipelines.intake.manifest import NAME
from pipelines.presentation.check_report.model import CheckReport
from pipelines.settings import SEEDS, Home, Settings
from pipelines.validation import great_expectations
from pipelines.validation.findings import Finding


def paths_of(place: Path) -> tuple[list[Path], int]:
    """The deliveries at a place: one zip, one folder with a manifest, or all in a folder.

    Returns:
        Their paths, and how many other files lie there.

    Raises:
        InsatskollError: nothing there is a delivery.
    """
    place = place.absolute()  # a delivery is called by its name, and `.` has none
    if place.is_file() or (place / NAME).is_file():
        return [place], 0
    if not place.is_dir():
        raise InsatskollError(
            f"{deliveries.shown(str(place))} finns inte; ange en zip eller en mapp"
        )
    paths, others = deliveries.find(place)
    if not paths:
        raise InsatskollError(
            f"i {deliveries.shown(str(place))} finns ingen leverans: en zip, eller en mapp med "
            f"{NAME} i"
        )
    return paths, others


def check(
    place: Path, settings: Settings, contract: Contract, progress: Callable[[str], None]
) -> CheckReport:
    """Check one delivery, or every delivery of a folder.

    Args:
        place: a zip, a folder with a manifest, or a folder of deliveries.
        settings: limits of memory and threads.
        contract: the contract to check against.
        progress: takes one line at a time.

    Raises:
        InsatskollError: there is no delivery.
    """
    paths, others = paths_of(place)
    rules = all_rules(contract)
    presumed = _presumed(paths)
    with tempfile.TemporaryDirectory(prefix="insatskoll-") as folder:
        home = Home(Path(folder))
        home.make()
        arrivals = night.look_at(paths, presumed)
        looked = list(arrivals.new)
        findings: list[Finding] = []
        if looked:
            with night.scratch(home) as database:
                night.read(
                    database,
                    settings,
                    contract,
                    arrivals,
                    lambda arrival: progress(f"Läste {arrival.delivery.id}"),
                )
                if arrivals.new:
                    findings = great_expectations.validate(database, rules)
                    progress(f"Prövade {len(rules)} regler")
                    night.stop(arrivals, findings, rules)
    found = checked.reports(
        paths, looked, arrivals, findings, rules, {record.id for record in presumed}
    )
    return CheckReport(contract.version, len(rules), tuple(found), others)


def _presumed(paths: Sequence[Path]) -> list[Landed]:
    """Stand-ins for the earlier deliveries that corrections and deltas build on."""
    opened: list[Delivery] = []
    for path in paths:
        try:
            opened.append(deliveries.open_delivery(path))
        except DeliveryRefused:
            continue  # the night says why
    units = unit_names(SEEDS / "stadsdelsnamnder.csv")
    here = {delivery.id for delivery in opened}
    found: dict[str, Landed] = {}
    for delivery in opened:
        manifest = delivery.manifest
        unit = units.get(slug(manifest.enhet), "")
        if manifest.ersatter is not None and manifest.ersatter not in here:
            earlier, kind = manifest.ersatter, manifest.typ
        elif manifest.typ == "delta" and manifest.ersatter is None:
            earlier, kind = checked.presumed_snapshot(unit), "snapshot"
        else:
            continue
        found[earlier] = Landed(
            manifest=manifest.model_copy(
                update={
                    "leverans_id": earlier,
                    "ersatter": None,
                    "typ": kind,
                }
            ),
            enhet_kod=unit,
            innehall_sha256="",
            paket_sha256="",
            tabeller={},
            regler={},
        )
    return list(found.values())
