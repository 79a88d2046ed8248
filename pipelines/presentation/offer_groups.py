"""Which types of the catalogue a reader looks at, and in which groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipelines.presentation.offers import Offers
from pipelines.presentation.units import count_word

EVERY: Final = "alla"
CATALOGUE, SPREAD = "katalog", "spridning"
ORDERS: Final = {CATALOGUE: "katalogen", SPREAD: "spridning"}


@dataclass(frozen=True)
class Group:
    """Some types under a heading.

    Attributes:
        key: what the group is called in ids.
        name: the heading.
        types: codes, in order.
    """

    key: str
    name: str
    types: tuple[str, ...]


def sought(offers: Offers, category: str, words: str) -> list[str]:
    """Codes of the types of a category whose name, code or category holds every word.

    Args:
        offers: the offers.
        category: code of a category, or `EVERY`.
        words: what is searched for; empty for all.
    """
    wanted = words.casefold().split()
    return [
        code
        for code, (name, group) in offers.types.items()
        if category in (EVERY, group)
        and _holds(f"{code} {name} {offers.categories[group]}".casefold(), wanted)
    ]


def _holds(text: str, wanted: Sequence[str]) -> bool:
    return all(word in text for word in wanted)


def grouped(offers: Offers, types: Sequence[str], order: str) -> list[Group]:
    """The types by category, or by how many districts offer them with the most first."""
    groups = _by_spread(offers, types) if order == SPREAD else _by_category(offers, types)
    return [group for group in groups if group.types]


def _by_category(offers: Offers, types: Sequence[str]) -> list[Group]:
    return [
        Group(
            f"kategori-{category.casefold()}",
            name,
            tuple(code for code in types if offers.types[code][1] == category),
        )
        for category, name in offers.categories.items()
    ]


def _by_spread(offers: Offers, types: Sequence[str]) -> list[Group]:
    counts = {code: len(offers.offering(code)) for code in types}
    order = sorted(types, key=lambda code: -counts[code])  # stable: the catalogue's order within
    every = len(offers.known)
    among = f" av de {count_word(every)} som har levererat" if offers.missing else ""
    bounds = (
        (
            "alla",
            f"Alla {count_word(every)}{' som har levererat' if among else ''}",
            every or 1,
            every,
        ),
        ("flera", f"Fem eller fler{among}, inte alla", 5, every - 1),
        ("fa", f"Två till fyra{among}", 2, min(4, every - 1)),
        ("en", f"Endast en stadsdel{among}", 1, min(1, every - 1)),
        ("ingen", f"Ingen{among}", 0, 0),
    )
    return [
        Group(
            f"spridning-{key}",
            name,
            tuple(code for code in order if least <= counts[code] <= most),
        )
        for key, name, least, most in bounds
    ]
