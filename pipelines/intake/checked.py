"""What a check found, put into the report's model: counts, rules and row numbers, no values.

Names of files are the sender's own and may hold anything that a file system allows, so they stand
here as `deliveries.shown` has them.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from expectations.rule import Rule, Severity
from pipelines.errors import DeliveryRefused
from pipelines.intake.deliveries import shown
from pipelines.intake.night import Arrival, Arrivals
from pipelines.presentation.check_report.model import (
    ORDER,
    SHOWN_ROWS,
    CheckedDelivery,
    CheckedFile,
    CheckedFinding,
    Refusal,
)
from pipelines.settings import SEEDS
from pipelines.validation.findings import Finding

_HOLDS_BACK = {Severity.STOPPA, Severity.FEL}
_TWICE = "Samma leverans ligger på ett ställe till och är redovisad där."
_PRESUMED = (
    "Leveransen bygger på en tidigare leverans. Att den finns hos mottagaren prövas först när "
    "leveransen tas emot."
)


def presumed_snapshot(unit: str) -> str:
    """The id of the snapshot that a delta of a unit is presumed to build on."""
    return f"antagen-{unit or 'enhet'}"


def reports(
    paths: Sequence[Path],
    looked: Sequence[Arrival],
    arrivals: Arrivals,
    findings: Sequence[Finding],
    rules: Sequence[Rule],
    presumed: AbstractSet[str],
) -> list[CheckedDelivery]:
    """One report a delivery, in the order of the paths.

    Args:
        paths: every delivery that was checked.
        looked: those that were admitted by their manifest.
        arrivals: those that were still in at the end, and the refusals.
        findings: what the rules found.
        rules: the rules.
        presumed: ids of the earlier deliveries that were presumed to be there.
    """
    arrived = {arrival.delivery.path: arrival for arrival in looked}
    still_in = {arrival.delivery.path for arrival in arrivals.new}
    refusals: dict[str, list[DeliveryRefused]] = defaultdict(list)
    for refusal in arrivals.refused:
        refusals[refusal.where.partition("/")[0]].append(refusal)
    found = []
    for path in paths:
        waiting = [] if path in still_in else refusals[shown(path.name)]
        why = _refusal(waiting.pop(0)) if waiting else None
        if path in arrived:
            found.append(_read(arrived[path], why, findings, rules, presumed))
        else:
            notes = () if why else (_TWICE,)
            found.append(CheckedDelivery(shown(path.name), "", "", False, why, (), (), notes))
    # A refusal of what no path is called is still a refusal.
    for waiting in refusals.values():
        for refusal in waiting:
            found.append(CheckedDelivery(refusal.where, "", "", False, _refusal(refusal), (), ()))
    return found


def _refusal(refusal: DeliveryRefused) -> Refusal:
    return Refusal(refusal.rule, refusal.where, refusal.what)


def _read(
    arrival: Arrival,
    why: Refusal | None,
    findings: Sequence[Finding],
    rules: Sequence[Rule],
    presumed: AbstractSet[str],
) -> CheckedDelivery:
    manifest = arrival.manifest
    mine = [finding for finding in findings if finding.delivery == manifest.leverans_id]
    builds_on = {manifest.ersatter, presumed_snapshot(arrival.enhet_kod)}
    return CheckedDelivery(
        path=shown(arrival.delivery.path.name),
        leverans_id=manifest.leverans_id,
        enhet=_unit_names().get(arrival.enhet_kod, ""),
        syntetisk=manifest.syntetiska_data,
        refusal=why,
        files=tuple(_files(arrival, mine)),
        findings=tuple(_findings(arrival, mine, rules)),
        notes=(_PRESUMED,) if builds_on & presumed else (),
        kontrakt=manifest.kontrakt,
    )


def _unit_names() -> dict[str, str]:
    """Code -> today's name; what the manifest calls the unit is free text and stays out."""
    with (SEEDS / "stadsdelsnamnder.csv").open(encoding="utf-8") as file:
        return {row["enhet_kod"]: row["enhet"] for row in csv.DictReader(file)}


def _files(arrival: Arrival, findings: Sequence[Finding]) -> Iterator[CheckedFile]:
    held: dict[str, set[int]] = defaultdict(set)
    for finding in findings:
        if finding.severity in _HOLDS_BACK:
            held[finding.file].update(row for row in finding.rows if row > 0)
    for file in arrival.manifest.filer:
        reading = arrival.readings.get(file.tabell, {}).get(file.fil)
        if reading is None:
            continue  # the delivery was refused before this file was read
        refused = len(held[file.fil])
        yield CheckedFile(
            fil=file.fil,
            tabell=file.tabell,
            lasning=tuple(reading.lines()),
            lasta=reading.rows,
            godkanda=reading.rows - refused,
            karantan=refused,
            overhoppade=reading.furniture,
        )


def _findings(
    arrival: Arrival, findings: Sequence[Finding], rules: Sequence[Rule]
) -> list[CheckedFinding]:
    by_id = {rule.id: rule for rule in rules}
    files = {file.fil for file in arrival.manifest.filer}
    found = []
    for finding in findings:
        rule = by_id[finding.rule]
        rows = [row for row in finding.rows if row > 0]  # row 0: the file as a whole
        found.append(
            CheckedFinding(
                regel=rule.id,
                allvar=rule.severity,
                titel=rule.title,
                rad=rule.advice_sender,
                fil=finding.file if finding.file in files else "",
                antal=len(rows),
                rader=tuple(rows[:SHOWN_ROWS]),
            )
        )
    return sorted(found, key=lambda f: (ORDER.index(f.allvar), -f.antal, f.regel, f.fil))
