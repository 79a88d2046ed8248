"""The sample's own night tells nothing of what it hides, on any surface (syntetiska data)."""

from __future__ import annotations

from math import ceil, floor
from typing import Any

import pandas as pd
import pytest

from dashboards import html, routing
from dashboards.components.table import build_table
from dashboards.navigation import PAGES, UPPFOLJNING
from pipelines.publication import parquet
from pipelines.publication.reader import load
from tests.emission import web
from tests.emission.emissions import JSON, Emission
from tests.emission.leaks import Scan
from tests.emission.secrets_of import secrets
from tests.emission.surfaces import emissions

K = 5


def test_no_surface_tells_a_hidden_cell(sample_home):
    given_out = list(emissions(sample_home))
    assert len(given_out) > 200
    assert list(Scan(sample_home).leaks(given_out)) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", [info.path for info in PAGES])
def test_no_combination_of_choices_tells_a_hidden_cell(sample_home, path):
    given_out = web.page(sample_home, path, every=True)
    assert list(Scan(sample_home).leaks(given_out)) == []


def test_the_scan_is_not_blind_to_the_sample(sample_home, monkeypatch):
    """Hidden shares written beside their units are found, but where they are shown as well."""
    whole = routing.BUILDERS[UPPFOLJNING]
    night = load(sample_home / "serve")
    names = {row.enhet_kod: row.enhet for row in night.table("enheter").itertuples()}
    found, planted, scan = set(), set(), Scan(sample_home)
    for period in night.periods("F1"):
        here = [s for s in secrets(sample_home) if (s.matt, s.period) == ("F1", period)]
        rows = [(names[s.enhet], [f"{100 * min(s.values):.1f}".replace(".", ",")]) for s in here
                if s.values]  # fmt: skip
        if not rows:
            continue

        def leaking(*arguments: Any, rows: Any = rows) -> list[Any]:
            content = whole(*arguments)
            card = next(one for one in content if isinstance(one, html.Section))
            card.children = [*card.children, build_table("Ny", ["Enhet", "A"], rows)]
            return content

        monkeypatch.setattr(routing, "BUILDERS", {UPPFOLJNING: leaking})
        page = web.ask(web.client(sample_home), "/uppfoljning", f"?period={period}")
        leaks = scan.leaks([Emission("kopian", page, JSON)])
        found |= {leak.what for leak in leaks}
        planted |= {s.adress for s in here if s.values}
    assert len(planted) > 10
    assert len(found & planted) > 0.9 * len(planted)


def room_left(cells: pd.DataFrame, cost: pd.DataFrame) -> dict[str, tuple[int, int]]:
    """What a reader can work out of `skyddskostnad`: bounds on each table's largest hidden cell.

    Whole per cent of a volume whose shown part is known bound the hidden part; each hidden cell
    is at least one.
    """
    kinds = [
        "dag" if len(p) > 6 else "kvartal" if "Q" in p else {4: "ar", 6: "halvar"}[len(p)]
        for p in cells["period"]
    ]
    levels = cells["enhet"].where(cells["enhet"] == "stad", "enhet")
    cells = cells.assign(periodslag=kinds, niva=levels)
    table = ["matt", "dimension", "periodslag", "niva"]
    shown = cells[cells["status"] == "visad"].groupby(table)["taljare"].sum().to_dict()
    hidden = cells[cells["status"] == "skyddad"].groupby(table).size().to_dict()
    found = {}
    for row in cost.to_dict("records"):
        key = tuple(row[name] for name in table)
        count, seen = hidden.get(key, 0), float(shown.get(key, 0))
        if not count or not row["volym_andel"]:
            continue
        low = ceil(100 * seen / (row["volym_andel"] + 0.5) - seen)
        high = floor(100 * seen / (row["volym_andel"] - 0.5) - seen)
        found["/".join(key)] = (low if count == 1 else 1, high - (count - 1))
    return found


def too_tight(cells: pd.DataFrame, cost: pd.DataFrame) -> list[str]:
    room = room_left(cells, cost)
    assert room
    return [name for name, (low, high) in room.items() if high < K or high - low < K - 1]


def test_what_protection_costs_bounds_no_hidden_cell_too_tightly(sample_home):
    night = load(sample_home / "serve")
    assert too_tight(night.table("celler"), night.table("skyddskostnad")) == []


@pytest.mark.parametrize(("share", "found"), [(100, True), (99, True), (60, False)])
def test_a_cost_that_bounds_its_only_hidden_cell_is_found(share, found):
    """400 are shown: 100 % leaves one or two hidden, 99 % three to six, 60 % hundreds."""
    cells = pd.DataFrame(
        [("F2", "", "2023", "stad", "visad", 400), ("F2", "", "2024", "stad", "skyddad", None)],
        columns=["matt", "dimension", "period", "enhet", "status", "taljare"],
    )
    cost = pd.DataFrame(
        [("F2", "", "ar", "stad", share)],
        columns=["matt", "dimension", "periodslag", "niva", "volym_andel"],
    )
    assert too_tight(cells, cost) == (["F2//ar/stad"] if found else [])


@pytest.mark.parametrize("status", ["skyddad", "ej_mogen"])
def test_the_hidden_cells_of_the_sample_carry_no_number(sample_home, status):
    run = load(sample_home / "serve").run
    cells = parquet.read(sample_home / "serve" / run / "celler.parquet")
    some = cells[cells["status"] == status]
    numbers = ["varde", "undre", "ovre", "taljare", "namnare"]
    assert not some[numbers].notna().any(axis=None)
