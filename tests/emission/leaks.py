"""The scan: does a surface tell a hidden cell's number where the cell is named?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from pipelines.publication import parquet
from pipelines.publication.register import Register
from tests.emission.emissions import (
    JSON,
    PARQUET,
    Emission,
    Record,
    components,
    numbers_of,
    records,
)
from tests.emission.secrets_of import Net, Secret, public_numbers, secrets

_ROOM = 1.5  # an axis may end this far beyond the longest thing it shows
_NUMBERS = ("value", "numerator", "lower", "upper")
_METHOD = "  Räknar "  # from this line on, `figure` tells what is public of the measure
_DIGIT = re.compile(r"\d")
# Digits that are never of a cell: colours, days, and the levels at which chance is judged.
_OTHER = re.compile(r"#[0-9A-Fa-f]{6}\b|\b\d{4}-\d\d-\d\d\b|\((?:99,8|95)\s%\)")


@dataclass(frozen=True)
class Leak:
    """What was told, and where. Never the number: a test's output is a surface too."""

    where: str
    what: str


class Scan:
    """The hidden cells of a home, by unit, measure and period."""

    def __init__(self, home: Path) -> None:
        self._public = public_numbers(home)
        self._by_cell: dict[tuple[str, str, str], list[Secret]] = {}
        for secret in secrets(home):
            self._by_cell.setdefault((secret.matt, secret.enhet, secret.period), []).append(secret)
        run = Register(home / "publiceringar").lines()[-1].run
        units = parquet.read(home / "serve" / run / "enheter.parquet")
        self._units = {
            row.enhet_kod: {row.enhet_kod, row.enhet, row.kortnamn} for row in units.itertuples()
        }
        self._nets: dict[tuple[tuple[str, str, str], ...], Net] = {}

    def leaks(self, emissions: Iterable[Emission]) -> Iterator[Leak]:
        """Every leak in some emissions."""
        for emission in emissions:
            if emission.adress:
                yield from self._figure(emission)
            elif emission.kind == PARQUET:
                yield from self._table(emission)
            elif emission.kind == JSON:
                yield from self._page(emission)
            elif found := self._anywhere(emission):
                yield Leak(emission.name, found)

    def _net(self, cells: Sequence[tuple[str, str, str]]) -> Net:
        """The hidden numbers of some cells that are not shown numbers of them as well."""
        key = tuple(sorted(set(cells)))
        if key not in self._nets:
            found = [secret for cell in key for secret in self._by_cell.get(cell, [])]
            shown = {number for cell in key for number in self._public.get(cell, ())}
            self._nets[key] = Net(found, shown)
        return self._nets[key]

    def _named(self, record: Record) -> list[str]:
        if record.is_text:
            return [
                code for code, names in self._units.items()
                if any(name in record.heads[0] for name in names)
            ]  # fmt: skip
        return [code for code, names in self._units.items() if names & set(record.heads)]

    def _page(self, emission: Emission) -> Iterator[Leak]:
        page = emission.parsed()
        for record in records(page):
            cells = [
                (matt, unit, period)
                for unit in self._named(record)
                for matt, period in record.about
            ]
            if any(_DIGIT.search(text) for text in record.hidden):
                yield Leak(f"{emission.name}, {record.place}", "siffror i en skyddad ruta")
            net = self._net(cells)
            # 0 and 1 are ends of bars; one digit in running text is there for other reasons.
            told = [s for n in record.numbers if n not in {0, 1} for s in net.by_number(n)]
            for text in record.texts:
                told += net.by_text(_OTHER.sub("", text), 2 if record.is_text else 1)
            for secret in told:
                yield Leak(f"{emission.name}, {record.place}", secret.adress)
        for graph in components(page, "Graph"):
            if _axis_goes_too_far(graph["props"]["figure"]):
                yield Leak(f"{emission.name}, {graph['props']['id']}", "axelns längd")

    def _figure(self, emission: Emission) -> Iterator[Leak]:
        hidden = [
            secret for found in self._by_cell.values() for secret in found
            if secret.adress == emission.adress
        ]  # fmt: skip
        if not hidden:
            return
        if emission.kind == JSON:
            said = emission.parsed()
            if any(said[name] is not None for name in _NUMBERS):
                yield Leak(emission.name, emission.adress)
            return
        text = emission.data.decode().partition(_METHOD)[0].replace(emission.adress, "")
        if any(Net(hidden).by_text(line) for line in text.splitlines()[1:]):
            yield Leak(emission.name, emission.adress)

    def _table(self, emission: Emission) -> Iterator[Leak]:
        """Rows that name a measure and a period; and a unit, or else all of them."""
        table = emission.table()
        if not {"matt", "period"} <= set(table):
            return
        numbers = table.select_dtypes("number").columns
        for row in table.to_dict("records"):
            units = [row["enhet"]] if "enhet" in row else list(self._units)
            net = self._net([(row["matt"], unit, row["period"]) for unit in units])
            for name in numbers:
                if pd.isna(row[name]):
                    continue
                number = float(row[name])
                if row.get("status", "visad") != "visad":
                    if not (row["status"] == "for_fa" and name == "namnare"):
                        yield Leak(f"{emission.name}, {name}", row["adress"])
                # Small whole numbers there are ranks, signs and counts of districts.
                elif not number.is_integer() or number > len(self._units):
                    for secret in net.by_number(number):
                        yield Leak(f"{emission.name}, {name}", secret.adress)

    def _anywhere(self, emission: Emission) -> str:
        """Error bodies, logs and headers have no business with an address that is hidden."""
        text = emission.data.decode("utf-8", "replace")
        if emission.name.startswith(("figure", "status")):
            return ""
        for found in self._by_cell.values():
            for secret in found:
                if f"{secret.adress}:" in text:
                    return secret.adress
        return ""


