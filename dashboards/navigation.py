"""Which pages there are and where they stand in the menu."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

GROUPS: Final = ("Läget", "Insatser", "Process", "Tillit")


@dataclass(frozen=True)
class PageInfo:
    """A page: where it is, what it is called, and its group in the menu; empty if in the foot."""

    path: str
    name: str
    group: str


LAGESBILD: Final = PageInfo("/", "Lägesbild", "Läget")
LIKSTALLIGHET: Final = PageInfo("/likstallighet", "Likställighet", "Läget")
STADSDELEN: Final = PageInfo("/stadsdelen", "Stadsdelen", "Läget")
UTBUD: Final = PageInfo("/utbud", "Utbud", "Insatser")
VOLYM: Final = PageInfo("/volym", "Volym", "Insatser")
REGI: Final = PageInfo("/regi", "Regi", "Insatser")
INNEHALL: Final = PageInfo("/innehall", "Innehåll", "Insatser")
TID: Final = PageInfo("/tid", "Tid", "Process")
UPPFOLJNING: Final = PageInfo("/uppfoljning", "Uppföljning", "Process")
FLODE: Final = PageInfo("/flode", "Flöde", "Process")
UTAN_BEHOVSPROVNING: Final = PageInfo(
    "/utan-behovsprovning", "Utan behovsprövning och personal", "Process"
)
KVALITET: Final = PageInfo("/kvalitet", "Kvalitet", "Tillit")
METOD: Final = PageInfo("/metod", "Metod och definitioner", "Tillit")
TILLGANGLIGHET: Final = PageInfo("/tillganglighet", "Tillgänglighet", "")

PAGES: Final = (
    LAGESBILD, LIKSTALLIGHET, STADSDELEN, UTBUD, VOLYM, REGI, INNEHALL, TID, UPPFOLJNING, FLODE,
    UTAN_BEHOVSPROVNING, KVALITET, METOD, TILLGANGLIGHET,
)  # fmt: skip
