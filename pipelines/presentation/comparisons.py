"""What the published comparisons say, in Swedish: L2 for each district, L1 and L4 for them all."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

from pipelines.presentation import formats
from pipelines.presentation.scale import Scale
from pipelines.presentation.sv import COMPARED, SPREAD, VERDICT, VERDICT_REASON
from pipelines.presentation.tables import records_if_any
from pipelines.publication.reader import Night

_ALL: Final = 11
_REASONS: Final = VERDICT_REASON | {
    "for_fa_barn": "för få barn i staden",
    "gar_inte_ihop": "stadens och stadsdelens tal går inte ihop",
}
_CHANGE: Final = {
    "minskar": "skillnaden minskar",
    "okar": "skillnaden ökar",
    "ingen_saker_forandring": "ingen säker förändring",
    "ej_bedombar": "förändringen går inte att bedöma",
}


def verdicts(
    night: Night, matt: str, period: str, dimension: str = "", value: str = ""
) -> dict[str, str]:
    """Unit -> what may be said of it against the rest of the city; the compared districts only."""
    rows = _rows(night, "utslag", matt, period, dimension, value)
    return {row["enhet"]: verdict(row) for row in rows}


def verdict(row: Mapping[str, Any]) -> str:
    """One district's verdict: `skiljer sig nedåt från övriga staden`."""
    word = VERDICT[row["utslag"]]
    if row["utslag"] == "vart_att_titta_pa":
        return f"{word} ({'högre' if row['riktning'] > 0 else 'lägre'})"
    reason = _REASONS.get(row["orsak"], "")
    return f"{word}: {reason}" if reason else word


def spread_sentence(
    night: Night, matt: str, period: str, dimension: str = "", value: str = ""
) -> str:
    """How far apart the districts are, beside what chance alone gives; empty if not computed."""
    rows = _rows(night, "spridning", matt, period, dimension, value)
    if not rows:
        return ""
    row, unit = rows[0], Scale.of(night.measure(matt)).apart
    among = (
        "De elva stadsdelarna" if row["stadsdelar"] == _ALL else
        f"De {row['stadsdelar']} stadsdelar som kan jämföras"
    )  # fmt: skip
    sentences = [
        f"{among} ligger {formats.number(row['bredd'], 1)} {unit} isär från den lägsta till den "
        f"högsta. Lika många lika stadsdelar skulle av en slump ligga "
        f"{formats.number(row['bredd_slump_undre'], 1)}–"
        f"{formats.number(row['bredd_slump_ovre'], 1)} {unit} isär: {SPREAD[row['bredd_utslag']]}.",
        _ratio(row),
        COMPARED,
        _several(row),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def change_sentence(
    night: Night, matt: str, period: str, dimension: str = "", value: str = ""
) -> str:
    """Whether the difference shrinks in the unbroken stretch that a period lies in.

    Empty where no change over time is computed, as for quarters.
    """
    own = _rows(night, "forandring", matt, period, dimension, value)
    if not own:
        return ""
    row = own[0]
    series = [
        other
        for other in records_if_any(
            night, "forandring", matt=matt, dimension=dimension, dimension_varde=value
        )
        if (other["periodslag"], other["stracka"]) == (row["periodslag"], row["stracka"])
    ]
    if len(series) == 1:
        return (
            "Ett brott i serien, som en ny lag eller ny statistik, skiljer "
            f"{formats.when(period)} från andra perioder: förändringen bedöms inte."
        )
    first, last = series[0], series[-1]
    return (
        f"Sedan slumpen räknats bort går spridningen (τ) från {formats.number(first['tau'], 1)} "
        f"till {formats.number(last['tau'], 1)} {Scale.of(night.measure(matt)).apart} från "
        f"{formats.when(first['period'])} till {formats.when(last['period'])}: "
        f"{_CHANGE[row['utslag']]}."
    )


def half_years(night: Night, matt: str, period: str, dimension: str = "", value: str = "") -> str:
    """The last half-year that can be judged where a year stands alone between breaks, or empty.

    It lies in the stretch of half-years that the end of the year belongs to.
    """
    rows = records_if_any(
        night, "forandring", matt=matt, dimension=dimension, dimension_varde=value
    )
    own = [row for row in rows if row["period"] == period and row["periodslag"] == "ar"]
    years = [row["stracka"] for row in rows if row["periodslag"] == "ar"]
    if not own or years.count(own[0]["stracka"]) > 1:
        return ""
    halves = [row for row in rows if row["periodslag"] == "halvar"]
    stretch = [row["stracka"] for row in halves if row["period"] == f"{period}H2"]
    judged = [
        str(row["period"])
        for row in halves
        if row["stracka"] in stretch and row["utslag"] != "ej_bedombar"
    ]
    return max(judged, default="")


def _ratio(row: Mapping[str, Any]) -> str:
    """The largest rate divided by the smallest, beside chance; empty for a share."""
    if not _is_number(row.get("kvot")):
        return ""
    times = [
        formats.number(row[f"kvot{part}"], 1) if _is_number(row[f"kvot{part}"]) else "?"
        for part in ("", "_slump_undre", "_slump_ovre")
    ]
    return (
        f"Det högsta talet är {times[0]} gånger det lägsta; av en slump {times[1]}–{times[2]} "
        "gånger."
    )


def _several(row: Mapping[str, Any]) -> str:
    """That a child can be counted several times, where room has been made for it."""
    factor = row.get("designeffekt")
    if not _is_number(factor) or factor == 1:
        return ""
    return (
        "Samma barn kan räknas flera gånger; därför räknas slumpens varians "
        f"{formats.number(factor, 1)} gånger så stor."
    )


def _is_number(value: Any) -> bool:
    return isinstance(value, float | int) and not math.isnan(value)


def _rows(
    night: Night, table: str, matt: str, period: str, dimension: str, value: str
) -> list[dict[str, Any]]:
    return records_if_any(
        night, table, matt=matt, period=period, dimension=dimension, dimension_varde=value
    )
