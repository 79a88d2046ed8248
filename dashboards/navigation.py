"""Which pages there are and where they stand in the menu."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

GROUPS: Final = ("Läget", "Insatser", "Process", "Tillit")


@dataclass(frozen=True)
class PageInfo:
    """A page: where it is, what it is called, and its group in the menu."""

    path: str
    name: str
    group: str


LAGESBILD: Final = PageInfo("/", "Lägesbild", "Läget")
UTBUD: Final = PageInfo("/utbud", "Utbud", "Insatser")
REGI: Final = PageInfo("/regi", "Regi", "Insatser")
UPPFOLJNING: Final = PageInfo("/uppfoljning", "Uppföljning", "Process")

PAGES: Final = (LAGESBILD, UTBUD, REGI, UPPFOLJNING)
