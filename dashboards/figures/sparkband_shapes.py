"""The shapes of small bands: where periods and shares of a row are, the paths, and their paint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from dashboards.figures.svg import Point, area, element, line
from pipelines.presentation.overview import Row, Stretch

TOP: Final = 6  # px of air above the first row
# Shapes are drawn in tenths of a px, so that whole numbers do.
UNIT: Final = 10
_SHORT: Final = 0.14  # years on either side of a period that stands alone
_HALVES: Final = {"H1": -0.25, "H2": 0.25}
_DRAWN: Final = ("tau", "undre", "ovre", "slump_ovre")
# Colour, width and dashes of a line; and of τ, size of its marks: grey unless something is said.
_LINES: Final = {"chance": ("outline", 1.5, (3, 3)), "break": ("text", 1, (9, 3, 3, 3))}
_TAUS: Final = {"quiet": ("secondary", 1.5, 5), "loud": ("accent", 3, 8)}


@dataclass(frozen=True)
class Places:
    """Where in the picture a period and a part of a row are.

    Attributes:
        years: along the picture. width: of it, in units.
        row: height of a row, in px. tall: the part of it that the bands have.
    """

    years: range
    width: int
    row: int
    tall: float

    def x(self, place: float) -> int:
        """Of a place in time; years stand in the middle of their own."""
        return round((place - self.years[0] + 0.5) / len(self.years) * self.width)

    def y(self, row: int, part: float) -> int:
        """Of a part of the bands in a row, in units: 0 is their lower edge and 1 the upper."""
        return round(UNIT * (TOP + self.row * (row + 1 - self.tall * part)))

    def px(self, row: int, part: float) -> int:
        """The same in px."""
        return round(self.y(row, part) / UNIT)

    def span(self, one: Stretch, row: Row) -> tuple[int, int]:
        """Where one of a stretch's periods begins and ends, in units."""
        place, half = _place(row), _half(one)
        return self.x(place - half), self.x(place + half)


@dataclass
class Shapes:
    """The data of all paths, and the marks of τ."""

    band: str = ""
    lines: dict[str, str] = field(default_factory=lambda: dict.fromkeys((*_LINES, *_TAUS), ""))
    marks: dict[str, list[Point]] = field(default_factory=lambda: {name: [] for name in _TAUS})


def years_of(measures: Sequence[Sequence[Stretch]]) -> range:
    """The years that there is something to draw in, without gaps."""
    known = [row for stretches in measures for one in stretches for row in one.known]
    places = [_place(row) for row in known]
    return range(round(min(places)), round(max(places)) + 1)


def _place(row: Row) -> float:
    """Years stand at themselves, halves a quarter of a year from them."""
    period = str(row["period"])
    return int(period[:4]) + _HALVES.get(period[4:], 0.0)


def shapes_of(measures: Sequence[Sequence[Stretch]], places: Places) -> Shapes:
    """The shapes of all measures, each in its own row and on its own scale."""
    shapes = Shapes()
    for row, stretches in enumerate(measures):
        highest = _highest(stretches)
        for one in stretches:
            if known := one.known:
                _draw(shapes, one, known, row, highest, places)
    return shapes


def _highest(stretches: Sequence[Stretch]) -> float:
    ends = (float(row[name]) for one in stretches for row in one.known for name in _DRAWN)
    return max((end for end in ends if end > 0), default=1.0)


def _draw(
    shapes: Shapes, one: Stretch, known: Sequence[Row], row: int, highest: float, places: Places
) -> None:
    """Add a stretch to the shapes."""
    at = [_place(period) for period in known]
    x = [places.x(place) for place in at]
    tau, low, high, seldom = (
        [places.y(row, period[name] / highest) for period in known] for name in _DRAWN
    )
    # A period that stands alone has a band of some width too.
    times = 1 if len(at) > 1 else 2
    wide = x if len(at) > 1 else [places.x(at[0] - _SHORT), places.x(at[0] + _SHORT)]
    upper = list(zip(wide, high * times, strict=True))
    shapes.band += area([*zip(wide, low * times, strict=True), *reversed(upper)])
    shapes.lines["chance"] += line(zip(wide, seldom * times, strict=True))
    voice, points = "loud" if one.changes else "quiet", list(zip(x, tau, strict=True))
    shapes.lines[voice] += line(points)
    shapes.marks[voice] += points
    if not one.is_last:
        edge = places.x(at[-1] + _half(one))
        shapes.lines["break"] += line([(edge, places.y(row, 0)), (edge, places.y(row, 1))])


def _half(one: Stretch) -> float:
    """Half of a period, in years."""
    return 0.5 if one.kind == "ar" else 0.25


def painted(shapes: Shapes, colours: Mapping[str, str], *, is_paper: bool) -> list[str]:
    """The shapes with their colours; on the page strokes are in px, however wide it is."""
    unit = UNIT if is_paper else 1
    stroke = {} if is_paper else {"vector_effect": "non-scaling-stroke"}
    parts: list[str] = [element("path", d=shapes.band, fill=colours["within"], fill_opacity=0.3)]
    for name, (colour, width, dashes) in _LINES.items():
        if shapes.lines[name]:
            dashed = " ".join(str(unit * dash) for dash in dashes)
            parts.append(
                element("path", d=shapes.lines[name], fill="none", stroke=colours[colour],
                        stroke_width=unit * width, stroke_dasharray=dashed, **stroke)
            )  # fmt: skip
    for name, (colour, width, size) in _TAUS.items():
        if not shapes.lines[name]:
            continue
        parts.append(
            element("path", d=shapes.lines[name], fill="none", stroke=colours[colour],
                    stroke_width=unit * width, stroke_linejoin="round", **stroke)
        )  # fmt: skip
        if is_paper:
            parts += [
                element("circle", cx=x, cy=y, r=unit * size / 2, fill=colours[colour])
                for x, y in shapes.marks[name]
            ]
        else:  # lines without length stay round where circles would be stretched
            dots = "".join(f"M{x} {y}h0" for x, y in shapes.marks[name])
            parts.append(
                element("path", d=dots, stroke=colours[colour], stroke_width=size,
                        stroke_linecap="round", **stroke)
            )  # fmt: skip
    return parts
