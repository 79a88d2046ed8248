"""What a reader takes away from the cards: every file that a toolbar offers, taken apart."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode
from zipfile import ZipFile

from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook

from dashboards import routing
from dashboards.exports.route import page_name
from dashboards.navigation import PAGES, PageInfo
from tests.emission import web
from tests.emission.emissions import JSON, Emission, components
from tests.support.sent_pages import elements, page_of

_FORMATS = {"csv": "csv", "xlsx": "xlsx", "png": "json"}  # tool -> what it asks for
_PERIODS = ("period", "dag")
_ADDRESS = re.compile(r"[A-Z]\d+/[\w-]+/[\w-]+(?:/\w+=[\w-]+)?")
_FRACTION = 1.0


def exports(home: Path, *, every: bool = False) -> Iterator[Emission]:
    """Each file of each card of each page in its opened state; in each of its periods the tables.

    Args:
        home: with the published night.
        every: all files in each period; CSV and Excel are made of the same rows, and what is in
            the pictures is on the pages.
    """
    browser = web.client(home)
    with patch.object(routing, "BUILDERS", _each_once()):
        for info in PAGES:
            for search in searches(browser, info.path):
                kinds = set(_FORMATS.values()) if every or not search else {"csv"}
                yield from _page(browser, info, search, kinds)
        for wrong in ("regi/finns-inte.csv", "finns-inte/x.csv", "regi/egen-regi.csv?a=1"):
            yield Emission(f"/hamta/{wrong}", browser.get(f"/hamta/{wrong}").data)
    empty = web.client(home / "finns-inte")
    yield Emission("hämtning utan natt", empty.get("/hamta/regi/egen-regi.csv").data)


def _each_once() -> dict[PageInfo, Callable[..., list[Any]]]:
    """The builders, so that a page is made once for all of its files."""

    def remember(build: Callable[..., list[Any]]) -> Callable[..., list[Any]]:
        made: dict[Any, list[Any]] = {}

        def built(night: Any, query: Any, view: Any) -> list[Any]:
            key = (night.run, json.dumps(query, sort_keys=True), view)
            if key not in made:
                made[key] = build(night, query, view)
            return made[key]

        return built

    return {info: remember(build) for info, build in routing.BUILDERS.items()}


def searches(browser: FlaskClient, path: str) -> Iterator[str]:
    """The opened state and each period, as what stands in the address bar."""
    yield ""
    for name, values in web.controls(web.ask(browser, path)):
        if name in _PERIODS:
            yield from (f"?{urlencode({name: value})}" for value in values)


def offered(page: bytes) -> Iterator[tuple[str, str]]:
    """(card, format) of every file that a page's toolbars offer."""
    for card in components(page_of(page), "Section"):
        tools = {button["props"].get("data-verktyg") for button in components(card, "Button")}
        for tool, kind in _FORMATS.items():
            if tool in tools:
                yield card["props"]["id"], kind


def _page(browser: FlaskClient, info: PageInfo, search: str, kinds: set[str]) -> Iterator[Emission]:
    found = offered(web.ask(browser, info.path, search))
    for card, kind in ((card, kind) for card, kind in found if kind in kinds):
        address = f"/hamta/{page_name(info)}/{card}.{kind}{search}"
        answer = browser.get(address)
        assert answer.status_code == 200, address
        yield from opened(address, kind, answer.data)
        if not search:
            yield Emission(f"{address} huvuden", str(answer.headers).encode())


def opened(name: str, kind: str, data: bytes) -> Iterator[Emission]:
    """A file as what is in it, told as a page: rows that name a unit, texts and charts."""
    if kind == "json":
        yield Emission(name, _picture(data), JSON)
    elif kind == "csv":
        yield Emission(name, _sheets([list(csv.reader(StringIO(data.decode()), delimiter=";"))]),
                       JSON)  # fmt: skip
        yield Emission(f"{name} som text", data)
    else:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = [book.get_sheet_by_name(sheet).to_python() for sheet in book.sheet_names]
        yield Emission(name, _sheets(sheets), JSON)
        with ZipFile(BytesIO(data)) as parts:
            for part in parts.namelist():
                if part.startswith("docProps/"):
                    yield Emission(f"{name} {part}", parts.read(part))


def _sheets(sheets: Sequence[Sequence[Sequence[Any]]]) -> bytes:
    rows = [row for sheet in sheets for row in sheet if row]
    texts = [str(value) for row in rows for value in row if isinstance(value, str)]
    return _told(texts, [_component("Table", [_row(row) for row in rows])])


def _row(row: Sequence[Any]) -> Any:
    head, *cells = row
    told = [_component("Td", _written(value)) for value in cells]
    return _component("Tr", [_component("Th", _written(head)), *told])


def _written(value: Any) -> str:
    """A number with as many decimals as the page shows, so that rounded ones are found."""
    if isinstance(value, str):
        return value
    if float(value).is_integer():
        return str(int(value))
    if abs(value) <= _FRACTION:
        return f"{value:.3f}; {100 * value:.1f}".replace(".", ",")
    return str(value).replace(".", ",")


def _picture(data: bytes) -> bytes:
    said = json.loads(data)
    texts = [said["fraga"], *said["svar"], *said["fot"], *(one["ord"] for one in said["nyckel"])]
    graphs = [
        {"type": "Graph", "props": {"id": f"diagram-{place}", "figure": chart["figur"]}}
        if "figur" in chart
        else _component("Div", elements(chart["svg"]))
        for place, chart in enumerate(said["diagram"])
    ]
    return _told(texts, graphs)


def _told(texts: Sequence[str], parts: Sequence[Any]) -> bytes:
    """A card with the addresses that the texts name, as the scan reads cards."""
    codes = dict.fromkeys(code for text in texts for code in _ADDRESS.findall(text))
    children = [
        *(_component("Code", code) for code in codes),
        *(_component("P", text) for text in texts),
        *parts,
    ]
    return json.dumps({"type": "Section", "props": {"id": "fil", "children": children}}).encode()


def _component(kind: str, children: Any) -> Any:
    return {"type": kind, "props": {"children": children}}
