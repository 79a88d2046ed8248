"""S1, S2, P1 and P2: what is given without behovsprövning, staff, and workload."""

from __future__ import annotations

import pandas as pd

from tests.recompute.perioder import CALENDAR, of_event, periods
from tests.recompute.rows import Rows
from tests.recompute.tabell import KEY, distribution, total, with_age
from tests.recompute.texts import seed, todays_unit, values
from tests.recompute.volym import people_by


def _counts(rows: Rows) -> pd.DataFrame:
    """The nämnder's monthly numbers in every period."""
    own = rows.tables["insatser_utan_behovsprovning"]
    own = own.assign(enhet=todays_unit(own["enhet"]), alder=own["aldersgrupp"])
    return of_event(own, "manad", periods(rows, CALENDAR))


def _single(rows: Rows) -> pd.DataFrame:
    """Rows about one child without behovsprövning, each as the number one, where decided."""
    own = rows.decisions[rows.decisions["behovsprovning"] == "utan"]
    own = own.assign(enhet=own["beslutande"])
    category = seed("mappning_kategorier").set_index("insatstyp_kod")["nuso_kategori"]
    found = with_age(of_event(own, "startdatum", periods(rows, CALENDAR)))
    return found.assign(
        antal=1, nuso_kategori=found["insatstyp"].map(category).fillna("okand").astype(object)
    )


def s1(rows: Rows) -> list[pd.DataFrame]:
    found = pd.concat([_counts(rows), _single(rows)], ignore_index=True)
    return [total(found, "antal", ["nuso_kategori", "kon", "alder"]).drop(columns="namnare")]


def s2(rows: Rows) -> list[pd.DataFrame]:
    return [distribution(_counts(rows), "resultat", "antal")]


def _staff(rows: Rows) -> pd.DataFrame:
    """Staff on each unit's last reference day of every year."""
    own = rows.tables["personalresurser"]
    own = own.assign(enhet=todays_unit(own["enhet"]))
    found = of_event(own, "referensdatum", periods(rows, ("ar",)))
    last = found.groupby(["enhet", "period"])["referensdatum"].transform("max")
    return found[found["referensdatum"] == last].reset_index(drop=True)


def p1(rows: Rows) -> list[pd.DataFrame]:
    staff = _staff(rows)
    learning = staff["certifiering"] == "under_utbildning"
    learners = staff[learning].assign(under_utbildning=staff["kompetens"])
    kinds = [
        total(staff, "arsarbetare", ["roll"]),
        total(staff[~learning], "arsarbetare", ["kompetens"], whole=False),
        total(learners, "arsarbetare", ["under_utbildning"], whole=False),
    ]
    return [_per_child(rows, pd.concat(kinds).drop(columns="namnare"))]


def _per_child(rows: Rows, counted: pd.DataFrame) -> pd.DataFrame:
    """The same population under every value."""
    base = people_by(rows, (), ("ar",)).drop(columns=["dimension", "varde"])
    cells = [("", "")]
    cells += [
        (name, value)
        for name in ("roll", "kompetens", "under_utbildning")
        for value in values(name)
    ]
    grid = base.merge(pd.DataFrame(cells, columns=["dimension", "varde"]), how="cross")
    return grid.merge(counted, on=KEY, how="outer").fillna({"taljare": 0})


def p2(rows: Rows) -> list[pd.DataFrame]:
    staff = _staff(rows)
    years = staff.groupby(["enhet", "period"]).agg(
        dag=("referensdatum", "max"), namnare=("arsarbetare", "sum")
    )
    years = years.round({"namnare": 2}).reset_index()
    weight = seed("policy_arbetstyngd").set_index("kategori_kod")["vikt"].astype(float)
    both = rows.started.merge(years, on="enhet")
    both = both[both["dag"].between(both["startdatum"], both["slut"])]
    load = both.assign(vikt=both["kategori"].map(weight)).groupby(["enhet", "period"])["vikt"]
    own = years.merge(load.sum().rename("taljare").reset_index(), how="left")
    own = own.fillna({"taljare": 0})
    city = own.groupby("period")[["taljare", "namnare"]].sum().round(2).reset_index()
    return [pd.concat([own, city.assign(enhet="stad")]).assign(dimension="", varde="")]


MEASURES = {"S1": s1, "S2": s2, "P1": p1, "P2": p2}