def _axis_goes_too_far(figure: Any) -> bool:
    """Whether an axis has been made for something longer than what is drawn, either way."""
    drawn = [abs(number) for trace in figure["data"] for number in _reach(trace)]
    if figure["layout"].get("barmode") == "stack":
        drawn += _stacked(figure)
    axis = figure["layout"].get("xaxis", {})
    ends = list(numbers_of([axis.get("range"), axis.get("tickvals")]))
    return bool(ends) and max(ends) > _ROOM * max([1.0, *drawn])


def _stacked(figure: Any) -> list[float]:
    """How far the bars of each row reach together."""
    rows: dict[str, float] = {}
    for trace in figure["data"]:
        for label, length in zip(trace.get("y") or [], trace.get("x") or [], strict=False):
            if trace.get("type") == "bar" and isinstance(length, float | int):
                rows[str(label)] = rows.get(str(label), 0.0) + length
    return list(rows.values())


def _reach(trace: Any) -> Iterator[float]:
    """Where a trace's marks, its bars and their intervals end."""
    places = trace.get("x") or []
    start, interval = trace.get("base"), trace.get("error_x") or {}
    starts = start if isinstance(start, list) else [start] * len(places)
    yield from numbers_of([places, starts])
    less = [-one for one in numbers_of(interval.get("arrayminus") or [])]
    for room in (starts, interval.get("array") or [], less):
        for place, more in zip(places, room, strict=False):
            if isinstance(place, float | int) and isinstance(more, float | int):
                yield place + more


def canaries(home: Path, emissions: Iterable[Emission]) -> Iterator[Leak]:
    """The same for a home of canaries: their numbers may stand nowhere at all."""
    net = Net(secrets(home))
    for emission in emissions:
        found = [s for n in emission.numbers() if n not in {0, 1} for s in net.by_number(n)]
        for text in emission.texts():
            found += net.by_text(text, 3)
        whole = {str(int(count)).encode(): s for s in net.secrets for count in s.counts}
        found += [secret for digits, secret in whole.items() if digits in emission.data]
        for secret in found:
            yield Leak(emission.name, secret.adress)
