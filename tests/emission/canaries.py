"""A home whose hidden cells have numbers that nobody could take for anything else.

Syntetiska data. The cells go the night's own way from true numbers to what readers get
(`cells.emit`, the comparisons, the cost, the register); only their states are given by hand.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
from pathlib import Path
from typing import Any

import pandas as pd

from pipelines.measures import load_measures
from pipelines.publication import cells, comparisons, cost, parquet, serving
from pipelines.publication.register import Register
from tests.unit.dashboards.nights import DISTRICTS, REGI, UNITS, small_tables

RUN = "2026-10-31-kanariefagel"
DAY, OFFER_DAYS = "2026-09-30", ("2024-11-01", "2026-10-31")
FEW = ("bromma", "jarva", "skarpnack")  # whose cells are hidden
_FIRST, _STEP = 740_013, 1_009
_BELOW, _BELOW_STEP = 4_900_017, 2_003  # hidden shares are 15 per cent; shown ones 40 to 80
_HIDDEN = {"skyddad", "for_fa", "ej_mogen"}


def true_cells(turned: int = 0) -> pd.DataFrame:
    """The prepared cells, with hidden numbers of six digits and shown ones of three.

    Args:
        turned: how far the hidden numbers of each table are turned round among its hidden cells;
            sums, and so all that readers may get, stay as they are.
    """
    frame = pd.DataFrame(_rows())
    hidden = frame["status"].isin(_HIDDEN)
    order = pd.Series(range(int(hidden.sum())), index=frame.index[hidden])
    frame.loc[hidden, "taljare"] = _FIRST + _STEP * order
    shares = hidden & (frame["form"] != "antal") & (frame["status"] != "for_fa")
    frame.loc[shares, "namnare"] = _BELOW + _BELOW_STEP * order[shares]
    _add_up(frame)
    if turned:
        tables = ["matt", "dimension", "dimension_varde", "status", frame["period"].str.len()]
        groups = frame[hidden].groupby([*tables, frame["enhet"] == "stad"], sort=False)
        for _, group in groups:
            numbers = group[["taljare", "namnare"]]
            frame.loc[group.index, numbers.columns] = numbers.to_numpy()[
                [(place + turned) % len(group) for place in range(len(group))]
            ]
    frame["antal_barn"] = frame["taljare"]
    frame["antal_hushall"] = frame["taljare"]
    frame["antal_barn_ovriga"] = (frame["namnare"] - frame["taljare"]).clip(lower=0).fillna(0)
    frame["antal_hushall_ovriga"] = frame["antal_barn_ovriga"]
    return frame


def _rows() -> list[dict[str, Any]]:
    found = []
    for place, unit in enumerate(UNITS[1:]):
        few = unit in FEW
        found += [
            _row("R1", unit, "2023", 300 + place, 440 + place),
            _row("R1", unit, "2024", 310 + place, 450 + place),
            _row("R1", unit, "2025", *_large(unit, 350 + place, 480), hidden=few),
            _row("V1", unit, "2025", 400, hidden=few),
            _row("F1", unit, "2025", *_large(unit, 200 + place, 300), hidden=few),
            _row("F3", unit, DAY, 20 + place, hidden=few),
            _row("F4", unit, DAY, 200 + place, hidden=few),
            _row("T1", unit, "2025", 50, 90, status="for_fa" if few else "visad"),
            _row("E1", unit, "2025", 30, 60, hidden=few, kanslig="ja"),
            _row("T3", unit, "2025", 70, 90, "statistik=median", form="median", hidden=few),
            _row("R1", unit, "2026H2", 90, 130, status="ej_mogen" if few else "visad"),
        ]
        found += [
            _row("R2", unit, "2025", 70 if regi == "egen_namnd" else 65, 100, f"regi={regi}",
                 hidden=few)
            for regi in REGI
        ]  # fmt: skip
    for matt, period, number in itertools.product(("V2", "V4"), ("2023", "2024", "2025"), (600,)):
        form = {"V2": "antal", "V4": "per_1000"}[matt]
        hidden = period != "2023"
        found.append(_row(matt, "stad", period, number, 1000, form=form, hidden=hidden))
    found += [_row("R1", "stad", year, 0, 0, hidden=year != "2025") for year in _YEARS]
    found += [_row(matt, "stad", "2025", 0, 0) for matt in ("F1", "V1")]
    found += [_row(matt, "stad", DAY, 0) for matt in ("F3", "F4")]
    for day, (place, unit) in itertools.product(OFFER_DAYS, enumerate(DISTRICTS)):
        found.append(_row("U1", unit, day, 30 + place, skydd="nej"))
    found += [_row("U1", "stad", day, 86, skydd="nej") for day in OFFER_DAYS]
    return found


def _large(unit: str, taljare: int, namnare: int) -> tuple[int, int]:
    """A shown unit so large that the city's share is not that of the hidden ones."""
    return (5_000_000, 8_000_000) if unit == "central" else (taljare, namnare)


