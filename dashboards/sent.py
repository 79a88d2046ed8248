"""What is sent of a page: HTML, well formed as XML is, and Dash's own parts only for charts.

Every part that Dash and React keep costs the server and the browser many times what HTML costs.
assets/html.js puts the HTML in its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, wraps
from html import escape
from typing import Any, Final

from dash.development.base_component import Component

from dashboards.html import Drawn, Element, Table

NAMESPACE: Final = "insatskoll"  # of assets/html.js
_NOT_SENT: Final = frozenset({"children", "markup", "paper", "height"})
_VOID: Final = frozenset({"br", "input"})
_NAMES: Final = {"className": "class", "htmlFor": "for"}
_SPECIAL: Final = re.compile("[&<>\"']")
_LEADS: Final = ("/", "#", "https://", "http://", "mailto:", "tel:")
_NAME: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9-]*")


def as_sent(content: Any) -> list[Any]:
    """What Dash is given instead of some content: texts, and parts as plain dictionaries.

    Args:
        content: elements, texts, and parts of Dash's own, in lists of any depth.
    """
    if isinstance(content, list | tuple):
        return [sent for part in content for sent in as_sent(part)]
    if isinstance(content, Element):
        return [_with_parts(content) if _holds_a_part(content) else _html(content)]
    if isinstance(content, Component):
        return [_dashs(content)]
    return [] if content is None or isinstance(content, bool) else [str(content)]


def sends(build: Callable[..., Any]) -> Callable[..., Any]:
    """The same page, as it is sent."""

    @wraps(build)
    def built(*parts: Any, **named: Any) -> Any:
        return as_sent(build(*parts, **named))

    return built


def _holds_a_part(content: Any) -> bool:
    """Whether there is a part of Dash's in some content; there is none in a table."""
    if isinstance(content, Element):
        return not isinstance(content, Table) and _holds_a_part(content.children)
    if isinstance(content, list | tuple):
        return any(map(_holds_a_part, content))
    return isinstance(content, Component)


def _with_parts(element: Element) -> dict[str, Any]:
    told = {**_attributes(element), "children": as_sent(element.children)}
    return {"namespace": "dash_html_components", "type": type(element).__name__, "props": told}


def _html(element: Element) -> dict[str, Any]:
    inner: list[str] = []
    _write_inner(element, inner)
    told = {"tag": element.tag, "attributes": _attributes(element)}
    if element.tag not in _VOID:
        told["html"] = "".join(inner)
    return {"namespace": NAMESPACE, "type": "Html", "props": told}


def _dashs(part: Any) -> dict[str, Any]:
    told: dict[str, Any] = part.to_plotly_json()
    return told


def _attributes(element: Element) -> dict[str, Any]:
    """As React takes them."""
    named = {
        name: value
        for name, value in vars(element).items()
        if value is not None and name not in _NOT_SENT
    }
    for name, value in named.items():
        _check(name, value)
    return named


def _write(content: Any, out: list[str]) -> None:
    if isinstance(content, str):
        out.append(escape(content) if _SPECIAL.search(content) else content)
    elif isinstance(content, Element):
        if content.tag in _VOID:
            out.append(f"<{content.tag}{_written(content)}/>")
        else:
            out.append(f"<{content.tag}{_written(content)}>")
            _write_inner(content, out)
            out.append(f"</{content.tag}>")
    elif isinstance(content, list | tuple):
        for part in content:
            _write(part, out)
    elif isinstance(content, Component):
        raise ValueError("a part of Dash's stands where only HTML can")
    elif content is not None and not isinstance(content, bool):
        out.append(escape(str(content)))


def _write_inner(element: Element, out: list[str]) -> None:
    if isinstance(element, Drawn):
        out.append(element.markup)
    else:
        _write(element.children, out)


def _written(element: Element) -> str:
    """An element's attributes as HTML has them."""
    texts = ""
    for name, value in vars(element).items():
        if name in _NOT_SENT or value is None or value is False:
            continue
        texts += _attribute(name, _style(value) if isinstance(value, dict) else value)
    return texts


@lru_cache(maxsize=4096, typed=True)
def _attribute(name: str, value: object) -> str:
    _check(name, value)
    text = "" if value is True else escape(str(value))
    return f' {_NAMES.get(name, name)}="{text}"'


def _check(name: str, value: object) -> None:
    """Refuse what could end the element, and addresses that are scripts.

    Raises:
        ValueError: it is one.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no attribute")
    if name == "href" and not str(value).startswith(_LEADS):
        raise ValueError("an address that leads to no page")


def _style(properties: dict[str, str]) -> str:
    """`{"maxWidth": "3rem"}` -> `max-width:3rem`."""
    return ";".join(
        f"{re.sub('[A-Z]', lambda big: f'-{big[0].lower()}', name)}:{value}"
        for name, value in properties.items()
    )
