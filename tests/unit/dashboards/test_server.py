"""The server without a browser: what it answers, what it refuses, and what it keeps to itself."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dash import Dash

from dashboards import routing
from dashboards.app import build_app
from dashboards.navigation import PAGES, REGI
from dashboards.security.headers import cache_control
from dashboards.server import create
from pipelines.publication.reader import Reader
from tests.support.questions import UPDATE, choice_question, page_question
from tests.support.sent_pages import page_of
from tests.unit.dashboards.nights import publish, usual_cells

SECRET = "pseudonym 6f2a91c0"


@pytest.fixture
def client(home: Path):
    return build_app(Reader(home / "serve")).server.test_client()


def open_page(client, path: str, search: str = "", view: Any = None):
    """What the browser asks when it shows a page."""
    client.get("/")  # Dash registers its pages at the first request
    return client.post(UPDATE, json=page_question(path, search, view))


def shown_text(answer: Any) -> str:
    """The texts of a page as it was sent."""
    children = page_of(answer.data)["response"]["_pages_content"]["children"]

    def texts(part: Any) -> Iterator[str]:
        if isinstance(part, list):
            for one in part:
                yield from texts(one)
        elif isinstance(part, dict):
            yield from texts(part["props"].get("children"))
        elif part is not None:
            yield str(part)

    text = " ".join(" ".join(texts(children)).replace("\N{NO-BREAK SPACE}", " ").split())
    return re.sub(r"(?<=\() | (?=[.,;:)])", "", text)  # terms are parts of their own


@pytest.mark.parametrize("page", PAGES)
def test_pages_answer(client, page):
    assert client.get(page.path).status_code == 200
    answer = open_page(client, page.path)
    assert answer.status_code == 200
    assert (
        f"{page.name} – Insatskoll"
        in answer.get_json()["response"]["_pages_store"]["data"]["title"]
    )


@pytest.mark.parametrize("view", [None, {"scheme": "dark", "narrow": True}, "x", {"narrow": "no"}])
def test_whatever_the_browser_says_of_its_window_a_page_is_shown(client, view):
    answer = open_page(client, "/regi", "?period=2023&period=2024&view=x&page=y&night=z", view)
    assert answer.status_code == 200
    assert "Perioden i adressen finns inte; visar 2025" in shown_text(answer)


def test_an_address_that_does_not_exist_has_a_page_of_its_own(client):
    assert "Sidan finns inte" in shown_text(open_page(client, "/finns-inte"))


def test_health_names_the_night(client):
    answer = client.get("/halsa")
    assert (answer.status_code, answer.get_json()) == (200, {"run": "2026-10-31-provnatt"})


def test_before_any_night_pages_say_what_to_do(tmp_path):
    client = build_app(Reader(tmp_path / "serve")).server.test_client()
    assert client.get("/halsa").status_code == 503
    for page in PAGES:
        answer = open_page(client, page.path)
        assert answer.status_code == 200
        assert "insatskoll refresh" in shown_text(answer)


def test_the_server_reads_the_home_folder_of_its_environment(monkeypatch, home):
    monkeypatch.setenv("INSATSKOLL_HOME", str(home))
    assert create().test_client().get("/halsa").status_code == 200


def test_a_new_night_is_shown_without_a_restart(tmp_path):
    publish(tmp_path, usual_cells())
    client = build_app(Reader(tmp_path / "serve")).server.test_client()
    assert client.get("/halsa").get_json()["run"] == "2026-10-31-provnatt"
    publish(tmp_path, usual_cells(), run="2026-11-30-nasta")
    assert client.get("/halsa").get_json()["run"] == "2026-11-30-nasta"


def test_a_page_that_fails_shows_a_code_and_nothing_of_the_error(client, monkeypatch, caplog):
    def fail(*_: object) -> list[Any]:
        raise ValueError(SECRET)

    monkeypatch.setattr(routing, "BUILDERS", {REGI: fail})
    with caplog.at_level(logging.DEBUG):
        shown = shown_text(open_page(client, "/regi"))
    code = re.search(r"Felkod ([0-9A-F]{6})", shown)
    assert code is not None
    assert "Det gick inte att hämta Regi. Uppgifterna från i natt visas igen" in shown
    assert SECRET not in shown
    logged = "\n".join(record.getMessage() for record in caplog.records)
    assert code.group(1) in logged
    assert "ValueError i test_server.py" in logged
    assert SECRET not in caplog.text


def test_a_choice_that_does_not_exist_changes_nothing(client):
    client.get("/")
    for value, search in (("2023", "?period=2023"), ("2099", None), ({"a": 1}, None)):
        question = choice_question("/regi", "period", value)
        answer = client.post(UPDATE, json=question)
        assert answer.get_json()["response"]["adress"]["data"].get("search") == search


def test_a_request_that_is_no_request_tells_nothing(client, caplog):
    client.get("/")
    with caplog.at_level(logging.DEBUG):
        answer = client.post("/_dash-update-component", json={SECRET: 1})
    assert answer.status_code == 400
    assert answer.get_data(as_text=True) == "Det går inte att svara på det (400)."
    assert SECRET not in caplog.text + answer.get_data(as_text=True)


def test_pages_may_load_and_send_nothing_elsewhere(client):
    policy = client.get("/regi").headers["Content-Security-Policy"]
    rules = dict(part.split(" ", 1) for part in policy.split("; "))
    assert rules["default-src"] == "'self'"
    assert rules["connect-src"] == "'self'"
    assert rules["form-action"] == "'self'"
    assert rules["frame-ancestors"] == "'none'"
    assert re.fullmatch(r"'self'( 'sha256-[\w+/=]+')+", rules["script-src"])
    assert "unsafe-eval" not in policy


def test_every_inline_script_has_its_hash_in_the_policy(client):
    client.get("/")
    answer = client.get("/")
    policy = answer.headers["Content-Security-Policy"]
    scripts = re.findall(r"<script(?![^>]*src=)(?![^>]*json)[^>]*>", answer.get_data(as_text=True))
    assert len(scripts) <= policy.count("'sha256-")


def test_every_answer_is_guarded(client):
    for path in ("/", "/halsa", "/stil.css", "/assets/insatskoll.js", "/_dash-layout"):
        headers = client.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    ("path", "arguments", "kept"),
    [
        ("/", {}, False),
        ("/_dash-update-component", {}, False),
        ("/halsa", {}, False),
        ("/stil.css", {"v": "1"}, True),
        ("/assets/insatskoll.css", {"m": "1"}, True),
        ("/assets/insatskoll.css", {}, False),
        ("/_dash-component-suites/dash/x.js", {}, True),
    ],
)
def test_only_files_whose_address_changes_with_them_are_kept(path, arguments, kept):
    assert ("immutable" in cache_control(path, arguments)) == kept


@pytest.mark.parametrize("status", [206, 400, 404, 500])
def test_an_error_is_kept_by_nobody(status):
    assert cache_control("/_dash-component-suites/dash/x.js", {}, status) == "no-store"
    assert cache_control("/assets/insatskoll.css", {"m": "1"}, status) == "no-store"


def test_a_file_that_has_not_changed_is_still_kept():
    assert "immutable" in cache_control("/assets/insatskoll.css", {"m": "1"}, 304)


def test_pages_hold_no_address_of_another_host(client):
    text = client.get("/").get_data(as_text=True)
    loaded = re.findall(r'(?:src|href)="([^"]+)"', text)
    assert loaded
    assert all(address.startswith("/") for address in loaded)


def test_the_page_is_swedish_before_it_is_drawn(client):
    text = client.get("/").get_data(as_text=True)
    assert '<html lang="sv">' in text
    assert "Loading..." not in text
    assert "Hämtar sidan" in text


def test_what_is_not_there_is_said_in_swedish(client):
    answer = client.get("/assets/finns-inte.js?m=1")
    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.get_data(as_text=True) == "Det går inte att svara på det (404)."


def test_the_model_context_protocol_is_off(client):
    assert client.post("/_mcp", json={}).status_code in {404, 405}


def test_a_worker_is_set_up_before_it_is_asked_for_anything(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dash sets itself up at the first request, while others that come meanwhile go wrong."""
    done = []
    set_up = Dash._setup_server
    monkeypatch.setattr(Dash, "_setup_server", lambda app: (set_up(app), done.append(app)))
    monkeypatch.setenv("INSATSKOLL_HOME", str(home))
    create()
    assert len(done) == 1
