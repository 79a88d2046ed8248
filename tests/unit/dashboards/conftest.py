"""A published night by hand, and the means to look into what a page is made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from dash.development.base_component import Component

from dashboards.html import Element
from pipelines.publication.reader import Night
from tests.unit.dashboards.nights import publish, usual_cells


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hem")
    publish(folder, usual_cells())
    return folder


@pytest.fixture(scope="session")
def night(tmp_path_factory: pytest.TempPathFactory) -> Night:
    return publish(tmp_path_factory.mktemp("natt"), usual_cells())


def parts_of(content: Any) -> Iterator[Any]:
    """Every component and text of a layout, in reading order."""
    if isinstance(content, list | tuple):
        for part in content:
            yield from parts_of(part)
    elif isinstance(content, Element | Component):
        yield content
        yield from parts_of(getattr(content, "children", None))
    elif content is not None:
        yield str(content)


@pytest.fixture
def walk() -> Callable[[Any], list[Any]]:
    return lambda content: list(parts_of(content))


@pytest.fixture
def text_of() -> Callable[[Any], str]:
    """A layout's text with ordinary spaces, as a reader would search it."""

    def read(content: Any) -> str:
        texts = (part for part in parts_of(content) if isinstance(part, str))
        text = " ".join(" ".join(texts).replace("\N{NO-BREAK SPACE}", " ").split())
        return re.sub(r"(?<=\() | (?=[.,;:)])", "", text)  # terms are parts of their own

    return read
