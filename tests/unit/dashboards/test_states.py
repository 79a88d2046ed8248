"""The six states of a cell have the same face and word in tables, notes and charts."""

from __future__ import annotations

import json

import pytest

from dashboards.components.state import build_state, build_state_notes
from dashboards.components.table import count_cell, share_cells
from dashboards.figures.bars import count_bars, share_bars
from dashboards.figures.base import Row
from dashboards.figures.values import value_dots
from dashboards.view import View
from pipelines.publication.status import Status
from tests.unit.dashboards.drawn import checked
from tests.unit.dashboards.nights import cell

HIDDEN = {
    "for_fa": "för få för en andel",
    "skyddad": "skyddad",
    "strukturell_nolla": "erbjuds inte",
    "ej_mogen": "ej mogen",
    "saknas": "saknas",
}


def hidden(status: str, unit: str = "farsta"):
    return cell(f"R1/{unit}/2025", 9, 14, status)


def test_every_state_is_covered():
    assert {*HIDDEN, "visad"} == {str(status) for status in Status}


@pytest.mark.parametrize(("status", "word"), HIDDEN.items())
def test_the_component_carries_face_and_word(status, word, text_of, walk):
    shown = build_state(hidden(status))
    assert text_of(shown) == word
    faces = [part.className for part in walk(shown) if not isinstance(part, str)]
    assert f"face face-{status}" in faces


@pytest.mark.parametrize(("status", "word"), HIDDEN.items())
def test_tables_show_the_state_in_place_of_numbers(status, word, text_of):
    row = share_cells(hidden(status))
    assert word in text_of(row)
    assert sum(getattr(part, "colSpan", None) or 1 for part in row) == 4
    assert word in text_of(count_cell(hidden(status)))


def test_only_too_few_carries_its_denominator(text_of):
    assert "14" in text_of(share_cells(hidden("for_fa")))
    assert "14" not in text_of(share_cells(hidden("skyddad")))


def test_a_reason_goes_before_the_state():
    missing = cell("R1/farsta/2025", status="saknas", orsak="ej_levererat")
    assert build_state(missing).children[1] == "ej levererat"


def test_notes_explain_each_state_once(text_of):
    notes = build_state_notes([hidden("skyddad"), hidden("skyddad", "jarva"), hidden("for_fa")])
    text = text_of(notes)
    assert text.count("färre än fem barn") == 1
    assert "för liten för att visa en andel" in text
    assert build_state_notes([cell("R1/farsta/2025", 10, 20)]) is None


@pytest.mark.parametrize(("status", "word"), HIDDEN.items())
@pytest.mark.parametrize("kind", ["dots", "share", "count"])
def test_charts_show_the_state_from_edge_to_edge(night, status, word, kind):
    measure = night.measure("R1")
    shown = Row("Bromma", cell("R1/bromma/2025", 300, 340))
    row = Row("Farsta", hidden(status))
    draw = {
        "dots": lambda rows: checked(value_dots)(rows, None, measure, View()),
        "share": lambda rows: checked(share_bars)(rows, None, measure, "Andel", View()),
        "count": lambda rows: checked(count_bars)(rows, measure, "Antal", View()),
    }[kind]
    figure, alone = draw([shown, row]), draw([shown])
    faces = [trace for trace in figure.data if trace.y == ("Farsta",)]
    assert [face.text for face in faces] == [(f"<b>{word}</b>",)]
    assert bool(faces[0].marker.pattern.shape) == (status == "skyddad")
    assert faces[0].hoverinfo == "skip"
    # A hidden cell moves nothing: not the axis, and no other row.
    assert figure.layout.xaxis.to_plotly_json() == alone.layout.xaxis.to_plotly_json()
    others = [trace for trace in figure.data if trace.y != ("Farsta",)]
    assert json.dumps([t.to_plotly_json() for t in others]) == json.dumps(
        [t.to_plotly_json() for t in alone.data]
    )
