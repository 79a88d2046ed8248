"""Every figure has an address: `<measure>/<unit>/<period>[/<dimension>=<value>]`."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def format_address(matt: str, enhet: str, period: str, dimension: str = "", varde: str = "") -> str:
    """The address of a cell: `R2/stad/2023/regi=kopt`."""
    address = f"{matt}/{enhet}/{period}"
    return f"{address}/{dimension}={varde}" if dimension else address


def nearest(address: str, existing: Iterable[str], most: int = 5) -> list[str]:
    """Existing addresses that the one asked for may have meant, nearest first.

    Parts that exist count for more than letters that look alike: with the right measure and
    period, other units are nearer than another measure with a similar name.
    """
    asked = address.strip("/").split("/")
    known = sorted(existing)
    folded = {candidate.casefold(): candidate for candidate in known}
    if match := folded.get("/".join(asked).casefold()):
        return [match]

    def shared(candidate: str) -> tuple[int, int]:
        parts = candidate.split("/")
        same = sum(a.casefold() == b.casefold() for a, b in zip(asked, parts, strict=False))
        return (-same, abs(len(parts) - len(asked)))

    ranked = sorted(known, key=shared)
    best = shared(ranked[0]) if ranked else (0, 0)
    close = [candidate for candidate in ranked if shared(candidate) == best]
    return get_close_matches("/".join(asked), close, n=most, cutoff=0.0)
