"""What the browser asks the server: a page, and what a control's new value leads to."""

from __future__ import annotations

import json
from collections.abc import Mapping
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


def choice_question(path: object, chosen: Mapping[str, object], changed: object) -> dict[str, Any]:
    """The body that says what a page's controls hold, and which one was changed."""
    controls = {name: {"name": name, "page": path, "type": "parameter"} for name in chosen}
    mine = controls.get(str(changed), {"name": changed, "page": path, "type": "parameter"})
    mark = json.dumps(mine, sort_keys=True, separators=(",", ":"))
    return {
        "output": "adress.search",
        "outputs": {"id": "adress", "property": "search"},
        "inputs": [
            [
                {"id": controls[name], "property": "value", "value": value}
                for name, value in chosen.items()
            ]
        ],
        "changedPropIds": [f"{mark}.value"],
    }
