"""What is no question of the app's own is refused before Dash tries to answer it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from flask import Flask, abort, request
from werkzeug.exceptions import BadRequest

from dashboards.answers import QUESTIONS

_BAD_REQUEST: Final = 400
_ADDRESS: Final = frozenset({"pathname", "search"})  # inputs of Dash's own that are texts
Callbacks = Mapping[str, Mapping[str, Any]]


def is_question(body: Any, callbacks: Callbacks) -> bool:
    """Whether a body asks one of the server's callbacks, in the very form that Dash asks it.

    Args:
        body: what was sent.
        callbacks: Dash's own list of them, by output.
    """
    if not isinstance(body, dict):
        return False
    output, inputs, changed = (body.get(part) for part in ("output", "inputs", "changedPropIds"))
    callback = callbacks.get(output, {}) if isinstance(output, str) else {}
    if "callback" not in callback or body.get("state"):  # the others run in the browser
        return False
    if not isinstance(changed, list) or not all(isinstance(one, str) for one in changed):
        return False
    asked = body.get("outputs")
    outputs = asked if isinstance(asked, list) else [asked]
    return (
        isinstance(inputs, list)
        and [_name(one) for one in outputs] == str(output).strip(".").split("...")
        and [_name(one) for one in inputs] == [_name(one) for one in callback["inputs"]]
        and all(_is_text(one.get("value")) for one in inputs if one["property"] in _ADDRESS)
    )


def _name(part: Any) -> str | None:
    if not isinstance(part, dict) or not isinstance(part.get("id"), str):
        return None
    return f"{part['id']}.{part.get('property')}"


def _is_text(value: object) -> bool:
    """Whether it is a text that can be written, or nothing."""
    if not isinstance(value, str):
        return value is None
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def refuse_forgeries(server: Flask, callbacks: Callable[[], Callbacks]) -> None:
    """Answer 400 to what is no question.

    Args:
        server: the Flask server.
        callbacks: gives the callbacks; asked each time, as Dash adds some late.
    """

    @server.before_request
    def _refuse() -> None:
        if request.path != QUESTIONS or request.method != "POST":
            return
        try:
            body = request.get_json()
        except (RecursionError, BadRequest):
            abort(_BAD_REQUEST)
        if not is_question(body, callbacks()):
            abort(_BAD_REQUEST)
