"""How the reader looks at a page: which colours, and how wide the window is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboards.tokens import Scheme


@dataclass(frozen=True)
class View:
    """What figures and frame need to know of the reader's window.

    Attributes:
        scheme: light or dark.
        narrow: whether the window is narrow enough for short names and fewer ticks.
    """

    scheme: Scheme = "light"
    narrow: bool = False


def read_view(sent: object) -> View:
    """The view that the browser says it has; anything unknown is the default."""
    if not isinstance(sent, Mapping):
        return View()
    return View("dark" if sent.get("scheme") == "dark" else "light", sent.get("narrow") is True)
