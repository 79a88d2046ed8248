"""What the browser asks the server: a page, and what a control's new value leads to."""

from __future__ import annotations

from typing import Any

UPDATE = "/_dash-update-component"


def page_question(path: object, search: object = "", view: object = None) -> dict[str, Any]:
    """The body that asks for a page."""
    return {
        "output": ".._pages_content.children..._pages_store.data..",
        "outputs": [
            {"id": "_pages_content", "property": "children"},
            {"id": "_pages_store", "property": "data"},
        ],
        "inputs": [
            {"id": "_pages_location", "property": "pathname", "value": path},
            {"id": "_pages_location", "property": "search", "value": search},
            {"id": "view", "property": "data", "value": view},
        ],
        "changedPropIds": ["_pages_location.pathname"],
    }


def choice_question(path: object, name: object, value: object, search: object = "") -> Any:
    """The body that says what was chosen in a page's control, and what its address was."""
    chosen = {"page": path, "search": search, "name": name, "value": value}
    return {
        "output": "adress.data",
        "outputs": {"id": "adress", "property": "data"},
        "inputs": [{"id": "valt", "property": "data", "value": chosen}],
        "changedPropIds": ["valt.data"],
    }
