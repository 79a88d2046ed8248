"""What is sent of a page: text that the browser reads as HTML, and Dash's parts only for charts.

Every part that Dash and React keep costs both the server and the browser some hundred microseconds;
HTML costs one or two. assets/html.js puts the text in its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final

from dash.development.base_component import Component
from markupsafe import escape

from dashboards.html import Drawn, Element

NAMESPACE: Final = "insatskoll"  # of assets/html.js
_NOT_SENT: Final = frozenset({"children", "markup", "paper", "height"})
_VOID: Final = frozenset({"br", "input"})
_NAMES: Final = {"className": "class", "htmlFor": "for"}
_WORD: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9-]*")


@dataclass(frozen=True, slots=True)
class _Markup:
    """An element without a part of Dash's, and what stands inside it as HTML."""

    element: Element
    inner: str


def as_sent(content: Any) -> Any:
    """What Dash is given instead of some content: a list of parts as plain dictionaries.

    Args:
        content: elements, texts, and parts of Dash's own, in lists of any depth.
    """
    return [_part(made) for made in _made(content)]


def sends(build: Callable[..., Any]) -> Callable[..., Any]:
    """The same page, as it is sent."""

    @wraps(build)
    def built(*parts: Any, **named: Any) -> Any:
        return as_sent(build(*parts, **named))

    return built


def _made(content: Any) -> list[Any]:
    """Markup where there is no part of Dash's, else a dictionary; texts as they are."""
    if isinstance(content, list | tuple):
        return [made for part in content for made in _made(part)]
    if isinstance(content, Element):
        if isinstance(content, Drawn):
            return [_Markup(content, content.markup)]
        inner = _made(content.children)
        if not any(isinstance(part, dict) for part in inner):
            return [_Markup(content, "".join(map(_text, inner)))]
        parts = [_part(part) for part in inner]
        named = {**_attributes(content), "children": parts}
        return [{"namespace": "dash_html_components", "type": type(content).__name__,
                 "props": named}]  # fmt: skip
    if isinstance(content, Component):
        return [_dashes(content)]
    return [] if content is None or isinstance(content, bool) else [content]


def _dashes(part: Any) -> dict[str, Any]:
    told: dict[str, Any] = part.to_plotly_json()
    return told


def _part(made: Any) -> Any:
    if not isinstance(made, _Markup):
        return made if isinstance(made, dict) else str(made)
    told = {
        "tag": made.element.tag, "attributes": _attributes(made.element), "html": made.inner,
    }  # fmt: skip
    return {"namespace": NAMESPACE, "type": "Html", "props": told}


def _attributes(element: Element) -> dict[str, Any]:
    """As React takes them."""
    return {
        name: value
        for name, value in vars(element).items()
        if value is not None and name not in _NOT_SENT
    }


def _text(made: Any) -> str:
    if not isinstance(made, _Markup):
        return str(escape(made))
    tag = made.element.tag
    opening = f"<{tag}{_written(vars(made.element))}>"
    return opening if tag in _VOID else f"{opening}{made.inner}</{tag}>"


def _written(attributes: Mapping[str, Any]) -> str:
    """As HTML has them.

    Raises:
        ValueError: a name that could end the element.
    """
    texts = []
    for name, value in attributes.items():
        if name in _NOT_SENT or value is None or value is False:
            continue
        if not _WORD.fullmatch(name):
            raise ValueError(f"{name!r} is no attribute")
        written = _NAMES.get(name, name)
        text = _style(value) if isinstance(value, dict) else value
        texts.append(f" {written}" if value is True else f' {written}="{escape(text)}"')
    return "".join(texts)


def _style(properties: Mapping[str, str]) -> str:
    """`{"maxWidth": "3rem"}` -> `max-width:3rem`."""
    return ";".join(
        f"{re.sub('[A-Z]', lambda big: f'-{big[0].lower()}', name)}:{value}"
        for name, value in properties.items()
    )
