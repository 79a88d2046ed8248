"""Hidden numbers that could be nothing else are given out nowhere (syntetiska data)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from dash import dcc

from dashboards import html, routing
from dashboards.components.graph import build_graph
from dashboards.components.table import build_table
from dashboards.navigation import PAGES, REGI
from pipelines.presentation import formats
from pipelines.publication import parquet
from pipelines.publication.reader import Reader
from tests.emission import web
from tests.emission.canaries import RUN, publish, replace_table, true_cells
from tests.emission.emissions import JSON, Emission
from tests.emission.leaks import Scan, canaries
from tests.emission.secrets_of import Secret, secrets
from tests.emission.surfaces import emissions

_CODE = re.compile(rb"(Felkod|fel) [0-9A-F]{6}")
_COUNTED = ("svarshuvuden",)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(tmp_path_factory.mktemp("hem"), true_cells())


@pytest.fixture(scope="module")
def given_out(home: Path) -> list[Emission]:
    return list(emissions(home))


def one(home: Path, adress: str) -> Secret:
    return next(secret for secret in secrets(home) if secret.adress == adress)


def test_the_canaries_are_what_they_should_be(home):
    bromma = one(home, "R1/bromma/2025")
    assert {740_013, 4_900_017, 4_160_004} <= bromma.counts
    assert any(abs(value - 740_013 / 4_900_017) < 1e-12 for value in bromma.values)
    # the city is shown, so a subtraction gives the sum of the three that are hidden
    three = sum(min(one(home, f"R1/{unit}/2025").counts) for unit in ("bromma", "jarva"))
    assert any(count > three for count in bromma.counts)
    hidden = secrets(home)
    assert {secret.matt for secret in hidden} == {
        "E1", "F1", "F3", "F4", "R1", "R2", "T1", "T3", "V1", "V2", "V4",
    }  # fmt: skip
    assert len(hidden) == 51


def test_no_canary_is_given_out(home, given_out):
    assert len(given_out) > 100
    assert list(canaries(home, given_out)) == []


def test_no_structure_that_names_a_hidden_cell_tells_it(home, given_out):
    assert list(Scan(home).leaks(given_out)) == []


def test_two_nights_that_differ_in_what_is_hidden_look_the_same(home, given_out, tmp_path):
    """Not even an order, a length or a checksum follows what is hidden."""
    other = publish(tmp_path, true_cells(turned=1))
    assert one(other, "R1/bromma/2025").counts != one(home, "R1/bromma/2025").counts
    mine, theirs = comparable(given_out), comparable(emissions(other))
    assert mine.keys() == theirs.keys()
    assert [name for name, data in mine.items() if data != theirs[name]] == []


def comparable(given: Iterable[Emission]) -> dict[str, bytes]:
    """Without error codes, which are drawn, and what Dash counts up for each app of a process."""
    found = {f"{place} {one.name}": one for place, one in enumerate(given)}
    return {
        name: _CODE.sub(b"fel", one.data)
        for name, one in found.items()
        if not one.data.startswith(b"<!DOCTYPE") and one.name not in _COUNTED
    }


Plant = Callable[[list[Any], dict[str, Secret]], None]


def _into(content: list[Any], part: Any) -> None:
    """Put a part into the page's first card, among what it is about."""
    card = next(one for one in content if isinstance(one, html.Section))
    card.children = [*card.children, part]


def _graph(**trace: Any) -> Any:
    return build_graph(
        "diagram-nytt", {"data": [{"type": "scatter", **trace}], "layout": {"height": 300}}, "Nytt."
    )


def _count(secret: Secret) -> float:
    return min(count for count in secret.counts if count > 700_000)


def _share(secret: Secret) -> float:
    return min(value for value in secret.values if 0.14 < value < 0.16)


def in_a_store(content, found):
    _into(content, dcc.Store(id="lager", data={"n": _count(found["jarva"])}))


def in_a_table(content, found):
    _into(content, build_table("Ny", ["Enhet", "A"], [("Järva", [formats.number(
        _count(found["jarva"]))])]))  # fmt: skip


def as_a_share(content, found):
    _into(content, html.P(f"Järva: {formats.share(_share(found['jarva']))}"))


def as_what_is_left(content, found):
    rest = max(found["jarva"].counts)
    _into(content, html.P(f"Övriga, bland dem Järva: {formats.number(rest)}"))


def beside_a_point(content, found):
    _into(content, _graph(x=[0.5], y=["Järva"], customdata=[[_share(found["jarva"])]]))


def packed(content, found):
    _into(content, _graph(x=np.array([_share(found["jarva"])]), y=["Järva"]))


def in_an_attribute(content, found):
    _into(content, html.P("Järva", title=formats.number(_count(found["jarva"]))))


def in_a_drawing(content, found):
    markup = f'<svg><rect width="{_count(found["jarva"]):.0f}"/></svg>'
    _into(content, html.Drawn(markup, "<svg></svg>", 40))


