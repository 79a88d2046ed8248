"""The address of exports: `/hamta/<page>/<card>.<csv|xlsx|json>?<the page's parameters>`.

The page is made by its own builder and the card is taken out of it, so a file can never hold what
the page does not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from flask import Flask, Response, request

from dashboards import routing
from dashboards.exports.as_csv import as_csv
from dashboards.exports.as_xlsx import as_xlsx
from dashboards.exports.find import Card, cards
from dashboards.exports.picture import as_picture
from dashboards.exports.provenance import Provenance, provenance
from dashboards.exports.table import grid_of
from dashboards.navigation import LAGESBILD, PAGES, PageInfo
from dashboards.query import Choice
from dashboards.view import View
from pipelines.errors import NotPublished
from pipelines.publication.reader import Night

_UNKNOWN: Final = (
    "Filen finns inte: sidan, kortet, formatet eller en parameter i adressen är okänd. "
    "Öppna sidan och hämta filen därifrån."
)
_NOT_YET: Final = (
    "Det finns inga publicerade uppgifter att hämta ännu. Filen kan hämtas när en natt har "
    "publicerats."
)
_TYPED: Final = "sok"  # what a reader wrote stays out of the names of files
_TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


class _Unknown(Exception):
    """There is nothing at the address."""


def page_name(page: PageInfo) -> str:
    """What a page is called in the address of its exports: `/regi` -> `regi`."""
    return page.path.strip("/") or LAGESBILD.name.casefold().translate(str.maketrans("åäö", "aao"))


_PAGES: Final = {page_name(page): page for page in PAGES}


def register_exports(server: Flask) -> None:
    """Give the server the address of exports."""

    @server.get("/hamta/<page>/<file>")
    def _export(page: str, file: str) -> Response:
        card, _, kind = file.rpartition(".")
        asked = {name: one[0] if len(one) == 1 else one for name, one in request.args.lists()}
        try:
            return _answer(page, card, kind, asked)
        except _Unknown:
            return Response(_UNKNOWN, 404, mimetype="text/plain")
        except NotPublished:
            return Response(_NOT_YET, 503, mimetype="text/plain")


def _answer(page: str, name: str, kind: str, asked: Mapping[str, object]) -> Response:
    """The export.

    Raises:
        _Unknown: there is no such page, card, format or parameter.
        NotPublished: nothing is published.
    """
    info = _PAGES.get(page)
    if info is None or kind not in _TYPES:
        raise _Unknown
    night = routing.current_reader().night()
    chosen = routing.CHOICES[info.path](night, asked)
    if not asked.keys() <= chosen.keys():
        raise _Unknown
    card = cards(routing.BUILDERS[info](night, asked, View())).get(name)
    if card is None or not (card.charts if kind == "json" else card.tables):
        raise _Unknown
    about = provenance(
        night,
        card,
        f"{info.path}{routing.search_of(chosen)}#{name}",
        (page, name, *(choice.value for key, choice in chosen.items() if key != _TYPED)),
        _notes(chosen),
    )
    answer = Response(_MAKERS[kind](night, about, card), content_type=_TYPES[kind])
    answer.headers["Content-Disposition"] = f'attachment; filename="{about.name}.{kind}"'
    return answer


def _notes(chosen: Mapping[str, Choice]) -> tuple[str, ...]:
    return tuple(choice.note for choice in chosen.values() if choice.note)


_Maker = Callable[[Night, Provenance, Card], bytes]
_MAKERS: Final[Mapping[str, _Maker]] = {
    "csv": lambda _, about, card: as_csv(about, [grid_of(table) for table in card.tables]),
    "xlsx": lambda night, about, card: as_xlsx(
        about, [grid_of(table) for table in card.tables], str(night.manifest["uttagsdatum"])
    ),
    "json": lambda _, about, card: as_picture(about, card),
}
