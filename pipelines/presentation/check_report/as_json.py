"""The report as JSON, with keys that stay the same from version to version."""

from __future__ import annotations

import json
from typing import Any

from pipelines.presentation.check_report.model import CheckedDelivery, CheckReport
from pipelines.presentation.check_report.verdict import summary, verdict

FORMAT = 1  # a key that changes its meaning, or goes, makes this 2


def as_json(report: CheckReport) -> str:
    """The whole report."""
    facts = {
        "format": FORMAT,
        "kontrakt": report.kontrakt,
        "regler": report.regler,
        "slutkod": report.exit_code,
        "omdome": summary(report),
        "andra_filer": report.other_files,
        "leveranser": [_delivery(delivery) for delivery in report.deliveries],
    }
    return json.dumps(facts, ensure_ascii=False, indent=1) + "\n"


def _delivery(delivery: CheckedDelivery) -> dict[str, Any]:
    refusal = delivery.refusal
    return {
        "plats": delivery.path,
        "leverans_id": delivery.leverans_id,
        "enhet": delivery.enhet,
        "syntetiska_data": delivery.syntetisk,
        "kontrakt": delivery.kontrakt,
        "slutkod": delivery.exit_code,
        "omdome": verdict(delivery),
        "vagran": (
            None
            if refusal is None
            else {"regel": refusal.regel, "var": refusal.var, "vad": refusal.vad}
        ),
        "anmarkningar": list(delivery.notes),
        "filer": [
            {
                "fil": file.fil,
                "tabell": file.tabell,
                "lasning": list(file.lasning),
                "lasta": file.lasta,
                "godkanda": file.godkanda,
                "karantan": file.karantan,
                "overhoppade": file.overhoppade,
            }
            for file in delivery.files
        ],
        "fynd": [
            {
                "regel": finding.regel,
                "allvar": str(finding.allvar),
                "titel": finding.titel,
                "rad": finding.rad,
                "fil": finding.fil,
                "antal": finding.antal,
                "forsta_rader": list(finding.rader),
            }
            for finding in delivery.findings
        ],
    }
