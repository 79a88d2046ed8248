"""A1–A3 and E1: from aktualisering to utredning to insats, and whether children come back."""

from __future__ import annotations

import pandas as pd

from tests.recompute.perioder import CALENDAR, DAY, months_later, of_event, periods, seen
from tests.recompute.rows import FAR, Rows
from tests.recompute.tabell import PERSON, distribution, share, with_age
from tests.recompute.texts import parameter, values


def a1(rows: Rows) -> list[pd.DataFrame]:
    found = with_age(of_event(rows.aktualiseringar, "inkommen_datum", periods(rows, CALENDAR)))
    found = found.assign(
        aktualisering=found["beslut"].fillna("ej_beslutad"), inleds=found["beslut"] == "inleds"
    )
    decided = found[found["beslut"].isin(["inleds", "inleds_inte"])]
    return [
        share(decided, "inleds", ["slag", *PERSON]),
        distribution(found, "aktualisering"),
    ]


def _closed(rows: Rows, kinds: tuple[str, ...]) -> pd.DataFrame:
    """Utredningar by the period in which they closed, with what they led to."""
    granted = rows.granted["utredning_id"].dropna()
    found = of_event(rows.utredningar, "avslutad_datum", periods(rows, kinds))
    led = (found["utfall"] == "insats") | found["utredning_id"].isin(granted)
    return with_age(
        found.assign(utfall=found["utfall"].fillna("okand").mask(led, "insats"), insats=led)
    )


def a2(rows: Rows) -> list[pd.DataFrame]:
    found = _closed(rows, CALENDAR)
    return [share(found, "insats", PERSON), distribution(found, "utfall")]


def a3(rows: Rows) -> list[pd.DataFrame]:
    found = _closed(rows, ("kohort",))
    ids = found[["utredning_id", "period", "enhet"]]
    decisions = rows.granted.drop(columns="enhet").merge(ids, on="utredning_id")
    decisions = decisions.assign(insatslage=_state(decisions))
    return [
        share(found, "insats"),
        distribution(found, "utfall"),
        distribution(decisions, "insatslage"),
    ]


def _state(decisions: pd.DataFrame) -> pd.Series:
    """How decisions stand on their delivery's uttagsdatum."""
    day, start = decisions["uttagsdatum"], decisions["startdatum"]
    ended = decisions["slutdatum"] < day
    begun = start <= day
    reason = decisions["slutorsak"]
    state = reason.where(reason.isin(values("insatslage")), "okand")
    state = state.mask(ended & ~(start <= decisions["slutdatum"]), "aldrig_paborjad")
    state = state.mask(~ended & begun, "pagar")
    return state.mask(~ended & ~begun, "ej_paborjad")


def e1(rows: Rows) -> list[pd.DataFrame]:
    closed = _all_ended(rows)
    limit = months_later(closed["dag"], parameter("aterkomsttid"))
    begun = rows.utredningar[["barn_id", "inledd_datum"]]
    both = closed.assign(grans=limit, nr=closed.index).merge(begun, on="barn_id")
    back = both[(both["inledd_datum"] > both["dag"]) & (both["inledd_datum"] <= both["grans"])]
    closed = closed.assign(borta=~closed.index.isin(back["nr"]), uttagsdatum=rows.oldest)
    found = with_age(of_event(seen(closed, limit), "dag", periods(rows, CALENDAR)))
    young, older = found["ar"].between(0, 12), found["ar"].between(13, 20)
    found["kkik_alder"] = young.map({True: "a00_12"}).mask(older, "a13_20")
    order = ["dag", "slags", "enhet"]
    first = found.sort_values(order).drop_duplicates(["period", "barn_id"])
    return [share(first, "borta", ["kkik_alder", "kon"])]


def _all_ended(rows: Rows) -> pd.DataFrame:
    """Ends after which a child had nothing open: the day, and the unit that was responsible."""
    columns = ["barn_id", "enhet", "kon", "fodelsear", "forsta", "dag"]
    insatser = rows.granted
    ends = rows.utredningar.set_index("utredning_id")["avslutad_datum"]
    investigated = insatser["utredning_id"].map(ends)
    days = insatser[["beslutsdatum", "startdatum"]].assign(utredd=investigated)
    insatser = insatser.assign(forsta=days.min(axis="columns"), dag=insatser["slutdatum"])
    names = {"inledd_datum": "forsta", "avslutad_datum": "dag"}
    own = [
        insatser[columns].assign(slags=0),
        rows.utredningar.rename(columns=names)[columns].assign(slags=1),
    ]
    spans = pd.concat(own, ignore_index=True)
    spans = spans[~(spans["dag"] < spans["forsta"])]  # ended before it could open
    ended = spans[spans["dag"].notna()].reset_index(names="nr")
    others = spans[["barn_id", "forsta", "dag"]].rename(columns={"dag": "sista"})
    both = ended[["nr", "barn_id", "dag"]].merge(others, on="barn_id")
    after = both["dag"] + DAY
    busy = both[after.between(both["forsta"], both["sista"].fillna(FAR))]
    return ended[~ended["nr"].isin(busy["nr"])].reset_index(drop=True)


MEASURES = {"A1": a1, "A2": a2, "A3": a3, "E1": e1}
