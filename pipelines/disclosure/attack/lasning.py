"""Read a publication as a reader does: what every cell says by itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from pipelines.disclosure.attack.utfall import (
    CARRIES_VALUE,
    NAIV,
    NYCKEL,
    SHOWN_SMALL,
    Nyckel,
    Rojande,
)

FIGURER = ["taljare", "namnare", "varde", "undre", "ovre"]
BARS = {"visad": set(FIGURER), "for_fa": {"namnare"}}  # the other statuses bear no figure
STATUSAR = {"visad", "for_fa", "skyddad", "strukturell_nolla", "ej_mogen", "saknas"}
FORMER = {"antal", "andel", "per_1000", "median", "kvantil", "kostnad", "kvot"}
# One rounded figure of at least MINST_I_MEDIAN children: it stands in no equation.
BESKRIVER = {"median", "kvantil", "kostnad", "kvot"}
# Why a number is missing, when the reason says that there is none.
TOM = "ingen_i_namnaren"
MINST_I_MEDIAN = 20
# Of the plan's kinds of periods all but these are dates: reference days of one purpose or another.
PERIOD = re.compile(
    r"(?P<kohort>[A-Z]+\d{4})"
    r"|(?P<ar>\d{4})(?:(?P<halvar>H[12])|(?P<kvartal>Q[1-4])|(?P<dag>-\d\d-\d\d))?"
)
# Columns that may differ between hidden cells and yet be one symbol: names, and why saknas.
NAMNER = {*NYCKEL, *FIGURER, "status", "adress", "galler_fran"}


class Cell(NamedTuple):
    """What a reader sees of a cell; ``status`` is TOM where that is the reason.

    ``kanslig``: that all or none are in the numerator is a secret too.
    """

    status: str
    form: str
    taljare: int | None
    namnare: int | None
    kanslig: bool
    galler_fran: str

    @property
    def bar(self) -> bool:
        """Whether there is a number behind the cell that equations hold for."""
        return self.status not in ("ej_mogen", "saknas")

    @property
    def dold(self) -> bool:
        """Whether the cell's numbers are to be recovered."""
        return self.status == "skyddad"


@dataclass(frozen=True)
class Publicering:
    """The protected cells of one publication, and the faults seen without calculating."""

    nr: int
    celler: dict[Nyckel, Cell]
    fynd: list[Rojande]


def las(ram: pd.DataFrame, plan: Mapping[str, Any], nr: int, k: int) -> Publicering:
    """Read a frame of published cells; tables with ``skydd: nej`` are left out.

    Raises:
        ValueError: a column, key, status, period, form or count is missing or not understood.
    """
    slag = _granska(ram)
    tabeller = _tabeller(plan)
    med_namnare = {*ram.loc[ram["namnare"].notna(), "matt"]}
    celler: dict[Nyckel, Cell] = {}
    fynd: set[Rojande] = set()
    for nyckel, status, orsak, fran, buret in _rader(ram):
        plats = nyckel.matt, nyckel.dimension, slag[nyckel.period]
        # A row that the plan does not know is protected, and a share if it looks like one.
        oplanerad = False, "andel" if nyckel.matt in med_namnare else "antal", False
        oppen, form, kanslig = tabeller.get(plats, oplanerad)
        if oppen:
            continue
        if nyckel in celler:
            raise ValueError(f"en cell av {nyckel.matt} {nyckel.period} står två gånger")
        # A population is public whatever the rate above it.
        far = BARS.get(status, set()) | ({"namnare"} if form == "per_1000" else set())
        if any(status != "strukturell_nolla" or buret[namn] for namn in buret.keys() - far):
            fynd.add(Rojande(*nyckel, "taljare", CARRIES_VALUE, NAIV, nr))
        if form in BESKRIVER and 0 < buret.get("namnare", 0) < MINST_I_MEDIAN:
            fynd.add(Rojande(*nyckel, "namnare", SHOWN_SMALL, NAIV, nr))
        ord_ = TOM if status == "saknas" and orsak == TOM else status
        taljare, namnare = (None if (t := buret.get(n)) is None else int(t) for n in FIGURER[:2])
        celler[nyckel] = Cell(ord_, form, taljare, namnare, kanslig, fran)
    fynd |= _tecken(ram, nr, {nyckel for nyckel, cell in celler.items() if cell.dold})
    return Publicering(nr, celler, list(fynd))