# A number that stands beside no unit tells of no cell by itself; the canaries are found anywhere.
LONE = [in_a_store, in_an_attribute, in_a_drawing]
PLANTS = [*LONE, in_a_table, as_a_share, as_what_is_left, beside_a_point, packed]


def planted(home: Path, monkeypatch: pytest.MonkeyPatch, plant: Plant) -> Emission:
    """The page of Regi, copied, with a leak."""
    whole = routing.BUILDERS[REGI]
    found = {s.enhet: s for s in secrets(home) if (s.matt, s.period) == ("R1", "2025")}

    def leaking(*arguments: Any) -> list[Any]:
        content = whole(*arguments)
        plant(content, found)
        return content

    monkeypatch.setattr(routing, "BUILDERS", {REGI: leaking})
    return Emission("kopian", web.ask(web.client(home), "/regi", "?period=2025"), JSON)


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__)
def test_a_planted_canary_is_found(home, monkeypatch, plant):
    told = [leak.what for leak in canaries(home, [planted(home, monkeypatch, plant)])]
    assert "R1/jarva/2025" in told


@pytest.mark.parametrize("plant", PLANTS[len(LONE) :], ids=lambda plant: plant.__name__)
def test_a_planted_leak_is_found_where_its_unit_is_named(home, monkeypatch, plant):
    told = {leak.what for leak in Scan(home).leaks([planted(home, monkeypatch, plant)])}
    assert "R1/jarva/2025" in told


def test_an_axis_that_is_made_for_a_hidden_bar_is_found(home, monkeypatch):
    def plant(content, found):
        bar = {"type": "bar", "x": [40], "y": ["Farsta"]}
        axis = {"range": [0, 1.15 * _count(found["jarva"])]}
        figure = {"data": [bar], "layout": {"height": 300, "xaxis": axis}}
        _into(content, build_graph("diagram-nytt", figure, "Nytt."))

    leaks = list(Scan(home).leaks([planted(home, monkeypatch, plant)]))
    assert [(leak.where, leak.what) for leak in leaks] == [("kopian, diagram-nytt", "axelns längd")]


def test_a_number_in_a_protected_square_is_found(home, monkeypatch):
    def plant(content, found):
        face = html.Span(className="face face-skyddad")
        row = html.Tr([html.Th("Järva", scope="row"), html.Td([face, "minst 3"])])
        _into(content, html.Table(row))

    (leak,) = Scan(home).leaks([planted(home, monkeypatch, plant)])
    assert leak.what == "siffror i en skyddad ruta"


def test_rows_in_the_order_of_what_is_hidden_are_found(home, monkeypatch, tmp_path):
    """Only the comparison of two nights can see this one."""

    def plant(content, found):
        ordered = sorted(found.values(), key=lambda secret: min(secret.counts))
        _into(content, html.P(", ".join(secret.enhet for secret in ordered)))

    other = publish(tmp_path, true_cells(turned=1))
    mine, theirs = planted(home, monkeypatch, plant), planted(other, monkeypatch, plant)
    assert list(Scan(home).leaks([mine])) == []
    assert mine.data != theirs.data


@pytest.mark.parametrize("column", ["varde", "taljare", "undre"])
def test_a_number_in_a_hidden_row_of_the_cells_is_found_on_every_way_out(tmp_path, column):
    home = publish(tmp_path, true_cells())
    cells = parquet.read(home / "serve" / RUN / "celler.parquet")
    jarva = cells["adress"] == "R1/jarva/2025"
    secret = one(home, "R1/jarva/2025")
    value = _count(secret) if column in {"taljare", "namnare"} else _share(secret)
    cells[column] = cells[column].astype("float64")
    cells.loc[jarva, column] = value
    replace_table(home, "celler", cells)
    ways = [*emissions(home, "fil celler"), *emissions(home, "kommando figure")]
    found = {leak.where.split(",")[0] for leak in Scan(home).leaks(ways)}
    assert "celler.parquet" in found
    assert {leak.where for leak in canaries(home, ways)} >= {"celler.parquet"}
    assert "figure R1/jarva/2025 --json" in found


def test_an_error_that_repeats_what_failed_is_found(home, monkeypatch):
    monkeypatch.setattr("dashboards.routing.log_failure", str)
    leaks = list(canaries(home, web.failures(home)))
    assert {leak.where for leak in leaks} == {f"sidan {info.path} som faller" for info in PAGES}


def test_a_reader_that_never_saw_the_numbers_is_all_that_the_server_has(home):
    """The restricted folder is not below the one that the server opens."""
    assert (home / "publiceringar" / "underlag").is_dir()
    assert not list((home / "serve").rglob("underlag"))
    assert Reader(home / "serve").night().figure("R1/jarva/2025").taljare is None
