"""Small bands: τ of many measures, each in a row of its own and on its own scale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Final

from dashboards.figures.svg import Point, Sketch, area, element, line
from dashboards.html import PAPER
from dashboards.tokens import load_tokens
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.presentation.overview import Row, Stretch

WORDS: Final = {
    "minskar": "närmar sig",
    "okar": "glider isär",
    "ingen_saker_forandring": "ingen säker ändring",
    "ej_bedombar": "går inte att bedöma",
}
_TALL: Final = 0.72  # of a row; the rest is air
_TALL_NARROW: Final = 0.44  # a label stands in the row
_SHORT: Final = 0.14  # years on either side of a period that stands alone
_HALVES: Final = {"H1": -0.25, "H2": 0.25}
_ROW, _TOP, _BOTTOM = 35, 6, 24  # px, as all below
_SAID, _LETTER, _GAP = 215, 7.2, 10  # what is said of a row; a letter of a name; beside the bands
_SIZE, _SIZE_NARROW = 13, 11
_YEARS, _FEW = 9, 4  # labels that a narrow window has room for, and the narrowest wide one
# Shapes are drawn in tenths of a px, so that whole numbers do; on the page a row of bands is this
# many of them, whatever its width.
_UNIT: Final = 10
_WIDE: Final = 10_000
_DRAWN: Final = ("tau", "undre", "ovre", "slump_ovre")
# Colour, width and dashes of a line; and of τ, size of its marks: grey unless something is said.
_LINES: Final = {"chance": ("outline", 1.5, (3, 3)), "break": ("text", 1, (9, 3, 3, 3))}
_TAUS: Final = {"quiet": ("secondary", 1.5, 5), "loud": ("accent", 3, 8)}


@dataclass(frozen=True)
class _Places:
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
        return round(_UNIT * (_TOP + self.row * (row + 1 - self.tall * part)))

    def px(self, row: int, part: float) -> int:
        """The same in px."""
        return round(self.y(row, part) / _UNIT)


@dataclass
class _Shapes:
    """The data of all paths, and the marks of τ."""

    band: str = ""
    lines: dict[str, str] = field(default_factory=lambda: dict.fromkeys((*_LINES, *_TAUS), ""))
    marks: dict[str, list[Point]] = field(default_factory=lambda: {name: [] for name in _TAUS})


def sparkbands(measures: Sequence[Sequence[Stretch]], view: View) -> Sketch:
    """A row a measure: τ, its 95 % band, and what equal districts seldom exceed.

    Args:
        measures: the stretches of each measure in one kind of period, the first at the top, with
            some τ in each row; no line crosses the break between two of them.
        view: colours and width.
    """
    room = load_tokens().size["chart"] - _TOP - _BOTTOM
    row = min(_ROW, room // len(measures))
    height = _TOP + row * len(measures) + _BOTTOM
    return Sketch(_page(measures, view, row, height), _paper(measures, row, height), height)


def telling(stretches: Sequence[Stretch]) -> Stretch:
    """The latest stretch that changes, else the latest that can be judged, else the latest."""
    judged = [one for one in stretches if one.verdict != "ej_bedombar"]
    return next((one for one in reversed(judged) if one.changes), (judged or stretches)[-1])


def _page(measures: Sequence[Sequence[Stretch]], view: View, row: int, height: int) -> str:
    """At any width: the bands are stretched to theirs, their lines and the letters are not.

    The picture's own box is that of the bands; what is said of them stands on either side of it.
    """
    colours = load_tokens().colours(view.scheme)
    places = _Places(_years(measures), _WIDE, row, _TALL_NARROW if view.narrow else _TALL)
    left, right = (0, 0) if view.narrow else (_left(measures), _SAID)
    bands = element(
        "svg", *_painted(_shapes(measures, places), colours, is_paper=False),
        element("g", *_told(measures, places), fill="transparent"),
        viewBox=f"0 0 {_WIDE} {_UNIT * height}", preserveAspectRatio="none", width="100%",
        height=height, overflow="visible",
    )  # fmt: skip
    years = _year_labels(places.years, height, [
        f"{100 * (place + 0.5) / len(places.years):.3f}%" for place in range(len(places.years))
    ])  # fmt: skip
    labels = (
        _labels_above(measures, places) if view.narrow
        else _labels_beside(measures, places, 0, x="100%", dx=_GAP)
    )  # fmt: skip
    box = f"display:block;width:calc(100% - {left + right}px);margin-left:{left}px"
    return element(
        "svg", bands, years, *labels, class_="sparkbands", height=height, style=box,
        overflow="hidden" if view.narrow else "visible", fill=colours["text"], font_size=_SIZE,
    )  # fmt: skip


def _paper(measures: Sequence[Sequence[Stretch]], row: int, height: int) -> str:
    """In light colours and with plain numbers only, for programs that draw no other SVG."""
    colours, left = load_tokens().colours("light"), _left(measures)
    wide = PAPER - left - _SAID
    places = _Places(_years(measures), _UNIT * wide, row, _TALL)
    bands = element(
        "g", *_painted(_shapes(measures, places), colours, is_paper=True),
        transform=f"translate({left} 0) scale({1 / _UNIT:g})",
    )  # fmt: skip
    years = _year_labels(
        places.years, height, [left + round(places.x(year) / _UNIT) for year in places.years]
    )
    labels = _labels_beside(measures, places, left, x=PAPER - _SAID + _GAP)
    return element(
        "svg", bands, years, *labels, xmlns="http://www.w3.org/2000/svg", width=PAPER,
        height=height, viewBox=f"0 0 {PAPER} {height}", fill=colours["text"], font_size=_SIZE,
        font_family=load_tokens().font["family"],
    )  # fmt: skip


def _years(measures: Sequence[Sequence[Stretch]]) -> range:
    known = [row for stretches in measures for one in stretches for row in one.known]
    places = [_place(str(row["period"])) for row in known]
    return range(round(min(places)), round(max(places)) + 1)


def _place(period: str) -> float:
    """Years stand at themselves, halves a quarter of a year from them."""
    return int(period[:4]) + _HALVES.get(period[4:], 0.0)


def _left(measures: Sequence[Sequence[Stretch]]) -> int:
    """Room for the longest name."""
    return _GAP + round(_LETTER * max(len(stretches[0].title) for stretches in measures))


def _shapes(measures: Sequence[Sequence[Stretch]], places: _Places) -> _Shapes:
    shapes = _Shapes()
    for row, stretches in enumerate(measures):
        highest = _highest(stretches)
        for one in stretches:
            if known := one.known:
                _draw(shapes, one, known, row, highest, places)
    return shapes


def _draw(
    shapes: _Shapes, one: Stretch, known: Sequence[Row], row: int, highest: float, places: _Places
) -> None:
    """Add a stretch to the shapes."""
    at = [_place(str(period["period"])) for period in known]
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


def _told(measures: Sequence[Sequence[Stretch]], places: _Places) -> Iterator[str]:
    """What the pointer finds where it is nearest to a mark: all of its period in its row."""
    for row, stretches in enumerate(measures):
        top, foot = places.y(row, 1), places.y(row, 0)
        for one in stretches:
            for period in one.known:
                place = _place(str(period["period"]))
                start, end = (places.x(place + side * _half(one)) for side in (-1, 1))
                yield element("rect", element("title", _hover(one, period)), x=start, y=top,
                              width=end - start, height=foot - top)  # fmt: skip


def _highest(stretches: Sequence[Stretch]) -> float:
    ends = (float(row[name]) for one in stretches for row in one.known for name in _DRAWN)
    return max((end for end in ends if end > 0), default=1.0)


def _hover(one: Stretch, row: Row) -> str:
    tau = formats.number(row["tau"], 1)
    return f"{one.title}\n{formats.when(row['period'])}: τ {tau} {one.apart}"


def _painted(shapes: _Shapes, colours: Mapping[str, str], *, is_paper: bool) -> list[str]:
    """The shapes with their colours; on the page strokes are in px, however wide it is."""
    unit = _UNIT if is_paper else 1
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


def _year_labels(years: range, height: int, at: Sequence[str | float]) -> str:
    """Years beneath the bands, the last one always; `between` may be left out (lagesbild.css)."""
    labels = []
    for from_last, (year, x) in enumerate(reversed(list(zip(years, at, strict=True)))):
        place, more = divmod(from_last, ceil(len(years) / _YEARS))
        if not more:
            between = {"class_": "between"} if len(years) > _FEW and place % 2 else {}
            labels.append(element("text", str(year), x=x, y=height - 7, **between))
    return element("g", *reversed(labels), text_anchor="middle")


def _labels_beside(
    measures: Sequence[Sequence[Stretch]], places: _Places, left: int, **there: str | float
) -> list[str]:
    """The names before the bands, and what is said of each row after them."""
    names, said = [], []
    for row, stretches in enumerate(measures):
        one, foot = telling(stretches), places.px(row, 0.5) + 5
        names.append(element("text", one.title, x=left - _GAP, y=foot))
        said.append(element("text", _said(one), y=foot, **there))
    return [element("g", *names, text_anchor="end"), *said]


def _labels_above(measures: Sequence[Sequence[Stretch]], places: _Places) -> list[str]:
    """The name above each band, and what changes there."""
    labels = []
    for row, stretches in enumerate(measures):
        one = telling(stretches)
        told = (f"{one.title}: ", _said(one)) if one.changes else (one.title,)
        labels.append(element("text", *told, x=0, y=places.px(row, 1) - 4))
    return [element("g", *labels, font_size=_SIZE_NARROW)]


def _said(one: Stretch) -> str:
    """Its verdict, bold if it changes."""
    word = WORDS[one.verdict] + ("" if one.is_last else " före brottet")
    return element("tspan", word, font_weight=700) if one.changes else word
