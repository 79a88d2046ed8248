"""A page as the server sends it, taken apart again: HTML in it as the elements that it holds."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

_VOID = {"br", "input"}
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_ANY_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_NO_NUMBERS = {"colspan", "rowspan", "tabindex", "value"}  # of an option, a word like 2023
_NAMES = {"class": "className", "for": "htmlFor"}


def page_of(data: bytes) -> Any:
    """The parts of an answer: {"type", "props"}, whichever way they were sent."""
    return unfolded(json.loads(data))


def unfolded(value: Any) -> Any:
    """A JSON value where parts that hold HTML are the elements of it."""
    if isinstance(value, list):
        return [unfolded(one) for one in value]
    if not isinstance(value, dict):
        return value
    props = value.get("props")
    if value.get("type") == "Html" and isinstance(props, dict):
        assert props.keys() <= {"tag", "attributes", "html"}
        return _part(
            props["tag"], {**props["attributes"], "children": elements(props.get("html", ""))}
        )
    return {name: unfolded(one) for name, one in value.items()}


def elements(html: str) -> list[Any]:
    """The elements and texts of some HTML."""
    return _Elements(html).found


def _part(tag: str, props: dict[str, Any]) -> dict[str, Any]:
    return {"type": tag.capitalize(), "props": props}


class _Elements(HTMLParser):
    """The elements of some HTML; in a drawing attributes are texts, and the numbers in them."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Any] = []
        self._open: list[tuple[str, list[Any]]] = [("", self.found)]
        self._drawing = 0
        self.feed(text)
        self.close()
        assert len(self._open) == 1, f"{self._open[-1][0]} is never closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._drawing += tag == "svg" or self._drawing > 0
        children: list[Any] = []
        props = {_NAMES.get(n, n): v if self._drawing else _value(n, v) for n, v in attrs}
        if self._drawing:
            texts = [value for _, value in attrs if value]
            props["numbers"] = [float(n) for text in texts for n in _ANY_NUMBER.findall(text)]
        self._open[-1][1].append(_part(tag, {**props, "children": children}))
        if tag in _VOID:
            return
        self._open.append((tag, children))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open[-1][0] == tag, f"{tag} ends inside {self._open[-1][0]}"
        self._open.pop()
        self._drawing -= self._drawing > 0

    def handle_comment(self, data: str) -> None:
        self.handle_data(data)

    def handle_data(self, data: str) -> None:
        self._open[-1][1].append(data)


def _value(name: str, value: str | None) -> Any:
    """Numbers as numbers, so that those in attributes are looked at too."""
    if value is None:
        return True
    if name not in _NO_NUMBERS and _NUMBER.fullmatch(value):
        return float(value)
    return value
