"""What a surface gave out, and how to take it apart: numbers, texts, and who they are about."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import numpy as np
import pandas as pd

from pipelines.publication import parquet
from tests.support.sent_pages import page_of

PARQUET, JSON, TEXT = "parquet", "json", "text"


@dataclass(frozen=True)
class Emission:
    """Some bytes that a reader gets.

    Attributes:
        name: the surface, and which state of it: shown when a test fails.
        data: the bytes.
        kind: parquet, json or text.
        adress: the address of the one cell that they are about; empty if they are about several.
    """

    name: str
    data: bytes
    kind: str = TEXT
    adress: str = ""

    def parsed(self) -> Any:
        """The JSON value: HTML taken apart, packed arrays unpacked."""
        return unpack(page_of(self.data))

    def table(self) -> pd.DataFrame:
        """The Parquet table."""
        with NamedTemporaryFile(suffix=".parquet") as file:
            Path(file.name).write_bytes(self.data)
            return parquet.read(Path(file.name))

    def numbers(self) -> Iterator[float]:
        """Every number that is written as one."""
        if self.kind == JSON:
            yield from numbers_of(self.parsed())
        elif self.kind == PARQUET:
            table = self.table()
            for name in table.select_dtypes("number"):
                yield from table[name].dropna().astype(float)

    def texts(self) -> Iterator[str]:
        """Every text; names of JSON's fields too."""
        if self.kind == JSON:
            yield from texts_of(self.parsed())
        elif self.kind == PARQUET:
            table = self.table()
            for name in table.select_dtypes(exclude="number"):
                yield from (str(value) for value in table[name].dropna())
        else:
            yield self.data.decode("utf-8", "replace")


def unpack(value: Any) -> Any:
    """Plotly may send arrays of numbers as packed bytes: {dtype, bdata}."""
    if isinstance(value, list):
        return [unpack(one) for one in value]
    if isinstance(value, dict):
        if {"dtype", "bdata"} <= value.keys():
            return np.frombuffer(base64.b64decode(value["bdata"]), dtype=value["dtype"]).tolist()
        return {name: unpack(one) for name, one in value.items()}
    return value


def numbers_of(value: Any) -> Iterator[float]:
    """The numbers of a JSON value."""
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, int | float):
        yield float(value)
    elif isinstance(value, list):
        for one in value:
            yield from numbers_of(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from numbers_of(one)


def texts_of(value: Any) -> Iterator[str]:
    """The texts of a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from texts_of(one)
    elif isinstance(value, dict):
        yield from value
        for one in value.values():
            yield from texts_of(one)


@dataclass
class Record:
    """A structure that names a unit: a row of a table, a point of a chart, a sentence.

    Attributes:
        place: where it stands. `heads`: what it is called there. `about`: the (measure, period)
            pairs of its card.
        numbers, texts: what it holds. `hidden`: the texts in cells that wear a hidden state.
    """

    place: str
    heads: tuple[str, ...]
    about: frozenset[tuple[str, str]]
    numbers: list[float] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    is_text: bool = False  # the head is a sentence in which units are named


def records(page: Any) -> Iterator[Record]:
    """The records of a page, card by card."""
    for card in components(page, "Section"):
        name, kinds = str(card["props"].get("id", "")), _kinds(card)
        codes = [_text(code).split("/") for code in kinds.get("Code", ())]
        about = frozenset((code[0], code[2]) for code in codes if len(code) > 2)
        for row in kinds.get("Tr", ()):
            yield _row(row, name, about)
        for graph in kinds.get("Graph", ()):
            yield from _points(graph, about)
        for text in _sentences(kinds):
            yield Record(f"{name}: text", (text,), about, texts=[text], is_text=True)


def _row(row: Any, name: str, about: frozenset[tuple[str, str]]) -> Record:
    kinds = _kinds(row)
    heads = tuple(_text(head) for head in kinds.get("Th", ()))
    cells = kinds.get("Td", [])
    has_faces = any(map(_is_face, kinds.get("Span", ())))
    wears = [has_faces and any(map(_is_face, components(cell, "Span"))) for cell in cells]
    texts = [_text(cell) for cell in cells]
    return Record(
        f"{name}: rad", heads, about,
        numbers=[n for cell in cells for n in _props(cell)], texts=texts,
        hidden=[text for text, worn in zip(texts, wears, strict=True) if worn],
    )  # fmt: skip


def _is_face(part: Any) -> bool:
    return "face-skyddad" in str(part["props"].get("className", ""))


def _props(component: Any) -> Iterator[float]:
    """Numbers in other properties than what is shown: data-…, values of inputs."""
    for name, value in component["props"].items():
        if name not in {"children", "colSpan", "rowSpan"}:
            yield from numbers_of(value)


def _points(graph: Any, about: frozenset[tuple[str, str]]) -> Iterator[Record]:
    figure, name = graph["props"]["figure"], graph["props"]["id"]
    for trace in figure["data"]:
        labels = trace.get("y") or []
        for place, label in enumerate(labels):
            if not isinstance(label, str):
                continue
            mine = list(_at(trace, place, len(labels)))
            yield Record(
                f"{name}: punkt", (label,), about,
                [n for part in mine for n in numbers_of(part)],
                [t for part in mine for t in texts_of(part)],
            )  # fmt: skip
    for note in figure["layout"].get("annotations", ()):
        label = note.get("y")
        if isinstance(label, str):
            yield Record(f"{name}: etikett", (label,), about, texts=[str(note.get("text"))])


def _at(value: Any, place: int, length: int) -> Iterator[Any]:
    """What stands at a place in every array of a trace, however deep."""
    if isinstance(value, dict):
        for one in value.values():
            yield from _at(one, place, length)
    elif isinstance(value, list) and len(value) == length:
        yield value[place]


def _sentences(kinds: Mapping[str, Sequence[Any]]) -> Iterator[str]:
    for kind in ("P", "Li", "Summary", "H3", "Text", "Title"):
        for part in kinds.get(kind, ()):
            yield _text(part)
    for part in kinds.get("Div", ()):
        if label := part["props"].get("aria-label"):
            yield str(label)


def components(value: Any, kind: str) -> list[Any]:
    """The components of a kind in a page, in reading order."""
    return _kinds(value).get(kind, [])


def _kinds(value: Any) -> dict[str, list[Any]]:
    """Kind -> the components of it, from one walk through a page or a part of it."""
    found: dict[str, list[Any]] = {}
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            if "props" in part and isinstance(part.get("type"), str):
                found.setdefault(part["type"], []).append(part)
                if part["type"] == "Graph":  # thousands of numbers, and no component
                    continue
            part = list(part.values())
        for one in reversed(part):
            if type(one) is dict or type(one) is list:
                waiting.append(one)
    return found


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return _text(value.get("props", {}).get("children"))
    if isinstance(value, list):
        return "".join(_text(one) for one in value)
    return "" if value is None else str(value)
