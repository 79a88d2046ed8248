"""Whom a reader turns to: the operator says it in `INSATSKOLL_KONTAKT`."""

from __future__ import annotations

import os

_LONGEST = 200


def contact() -> str:
    """An address or a telephone number on one line; empty if the operator has said nothing."""
    told = os.environ.get("INSATSKOLL_KONTAKT", "").strip()
    return told if told.isprintable() and len(told) <= _LONGEST else ""
