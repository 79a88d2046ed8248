"""What the published comparisons say, in Swedish: L2 for each district, L1 for all of them."""

from __future__ import annotations

from typing import Any

from pipelines.presentation import formats
from pipelines.presentation.sv import COMPARED, SPREAD, VERDICT, VERDICT_REASON
from pipelines.presentation.tables import records
from pipelines.publication.reader import Night


def verdicts(
    night: Night, matt: str, period: str, dimension: str = "", value: str = ""
) -> dict[str, str]:
    """Unit -> what may be said of it against the rest of the city; the compared districts only."""
    rows = _rows(night, "utslag", matt, period, dimension, value)
    return {row["enhet"]: verdict(row) for row in rows}


def verdict(row: dict[str, Any]) -> str:
    """One district's verdict: `skiljer sig nedåt från övriga staden`."""
    word = VERDICT[row["utslag"]]
    if row["utslag"] == "vart_att_titta_pa":
        return f"{word} ({'högre' if row['riktning'] > 0 else 'lägre'})"
    reason = VERDICT_REASON.get(row["orsak"], "")
    return f"{word}: {reason}" if reason else word


def spread_sentence(
    night: Night, matt: str, period: str, dimension: str = "", value: str = ""
) -> str:
    """How far apart the districts are, beside what chance alone gives; empty if not computed."""
    rows = _rows(night, "spridning", matt, period, dimension, value)
    if not rows:
        return ""
    row = rows[0]
    among = (
        "De elva stadsdelarna" if row["stadsdelar"] == 11 else
        f"De {row['stadsdelar']} stadsdelar som kan jämföras"
    )  # fmt: skip
    return (
        f"{among} ligger {_points(row['bredd'])} isär från den lägsta till den högsta. Lika många "
        f"lika stadsdelar skulle av en slump ligga {formats.number(row['bredd_slump_undre'], 1)}–"
        f"{_points(row['bredd_slump_ovre'])} isär: {SPREAD[row['bredd_utslag']]}. {COMPARED}"
    )


def _points(value: float) -> str:
    return f"{formats.number(value, 1)} procentenheter"


def _rows(
    night: Night, table: str, matt: str, period: str, dimension: str, value: str
) -> list[dict[str, Any]]:
    try:
        return records(
            night, table, matt=matt, period=period, dimension=dimension, dimension_varde=value
        )
    except KeyError:  # a night published before the comparisons were
        return []
