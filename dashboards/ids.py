"""Ids that callbacks, scripts, stylesheets and tests refer to."""

from __future__ import annotations

from typing import Final

PROVIDER: Final = "mantine"
VIEW: Final = "view"
MAIN: Final = "innehall"
NAV: Final = "meny"
NAV_BUTTON: Final = "meny-knapp"
SCHEME_BUTTON: Final = "tema-knapp"
ADDRESS: Final = "adress"
PARAMETER: Final = "parameter"  # {"type": PARAMETER, "page": path, "name": parameter}


def parameter_id(page: str, name: str) -> dict[str, str]:
    """Id of the control that sets a parameter of a page."""
    return {"type": PARAMETER, "page": page, "name": name}
