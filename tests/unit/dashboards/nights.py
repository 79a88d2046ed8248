"""Small published nights by hand (syntetiska data): a few cells, in every state."""

from __future__ import annotations

import csv
import hashlib
import itertools
import pickle
import shutil
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from pipelines.measures import load_measures
from pipelines.publication import serving
from pipelines.publication.address import format_address
from pipelines.publication.comparisons import compare
from pipelines.publication.reader import Figure, Night, load
from pipelines.statistics.proportions import wilson

ROOT = Path(__file__).resolve().parents[3]
DBT = ROOT / "dbt_project"
DISTRICTS = (
    "bromma", "enskede-arsta-vantor", "farsta", "hagersten-alvsjo", "hasselby-vallingby", "jarva",
    "kungsholmen", "norra-innerstaden", "skarpnack", "skarholmen", "sodermalm",
)  # fmt: skip
UNITS = ("stad", *DISTRICTS, "central", "okand")
REGI = ("egen_namnd", "annan_stadsdelsnamnd", "central", "annan_offentlig", "kopt", "okand")


def cell(
    address: str,
    taljare: int | None = None,
    namnare: int | None = None,
    status: str = "visad",
    orsak: str | None = None,
) -> Figure:
    """A cell; counts have no denominator, and only a share that is shown has an interval."""
    matt, enhet, period, *rest = address.split("/")
    dimension, _, varde = rest[0].partition("=") if rest else ("", "", "")
    value = low = high = None
    if status == "visad" and taljare is not None:
        value = float(taljare) if namnare is None else taljare / namnare
        if namnare is not None and matt != "U3":
            low, high = _limits(taljare, namnare)
    assert address == format_address(matt, enhet, period, dimension, varde)
    return Figure(
        address, matt, enhet, period, dimension, varde, status, value, low, high,
        taljare if status == "visad" else None,
        namnare if status in {"visad", "for_fa"} else None, orsak,
    )  # fmt: skip


@cache
def _limits(taljare: int, namnare: int) -> tuple[float, float]:
    low, high = wilson([taljare], [namnare])
    return float(low[0]), float(high[0])


def usual_cells() -> list[Figure]:
    """A whole city: 2023 as it was decided, 2025 with every state, and two offer days."""
    cells = [
        cell("V1/stad/2025", 5883),
        cell("V2/stad/2025", 6008),
        cell("T1/stad/2025", 6821, 7505),
        cell("A1/stad/2025", 5029, 7505),
        cell("R1/stad/2023", 5048, 5547),
        cell("R1/stad/2025", 5351, 5883),
        cell("F1/stad/2025", 3837, 5235),
        cell("F3/stad/2026-09-30", 424),
        cell("F4/stad/2026-09-30", 2769),
        cell("S1/stad/2025", 9120),
        cell("B2/stad/2025", 1204, 1630),
    ]
    for place, unit in enumerate(UNITS[1:]):
        cells += [
            cell(f"R1/{unit}/2023", 300 + place, 340 + place),
            cell(f"F1/{unit}/2025", 200 + place, 300),
            cell(f"F3/{unit}/2026-09-30", 20 + place),
            cell(f"F4/{unit}/2026-09-30", 200 + place),
        ]
    states = {
        "farsta": ("for_fa", 14, None),
        "jarva": ("skyddad", None, None),
        "kungsholmen": ("saknas", None, "ej_levererat"),
        "skarpnack": ("ej_mogen", None, None),
        "sodermalm": ("strukturell_nolla", None, None),
    }
    for place, unit in enumerate(UNITS[1:]):
        status, namnare, orsak = states.get(unit, ("visad", 400, None))
        taljare = 350 + place if status == "visad" else None
        cells.append(cell(f"R1/{unit}/2025", taljare, namnare, status, orsak))
    for unit, regi in itertools.product(UNITS, REGI):
        address = f"R2/{unit}/2025/regi={regi}"
        share = {"egen_namnd": 80, "kopt": 12}.get(regi, 2)
        if unit == "jarva" or (unit == "bromma" and regi in {"central", "okand"}):
            cells.append(cell(address, status="skyddad"))
        else:
            cells.append(cell(address, share, 100))
    return [*cells, *offer_cells()]


def offer_cells() -> list[Figure]:
    """U1 and U3: Kungsholmen offers fewest and Järva most."""
    cells = []
    for day in ("2024-11-01", "2026-10-31"):
        counts = {unit: 30 + place for place, unit in enumerate(DISTRICTS)}
        counts |= {"kungsholmen": 14, "jarva": 55}
        cells += [cell(f"U1/{unit}/{day}", count) for unit, count in counts.items()]
        cells.append(cell(f"U1/stad/{day}", 86))
        spread = {"1": 18, "2-4": 36, "5-10": 20, "11": 12}
        cells += [
            cell(f"U3/stad/{day}/spridning={code}", count, 86) for code, count in spread.items()
        ]
    return cells


def measures() -> pd.DataFrame:
    """The measures' definitions as a night holds them; their YAML is read once, which is slow."""
    return pd.DataFrame(
        [
            {
                key: ", ".join(value) if isinstance(value, tuple) else str(value)
                for key, value in measure.model_dump().items()
            }
            for measure in load_measures().values()
        ]
    )


