"""From an address to a page: every page is made on the server from one night."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final, cast

import dash
from flask import current_app

from dashboards.components.frame import build_frame
from dashboards.failure import build_empty, build_failure, build_unknown, log_failure
from dashboards.navigation import (
    FLODE,
    LAGESBILD,
    LIKSTALLIGHET,
    METOD,
    PAGES,
    REGI,
    TID,
    UPPFOLJNING,
    UTBUD,
    VOLYM,
    PageInfo,
)
from dashboards.pages import (
    flode,
    lagesbild,
    likstallighet,
    metod,
    regi,
    tid,
    uppfoljning,
    utbud,
    volym,
)
from dashboards.pages.parts import Query
from dashboards.view import View, read_view
from pipelines.errors import NotPublished
from pipelines.publication.reader import Night, Reader

EXTENSION: Final = "insatskoll-reader"
_BUILDERS: Final[Mapping[PageInfo, Callable[[Night, Query, View], list[Any]]]] = {
    LAGESBILD: lagesbild.build_page,
    LIKSTALLIGHET: likstallighet.build_page,
    UTBUD: utbud.build_page,
    VOLYM: volym.build_page,
    REGI: regi.build_page,
    TID: tid.build_page,
    UPPFOLJNING: uppfoljning.build_page,
    FLODE: flode.build_page,
    METOD: metod.build_page,
}


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
        content = _BUILDERS[page](night, query, seen) if page else build_unknown()
        return build_frame(page, night, seen, content)
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
