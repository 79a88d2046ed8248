"""A table of a page as rows: what the reader sees, no more and no less."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dashboards import html
from dashboards.exports.values import ONE, Number, Value, read
from pipelines.presentation import formats

_APART = (html.Small, html.Br, html.P, html.Li, html.Div)  # stand on a line of their own


@dataclass(frozen=True)
class Grid:
    """A table as a spreadsheet has it: every row as long as the heads.

    Attributes:
        caption: what the table shows.
        heads: the columns; an interval is two.
        rows: the row's name first, as text. A state that stretches over several columns stands
            in each of them.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def grid_of(table: html.Table) -> Grid:
    """The rows of an HTML table."""
    caption, heads, body = "", [], []
    for row, is_head in _rows(table):
        if isinstance(row, html.Caption):
            caption = text_of(row)
        elif is_head and all(isinstance(cell, html.Th) for cell in _cells(row)):
            heads.append(row)
        else:
            body.append(row)
    names = [
        " – ".join(dict.fromkeys(text for text, _ in column if text))
        for column in zip(*_laid_out(heads), strict=True)
    ]
    return _as_grid(caption, names, _laid_out(body))


def text_of(part: Any) -> str:
    """The text of some components as it is read; what is only for the eye is left out."""
    return re.sub("[ \n]+", " ", "".join(_texts(part))).strip()


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, list | tuple):
        for one in part:
            yield from _texts(one)
    elif isinstance(part, html.Element):
        if getattr(part, "aria-hidden", "") == "true":
            return
        if isinstance(part, _APART):
            yield " "
        yield from _texts(getattr(part, "children", None))
        if isinstance(part, _APART):
            yield " "
    elif isinstance(part, int):
        yield formats.number(part)
    elif part is not None:
        yield str(part)


def _rows(table: html.Table) -> Iterator[tuple[Any, bool]]:
    """(caption or row, whether it stands in the head)."""
    for part in _list(table.children):
        if isinstance(part, html.Caption | html.Tr):
            yield part, False
        elif isinstance(part, html.Thead | html.Tbody | html.Tfoot):
            for row in _list(getattr(part, "children", None)):
                yield row, isinstance(part, html.Thead)


def _cells(row: html.Tr) -> list[Any]:
    return _list(row.children)


def _list(children: Any) -> list[Any]:
    if children is None:
        return []
    return list(children) if isinstance(children, list | tuple) else [children]


def _laid_out(rows: Sequence[html.Tr]) -> list[list[tuple[str, bool]]]:
    """(text, whether it names its row) of every place; cells that stretch fill all they cover."""
    found: list[list[tuple[str, bool]]] = []
    below: dict[tuple[int, int], tuple[str, bool]] = {}
    for line, row in enumerate(rows):
        places: list[tuple[str, bool]] = []
        is_only = len(_cells(row)) == 1 and isinstance(_cells(row)[0], html.Th)
        for cell in _cells(row):
            while (line, len(places)) in below:
                places.append(below[line, len(places)])
            said = (text_of(cell), isinstance(cell, html.Th))
            for across in range(int(getattr(cell, "colSpan", None) or 1)):
                for down in range(1, int(getattr(cell, "rowSpan", None) or 1)):
                    below[line + down, len(places)] = said
                # A heading over a group of rows is said once.
                places.append(("", True) if across and is_only else said)
        while (line, len(places)) in below:
            places.append(below[line, len(places)])
        found.append(places)
    return found


def _as_grid(caption: str, names: list[str], body: list[list[tuple[str, bool]]]) -> Grid:
    width = max([len(names), *(len(row) for row in body)])
    names += [""] * (width - len(names))
    body = [row + [("", False)] * (width - len(row)) for row in body]
    heads: list[str] = []
    columns: list[Sequence[Value]] = []
    for place, name in enumerate(names):
        own_heads, own_columns = _column(name, [row[place] for row in body])
        heads += own_heads
        columns += own_columns
    rows = tuple(zip(*columns, strict=True)) if body else ()
    return Grid(caption, tuple(heads), rows)


def _column(name: str, cells: Sequence[tuple[str, bool]]) -> tuple[list[str], list[list[Value]]]:
    """One column, or as many as its cells hold numbers; and the units, if they differ."""
    found = [(ONE, (text,)) if is_name else read(text) for text, is_name in cells]
    kinds = {kind for kind, _ in found if kind != ONE}
    if len(kinds) > 1:  # nothing that two columns could be called
        return [name], [[text for text, _ in cells]]
    kind = kinds.pop() if kinds else ONE
    parts = [[_at(values, place) for _, values in found] for place in range(len(kind))]
    units: list[Value] = [
        next((value.unit for value in values if isinstance(value, Number)), "")
        for _, values in found
    ]
    shared = {value.unit for part in parts for value in part if isinstance(value, Number)}
    if len(shared) > 1:  # numbers of different kinds: each says its own
        return [*(f"{name}{suffix}" for suffix in kind), f"{name}, enhet"], [*parts, units]
    unit = "".join(shared)
    about = f" ({unit})" if unit and unit.casefold() not in name.casefold() else ""
    return [f"{name}{about}{suffix}" for suffix in kind], parts


def _at(values: tuple[Value, ...], place: int) -> Value:
    """A word stands for both numbers; a number alone is the first."""
    if place < len(values):
        return values[place]
    return values[0] if isinstance(values[0], str) else ""
