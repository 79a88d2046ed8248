"""Small bands: τ of many measures, each in a row of its own and on its own scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Final

from dashboards.figures.sparkband_shapes import TOP, UNIT, Places, painted, shapes_of, years_of
from dashboards.figures.svg import Sketch, element
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
_ROW, _BOTTOM = 35, 24  # px, as all below
_SAID, _LETTER, _GAP = 215, 7.2, 10  # what is said of a row; a letter of a name; beside the bands
_SIZE, _SIZE_NARROW = 13, 11
_YEARS, _FEW = 9, 4  # labels that a narrow window has room for, and the narrowest wide one
_WIDE: Final = 10_000  # units; a row of bands is this wide on the page, whatever its width


def sparkbands(measures: Sequence[Sequence[Stretch]], view: View) -> Sketch:
    """A row a measure: τ, its 95 % band, and what equal districts seldom exceed.

    Args:
        measures: the stretches of each measure in one kind of period, the first at the top, with
            some τ in each row; no line crosses the break between two of them.
        view: colours and width.
    """
    room = load_tokens().size["chart"] - TOP - _BOTTOM
    row = min(_ROW, room // len(measures))
    height = TOP + row * len(measures) + _BOTTOM
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
    places = Places(years_of(measures), _WIDE, row, _TALL_NARROW if view.narrow else _TALL)
    left, right = (0, 0) if view.narrow else (_left(measures), _SAID)
    bands = element(
        "svg", *painted(shapes_of(measures, places), colours, is_paper=False),
        element("g", *_told(measures, places), fill="transparent"),
        viewBox=f"0 0 {_WIDE} {UNIT * height}", preserveAspectRatio="none", width="100%",
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
    places = Places(years_of(measures), UNIT * wide, row, _TALL)
    bands = element(
        "g", *painted(shapes_of(measures, places), colours, is_paper=True),
        transform=f"translate({left} 0) scale({1 / UNIT:g})",
    )  # fmt: skip
    years = _year_labels(
        places.years, height, [left + round(places.x(year) / UNIT) for year in places.years]
    )
    labels = _labels_beside(measures, places, left, x=PAPER - _SAID + _GAP)
    return element(
        "svg", bands, years, *labels, xmlns="http://www.w3.org/2000/svg", width=PAPER,
        height=height, viewBox=f"0 0 {PAPER} {height}", fill=colours["text"], font_size=_SIZE,
        font_family=load_tokens().font["family"],
    )  # fmt: skip


def _left(measures: Sequence[Sequence[Stretch]]) -> int:
    """Room for the longest name."""
    return _GAP + round(_LETTER * max(len(stretches[0].title) for stretches in measures))


def _told(measures: Sequence[Sequence[Stretch]], places: Places) -> Iterator[str]:
    """What the pointer finds where it is nearest to a mark: all of its period in its row."""
    for row, stretches in enumerate(measures):
        top, foot = places.y(row, 1), places.y(row, 0)
        for one in stretches:
            for period in one.known:
                start, end = places.span(one, period)
                yield element("rect", element("title", _hover(one, period)), x=start, y=top,
                              width=end - start, height=foot - top)  # fmt: skip


def _hover(one: Stretch, row: Row) -> str:
    tau = formats.number(row["tau"], 1)
    return f"{one.title}\n{formats.when(row['period'])}: τ {tau} {one.apart}"


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
    measures: Sequence[Sequence[Stretch]], places: Places, left: int, **there: str | float
) -> list[str]:
    """The names before the bands, and what is said of each row after them."""
    names, said = [], []
    for row, stretches in enumerate(measures):
        one, foot = telling(stretches), places.px(row, 0.5) + 5
        names.append(element("text", one.title, x=left - _GAP, y=foot))
        said.append(element("text", _said(one), y=foot, **there))
    return [element("g", *names, text_anchor="end"), *said]


def _labels_above(measures: Sequence[Sequence[Stretch]], places: Places) -> list[str]:
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
