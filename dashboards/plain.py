"""A page as plain data, made in one pass: Dash's own way asks each part for every property."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from dash.development.base_component import Component

_VALUES: Final = frozenset({str, int, float, bool, type(None)})
_NOT_SENT: Final = frozenset({"available_properties", "available_wildcard_properties"})


def as_plain(content: Any) -> Any:
    """Components as the dictionaries that Dash sends of them; all else as it is."""
    if type(content) in _VALUES:
        return content
    if isinstance(content, Component):
        return {
            "props": {
                name: as_plain(value)
                for name, value in vars(content).items()
                if name[0] != "_" and name not in _NOT_SENT
            },
            "type": content._type,
            "namespace": content._namespace,
        }
    if isinstance(content, list | tuple):
        return [as_plain(part) for part in content]
    if isinstance(content, dict):
        return {key: as_plain(value) for key, value in content.items()}
    return content


def plainly(build: Callable[..., Any]) -> Callable[..., Any]:
    """The same, with its result as plain data."""

    @wraps(build)
    def built(*parts: Any, **named: Any) -> Any:
        return as_plain(build(*parts, **named))

    return built
