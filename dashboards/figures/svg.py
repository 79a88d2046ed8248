"""Pictures that the server draws: SVG as text, with everything in it escaped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import escape

Point = tuple[int, int]


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


def element(tag: str, *inner: str, **attributes: str | float) -> str:
    """An element of what is already markup.

    Args:
        tag: its name.
        inner: markup inside it.
        attributes: `_` stands for a hyphen, and is dropped at the end (`class_`). Numbers are
            written with six digits at most.
    """
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for name, value in attributes.items()
    )
    return f"<{tag}{written}>{''.join(inner)}</{tag}>" if inner else f"<{tag}{written}/>"


def words(text: str, x: str | float, y: float, **attributes: str | float) -> str:
    """A line of text whose letters stand on `y`."""
    return element("text", str(escape(text)), x=x, y=y, **attributes)


def title(text: str) -> str:
    """What is told of an element that the pointer rests on."""
    return element("title", str(escape(text)))


def line(points: Iterable[Point]) -> str:
    """The data of a path from point to point."""
    return "M" + "L".join(f"{x} {y}" for x, y in points)


def area(points: Iterable[Point]) -> str:
    """The data of a path round a surface."""
    return f"{line(points)}Z"


def _value(value: str | float) -> str:
    return str(escape(value)) if isinstance(value, str) else f"{value:.6g}"
