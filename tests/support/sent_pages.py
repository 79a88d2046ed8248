"""A page as the server sends it, taken apart again: HTML in it as the elements that it holds."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree

_SVG = "svg"
_ANY_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_NO_NUMBERS = {"colSpan", "rowSpan", "tabIndex", "value"}  # of an option, a word like 2023
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
    """The elements and texts of some HTML; it is written so that a reader of XML can read it.

    In a drawing attributes are texts, and the numbers in them.

    Raises:
        xml.etree.ElementTree.ParseError: it is not well formed.
    """
    reader = ElementTree.XMLParser(target=ElementTree.TreeBuilder(insert_comments=True))  # noqa: S314 (our own)
    reader.feed(f"<all>{html}</all>")
    return _children(reader.close(), in_drawing=False)


def _children(element: Any, *, in_drawing: bool) -> list[Any]:
    found: list[Any] = [element.text] if element.text else []
    for child in element:
        if isinstance(child.tag, str):
            found.append(_element(child, in_drawing or child.tag.endswith(_SVG)))
        else:
            found.append(child.text)  # a comment
        if child.tail:
            found.append(child.tail)
    return found


def _element(element: Any, in_drawing: bool) -> dict[str, Any]:
    props: dict[str, Any] = {
        _NAMES.get(name, name): value if in_drawing else _value(name, value)
        for name, value in element.attrib.items()
    }
    if in_drawing:
        texts = element.attrib.values()
        props["numbers"] = [float(n) for text in texts for n in _ANY_NUMBER.findall(text)]
    props["children"] = _children(element, in_drawing=in_drawing)
    return _part(element.tag.rpartition("}")[2], props)


def _part(tag: str, props: dict[str, Any]) -> dict[str, Any]:
    return {"type": tag.capitalize(), "props": props}


def _value(name: str, value: str) -> Any:
    """Numbers as numbers, so that those in attributes are looked at too."""
    if name not in _NO_NUMBERS and _NUMBER.fullmatch(value):
        return float(value)
    return value
