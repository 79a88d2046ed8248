"""A night to compare by hand (syntetiska data): T1 of four hundred in each of eleven districts."""

from __future__ import annotations

from pathlib import Path

from pipelines.publication.reader import Figure, Night
from tests.unit.dashboards.nights import DISTRICTS, cell, publish

PERIODS = ("2023", "2024", "2025")


def compared_cells() -> list[Figure]:
    """Ten alike at 80 %, Järva far below at 50 %; Skärholmen is hidden in 2025."""
    cells = []
    for period in PERIODS:
        counts = dict.fromkeys(DISTRICTS, 320) | {"jarva": 200}
        for unit, count in counts.items():
            address = f"T1/{unit}/{period}"
            is_hidden = (unit, period) == ("skarholmen", "2025")
            cells.append(
                cell(address, status="skyddad") if is_hidden else cell(address, count, 400)
            )
        cells.append(cell(f"T1/stad/{period}", sum(counts.values()), 400 * len(counts)))
    return [*cells, cell("R1/stad/2025", 90, 100), cell("V1/stad/2025", 120)]


def compared_night(folder: Path) -> Night:
    """Publish it."""
    return publish(folder, compared_cells())
