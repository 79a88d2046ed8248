"""Pictures that the server draws: SVG as text, with everything in it escaped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from html import escape

Point = tuple[int, int]


class Svg(str):
    """A text that is markup already."""

    __slots__ = ()


@dataclass(frozen=True)
class Sketch:
    """A picture for the page and for paper.

    Attributes:
        markup: a whole `<svg>` element that fits any width.
        paper: the same, `html.PAPER` px wide and in light colours, for other programs too.
        height: of both, in px.
    """

    markup: str
    paper: str
    height: int


def element(tag: str, *inner: str, **attributes: str | float) -> Svg:
    """An element.

    Args:
        tag: its name.
        inner: texts, which are escaped, and elements made here.
        attributes: `_` stands for a hyphen, and is dropped at the end (`class_`). Numbers are
            written with six digits at most.
    """
    written = "".join([f' {_name(name)}="{_value(value)}"' for name, value in attributes.items()])
    if not inner:
        return Svg(f"<{tag}{written}/>")
    content = "".join([part if isinstance(part, Svg) else escape(part) for part in inner])
    return Svg(f"<{tag}{written}>{content}</{tag}>")


def line(points: Iterable[Point]) -> str:
    """The data of a path from point to point."""
    return "M" + "L".join([f"{x} {y}" for x, y in points])


def area(points: Iterable[Point]) -> str:
    """The data of a path round a surface."""
    return f"{line(points)}Z"


@cache
def _name(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def _value(value: str | float) -> str:
    if isinstance(value, str):
        return escape(value)
    return str(value) if isinstance(value, int) else f"{value:.6g}"
