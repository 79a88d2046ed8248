"""The address bar's parameters, checked against what exists. Nothing of them is trusted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

HARMLESS = re.compile(r"[\w-]{1,20}")


@dataclass(frozen=True)
class Choice:
    """A parameter after checking.

    Attributes:
        value: one of `options`; empty if there are none.
        options: what can be chosen, newest first.
        note: what the reader is told if something else was asked for, else empty.
    """

    value: str
    options: tuple[str, ...]
    note: str = ""


def choose(asked: object, options: Sequence[str], default: str, noun: str) -> Choice:
    """The value asked for if it exists, else the default and a note.

    Args:
        asked: what stands in the address bar; None if nothing does.
        options: what exists.
        default: one of the options, or empty if there are none.
        noun: what the note calls it, in definite form: `Perioden`.
    """
    known = tuple(options)
    if asked is None or asked == default:
        return Choice(default, known)
    if isinstance(asked, str) and asked in known:
        return Choice(asked, known)
    if not default:  # nothing can be chosen, so there is nothing to show in its place
        return Choice(default, known)
    told = asked if isinstance(asked, str) and HARMLESS.fullmatch(asked) else "i adressen"
    return Choice(default, known, f"{noun} {told} finns inte; visar {default}")


def latest_year(periods: Sequence[str]) -> str:
    """The newest whole year among periods, else the newest period, else empty."""
    return next((p for p in periods if len(p) == 4), periods[0] if periods else "")