def small_tables(extracts: dict[str, str], offers: Iterable[tuple[str, str, str, str]]) -> dict:
    """Every table of a night but its cells.

    Args:
        extracts: unit -> day of its extract; units that are not there have not delivered.
        offers: (day, unit, type, behovsprovning).
    """
    with (DBT / "seeds" / "stadsdelsnamnder.csv").open(encoding="utf-8") as file:
        units = [row for row in csv.DictReader(file) if row["slag"] != "tidigare"]
    with (DBT / "seeds" / "insatstyper.csv").open(encoding="utf-8") as file:
        types = [row for row in csv.DictReader(file) if row["ingar_i_86"] == "ja"]
    with (DBT / "seeds" / "policy_regi.csv").open(encoding="utf-8") as file:
        regi = list(csv.DictReader(file))
    labels: list[dict[str, Any]] = [
        {"dimension": "insatstyp", "kod": t["insatstyp_kod"], "text": t["insatstyp"], "ordning": n,
         "grupp": t["kategori_kod"]}
        for n, t in enumerate(types)
    ]  # fmt: skip
    categories = {t["kategori_kod"]: t["kategori"] for t in types}
    spread = {
        "1": "Endast en stadsdel", "2-4": "Två till fyra", "5-10": "Fem till tio", "11": "Alla elva"
    }  # fmt: skip
    for dimension, texts in (
        ("kategori", categories),
        ("spridning", spread),
        ("regi", {row["regi_kod"]: row["regi"] for row in regi}),
    ):
        labels += [
            {"dimension": dimension, "kod": kod, "text": text, "ordning": n, "grupp": ""}
            for n, (kod, text) in enumerate(texts.items())
        ]
    return {
        "enheter": pd.DataFrame(
            [
                {"enhet_kod": u["enhet_kod"], "enhet": u["enhet"], "kortnamn": u["kortnamn"],
                 "slag": u["slag"], "har_levererat": u["enhet_kod"] in extracts}
                for u in units
            ]
        ),
        "etiketter": pd.DataFrame(labels),
        "utbud": pd.DataFrame(
            offers, columns=["period", "enhet_kod", "insatstyp_kod", "behovsprovning"]
        ),
        "leveranser": pd.DataFrame(
            [
                {"leverans_id": f"{unit}-{day}", "enhet_kod": unit, "uttagsdatum": day,
                 "ersatter": "", "karantan": "få"}
                for unit, day in extracts.items()
            ]
        ),
        "kvalitet": pd.DataFrame(
            [
                {"enhet_kod": "bromma", "regel": "INS-01", "titel": "en insats slutar",
                 "allvar": "FEL", "matt": "V1, F1", "klass": "få"},
                {"enhet_kod": "central", "regel": "INS-04", "titel": "nämnden är känd",
                 "allvar": "VARNING", "matt": "V1", "klass": "över 5 %"},
            ]
        ),
        "policy": pd.DataFrame(
            [
                {"parameter": "uppföljningsintervall", "galler": "behovsprovad", "varde": 3.0,
                 "enhet": "månader", "kalla": "Startvärde", "status": "ej verifierad"},
            ]
        ),
        "matt": measures(),
    }  # fmt: skip


def publish(
    home: Path,
    cells: Iterable[Figure],
    *,
    run: str = "2026-10-31-provnatt",
    extracts: dict[str, str] | None = None,
    offers: Iterable[tuple[str, str, str, str]] | None = None,
    synthetic: bool = True,
) -> Night:
    """Write a night under a home folder, make it the published one, and load it.

    A night that was written before is copied: writing one takes a hundred times as long.
    """
    days = extracts or dict.fromkeys((*DISTRICTS, "central"), "2026-10-31")
    given = offers or [
        ("2024-11-01", "bromma", "FAM01", "med"),
        ("2024-11-01", "jarva", "FAM01", "utan"),
        ("2024-11-01", "jarva", "FAM05", "bada"),
    ]
    asked = (run, tuple(cells), tuple(days.items()), tuple(given), synthetic)
    written = Path(_WRITTEN.name, hashlib.sha256(pickle.dumps(asked)).hexdigest())
    if not (written / run).exists():
        _write(written, *asked)
    serve = home / "serve"
    shutil.rmtree(serve / run, ignore_errors=True)
    shutil.copytree(written / run, serve / run)
    serving.point(serve, run)
    return load(serve)


# Of this process alone, and gone with it.
_WRITTEN = tempfile.TemporaryDirectory(prefix="insatskoll-natter-")


def _write(
    serve: Path,
    run: str,
    cells: tuple[Figure, ...],
    extracts: tuple[tuple[str, str], ...],
    offers: tuple[tuple[str, str, str, str], ...],
    synthetic: bool,
) -> None:
    days = dict(extracts)
    tables = small_tables(days, offers)
    tables["celler"] = pd.DataFrame([vars(figure) for figure in cells]).astype(
        {"taljare": "Int64", "namnare": "Int64", "varde": float, "undre": float, "ovre": float}
    )
    kinds = {4: "ar", 6: "halvar", 8: "kohort"}
    codes = sorted(set(tables["celler"]["period"]))
    periods = pd.DataFrame(
        {"period": codes, "slag": [kinds.get(len(code), "dag") for code in codes]}
    )
    years = [code.removeprefix("NUSO")[:4] for code in codes]
    periods["fran"] = pd.to_datetime([f"{year}-01-01" for year in years])
    periods["till"] = pd.to_datetime([f"{year}-12-31" for year in years])
    tables |= compare(tables["celler"], load_measures(), DISTRICTS, periods)
    facts = {
        "uttagsdatum": max(days.values()),
        "aldsta_uttagsdatum": min(days.values()),
        "syntetiska_data": synthetic,
    }
    serving.write(serve, run, tables, facts)
