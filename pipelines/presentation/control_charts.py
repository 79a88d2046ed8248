"""What the control charts say of the latest quarter, with the false alarms to expect (Swedish)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

from pipelines.presentation import formats
from pipelines.presentation.tables import records_if_any
from pipelines.publication.reader import Night

RULES: Final = {
    "utanför": "en punkt utanför gränsen",
    "trend": "sju kvartal i rad åt samma håll",
    "två av tre": "två av tre kvartal nära gränsen",
    "skift": "sju kvartal i rad på samma sida om mittlinjen",
}


def signal_sentence(night: Night, matt: str, names: Mapping[str, str]) -> str:
    """Which units' latest quarter is a signal, and how many chance alone would give.

    Args:
        night: the published night.
        matt: the measure.
        names: unit -> what it is called.

    Returns:
        One to four sentences; empty if the measure has no chart.
    """
    rows = records_if_any(night, "styrdiagram", matt=matt, dimension="")
    latest = [row for row in rows if row["senaste"]]
    if not latest:
        return ""
    period = max(row["period"] for row in latest)
    signals = [
        f"{names[row['enhet']]} ({RULES[row['signal']]}, {_way(row)})"
        for row in latest
        if row["signal"] and row["period"] == period
    ]
    beyond = "mer än den vanliga variationen"
    sentences = [
        f"Styrdiagram: {formats.when(period)} är {beyond} för {', '.join(signals)}."
        if signals
        else f"Styrdiagram: i inget av dem är {formats.when(period)} {beyond}.",
        f"Av {latest[0]['diagram']} diagram väntas "
        f"{formats.number(latest[0]['falsklarm_vantade'], 1)} larma av slump; chansen att minst "
        f"ett gör det är {formats.share(latest[0]['falsklarm_minst_ett'], 0)}.",
        _few(sum(bool(row["preliminar"]) for row in latest)),
        _hidden(sum(math.isnan(row["varde"]) for row in latest)),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _way(row: Mapping[str, Any]) -> str:
    return "uppåt" if row["riktning"] > 0 else "nedåt"


def _few(charts: int) -> str:
    if not charts:
        return ""
    return f"I {charts} av dem visas färre än tolv kvartal, och där kallas inget signal."


def _hidden(charts: int) -> str:
    return f"I {charts} av dem visas inte det senaste kvartalet." if charts else ""
