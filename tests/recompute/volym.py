"""V1–V5: decisions, children, episodes."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from tests.recompute.perioder import CALENDAR, of_event, overlapping, periods
from tests.recompute.rows import FAR, Rows
from tests.recompute.tabell import CASE, KEY, PERSON, different, number, with_age
from tests.recompute.texts import BANDS, catalogue, parameter, seed, todays_unit


@lru_cache(maxsize=1)
def decided(rows: Rows) -> pd.DataFrame:
    """Granted decisions in every period, at the unit that decided."""
    found = of_event(rows.granted, "beslutsdatum", periods(rows, CALENDAR))
    known = found["insatstyp"].isin(catalogue().index)
    return with_age(found).assign(
        enhet=found["beslutande"],
        insatstyp=found["insatstyp"].where(known, "OKAND"),
        lagversion=_law(found["beslutsdatum"]),
    )


def _law(days: pd.Series) -> pd.Series:
    law = seed("policy_lagversion").astype({"gallande_fran": "datetime64[us]"})
    order = law.sort_values("gallande_fran")
    place = order["gallande_fran"].searchsorted(days, side="right") - 1
    return pd.Series(order["lagversion"].to_numpy()[place], index=days.index)


@lru_cache(maxsize=2)
def ongoing(rows: Rows, kinds: tuple[str, ...]) -> pd.DataFrame:
    """Started granted decisions in every period with a day of theirs, where responsible."""
    return with_age(overlapping(rows.started, "startdatum", "slutdatum", periods(rows, kinds)))


def v1(rows: Rows) -> list[pd.DataFrame]:
    return [number(decided(rows), [*CASE, "insatstyp", "lagversion"])]


def v2(rows: Rows) -> list[pd.DataFrame]:
    return [different(ongoing(rows, (*CALENDAR, "utbudsdag")), "barn_id", CASE)]


def v3(rows: Rows) -> list[pd.DataFrame]:
    decisions = number(decided(rows), CASE)
    children = different(ongoing(rows, CALENDAR), "barn_id", CASE)
    return [decisions.merge(children.rename(columns={"taljare": "namnare"}), on=KEY, how="outer")]


def population(rows: Rows) -> pd.DataFrame:
    """Children 0–20 by today's unit and by year: on 31 December, or the source's last day before.

    One day for all areas; an area without numbers on it has no children.
    """
    source = seed("policy_val").set_index("parameter").loc["befolkningskalla", "val"]
    people = rows.tables["befolkning"]
    people = people[(people["kalla"] == source) & people["alder"].between(0, 20)]
    people = people.assign(
        enhet=todays_unit(people["enhet"]).where(people["enhet"] != "stad", "stad")
    )
    parts = []
    for year in range(people["referensdatum"].dt.year.min(), rows.youngest.year + 1):
        before = people[people["referensdatum"].dt.year <= year]
        last = before["referensdatum"].max()
        parts.append(before[before["referensdatum"] == last].assign(kalenderar=year))
    found = pd.concat(parts, ignore_index=True)
    return found.assign(alder=found["alder"].map(_BAND_OF))


_BAND_OF = {age: name for name, (low, high) in BANDS.items() for age in range(low, high + 1)}


def people_by(rows: Rows, dimensions: tuple[str, ...], kinds: tuple[str, ...]) -> pd.DataFrame:
    """The population as `namnare` for every unit, period and value."""
    people = _with_both(population(rows))
    parts = [people.assign(dimension="", varde="")]
    parts += [people.assign(dimension=name, varde=people[name]) for name in dimensions]
    by = ["enhet", "kalenderar", "dimension", "varde"]
    summed = pd.concat(parts).groupby(by)["antal"].sum().rename("namnare").reset_index()
    found = periods(rows, kinds).assign(kalenderar=lambda made: made["till"].dt.year)
    return summed.merge(found[["period", "kalenderar"]], on="kalenderar")[[*KEY, "namnare"]]


def _with_both(frame: pd.DataFrame) -> pd.DataFrame:
    sex = frame["kon"].astype(str).where(frame["kon"] == "K", "M")  # the unknown with the boys
    return frame.assign(alder_kon=frame["alder"].astype(str) + "_" + sex)


def v4(rows: Rows) -> list[pd.DataFrame]:
    inside = ongoing(rows, CALENDAR)
    inside = _with_both(inside[inside["ar"].between(0, 20)])
    by = (*PERSON, "alder_kon")
    return [
        different(inside, "barn_id", by).merge(people_by(rows, by, CALENDAR), on=KEY, how="outer")
    ]


@lru_cache(maxsize=1)
def episodes(rows: Rows) -> pd.DataFrame:
    """Insatser: decisions on one type for one child, merged over gaps within the policy.

    A row an episode, with the columns of its last decision (so the unit that is responsible now)
    and `startdatum` of its first one. `slutdatum` is missing while it goes on.
    """
    order = ["barn_id", "insatstyp", "startdatum", "slut", "beslut_id"]
    own = rows.started.sort_values(order, ignore_index=True)
    one = own.groupby(["barn_id", "insatstyp"], sort=False)
    reached = one["slut"].cummax().groupby([own["barn_id"], own["insatstyp"]]).shift()
    gap = own["startdatum"] - reached
    new = reached.isna() | (gap > pd.Timedelta(days=parameter("episodglapp")))
    own = own.assign(episod=new.cumsum())
    first = own.groupby("episod")["startdatum"].first()
    last = own.sort_values(["slut", "startdatum", "beslut_id"]).groupby("episod").tail(1)
    last = last.set_index("episod").sort_index()
    made = last.assign(startdatum=first)
    ended = made["slut"] < FAR
    kind = made["insatstyp"].map(catalogue()["manualbaserad"])
    return made.assign(slutdatum=made["slut"].where(ended), manual=kind == "ja").reset_index()


def v5(rows: Rows) -> list[pd.DataFrame]:
    found = periods(rows, CALENDAR)
    all_of = episodes(rows)
    begun = of_event(all_of, "startdatum", found)
    ended = of_event(all_of, "slutdatum", found)
    last_days = found.assign(fran=found["till"])
    on_last_day = overlapping(all_of, "startdatum", "slutdatum", last_days)
    stages = {"paborjade": begun, "pagaende": on_last_day, "avslutade": ended}
    marked = pd.concat([frame.assign(skede=name) for name, frame in stages.items()])
    return [number(marked, ["skede"], whole=False)]


MEASURES = {"V1": v1, "V2": v2, "V3": v3, "V4": v4, "V5": v5}
