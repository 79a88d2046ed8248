"""The report as lines for a terminal or a log."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from pipelines.presentation.check_report.model import CheckedDelivery, CheckedFile, CheckReport
from pipelines.presentation.check_report.verdict import summary, verdict
from pipelines.presentation.counts import rows
from pipelines.presentation.formats import number
from pipelines.presentation.sv import SYNTHETIC

_WIDTH = 96


def as_lines(report: CheckReport) -> list[str]:
    """The whole report, one string a line."""
    lines = [f"Kontroll mot {report.regler} regler (nyaste kontrakt: {report.kontrakt})", ""]
    for delivery in report.deliveries:
        lines += [*_delivery(delivery), ""]
    if len(report.deliveries) > 1:
        lines.append(summary(report))
    if report.other_files:
        lines.append(f"{number(report.other_files)} andra filer är inga leveranser och lästes inte")
    lines.append("Ingenting har laddats eller sparats.")
    return lines


def _delivery(delivery: CheckedDelivery) -> Iterator[str]:
    yield f"LEVERANS {delivery.heading}"
    if delivery.syntetisk:
        yield f"  {SYNTHETIC}"
    yield from _wrapped(verdict(delivery), "  ")
    if delivery.refusal is not None:
        refusal = delivery.refusal
        yield f"  STOPPAS {refusal.regel}  {refusal.var}"
        yield from _wrapped(refusal.vad, "    ")
    for note in delivery.notes:
        yield from _wrapped(note, "  ")
    for file in delivery.files:
        yield from _file(file)
    for finding in delivery.findings:
        count = f"{rows(finding.antal)}, " if finding.antal else ""
        yield f"  {finding.allvar:<8}{finding.regel}  {count}{finding.where}"
        yield from _wrapped(finding.titel, "    Regel: ")
        yield from _wrapped(finding.rad, "    Gör så här: ")


def _file(file: CheckedFile) -> Iterator[str]:
    yield (f"  FIL     {file.fil} ({file.tabell}): {_rows_of(file)}")
    for line in file.lasning:
        yield from _wrapped(line, "    Läst så här: ")


def _rows_of(file: CheckedFile) -> str:
    parts = [f"{rows(file.lasta)}"]
    if file.karantan:
        parts.append(f"{number(file.karantan)} hålls tillbaka")
    if file.overhoppade:
        parts.append(f"{number(file.overhoppade)} överhoppade")
    return ", ".join(parts)


def _wrapped(text: str, lead: str) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=lead,
        subsequent_indent=" " * len(lead),
        break_long_words=False,
        break_on_hyphens=False,
    )
