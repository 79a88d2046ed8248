"""Figures: zero on bars, fixed order, Swedish ticks, and nothing that is hidden."""

from __future__ import annotations

import json

import pytest

from dashboards.figures.bars import count_bars, share_bars
from dashboards.figures.base import Row
from dashboards.figures.stacked import share_stack
from dashboards.figures.values import value_dots
from dashboards.view import View
from tests.unit.dashboards.drawn import checked
from tests.unit.dashboards.nights import DISTRICTS, cell

VIEWS = [View("light", False), View("dark", True)]
CITY = cell("R1/stad/2025", 5351, 5883)


def shares(period: str = "2025") -> list[Row]:
    return [
        Row(unit, cell(f"R1/{unit}/{period}", 300 + 5 * n, 400)) for n, unit in enumerate(DISTRICTS)
    ]


@pytest.mark.parametrize("view", VIEWS)
def test_bars_begin_at_zero(night, view):
    rows = [Row(unit, cell(f"U1/{unit}/2024-11-01", 20 + n)) for n, unit in enumerate(DISTRICTS)]
    counts = checked(count_bars)(rows, night.measure("U1"), "Insatstyper, antal", view)
    part = checked(share_bars)(shares(), CITY, night.measure("R1"), "Andel", view)
    assert counts.layout.xaxis.range[0] == 0
    assert part.layout.xaxis.range[0] == 0
    assert counts.layout.xaxis.range[1] > 30


@pytest.mark.parametrize("view", VIEWS)
def test_charts_are_at_most_420_high_with_the_first_row_at_the_top(night, view):
    figure = checked(value_dots)(shares(), CITY, night.measure("R1"), view)
    assert figure.layout.height <= 420
    assert list(figure.layout.yaxis.categoryarray) == list(DISTRICTS)
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]


def test_ticks_are_swedish(night):
    figure = checked(value_dots)(shares(), CITY, night.measure("R1"), View())
    assert figure.layout.xaxis.ticktext == ("75", "80", "85", "90")
    part = checked(share_bars)(shares(), CITY, night.measure("R1"), "Andel", View())
    assert "80\N{NO-BREAK SPACE}%" in part.layout.xaxis.ticktext
    assert figure.layout.template.layout.separators[0] == ","


def test_dots_carry_intervals_and_the_city_is_a_line(night):
    figure = checked(value_dots)(shares(), CITY, night.measure("R1"), View())
    dots = figure.data[-1]
    assert dots.x[0] == pytest.approx(75)
    assert dots.error_x.arrayminus[0] == pytest.approx(75 - 100 * shares()[0].figure.undre)
    assert figure.layout.shapes[0].x0 == pytest.approx(535100 / 5883)
    assert "Staden 91,0\N{NO-BREAK SPACE}%" in [a.text for a in figure.layout.annotations]


def test_a_city_that_is_not_shown_has_no_line(night):
    hidden = cell("R1/stad/2025", status="skyddad")
    assert not checked(value_dots)(shares(), hidden, night.measure("R1"), View()).layout.shapes


def test_nothing_to_show_is_still_a_chart(night):
    rows = [Row("Farsta", cell("R1/farsta/2025", status="skyddad"))]
    figure = checked(value_dots)(rows, None, night.measure("R1"), View())
    assert figure.layout.xaxis.range[0] < figure.layout.xaxis.range[1]
    same = [Row("Farsta", cell("U1/farsta/2024-11-01", 0))]
    assert checked(count_bars)(same, night.measure("U1"), "Antal", View()).layout.xaxis.range[1] > 0


def stack(hide: set[tuple[str, str]]):
    share = {"Egen": 80, "Köpt": 14, "Okänd": 6}
    return {
        name: [
            Row(unit, cell(f"R2/{unit}/2025/regi={name}", n, 100,
                           "skyddad" if (unit, name) in hide else "visad"))
            for unit in ("Bromma", "Farsta")
        ]
        for name, n in share.items()
    }  # fmt: skip


def test_protected_parts_share_what_is_left_and_are_never_zero(night):
    parts = stack({("Farsta", "Köpt"), ("Farsta", "Okänd")})
    figure = checked(share_stack)(parts, night.measure("R2"), View())
    hatched = [trace for trace in figure.data if trace.marker.pattern.shape == "/"]
    assert [(trace.y, pytest.approx(trace.x[0])) for trace in hatched] == [(("Farsta",), 0.2)]
    assert "skyddad" in hatched[0].text[0]
    assert all(0 not in (trace.x or ()) for trace in figure.data)
    bought = next(t for t in figure.data if "Köpt" in "".join(t.hovertext or ()))
    assert bought.y == ("Bromma",)


def test_a_unit_with_nothing_shown_is_one_face(night):
    parts = stack({("Farsta", "Egen"), ("Farsta", "Köpt"), ("Farsta", "Okänd")})
    figure = checked(share_stack)(parts, night.measure("R2"), View())
    faces = [t for t in figure.data if t.y == ("Farsta",)]
    assert [(face.x, face.text) for face in faces] == [((1,), ("<b>skyddad</b>",))]


def test_hover_says_what_the_table_says(night):
    figure = checked(value_dots)(shares(), CITY, night.measure("R1"), View())
    text = figure.data[-1].text[0].replace("\N{NO-BREAK SPACE}", " ")
    assert text == "bromma<br>75,0 % (70,5–79,0 %), 300 av 400 beslut"
    assert "customdata" not in json.dumps(figure.to_plotly_json(), default=str)
