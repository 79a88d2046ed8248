"""Whatever is sent, an answer is a page, a note or a refusal, and never tells of its making."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dashboards.app import build_app
from dashboards.navigation import PAGES
from dashboards.routing import CHOICES
from pipelines.publication.reader import Reader
from tests.support.questions import UPDATE, choice_question, page_question

TOO_MUCH = "å" * 10_000_000
FORGED: dict[str, Any] = {
    "an unknown measure": "R99",
    "a type outside the plan": "V1/jarva/2025/insatstyp=FAM01",
    "a path": "../../../etc/passwd",
    "SQL": "' or 1=1; drop table celler; --",
    "markup": "<script>alert(1)</script>",
    "nothing readable": "\x00\ufffe%00%0a",
    "a long word": "x" * 20_000,
    "a list": ["2025", "2024"],
    "an object": {"$ne": None},
    "a number": 1e308,
    "truth": True,
}
WORDS = {name: value for name, value in FORGED.items() if isinstance(value, str)}
PATHS = [page.path for page in PAGES]


@pytest.fixture(scope="module")
def client(home):
    browser = build_app(Reader(home / "serve")).server.test_client()
    browser.get("/")
    return browser


@pytest.fixture(scope="module")
def parameters(night):
    return {path: list(choices(night, {})) for path, choices in CHOICES.items()}


def assert_tells_nothing(answer: Any) -> None:
    body = answer.get_data(as_text=True)
    for trace in ("Traceback", "duckdb", "KeyError", "site-packages", "root:x:", ".py"):
        assert trace not in body
    assert answer.status_code in {200, 204, 400, 404, 413}


@pytest.mark.parametrize("forged", WORDS.values(), ids=WORDS)
@pytest.mark.parametrize("path", PATHS)
def test_a_forged_address_gives_a_page_without_what_was_asked_for(client, parameters, path, forged):
    search = "?" + "&".join(f"{name}={forged}" for name in [*parameters[path], "okand"])
    answer = client.post(UPDATE, json=page_question(path, search))
    assert_tells_nothing(answer)
    assert answer.status_code == 200
    assert "Felkod" not in answer.get_data(as_text=True)
    assert "<script>" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
@pytest.mark.parametrize("path", PATHS)
def test_a_forged_choice_changes_nothing(client, parameters, path, forged):
    for name in [*parameters[path], "okand"]:
        if name == "sok" and isinstance(forged, str):
            continue  # any words may be searched for
        answer = client.post(UPDATE, json=choice_question(path, name, forged))
        assert_tells_nothing(answer)
        said = json.loads(answer.data or "{}").get("response", {}).get("adress", {}).get("data")
        assert said == {"search": None} or str(forged)[:40] not in str(said)


@pytest.mark.parametrize("name", [["period"], {"a": 1}, None, "matt\x00"])
def test_a_control_that_does_not_exist_leads_nowhere(client, name):
    for page in ("/regi", "/finns-inte", None, ["/"]):
        answer = client.post(UPDATE, json=choice_question(page, name, "2025"))
        assert_tells_nothing(answer)


@pytest.mark.parametrize("path", ["/regi", "/metod"])
def test_ten_megabytes_are_refused_before_they_are_read(client, path):
    for question in (
        page_question(path, f"?period={TOO_MUCH}"),
        choice_question(path, "period", TOO_MUCH),
    ):
        answer = client.post(UPDATE, json=question)
        assert answer.status_code == 413
        assert answer.get_data(as_text=True) == "Det går inte att svara på det (413)."


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"output": 1}'])
def test_a_body_that_is_no_question_is_refused(client, body):
    answer = client.post(UPDATE, data=body, content_type="application/json")
    assert answer.status_code == 400
    assert_tells_nothing(answer)


def changed(**parts: Any) -> dict[str, Any]:
    return {**page_question("/regi"), **parts}


def asked(value: Any, place: int = 0) -> list[Any]:
    inputs = page_question("/regi")["inputs"]
    inputs[place]["value"] = value
    return inputs


@pytest.mark.parametrize(
    "body",
    [
        changed(inputs=[]),
        changed(inputs=["x"]),
        changed(inputs=asked("/regi")[:2]),
        changed(inputs=asked(1)),
        changed(inputs=asked("\ud800")),
        changed(inputs=asked(1, 1)),
        changed(inputs=asked(["?period=2025"], 1)),
        changed(outputs={}),
        changed(outputs=[{"id": "adress", "property": "data"}]),
        changed(changedPropIds=[{}]),
        changed(state="x"),
        changed(output="view.data"),
        changed(output="_pages_dummy.children"),
        changed(output=["adress.data"]),
        {**choice_question("/regi", "period", "2025"), "outputs": []},
    ],
)
def test_a_question_that_dash_would_not_ask_is_refused(client, body):
    answer = client.post(UPDATE, json=body)
    assert answer.status_code == 400
    assert_tells_nothing(answer)


def test_a_body_as_deep_as_a_well_is_refused(client):
    deep = b"[" * 100_000
    assert client.post(UPDATE, data=deep, content_type="application/json").status_code == 400


def test_the_questions_that_dash_asks_are_answered(client):
    for body in (page_question("/regi"), choice_question("/regi", "period", "2025")):
        assert client.post(UPDATE, json=body).status_code == 200
