"""What a reader sees when a page cannot be made, and what the log keeps of it."""

from __future__ import annotations

import logging
import secrets
import traceback
from pathlib import Path
from typing import Any

from dashboards import html

_LOG = logging.getLogger("insatskoll.dashboards")


def log_failure(error: Exception) -> str:
    """Log the exception's type and place, and return the code that the reader is shown.

    Never the exception's text: it may hold a value.
    """
    code = secrets.token_hex(3).upper()
    place = traceback.extract_tb(error.__traceback__)[-1]
    _LOG.error(
        "fel %s: %s i %s, rad %s", code, type(error).__name__, Path(place.filename).name,
        place.lineno,
    )  # fmt: skip
    return code


def build_failure(title: str, code: str) -> list[Any]:
    """The page in place of one that failed."""
    return [
        html.H1(title, tabIndex="-1"),
        html.Section(
            [
                html.P(f"Det gick inte att hämta {title}.", className="lead"),
                html.P(
                    "Uppgifterna från i natt visas igen när du laddar om. Felkod "
                    f"{code}: ange den om felet kommer tillbaka."
                ),
            ],
            className="card",
            role="alert",
        ),
    ]


def build_empty(title: str) -> list[Any]:
    """The page before any night is published."""
    return [
        html.H1(title, tabIndex="-1"),
        html.Section(
            [
                html.P("Det finns inga publicerade uppgifter ännu.", className="lead"),
                html.P(
                    [
                        "Sidan visas när en natt har publicerats. Den som sköter driften kör ",
                        html.Code("insatskoll refresh"),
                        " och laddar sedan om sidan. ",
                        html.Code("insatskoll status"),
                        " visar hur den senaste natten gick.",
                    ]
                ),
            ],
            className="card",
        ),
    ]


def build_unknown() -> list[Any]:
    """The page for an address that does not exist."""
    return [
        html.H1("Sidan finns inte", tabIndex="-1"),
        html.P("Adressen leder ingenstans. Välj en sida i menyn."),
    ]