def _rader(ram: pd.DataFrame) -> Iterator[tuple[Nyckel, str, str, str, dict[str, float]]]:
    """Yield key, status, reason, run and the figures that are there, row by row."""
    texter = [
        ram[namn].fillna("").astype(str) if namn in ram else [""] * len(ram)
        for namn in ("status", "orsak", "galler_fran")
    ]
    figurer = [
        (heltal(ram[namn]) if namn in ("taljare", "namnare") else ram[namn]).astype(object)
        for namn in FIGURER
    ]
    figurer = [kolumn.where(kolumn.notna(), None) for kolumn in figurer]
    for nyckel, status, orsak, fran, *tal in zip(_nycklar(ram), *texter, *figurer, strict=True):
        buret = {namn: f for namn, f in zip(FIGURER, tal, strict=True) if f is not None}
        yield nyckel, status, orsak, fran, buret


def _granska(ram: pd.DataFrame) -> dict[str, str]:
    """Return the kind of every period in a frame that can be understood."""
    if saknade := {*NYCKEL, "status", *FIGURER} - set(ram.columns):
        raise ValueError(f"kolumner saknas: {sorted(saknade)}")
    if ram[[*NYCKEL, "status"]].isna().to_numpy().any():
        raise ValueError("en cell saknar nyckel eller status")
    former = {period: PERIOD.fullmatch(period) for period in ram["period"].unique()}
    if okanda := {p for p, form in former.items() if not form} | {*ram["status"]} - STATUSAR:
        raise ValueError(f"okända perioder eller statusar: {sorted(okanda)}")
    return {p: form.lastgroup or "ar" for p, form in former.items() if form}


def heltal(kolumn: pd.Series) -> pd.Series:
    """The column in whole, non-negative cases; the message never repeats the figure."""
    try:
        tal = kolumn.astype("Int64")
    except (TypeError, ValueError):
        raise ValueError("ett antal är inte ett heltal") from None
    if (tal.dropna() < 0).any():
        raise ValueError("ett antal är negativt")
    return tal


def _tabeller(plan: Mapping[str, Any]) -> dict[tuple[str, str, str], tuple[bool, str, bool]]:
    """(measure, dimension, kind of period) -> whether it is public, its form, and kanslig."""
    tabeller = {}
    for tabell in plan["tabeller"]:
        form = tabell.get("form") or "antal"
        if form not in FORMER:
            raise ValueError(f"okänd form: {form}")
        for slag in tabell["perioder"]:
            plats = tabell["matt"], tabell.get("dimension") or "", _slag(slag)
            kanslig = tabell.get("kanslig") in ("ja", True)
            tabeller[plats] = tabell.get("skydd") in ("nej", False), form, kanslig
    return tabeller


def _slag(slag: str) -> str:
    return slag if slag in PERIOD.groupindex else "dag"


def _tecken(ram: pd.DataFrame, nr: int, dolda: Iterable[Nyckel]) -> set[Rojande]:
    """Hidden cells that another column tells apart: the first symbol is as good as a number."""
    skyddade = ram[ram["status"] == "skyddad"]
    dolda, fynd = set(dolda), set()
    for namn in sorted(set(ram.columns) - NAMNER):
        tecken: list[Hashable] = list(skyddade[namn].astype(object).fillna("").astype(str))
        vanligast = Counter(tecken).most_common(1)
        for nyckel, eget in zip(_nycklar(skyddade), tecken, strict=True):
            if eget != vanligast[0][0] and nyckel in dolda:
                fynd.add(
                    Rojande(
                        *nyckel,
                        tal="taljare",
                        verdict=CARRIES_VALUE,
                        angripare=NAIV,
                        publicering=nr,
                    )
                )
    return fynd


def _nycklar(ram: pd.DataFrame) -> list[Nyckel]:
    return [Nyckel(*delar) for delar in zip(*(ram[namn] for namn in NYCKEL), strict=True)]
