"""Ids that callbacks, scripts, stylesheets and tests refer to."""

from __future__ import annotations

from typing import Final

VIEW: Final = "view"
MAIN: Final = "innehall"
NAV: Final = "meny"
NAV_BUTTON: Final = "meny-knapp"
SCHEME_BUTTON: Final = "tema-knapp"
ADDRESS: Final = "adress"
CHOSEN: Final = "valt"
RESET: Final = "aterstall"


def control_id(name: str) -> str:
    """Id of the control that sets a parameter."""
    return f"val-{name}"
