"""What the web server gives out: every page in every state, and every other answer."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode

from flask.testing import FlaskClient

from dashboards.app import build_app
from dashboards.navigation import PAGES
from pipelines.publication.reader import Night, Reader
from tests.emission.emissions import JSON, Emission, components
from tests.emission.secrets_of import secrets
from tests.support.questions import UPDATE, choice_question, page_question
from tests.support.sent_pages import page_of

VIEWS = [
    {"scheme": scheme, "narrow": narrow} for scheme in ("light", "dark") for narrow in (False, True)
]
NONSENSE = "?period=2099&dag=0000-00-00&view=x"
PARAMETER = "data-parameter"
_MANY, _SOME = 50, 12
WORDS = ("uppföljning", "R1", "finns inte")


def client(home: Path) -> FlaskClient:
    """A browser's end of a server on a home."""
    found: FlaskClient = build_app(Reader(home / "serve")).server.test_client()
    found.get("/")  # Dash sets itself up at the first request
    return found


def ask(browser: FlaskClient, path: str, search: str = "", view: Any = None) -> bytes:
    """The bytes of a page, as the browser gets them."""
    answer = browser.post(UPDATE, json=page_question(path, search, view))
    return answer.data


def controls(page: bytes, *, one_of: bool = False) -> Iterator[tuple[str, list[str]]]:
    """The controls of a page: (parameter, values that can be chosen).

    Args:
        page: what the server answered.
        one_of: only those where one is chosen.
    """
    content = page_of(page)
    for control in components(content, "Select"):
        values = [str(one["props"]["value"]) for one in components(control, "Option")]
        if not (one_of and "" in values):  # where several are chosen, nothing stands first
            yield control["props"][PARAMETER], [value for value in values if value]
    if not one_of:
        for control in components(content, "Input"):
            yield control["props"][PARAMETER], list(WORDS)


def states(browser: FlaskClient, path: str, *, every: bool = False) -> Iterator[str]:
    """States that a page's own controls lead to, as what stands in the address bar.

    Args:
        browser: of the server.
        path: the page.
        every: each combination of the controls where one is chosen, too; else for each choice of
            the first control one choice of each control that it leads to, and of a control with
            very many choices only some.
    """
    yield ""
    yield NONSENSE
    if every:
        yield from _combined(browser, path, {})
    seed = Random(path)  # noqa: S311 (which pages are looked at, nothing secret)
    first = dict(controls(ask(browser, path)))
    for place, (name, values) in enumerate(first.items()):
        for value in values if every or len(values) <= _MANY else seed.sample(values, _SOME):
            search = f"?{urlencode({name: value})}"
            yield search
            if place == 0 and len(first) > 1:
                for other, there in controls(ask(browser, path, search)):
                    if other != name:
                        yield f"{search}&{urlencode({other: seed.choice(there)})}"


def _combined(browser: FlaskClient, path: str, chosen: dict[str, str]) -> Iterator[str]:
    search = f"?{urlencode(chosen)}"
    there = dict(controls(ask(browser, path, search), one_of=True))
    name = next((name for name in there if name not in chosen), None)
    if name is None:
        yield search
        return
    for value in there[name]:
        yield from _combined(browser, path, {**chosen, name: value})


def page(home: Path, path: str, *, every: bool = False) -> Iterator[Emission]:
    """A page in its states, see `states`; in each kind of window when it is opened."""
    browser = client(home)
    for search in states(browser, path, every=every):
        for view in VIEWS if not search else VIEWS[1:2]:
            name = f"sidan {path}{search} {view['scheme']}{' smal' if view['narrow'] else ''}"
            yield Emission(name, ask(browser, path, search, view), JSON)


def without_a_night(home: Path) -> Iterator[Emission]:
    """The pages before any night, and those of an address that does not exist."""
    empty, browser = client(home / "finns-inte"), client(home)
    for path in (*(info.path for info in PAGES), "/finns-inte"):
        yield Emission(f"sidan {path} utan natt", ask(empty, path), JSON)
    yield Emission("sidan som inte finns", ask(browser, "/finns-inte"), JSON)


class _Failing(Reader):
    """A reader that fails with the hidden numbers in its mouth."""

    def __init__(self, home: Path) -> None:
        super().__init__(home / "serve")
        self._said = ", ".join(
            f"{secret.adress}: {sorted(secret.counts | secret.values)}" for secret in secrets(home)
        )

    def night(self) -> Night:
        raise ValueError(self._said)


def failures(home: Path) -> Iterator[Emission]:
    """Pages and answers when the server fails at the worst, and what its log keeps of it."""
    heard = StringIO()
    handler = logging.StreamHandler(heard)
    logging.getLogger().addHandler(handler)
    try:
        app = build_app(_Failing(home))
        browser: FlaskClient = app.server.test_client()
        browser.get("/")
        for info in PAGES:
            yield Emission(f"sidan {info.path} som faller", ask(browser, info.path), JSON)
        yield Emission("felet 500", browser.get("/halsa").data)
        for value in ("2023", "2099"):
            yield Emission(f"valet {value} som faller", choose(browser, "/regi", "period", value))
        yield Emission("felet 404", browser.get("/assets/finns-inte.js").data)
        yield Emission("felet 405", browser.delete("/").data)
        yield Emission("felet 400", browser.post(UPDATE, data="{", content_type=_JSON_TYPE).data)
        yield Emission("felet 415", browser.post(UPDATE, data="x").data)
    finally:
        logging.getLogger().removeHandler(handler)
    yield Emission("serverns logg", heard.getvalue().encode())


_JSON_TYPE = "application/json"


def choose(browser: FlaskClient, path: str, name: str, value: object) -> bytes:
    """What the server answers when a control is changed."""
    answer = browser.post(UPDATE, json=choice_question(path, name, value))
    return answer.data


def choices(home: Path) -> Iterator[Emission]:
    """The callback that writes the address bar, for everything that can be chosen."""
    browser = client(home)
    for info in PAGES:
        for name, values in controls(ask(browser, info.path)):
            for value in (*values, "2099", {"a": 1}):
                said = choose(browser, info.path, name, value)
                yield Emission(f"valet {info.path} {name}", said)


def routes(home: Path) -> Iterator[Emission]:
    """The addresses that are not pages but answer with something made for this home."""
    browser = client(home)
    for path in ("/_dash-layout", "/_dash-dependencies", "/halsa"):
        yield Emission(path, browser.get(path).data, JSON)
    for path in ("/", "/regi", "/finns-inte", "/stil.css", "/_reload-hash", "/_favicon.ico"):
        yield Emission(path, browser.get(path).data)
    headers = str(browser.get("/regi").headers)
    yield Emission("svarshuvuden", headers.encode())
