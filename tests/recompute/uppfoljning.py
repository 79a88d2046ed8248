"""F1–F7: follow-ups against the policy's interval, plans' own days, and what was held.

The schedule is rolling, as the policy `schema_uppfoljning` says; a fixed one is not computed here.
"""

from __future__ import annotations

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
    named,
    number,
    quantile,
    share,
    share_of_children,
    with_age,
)
from tests.recompute.texts import parameter, seed


def _months(frame: pd.DataFrame) -> pd.Series:
    """The policy's interval: 22 § LVU, then kontaktperson and -familj, then the others."""
    interval = seed("policy_uppfoljning").set_index("insats_grupp")["intervall_manader"].astype(int)
    months = pd.Series(interval["behovsprovad"], index=frame.index)
    months = months.mask(frame["kategori"] == "KON", interval["kontakt"])
    return months.mask(frame["lagrum"] == "lvu22", interval["lvu22"])


def _due(cases: pd.DataFrame, plans: pd.DataFrame) -> pd.Series:
    """The due day of each case: a row with a unique index, `beslut_id`, `manader` and `ankare`.

    The anchor plus the interval, unless the plan in force has a day of its own after the anchor.
    That plan is the version drawn up last by then, and before the day (`fore`) of the follow-up.
    """
    schedule = seed("policy_val").set_index("parameter").loc["schema_uppfoljning", "val"]
    if schedule != "rullande":
        raise ValueError("omräkningen kan bara rullande schema; räkna det fasta för hand")
    due = pd.Series(pd.NaT, index=cases.index, dtype="datetime64[us]")
    for months, some in cases.groupby("manader"):
        due.loc[some.index] = months_later(some["ankare"], int(months))
    left = cases[["beslut_id", "ankare", "fore"]].assign(fall=due, rad=cases.index)
    both = left.merge(plans, on="beslut_id")
    drawn_up = both["upprattad_datum"]
    both = both[(drawn_up <= both["fall"]) & (drawn_up < both["fore"].fillna(FAR))]
    order = both.sort_values(["upprattad_datum", "nasta_uppfoljning"], na_position="first")
    last = order.groupby("rad").tail(1)
    own = last[last["nasta_uppfoljning"] > last["ankare"]]
    due.loc[own["rad"]] = own["nasta_uppfoljning"].to_numpy()
    return due


def _running(rows: Rows) -> pd.DataFrame:
    """Held follow-ups that are not about the end: one a decision and day."""
    kept = rows.held[rows.held["slag"] != "avslut"]
    return kept.drop_duplicates(["beslut_id", "hallen_datum"])


def _plans(rows: Rows) -> pd.DataFrame:
    plans = rows.tables["genomforandeplaner"]
    return plans[["beslut_id", "upprattad_datum", "nasta_uppfoljning"]]


def f1(rows: Rows) -> list[pd.DataFrame]:
    cases = rows.started.assign(ankare=rows.started["startdatum"], manader=_months(rows.started))
    first = cases["beslut_id"].map(_running(rows).groupby("beslut_id")["hallen_datum"].min())
    due = _due(cases.assign(fore=first), _plans(rows))
    cases = cases.assign(forfall=due, i_tid=first <= due)
    cases = cases[cases["slut"] >= cases["forfall"]]
    mature = of_event(seen(cases, cases["forfall"]), "forfall", periods(rows, CALENDAR))
    return [share(with_age(mature), "i_tid", CASE)]


def f2(rows: Rows) -> list[pd.DataFrame]:
    found = _occasions(rows)
    last = days_later(found["forfall"], parameter("uppfoljningsfrist"))
    found = found.assign(i_tid=found["hallen"] <= last)
    mature = of_event(seen(found, last), "forfall", periods(rows, CALENDAR))
    return [share(with_age(mature), "i_tid", CASE)]


