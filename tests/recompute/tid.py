"""T1–T5: how long things take, against the law and the policies."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tests.recompute.perioder import (
    CALENDAR,
    DAY,
    days_later,
    months_later,
    of_event,
    overlapping,
    periods,
    seen,
)
from tests.recompute.rows import FAR, Rows
from tests.recompute.tabell import (
    CASE,
    PERSON,
    distribution,
    named,
    quantile,
    share,
    total,
    with_age,
)
from tests.recompute.texts import parameter


def _first_true(frame: pd.DataFrame, cases: dict[str, pd.Series], other: str) -> pd.Series:
    """The name of the first case that holds for a row."""
    found = np.select([mark.to_numpy(bool) for mark in cases.values()], list(cases), other)
    return pd.Series(found, index=frame.index, dtype=object)


def t1(rows: Rows) -> list[pd.DataFrame]:
    found = rows.aktualiseringar
    found = found[(found["slag"] == "anmalan") & (found["beslut"] != "pafors")]
    undecided = found["beslut"].isna()
    going_on = found[["aktualisering_id", "barn_id", "inkommen_datum"]].merge(
        rows.utredningar[["barn_id", "inledd_datum", "avslutad_datum"]], on="barn_id"
    )
    last = going_on["avslutad_datum"].fillna(FAR)
    during = going_on["inkommen_datum"].between(going_on["inledd_datum"], last)
    has_one = found["aktualisering_id"].isin(going_on.loc[during, "aktualisering_id"])
    found = found[~(undecided & has_one)]

    due = days_later(found["inkommen_datum"], parameter("forhandsbedomningstid"))
    decided = found["beslut"].notna() & found["beslutsdatum"].notna()
    in_time = decided & (found["beslutsdatum"] <= due)
    reasons = decided & found["synnerliga_skal"].fillna(False).astype(bool)
    cases = {"i_tid": in_time, "sen_synnerliga_skal": reasons}
    found = found.assign(i_tid=in_time, bedomning=_first_true(found, cases, "sen"))
    found = of_event(seen(found, due), "inkommen_datum", periods(rows, CALENDAR))
    return [share(with_age(found), "i_tid", PERSON), distribution(found, "bedomning")]


def t2(rows: Rows) -> list[pd.DataFrame]:
    found = rows.utredningar
    due = months_later(found["inledd_datum"], parameter("utredningstid"))
    in_time = found["avslutad_datum"] <= due
    cases = {"i_tid": in_time, "forlangd": found["forlangd_till"].notna()}
    found = found.assign(i_tid=in_time, utredningstid=_first_true(found, cases, "sen"))
    found = of_event(seen(found, due), "inledd_datum", periods(rows, CALENDAR))
    return [share(with_age(found), "i_tid", PERSON), distribution(found, "utredningstid")]


def t3(rows: Rows) -> list[pd.DataFrame]:
    found = periods(rows, CALENDAR)
    closed = of_event(rows.utredningar, "avslutad_datum", found)
    closed = closed.assign(dagar=(closed["avslutad_datum"] - closed["inledd_datum"]).dt.days)
    last_days = found.assign(fran=found["till"])
    still_open = overlapping(rows.utredningar, "inledd_datum", "avslutad_datum", last_days)
    still_open = still_open[still_open["avslutad_datum"] != still_open["till"]]
    still_open = seen(still_open, still_open["till"])
    still_open = still_open.assign(dagar=(still_open["till"] - still_open["inledd_datum"]).dt.days)
    return [*_days("", closed), *_days("oppna_", still_open)]


def _days(prefix: str, frame: pd.DataFrame) -> list[pd.DataFrame]:
    parts = {
        "medel": total(frame, "dagar"),
        "median": quantile(frame, "dagar", 0.5),
        "p90": quantile(frame, "dagar", 0.9),
    }
    return [named(part, "statistik", prefix + name) for name, part in parts.items()]


def t4(rows: Rows) -> list[pd.DataFrame]:
    found = rows.granted
    due = months_later(found["beslutsdatum"], parameter("verkstallighetstid"))
    begun, ended = found["startdatum"].notna(), found["slutdatum"].notna()
    in_time = begun & (found["startdatum"] <= due)
    cases = {"inom_tiden": in_time, "senare": begun, "avslutad": ended}
    found = found.assign(
        i_tid=in_time, forfall=due, verkstallighet=_first_true(found, cases, "ej_verkstalld")
    )
    mature = of_event(seen(found, due), "beslutsdatum", periods(rows, CALENDAR))
    return [
        share(with_age(mature), "i_tid", CASE),
        distribution(mature, "verkstallighet"),
        share(with_age(_waiting(rows, found)), "gammal", CASE),
    ]


def _waiting(rows: Rows, found: pd.DataFrame) -> pd.DataFrame:
    """Decisions that have neither begun nor ended on the state day."""
    day = periods(rows, ["lagesdag"]).iloc[0]
    begun = found["startdatum"] <= day["till"]
    ended = found["slutdatum"] <= day["till"]
    waiting = found[(found["beslutsdatum"] <= day["till"]) & ~begun & ~ended]
    return waiting.assign(
        period=day["period"], till=day["till"], gammal=waiting["forfall"] < day["till"]
    )


def t5(rows: Rows) -> list[pd.DataFrame]:
    found = rows.started
    due = days_later(found["startdatum"], parameter("plantid"))
    plans = rows.tables["genomforandeplaner"].drop(columns="uttagsdatum")
    first_day = plans.groupby("beslut_id")["upprattad_datum"].transform("min")
    by = plans[plans["upprattad_datum"] == first_day].groupby("beslut_id")
    first = by.agg(upprattad_datum=("upprattad_datum", "min"), har_mal=("har_mal", "max"))
    found = found.assign(forfall=due).merge(first.reset_index(), on="beslut_id", how="left")
    found = found.assign(
        i_tid=found["upprattad_datum"] <= found["forfall"],
        uppdrag=found["uppdrag_datum"].notna(),
        mal=found["har_mal"].fillna(False).astype(bool),
        sip_finns=found["sip"].fillna(False).astype(bool),
    )
    found = found[found["slut"] >= found["forfall"]]
    mature = of_event(seen(found, found["forfall"]), "startdatum", periods(rows, CALENDAR))
    known_goals = mature[mature["har_mal"].notna()]
    known_sip = mature[mature["sip"].notna()]
    content = {
        "uppdrag": share(mature, "uppdrag"),
        "mal": share(known_goals, "mal"),
        "sip": share(known_sip, "sip_finns"),
        "uppdaterad": share(_year_old(rows, plans), "uppdaterad"),
    }
    return [
        share(with_age(mature), "i_tid", CASE),
        *(named(part, "planinnehall", name) for name, part in content.items()),
    ]


def _year_old(rows: Rows, plans: pd.DataFrame) -> pd.DataFrame:
    """Insatser that have gone on for a year on a period's last day; `uppdaterad` if a new plan."""
    found = periods(rows, CALENDAR)
    last_days = found.assign(fran=found["till"])
    months = parameter("planuppdatering")
    old = overlapping(rows.started, "startdatum", "slutdatum", last_days)
    old = seen(old, old["till"])
    old = old[months_later(old["startdatum"], months) <= old["till"]]
    both = old[["beslut_id", "period", "till"]].merge(
        plans[["beslut_id", "upprattad_datum"]], on="beslut_id"
    )
    day = both["upprattad_datum"]
    after = months_later(both["till"] + DAY, -months)
    recent = both[day.between(after, both["till"])].drop_duplicates(["beslut_id", "period"])
    old = old.merge(recent[["beslut_id", "period"]].assign(ny=1), how="left")
    return old.assign(uppdaterad=old["ny"].notna())


MEASURES = {"T1": t1, "T2": t2, "T3": t3, "T4": t4, "T5": t5}
