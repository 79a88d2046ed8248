"""From positions and days to the words of one unit's system.

The contract says which columns a table has and of what type; the unit's dialect says which
heading, which vocabulary and which date form stand in its files. Example: regi 4 is ``kopt`` in
Bromma's file and ``Köpt (enskild utförare)`` in Farsta's.
"""

import math
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.sample.kalender import SAKNAS, dagtal
from pipelines.sample.katalog import kontrakt
from pipelines.sample.plan_filer import Dialekt
from pipelines.sample.slump import Heltal

Texter = NDArray[np.object_]
EXCEL_DAG_NOLL = 25569  # 1970-01-01 as Excel counts days
FORSTA_DAG = dagtal(date(1995, 1, 1))
ANTAL_DAGAR = 15000  # into 2036
TEXTTYPER = ("pseudonym", "typkod", "enhet")


@dataclass(frozen=True)
class Kolumn:
    """One column of a file.

    Attributes:
        typ: the contract's type.
        varden: for csv the texts; for Excel texts, or numbers where ``typ`` is a number or a date
            (nan = blank).
    """

    typ: str
    varden: list[Any]


@dataclass
class Oversattare:
    """Turns tables into columns in one dialect; keeps the tables of words it has made."""

    dialekt: Dialekt
    _ord: dict[str, Texter] = field(default_factory=dict)

    def rubriker(self, tabell: str) -> list[str]:
        """The headings of a table, in the contract's order."""
        val = self.dialekt.rubriker
        return [
            namn if val == "kontrakt" else kolumn["alias"][int(val) % len(kolumn["alias"])]
            for namn, kolumn in _kolumner(tabell).items()
        ]

    def kolumner(
        self, tabell: str, rader: pd.DataFrame, uppslag: dict[str, Texter]
    ) -> list[Kolumn]:
        """The columns of a table; ``uppslag`` holds the text of each number where one is needed."""
        if self.dialekt.ansvarig == "tom" and "beslutande_enhet" in rader:
            egen = rader["ansvarig_enhet"] == rader["beslutande_enhet"]
            rader = rader.assign(ansvarig_enhet=rader["ansvarig_enhet"].mask(egen, SAKNAS))
        return [
            Kolumn(kolumn["typ"], self._varden(kolumn, rader[namn].to_numpy(), uppslag.get(namn)))
            for namn, kolumn in _kolumner(tabell).items()
        ]

    def _varden(self, kolumn: dict[str, Any], tal: Heltal, texter: Texter | None) -> list[Any]:
        typ = kolumn["typ"]
        if typ in TEXTTYPER:
            if texter is None:
                raise ValueError(f"kolumn av typen {typ} saknar texter att slå upp i")
            return _sla_upp(texter, tal)
        if typ in ("kod", "ja_nej"):
            return _sla_upp(self._ordlista(kolumn), tal)
        if typ == "kodlista":
            return _sla_upp(self._kombinationer(kolumn), tal)
        if self.dialekt.teckenkod == "xlsx":
            return _excel(typ, tal)
        if typ == "manad":
            return _sla_upp(self._manad(), np.where(tal == SAKNAS, -1, tal - FORSTA_DAG))
        if typ == "datum":
            return _sla_upp(self._datum(), np.where(tal == SAKNAS, -1, tal - FORSTA_DAG))
        if typ == "decimal":
            return [f"{v // 100},{v % 100:02d}" if v != SAKNAS else "" for v in tal.tolist()]
        return [str(v) for v in tal.tolist()]

    def _ordlista(self, kolumn: dict[str, Any]) -> Texter:
        lista = kolumn.get("koder", "ja_nej")
        if lista not in self._ord:
            val = self.dialekt.koder
            if lista == "ja_nej":
                ord_ = ["nej", "ja"] if val == "kontrakt" else ["Nej", "Ja"]
            else:
                koder = kontrakt()["koder"][lista]
                ord_ = [_ett_ord(val, lista, kod, om) for kod, om in koder.items()]
            self._ord[lista] = _tabell(ord_)
        return self._ord[lista]

    def _kombinationer(self, kolumn: dict[str, Any]) -> Texter:
        """Texts of the sums of 1 << place: the codes of the list, joined by a plus sign."""
        lista = f"{kolumn['koder']} +"
        if lista not in self._ord:
            ord_ = list(self._ordlista(kolumn)[:-1])
            tecken = "+" if self.dialekt.koder == "kontrakt" else " + "
            self._ord[lista] = _tabell(
                [
                    tecken.join(o for plats, o in enumerate(ord_) if mask >> plats & 1)
                    for mask in range(1 << len(ord_))
                ]
            )
        return self._ord[lista]

    def _manad(self) -> Texter:
        if "manad" not in self._ord:
            langd = 6 if self.dialekt.datum == "kompakt" else 7
            self._ord["manad"] = _tabell([t[:langd] for t in self._datum()[:-1]])
        return self._ord["manad"]

    def _datum(self) -> Texter:
        if "datum" not in self._ord:
            dagar = (FORSTA_DAG + np.arange(ANTAL_DAGAR)).astype("datetime64[D]")
            texter = np.datetime_as_string(dagar).tolist()
            kompakt = self.dialekt.datum == "kompakt"
            self._ord["datum"] = _tabell([t.replace("-", "") if kompakt else t for t in texter])
        return self._ord["datum"]


def _kolumner(tabell: str) -> dict[str, Any]:
    kolumner: dict[str, Any] = kontrakt()["tabeller"][tabell]["kolumner"]
    return kolumner


def _ett_ord(val: str | dict[str, int], lista: str, kod: str, om: dict[str, Any]) -> str:
    if val == "kontrakt" or (isinstance(val, dict) and not om["alias"]):
        return kod
    if isinstance(val, str):
        return str(om["text"])
    alias = str(om["alias"][val.get(lista, 0) % len(om["alias"])])
    return alias[0].upper() + alias[1:]


def _tabell(texter: list[str]) -> Texter:
    """Texts by place; the last one is blank, so that ``SAKNAS`` (-1) finds it."""
    return np.array([*texter, ""], dtype=object)


def _sla_upp(texter: Texter, tal: Heltal) -> list[Any]:
    if len(texter) and texter[-1] != "" and (tal == SAKNAS).any():
        texter = np.append(texter, "")
    return list(texter[tal])


def _excel(typ: str, tal: Heltal) -> list[float]:
    dag = (1, EXCEL_DAG_NOLL)  # a month is its first day
    skala, noll = {"datum": dag, "manad": dag, "decimal": (100, 0), "heltal": (1, 0)}[typ]
    return [math.nan if v == SAKNAS else v / skala + noll for v in tal.tolist()]
