"""Who did something to a delivery, and why: what an operator signs with.

The reason is kept in the run ledger for good, so one that holds a personnummer, an e-mail address
or a telephone number is refused before it is written anywhere.
"""

from __future__ import annotations

import os
import pwd

from pipelines.errors import DeliveryRefused, InsatskollError
from pipelines.intake import gate

_LONGEST = 500  # characters


def account() -> str:
    """The account that runs, by its number: `USER` can be set to anything."""
    number = os.geteuid()
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"konto {number}"


def checked_reason(text: str) -> str:
    """A reason that may be kept.

    Raises:
        InsatskollError: it is empty, too long, more than one line, or holds what nobody may store.
    """
    reason = text.strip()
    if not reason:
        raise InsatskollError("skälet är tomt; skriv i en mening varför, efter --reason")
    if len(reason) > _LONGEST or not reason.isprintable():
        raise InsatskollError(f"skälet ska vara en rad med högst {_LONGEST} tecken; korta det")
    try:
        gate.check_texts([(1, reason)], "skälet")
    except DeliveryRefused as hit:
        raise InsatskollError(
            f"skälet innehåller något som liknar ett personnummer, en e-postadress eller ett "
            f"telefonnummer [{hit.rule}]; skriv om det utan"
        ) from None
    return reason
