"""From an address to a page: every page is made on the server from one night."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import ModuleType
from typing import Any, Final, cast
from urllib.parse import urlencode

import dash
from flask import current_app

from dashboards.components.frame import build_frame
from dashboards.components.page_parts import Query
from dashboards.failure import build_empty, build_failure, build_unknown, log_failure
from dashboards.navigation import (
    FLODE,
    INNEHALL,
    KVALITET,
    LAGESBILD,
    LIKSTALLIGHET,
    METOD,
    PAGES,
    REGI,
    STADSDELEN,
    TID,
    TILLGANGLIGHET,
    UPPFOLJNING,
    UTAN_BEHOVSPROVNING,
    UTBUD,
    VOLYM,
    PageInfo,
)
from dashboards.pages import (
    flode,
    innehall,
    kvalitet,
    lagesbild,
    likstallighet,
    metod,
    regi,
    stadsdelen,
    tid,
    tillganglighet,
    uppfoljning,
    utan_behovsprovning,
    utbud,
    volym,
)
from dashboards.query import Choice
from dashboards.view import View, read_view
from pipelines.errors import NotPublished
from pipelines.publication.reader import Night, Reader

EXTENSION: Final = "insatskoll-reader"
# A page is a module with `choices`, its checked parameters, and `build_page`, what it shows.
_MODULES: Final[Mapping[PageInfo, ModuleType]] = {
    LAGESBILD: lagesbild,
    LIKSTALLIGHET: likstallighet,
    STADSDELEN: stadsdelen,
    UTBUD: utbud,
    VOLYM: volym,
    REGI: regi,
    TID: tid,
    UPPFOLJNING: uppfoljning,
    INNEHALL: innehall,
    FLODE: flode,
    UTAN_BEHOVSPROVNING: utan_behovsprovning,
    KVALITET: kvalitet,
    METOD: metod,
    TILLGANGLIGHET: tillganglighet,
}
BUILDERS: Final[Mapping[PageInfo, Callable[[Night, Query, View], list[Any]]]] = {
    page: module.build_page for page, module in _MODULES.items()
}
CHOICES: Final[Mapping[str, Callable[[Night, Query], dict[str, Choice]]]] = {
    page.path: module.choices for page, module in _MODULES.items()
}


def search_of(chosen: Mapping[str, Choice]) -> str:
    """What stands in the address bar for a page's parameters; empty if it has none."""
    search = urlencode({name: choice.value for name, choice in chosen.items() if choice.value})
    return f"?{search}" if search else ""


def current_reader() -> Reader:
    """The reader of the server that is answering."""
    return cast(Reader, current_app.extensions[EXTENSION])


def render(page: PageInfo | None, /, view: object = None, **query: object) -> list[Any]:
    """A whole page, or the page that says why there is none.

    Args:
        page: which page; None for an address that does not exist.
        view: what the browser says of its window.
        query: the address bar's parameters, as they came; they may have any name.
    """
    seen = read_view(view)
    title = page.name if page else "sidan"
    night = None
    try:
        night = current_reader().night()
        if page is None:
            return build_frame(page, night, seen, build_unknown())
        content = BUILDERS[page](night, query, seen)
        address = page.path + search_of(CHOICES[page.path](night, query))
        return build_frame(page, night, seen, content, address)
    except NotPublished:
        return build_frame(page, None, seen, build_empty(title) if page else build_unknown())
    except Exception as error:
        return build_frame(page, None, seen, build_failure(title, log_failure(error)))


def register_pages() -> None:
    """Tell Dash of the pages; its registry is global, so the reader is asked of the server."""
    register: Any = dash.register_page
    for page in PAGES:
        register(
            f"dashboards.pages{page.path.replace('/', '.')}",
            path=page.path,
            name=page.name,
            title=f"{page.name} – Insatskoll",
            description="Öppna insatser för barn och unga i Stockholms stadsdelsnämnder",
            layout=partial(render, page),
        )
    register(
        "dashboards.pages.not_found_404",
        title="Sidan finns inte – Insatskoll",
        layout=partial(render, None),
    )
