"""The shape of the calibration's parts about offers, population, wrong rows and file dialects.

Like plan_barn.py, but for what does not concern a single child: ``Dialekt`` says how a unit's
system writes, ``Stok`` how many of its rows are wrong.
"""

from datetime import date
from typing import Literal

from pipelines.sample.plan_barn import Del


class Antal(Del):
    """A number of rows: per mille of a unit's decisions, and at least so many."""

    promille: float
    minst: int


class Ofullstandig(Del):
    """The faulty first delivery: how many decisions of the year are missing or wrong."""

    enhet: str
    ar: int
    saknas: int
    fel_regi: int
    regi_saknas: int


class Stok(Del):
    """Rows that are to be refused, and the delivery that is to be replaced."""

    slut_fore_start: Antal
    dubblett: Antal
    okant_beslut: Antal
    motstridig: dict[str, int]
    ofullstandig: Ofullstandig


class Period(Del):
    """When an offer runs; an open side is the world's."""

    fran: date | None = None
    till: date | None = None


class Planerad(Del):
    """An offer that is planned but not given."""

    enheter: list[str]
    fran: date


class Utbudsplan(Del):
    """The offer matrix: one string per type with one character per column."""

    fran: date
    perioder: dict[str, Period | None]
    kolumner: list[str]
    matris: dict[str, str]
    planerade: dict[str, Planerad]
    centrala: list[str]
    behovsprovning: dict[str, dict[str, list[str]]]
    beslutsgrund: dict[str, tuple[int, int, int, int]]
    intensiv_kostsam: list[str]


class Befolkning(Del):
    """Children 0–17 per unit, the same on every reference date, and the shape of their ages."""

    referensar: list[int]
    barn_0_17: dict[str, int]
    alder: list[int]
    lutning: dict[str, int]
    drift: int
    pojkar_promille: int
    brus: int


class Dialekt(Del):
    """How a unit's system writes its files."""

    teckenkod: Literal["utf-8", "utf-8-sig", "cp1252", "xlsx"]
    avgransare: str = ""
    radslut: str = ""
    rubriker: Literal["kontrakt"] | int
    koder: Literal["kontrakt", "text"] | dict[str, int]
    datum: Literal["iso", "kompakt"]
    ansvarig: Literal["namn", "tom"]