_YEARS = ("2023", "2024", "2025")


def _row(
    matt: str, unit: str, period: str, taljare: int, namnare: int | None = None,
    breakdown: str = "", *, form: str = "", status: str = "visad", hidden: bool = False,
    kanslig: str = "nej", skydd: str = "ja",
) -> dict[str, Any]:  # fmt: skip
    dimension, _, value = breakdown.partition("=")
    return {
        "matt": matt, "enhet": unit, "period": period, "dimension": dimension,
        "dimension_varde": value, "form": form or ("antal" if namnare is None else "andel"),
        "skydd": skydd, "kanslig": kanslig, "status": "skyddad" if hidden else status,
        "orsak": None, "taljare": float(taljare), "namnare": namnare,
        "block": f"{matt}/{period[:4]}" if skydd == "ja" else "",
        "galler_fran": RUN if skydd == "ja" else None,
    }  # fmt: skip


def _add_up(frame: pd.DataFrame) -> None:
    """The city's shown cells are the sum of the others, hidden ones included."""
    city = frame["enhet"] == "stad"
    for index in frame.index[city & frame["matt"].isin(["R1", "F1", "V1", "F3", "F4"])]:
        if frame.at[index, "status"] != "visad":
            continue
        same = (frame["matt"] == frame.at[index, "matt"]) & (
            frame["period"] == frame.at[index, "period"]
        )
        for column in ("taljare", "namnare"):
            frame.loc[index, column] = frame.loc[same & ~city, column].sum(min_count=1)


def publish(home: Path, truth: pd.DataFrame) -> Path:
    """Publish cells as a night does, register them, and return the home."""
    measures = load_measures()
    effects = comparisons.design_effects(truth, measures)
    figures = cells.emit(truth, measures, effects)
    days = dict.fromkeys((*DISTRICTS, "central"), OFFER_DAYS[1])
    offers = [(day, unit, "FAM01", "med") for day in OFFER_DAYS for unit in DISTRICTS]
    tables = small_tables(days, offers)
    tables["enheter"]["uttagsdatum"] = OFFER_DAYS[1]
    tables["perioder"] = _periods(figures)
    tables |= comparisons.compare(figures, measures, DISTRICTS, tables["perioder"], effects)
    tables |= {"celler": figures, "skyddskostnad": cost.of(truth, 5)}
    facts = {
        "uttagsdatum": OFFER_DAYS[1], "aldsta_uttagsdatum": OFFER_DAYS[1],
        "syntetiska_data": True,
    }  # fmt: skip
    folder = serving.write(home / "serve", RUN, tables, facts)
    Register(home / "publiceringar").append(
        folder / "celler.parquet", truth, RUN, 1, dt.date.fromisoformat(OFFER_DAYS[1]), "prov"
    )
    serving.point(home / "serve", RUN)
    return home


def replace_table(home: Path, name: str, table: pd.DataFrame) -> None:
    """Serve another table than the one that was published: a way to plant a leak."""
    folder = home / "serve" / RUN
    kept = {path.stem: parquet.read(path) for path in folder.glob("*.parquet")}
    serving.write(home / "serve", RUN, {**kept, name: table}, _facts(folder))
    serving.point(home / "serve", RUN)


def _facts(folder: Path) -> dict[str, Any]:
    manifest = json.loads((folder / serving.MANIFEST).read_text(encoding="utf-8"))
    return {key: value for key, value in manifest.items() if key not in {"run", "filer"}}


def _periods(figures: pd.DataFrame) -> pd.DataFrame:
    kinds = {4: "ar", 6: "halvar"}
    codes = sorted(set(figures["period"]))
    return pd.DataFrame(
        {
            "period": codes,
            "slag": [kinds.get(len(code), "dag") for code in codes],
            "fran": pd.to_datetime([f"{code[:4]}-01-01" for code in codes]),
            "till": pd.to_datetime([f"{code[:4]}-12-31" for code in codes]),
        }
    )
