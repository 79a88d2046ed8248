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
LIKSTALLIGHET: Final = PageInfo("/likstallighet", "Likställighet", "Läget")
UTBUD: Final = PageInfo("/utbud", "Utbud", "Insatser")
VOLYM: Final = PageInfo("/volym", "Volym", "Insatser")
REGI: Final = PageInfo("/regi", "Regi", "Insatser")
TID: Final = PageInfo("/tid", "Tid", "Process")
UPPFOLJNING: Final = PageInfo("/uppfoljning", "Uppföljning", "Process")
FLODE: Final = PageInfo("/flode", "Flöde", "Process")
METOD: Final = PageInfo("/metod", "Metod och definitioner", "Tillit")

PAGES: Final = (
    LAGESBILD, LIKSTALLIGHET, UTBUD, VOLYM, REGI, TID, UPPFOLJNING, FLODE, METOD,
)  # fmt: skip
