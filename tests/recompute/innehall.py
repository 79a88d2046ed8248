"""V6, B1, B2 and N1: placed children, what insatser hold, how they end, and whom they reach."""

from __future__ import annotations

from functools import partial

import pandas as pd

from tests.recompute.perioder import CALENDAR, days_later, of_event, overlapping, periods, seen
from tests.recompute.rows import Rows
from tests.recompute.tabell import (
    PERSON,
    distribution,
    named,
    quantile,
    share,
    share_of_children,
    with_age,
    with_city,
)
from tests.recompute.texts import parameter, values
from tests.recompute.utbud import recommended
from tests.recompute.volym import episodes, ongoing

_FAMILY = ("FAM", "STF")


def v6(rows: Rows) -> list[pd.DataFrame]:
    placed = rows.granted[rows.granted["placering"].isin(["jourhem", "familjehem"])]
    found = with_age(overlapping(placed, "beslutsdatum", "slutdatum", periods(rows, CALENDAR)))
    active = ongoing(rows, CALENDAR)[["period", "barn_id"]].drop_duplicates().assign(har=1)
    found = found.merge(active, on=["period", "barn_id"], how="left")
    return [share_of_children(found.assign(pagar=found["har"].notna()), "pagar", PERSON)]


def b1(rows: Rows) -> list[pd.DataFrame]:
    ended = of_event(episodes(rows), "slutdatum", periods(rows, CALENDAR))
    ended = ended[ended["kategori"].isin(_FAMILY)]
    parts = ended["komponenter"].str.split("+").map(set, na_action="ignore")
    ended = ended.assign(
        langd=(ended["slutdatum"] - ended["startdatum"]).dt.days + 1,
        komponenter_antal=parts.str.len(),
        delar=parts,
    )
    known, paced = ended[ended["komponenter"].notna()], ended[ended["intensitet"] > 0]
    wanted = {
        "langd_p25": (ended, "langd", 0.25),
        "langd_median": (ended, "langd", 0.5),
        "langd_p75": (ended, "langd", 0.75),
        "intensitet_p25": (paced, "intensitet", 0.25),
        "intensitet_median": (paced, "intensitet", 0.5),
        "intensitet_p75": (paced, "intensitet", 0.75),
        "komponenter_median": (known, "komponenter_antal", 0.5),
    }
    spread = [
        named(quantile(frame, column, part), "familjebehandling", name)
        for name, (frame, column, part) in wanted.items()
    ]
    having = [
        named(
            share(known.assign(har=known["delar"].map(partial(_has, part))), "har"),
            "komponent",
            part,
        )
        for part in values("komponent")
    ]
    return [share(ended, "manual"), *spread, *having]


def _has(part: str, all_of: set[str]) -> bool:
    return part in all_of


def b2(rows: Rows) -> list[pd.DataFrame]:
    all_of = episodes(rows)
    reasons = all_of["slutorsak"].where(all_of["slutorsak"].isin(values("slutorsak")), "okand")
    all_of = all_of.assign(slutorsak=reasons, planerat=reasons == "planerat")
    ended = of_event(all_of, "slutdatum", periods(rows, CALENDAR))
    follow_ups = rows.tables["uppfoljningar"]
    at_end = follow_ups[(follow_ups["slag"] == "avslut") & follow_ups["hallen_datum"].notna()]
    last = at_end.sort_values(["hallen_datum", "uppfoljning_id"]).drop_duplicates(
        "beslut_id", keep="last"
    )
    judged = ended.merge(last[["beslut_id", "mal_uppnatt"]], on="beslut_id")
    judged = judged.assign(mal=judged["mal_uppnatt"].fillna("okand"))
    return [
        share(ended, "planerat"),
        distribution(ended, "slutorsak"),
        distribution(judged, "mal"),
    ]


def n1(rows: Rows) -> list[pd.DataFrame]:
    found = rows.utredningar[rows.utredningar["risk_normbrytande"] == "hog"]
    found = found[found["avslutad_datum"].notna()]
    limit = days_later(found["avslutad_datum"], parameter("beslut_efter_utredning"))
    found = seen(found.assign(grans=limit), limit)
    found = found.assign(alder_da=found["avslutad_datum"].dt.year - found["fodelsear"])
    found = found[found["alder_da"].between(6, 17)].reset_index(drop=True)
    suited = found.merge(recommended(rows), how="cross")
    suited = suited[suited["alder_da"].between(suited["fran"], suited["till"])]
    given = rows.granted[["barn_id", "insatstyp", "beslutsdatum"]]
    met = suited.merge(given, on=["barn_id", "insatstyp"])
    met = met[met["beslutsdatum"].between(met["inledd_datum"], met["grans"])]
    found = found.assign(fick=found["utredning_id"].isin(met["utredning_id"]))
    found = of_event(found, "avslutad_datum", periods(rows, CALENDAR))
    young = found["alder_da"] <= 11
    found = found.assign(malgrupp=young.map({True: "a06_11", False: "a12_17"}))
    every = with_city(found).sort_values(["avslutad_datum", "inledd_datum", "utredning_id"])
    first = every.drop_duplicates(["enhet", "period", "barn_id"])
    return [share(first, "fick", ["malgrupp"], city=False)]


MEASURES = {"V6": v6, "B1": b1, "B2": b2, "N1": n1}
