"""What is no question of the app's own is refused before Dash tries to answer it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, Final

from flask import Flask, abort, request

from dashboards.answers import QUESTIONS

_BAD_REQUEST: Final = 400


def is_question(body: Any, outputs: Collection[str]) -> bool:
    """Whether a body asks for one of the callbacks that there are, in the form Dash reads."""
    if not isinstance(body, dict) or body.get("output") not in outputs:
        return False
    asked = (body.get("outputs"), body.get("inputs"), body.get("changedPropIds"))
    kinds = (dict | list, list, list)
    return all(isinstance(part, kind) for part, kind in zip(asked, kinds, strict=True))


def refuse_forgeries(server: Flask, outputs: Callable[[], Collection[str]]) -> None:
    """Answer 400 to what is no question.

    Args:
        server: the Flask server.
        outputs: gives the outputs of the callbacks; asked each time, as Dash adds some late.
    """

    @server.before_request
    def _refuse() -> None:
        if request.path != QUESTIONS or request.method != "POST":
            return
        if not is_question(request.get_json(), outputs()):
            abort(_BAD_REQUEST)
