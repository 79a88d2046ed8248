"""A parameter of several values, as `FAM01,STF02`: checked like any other, never trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboards.query import HARMLESS, Choice

MOST = 100  # values


@dataclass(frozen=True)
class Several(Choice):
    """Several of the options, written with commas between and in the options' order."""

    @property
    def values(self) -> tuple[str, ...]:
        """What is chosen."""
        return tuple(self.value.split(",")) if self.value else ()


def values_of(choice: Choice) -> tuple[str, ...]:
    """What is chosen of several; nothing if only one can be chosen."""
    return choice.values if isinstance(choice, Several) else ()


def choose_several(asked: object, options: Sequence[str], noun: str) -> Several:
    """The values asked for that exist, and a note if there are others.

    Args:
        asked: what stands in the address bar; None if nothing does.
        options: what exists.
        noun: what the note calls them, in definite form: `insatstyperna`.
    """
    known = tuple(options)
    if asked is None or asked == "":
        return Several("", known)
    found = _split(asked)
    if found is None:
        return Several("", known, f"Kan inte läsa {noun} i adressen; inga är valda")
    chosen = ",".join(option for option in known if option in found)
    if not found - set(known):
        return Several(chosen, known)
    rest = "räknar med de övriga" if chosen else "inga är valda"
    return Several(chosen, known, f"Några av {noun} i adressen finns inte; {rest}")


def _split(asked: object) -> set[str] | None:
    """The values of a text; None if it is no list of codes, or longer than any list can be."""
    if not isinstance(asked, str) or len(asked) > MOST * 21:
        return None
    parts = asked.split(",")
    return set(parts) if len(parts) <= MOST and all(map(HARMLESS.fullmatch, parts)) else None
