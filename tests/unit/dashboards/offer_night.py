"""A night of offers by hand (syntetiska data): four types, eleven districts, every measure of U."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from pipelines.publication.reader import Figure, Night
from tests.unit.dashboards.labelled import labelled_night
from tests.unit.dashboards.nights import DISTRICTS, cell

DAY, BEFORE = "2026-10-31", "2024-11-01"
STF = ("bromma", "farsta", "jarva", "kungsholmen", "skarpnack", "sodermalm")
OFFERS = (
    *((DAY, unit, "FAM01", "med") for unit in DISTRICTS),
    *((DAY, unit, "STF01", "med") for unit in STF),
    *((DAY, unit, "FAM05", "bada") for unit in ("bromma", "jarva")),
    (DAY, "jarva", "FAM03", "utan"),
)
GROUNDS = {"FAM01": "stadsovergripande", "STF01": "lokalt", "FAM05": "lokalt", "FAM03": "tradition"}
LABELS = {
    "beslutsgrund": {
        "stadsovergripande": "Stadsövergripande riktlinje eller beslut",
        "lokalt": "Lokalt beslut",
        "tradition": "Tradition eller okänd",
    },
    "rekommendation": {"r1": "Föräldraskapsstöd", "r3": "Strukturerad familjebehandling"},
    "scenario": {"utan_intensiva": "Intensiva typer avvecklas"},
}
# Of the types above; Järva offers four, six districts two or three, the others one.
COUNTS = dict.fromkeys(DISTRICTS, 1) | dict.fromkeys(STF, 2) | {"bromma": 3, "jarva": 4}


def offer_cells() -> list[Figure]:
    """U1, U3 to U8 on a day, and U1 and U5 on a day before the law."""
    cells = [cell(f"U1/{unit}/{DAY}", count) for unit, count in COUNTS.items()]
    cells += [cell(f"U1/{unit}/{BEFORE}", 2 * count) for unit, count in COUNTS.items()]
    cells += [cell(f"U1/stad/{day}", 4) for day in (DAY, BEFORE)]
    spread = {"1": 1, "2-4": 1, "5-10": 1, "11": 1}
    cells += [cell(f"U3/stad/{DAY}/spridning={code}", n, 4) for code, n in spread.items()]
    children = {"FAM01": 200_000, "STF01": 110_000, "FAM05": 40_000, "FAM03": 15_000, "VAL01": 0}
    cells += [cell(f"U4/stad/{DAY}/insatstyp={t}", n, 200_000) for t, n in children.items()]
    for day, low in ((BEFORE, 20), (DAY, 30)):
        cells += [cell(f"U5/{unit}/{day}", 10, 12) for unit in DISTRICTS[1:]]
        cells += [cell(f"U5/bromma/{day}", 12, 12), cell(f"U5/stad/{day}", 112, 132)]
        cells += [
            cell(f"U5/{one}/{day}/jamford_med={other}", _alike(one, other, low), 100)
            for one in DISTRICTS
            for other in DISTRICTS
            if one != other
        ]
    for code, n in {"stadsovergripande": 0, "lokalt": 2, "tradition": 1}.items():
        cells.append(cell(f"U6/stad/{DAY}/ovanlig_grund={code}", n, 3))
    for code, n in {"stadsovergripande": 11, "lokalt": 8, "tradition": 1}.items():
        cells.append(cell(f"U6/stad/{DAY}/beslutsgrund={code}", n, 20))
        cells += [cell(f"U6/{unit}/{DAY}/beslutsgrund={code}", n, 20) for unit in DISTRICTS]
    for unit in DISTRICTS:
        has_two = unit in STF
        cells.append(cell(f"U7/{unit}/{DAY}", 1 + has_two, 2))
        cells.append(cell(f"U7/{unit}/{DAY}/rekommendation=r1", 1, 1))
        cells.append(cell(f"U7/{unit}/{DAY}/rekommendation=r3", int(has_two), 1))
        cells.append(cell(f"U8/{unit}/{DAY}/scenario=utan_intensiva", min(COUNTS[unit], 3)))
    cells += [
        cell(f"U7/stad/{DAY}", 2, 2),
        cell(f"U7/stad/{DAY}/rekommendation=r1", 11, 11),
        cell(f"U7/stad/{DAY}/rekommendation=r3", 6, 11),
        cell(f"U8/stad/{DAY}/scenario=utan_intensiva", 3),
    ]
    return cells


def _alike(one: str, other: str, low: int) -> int:
    pair = {one, other}
    if pair == {"bromma", "farsta"}:
        return 90
    return low if pair == {"jarva", "sodermalm"} else 60


def offer_night(
    folder: Path,
    cells: Iterable[Figure] | None = None,
    *,
    extracts: dict[str, str] | None = None,
    has_grounds: bool = True,
) -> Night:
    """Publish it.

    Args:
        folder: home of the night.
        cells: its cells; those of `offer_cells` if None.
        extracts: unit -> day of its extract; all of them if None.
        has_grounds: whether the night tells why each type is offered.
    """

    def grounds(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
        offers = tables["utbud"]
        return {"utbud": offers.assign(beslutsgrund=offers["insatstyp_kod"].map(GROUNDS))}

    return labelled_night(
        folder,
        offer_cells() if cells is None else cells,
        LABELS,
        grounds if has_grounds else lambda _: {},
        run=f"2026-10-31-utbud-{'med' if has_grounds else 'utan'}-grund",
        offers=OFFERS,
        extracts=extracts,
    )