def _occasions(rows: Rows) -> pd.DataFrame:
    """Occasions that fell due while the insats went on, with the day of the next follow-up."""
    cases = rows.started.assign(ankare=rows.started["startdatum"], manader=_months(rows.started))
    held = _running(rows)[["beslut_id", "hallen_datum"]].sort_values(["beslut_id", "hallen_datum"])
    held = held.assign(nummer=held.groupby("beslut_id").cumcount())
    plans = _plans(rows)
    found = []
    for turn in range(held["nummer"].max() + 2 if len(held) else 1):
        this = held[held["nummer"] == turn].set_index("beslut_id")["hallen_datum"]
        next_held = this.reindex(cases["beslut_id"]).to_numpy()
        cases = cases.assign(hallen=next_held, fore=next_held)
        cases = cases.assign(forfall=_due(cases, plans))
        found.append(cases[cases["slut"] >= cases["forfall"]])
        cases = cases[cases["hallen"].notna()]
        cases = cases.assign(ankare=cases["hallen"])
    return pd.concat(found, ignore_index=True)


def _on_state_day(rows: Rows) -> pd.DataFrame:
    """Insatser that go on on the state day, with the due day by what had been done then."""
    day = periods(rows, ["lagesdag"])
    till = day["till"].iloc[0]
    cases = overlapping(rows.started, "startdatum", "slutdatum", day)
    held, plans = _running(rows), _plans(rows)
    held, plans = held[held["hallen_datum"] <= till], plans[plans["upprattad_datum"] <= till]
    last = cases["beslut_id"].map(held.groupby("beslut_id")["hallen_datum"].max())
    anchor = last.astype("datetime64[us]").fillna(cases["startdatum"])
    cases = cases.assign(ankare=anchor, manader=_months(cases), fore=pd.NaT)
    return with_age(cases.assign(forfall=_due(cases, plans)))


def f3(rows: Rows) -> list[pd.DataFrame]:
    found = _on_state_day(rows)
    late = found[found["forfall"] < found["till"]]
    late = late.assign(dagar=(late["till"] - late["forfall"]).dt.days)
    middle = quantile(late, "dagar", 0.5).drop(columns="namnare")
    return [number(late, CASE), named(middle, "forsening", "median")]


def f4(rows: Rows) -> list[pd.DataFrame]:
    found = _on_state_day(rows)
    return [number(found[found["forfall"] >= found["till"]], CASE)]


def f5(rows: Rows) -> list[pd.DataFrame]:
    found = periods(rows, CALENDAR)
    year = found.assign(fran=months_later(found["till"] + DAY, -12))
    cases = overlapping(rows.started, "startdatum", "slutdatum", year)
    cases = seen(cases, cases["till"])
    last = cases[["slut", "till"]].min(axis="columns")
    cases = cases[(last - cases["startdatum"]).dt.days + 1 >= parameter("minsta_insatstid")]
    held = rows.held[["beslut_id", "hallen_datum"]]
    both = cases[["beslut_id", "period", "fran", "till"]].merge(held, on="beslut_id")
    inside = both[both["hallen_datum"].between(both["fran"], both["till"])]
    inside = inside.drop_duplicates(["beslut_id", "period"])[["beslut_id", "period"]]
    cases = cases.merge(inside.assign(traff=1), how="left")
    cases = with_age(cases.assign(foljd=cases["traff"].notna()))
    return [share_of_children(cases, "foljd", PERSON)]


def f6(rows: Rows) -> list[pd.DataFrame]:
    # a meeting's own delivery must leave time to write the journal
    held = rows.held.assign(uttagsdatum=rows.held["uttag"])
    found = of_event(seen(held, held["hallen_datum"]), "hallen_datum", periods(rows, CALENDAR))
    return [share(with_age(found), "dokumenterad", CASE)]


def f7(rows: Rows) -> list[pd.DataFrame]:
    found = with_age(of_event(rows.held, "hallen_datum", periods(rows, CALENDAR)))
    who = []
    for name in ("barn", "vardnadshavare", "utforare"):
        known = found[found[f"deltog_{name}"].notna()]
        who.append(known.assign(deltagare=name, deltog=known[f"deltog_{name}"]))
    child = who[0].assign(barn_alder=who[0]["alder"])
    return [
        share(pd.concat(who), "deltog", ["deltagare"], whole=False),
        share(child, "deltog", ["barn_alder"], whole=False),
    ]


MEASURES = {"F1": f1, "F2": f2, "F3": f3, "F4": f4, "F5": f5, "F6": f6, "F7": f7}
