"""Answers that are kept: true ones of the night that is published (syntetiska data)."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboards import routing
from dashboards.answers import LARGEST_QUESTION
from dashboards.app import build_app
from dashboards.kept import Kept
from dashboards.navigation import REGI
from dashboards.query import Choice
from pipelines.publication import serving
from pipelines.publication.reader import Reader
from tests.unit.dashboards.nights import cell, publish, usual_cells

QUESTION = {
    "output": ".._pages_content.children..._pages_store.data..",
    "outputs": [
        {"id": "_pages_content", "property": "children"},
        {"id": "_pages_store", "property": "data"},
    ],
    "inputs": [
        {"id": "_pages_location", "property": "pathname", "value": "/regi"},
        {"id": "_pages_location", "property": "search", "value": ""},
        {"id": "view", "property": "data", "value": None},
    ],
    "changedPropIds": ["_pages_location.pathname"],
}


class Asked:
    """A server whose page Regi says which night it was made of, and counts how often."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.made: list[str] = []
        self.fails = False
        self.meanwhile = lambda: None
        monkeypatch.setattr(routing, "BUILDERS", {REGI: self._build})
        monkeypatch.setattr(routing, "CHOICES", {"/regi": lambda *_: dict[str, Choice]()})
        self.client: FlaskClient = build_app(Reader(home / "serve")).server.test_client()
        self.client.get("/")

    def _build(self, night: Any, *_: object) -> list[Any]:
        self.meanwhile()
        if self.fails:
            raise ValueError
        self.made.append(night.run)
        return [f"natten {night.run}", "x" * 3000]

    def ask(self, gzipped: bool = False, **more: object) -> TestResponse:
        headers = {"Accept-Encoding": "gzip"} if gzipped else {}
        question = {**QUESTION, **more}
        return self.client.post("/_dash-update-component", json=question, headers=headers)


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Asked:
    publish(tmp_path, usual_cells(), run="natt-1")
    return Asked(tmp_path, monkeypatch)


def test_a_question_asked_twice_is_answered_once_and_with_the_same_bytes(asked: Asked) -> None:
    first, second = asked.ask(), asked.ask()
    assert asked.made == ["natt-1"]
    assert (second.data, second.mimetype) == (first.data, "application/json")
    assert b"natten natt-1" in second.data
    assert second.headers["Cache-Control"] == "no-store"
    assert second.headers["X-Content-Type-Options"] == "nosniff"


def test_another_question_is_another_answer(asked: Asked) -> None:
    asked.ask()
    asked.ask(changedPropIds=["view.data"])
    assert asked.made == ["natt-1", "natt-1"]


@pytest.mark.parametrize("gzipped", [True, False])
def test_an_answer_that_is_kept_is_read_by_those_who_take_gzip_and_by_others(
    asked: Asked, gzipped: bool
) -> None:
    first, second = asked.ask(gzipped), asked.ask(not gzipped)
    assert asked.made == ["natt-1"]
    packed, plain = (first, second) if gzipped else (second, first)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"


def test_a_new_night_gives_a_new_answer_and_going_back_gives_the_first(
    asked: Asked, tmp_path: Path
) -> None:
    first = asked.ask()
    publish(tmp_path, usual_cells(), run="natt-2")
    second = asked.ask()
    assert b"natten natt-2" in second.data
    assert b"natt-1" not in second.data
    serving.point(tmp_path / "serve", "natt-1")
    assert asked.ask().data == first.data
    assert asked.made == ["natt-1", "natt-2"]


def test_what_a_new_night_answered_is_never_kept_as_the_earlier_ones(
    asked: Asked, tmp_path: Path
) -> None:
    def swap() -> None:
        publish(tmp_path, usual_cells(), run="natt-2")
        asked.meanwhile = lambda: None

    asked.meanwhile = swap  # the pointer moves while the page is made of the first night
    assert b"natten natt-1" in asked.ask().data
    serving.point(tmp_path / "serve", "natt-1")
    asked.ask()
    assert asked.made == ["natt-1", "natt-1"]


def test_a_run_published_anew_with_other_numbers_is_another_night(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, usual_cells(), run="natt-1")
    asked = Asked(tmp_path, monkeypatch)
    asked.ask()
    publish(tmp_path, [cell("R1/stad/2026", 1, 100)], run="natt-1")
    asked.ask()
    assert asked.made == ["natt-1", "natt-1"]


def test_a_failure_is_never_given_to_the_next_reader(asked: Asked) -> None:
    asked.fails = True
    codes = [
        re.findall(r"Felkod ([0-9A-F]{6})", answer.get_data(as_text=True))
        for answer in (asked.ask(), asked.ask())
    ]
    assert codes[0]
    assert codes[0] != codes[1]
    asked.fails = False
    assert b"natten natt-1" in asked.ask().data


def test_that_nothing_is_published_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Asked(tmp_path, monkeypatch)
    assert "insatskoll refresh" in asked.ask().get_data(as_text=True)
    publish(tmp_path, usual_cells(), run="natt-1")
    assert b"natten natt-1" in asked.ask().data


def test_the_answer_to_a_large_question_is_not_kept(asked: Asked) -> None:
    padding = "x" * (LARGEST_QUESTION + 1)
    for _ in range(2):
        assert asked.ask(padding=padding).status_code == 200
    assert asked.made == ["natt-1", "natt-1"]


def test_ten_megabytes_are_refused_unread(asked: Asked) -> None:
    answer = asked.client.post(
        "/_dash-update-component", data=json.dumps({"x": "y" * 10_000_000}),
        content_type="application/json",
    )  # fmt: skip
    assert answer.status_code == 413
    assert answer.get_data(as_text=True) == "Det går inte att svara på det (413)."


def test_what_is_no_answer_is_not_kept(asked: Asked) -> None:
    def fail(status: int) -> int:
        asked.client.application.view_functions = {
            name: (lambda *_, **__: ("", status))
            for name in asked.client.application.view_functions
        }
        return asked.ask().status_code

    answered = dict(asked.client.application.view_functions)
    assert [fail(status) for status in (204, 302, 400, 500)] == [204, 302, 400, 500]
    asked.client.application.view_functions = answered
    assert b"natten natt-1" in asked.ask().data


def test_what_was_not_asked_for_longest_is_forgotten_first() -> None:
    kept: Kept[str, bytes] = Kept(800)
    for name in "abcdefgh":
        kept.keep(name, b"", 100)
    assert kept.get("a") == b""
    kept.keep("i", b"", 100)
    assert kept.get("b") is None
    assert (kept.get("a"), kept.get("i")) == (b"", b"")
    assert kept.size == 800


def test_what_is_kept_anew_is_counted_once_and_what_is_too_large_not_at_all() -> None:
    kept: Kept[str, bytes] = Kept(800)
    kept.keep("a", b"1", 60)
    kept.keep("a", b"2", 70)
    kept.keep("b", b"3", 101)
    assert (kept.get("a"), kept.get("b"), kept.size) == (b"2", None, 70)
