"""One sentence about a delivery that an administrator without a manual understands."""

from __future__ import annotations

from expectations.rule import Severity
from pipelines.presentation.check_report.model import CheckedDelivery, CheckReport
from pipelines.presentation.counts import rows
from pipelines.presentation.formats import number


def verdict(delivery: CheckedDelivery) -> str:
    """What will happen to the delivery if it is sent as it is."""
    if delivery.refusal is not None:
        return (
            "Leveransen kan inte tas emot som den är; rätta det som står nedan och kontrollera "
            "den igen innan den skickas."
        )
    if delivery.karantan:
        return (
            f"Leveransen kan tas emot, men {number(delivery.karantan)} av {rows(delivery.lasta)} "
            "hålls tillbaka och räknas inte förrän felen är rättade."
        )
    if any(finding.allvar is Severity.FEL for finding in delivery.findings):
        return "Leveransen kan tas emot, men ett fel som rör en hel fil behöver rättas."
    warnings = sum(finding.allvar is Severity.VARNING for finding in delivery.findings)
    if warnings:
        things = "en sak" if warnings == 1 else f"{number(warnings)} saker"
        return f"Leveransen kan tas emot och alla rader räknas, men {things} bör ses över."
    if not delivery.lasta:
        return "Leveransen kan tas emot, men den har inga rader alls; stämmer det?"
    return f"Leveransen kan skickas: alla rader är godkända ({rows(delivery.lasta)})."


def summary(report: CheckReport) -> str:
    """One sentence about all deliveries of a check."""
    total = len(report.deliveries)
    if total == 1:
        return verdict(report.deliveries[0])
    codes = [delivery.exit_code for delivery in report.deliveries]
    parts = [
        f"{number(codes.count(code))} {words}"
        for code, words in (
            (0, "utan anmärkning"),
            (1, "att se över"),
            (2, "med fel i rader"),
            (3, "som inte kan tas emot"),
        )
        if code in codes
    ]
    return f"{number(total)} leveranser kontrollerade: {', '.join(parts)}."
