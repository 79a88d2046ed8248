"""HTML attributes whose names hold a hyphen, as keyword arguments."""

from __future__ import annotations

from typing import Any


def attributes(**values: str) -> dict[str, Any]:
    """`attributes(aria_label="Huvudmeny")` -> `{"aria-label": "Huvudmeny"}`."""
    return {name.replace("_", "-"): value for name, value in values.items()}
