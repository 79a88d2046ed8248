"""The frame round every page: header, navigation, banners; all of it from the same night."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboards import html, ids
from dashboards.components.attributes import attributes
from dashboards.components.banners import build_banners
from dashboards.navigation import GROUPS, PAGES, PageInfo
from dashboards.view import View
from pipelines.presentation.freshness import freshness_line
from pipelines.publication.reader import Night


def build_frame(
    page: PageInfo | None, night: Night | None, view: View, content: Sequence[Any],
    address: str = "",
) -> list[Any]:  # fmt: skip
    """A whole page.

    Args:
        page: which page it is, None for one that does not exist.
        night: what is published, None if nothing is.
        view: colours and width.
        content: what stands in the main part, h1 included.
        address: the page with all its parameters, so that a link shows a colleague the same;
            empty where there is nothing to link to.
    """
    return [
        html.A("Hoppa till innehållet", href=f"#{ids.MAIN}", className="skip"),
        _header(night, view),
        html.Div(
            [
                _navigation(page),
                html.Main(
                    [*(build_banners(night) if night else []), *content, _foot(page)],
                    id=ids.MAIN,
                    tabIndex="-1",
                    **(attributes(data_adress=address) if address else {}),
                ),
            ],
            className="body",
        ),
    ]


def _header(night: Night | None, view: View) -> html.Header:
    dark = view.scheme == "dark"
    return html.Header(
        [
            html.Button(
                [html.Span(className="menu-mark", **attributes(aria_hidden="true")), "Meny"],
                id=ids.NAV_BUTTON,
                type="button",
                **attributes(aria_expanded="false", aria_controls=ids.NAV),
            ),
            html.A("Insatskoll", href="/", className="brand"),
            html.P(freshness_line(night) if night else "", className="freshness"),
            html.Button(
                "Ljust tema" if dark else "Mörkt tema",
                id=ids.SCHEME_BUTTON,
                type="button",
            ),
        ],
        className="top",
    )


def _navigation(page: PageInfo | None) -> html.Nav:
    parts: list[Any] = []
    for group in GROUPS:
        here = [p for p in PAGES if p.group == group]
        if not here:
            continue
        heading = f"meny-{group.casefold()}"
        parts += [
            html.P(group, id=heading, className="nav-group"),
            html.Ul(
                [html.Li(_link(p, p == page)) for p in here], **attributes(aria_labelledby=heading)
            ),
        ]
    return html.Nav(parts, id=ids.NAV, **attributes(aria_label="Huvudmeny"))


def _foot(page: PageInfo | None) -> html.Footer:
    """The pages that stand in no group of the menu."""
    links = [html.Li(_link(one, one == page)) for one in PAGES if not one.group]
    return html.Footer(html.Ul(links), className="foot")


def _link(page: PageInfo, is_current: bool) -> html.A:
    current = attributes(aria_current="page") if is_current else {}
    return html.A(page.name, href=page.path, **current)
