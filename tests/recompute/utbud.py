"""U1–U8: what is offered on a day, and what was granted to enough children."""

from __future__ import annotations

import pandas as pd

from tests.recompute.perioder import periods
from tests.recompute.rows import FAR, Rows
from tests.recompute.tabell import KEY, different, distribution, named, share
from tests.recompute.texts import districts, of_86, parameter, seed, todays_unit
from tests.recompute.volym import decided, population

_GROUNDS = ("stadsovergripande", "lokalt", "tradition")  # the strongest first
_CELL = ["enhet", "period", "insatstyp"]


def _days(rows: Rows) -> pd.DataFrame:
    return periods(rows, ("utbudsdag",))


def _units() -> pd.DataFrame:
    return pd.DataFrame({"enhet": districts()})


def offered(rows: Rows) -> pd.DataFrame:
    """Valid offers of the districts on every day: all types, several rows where several hold."""
    own = rows.tables["insatsutbud"]
    own = own.assign(enhet=todays_unit(own["enhet"]), slut=own["gallande_till"].fillna(FAR))
    own = own[own["enhet"].isin(districts()) & ~own["planerad"].fillna(False).astype(bool)]
    days = own.merge(_days(rows), how="cross")
    valid = days["till"].between(days["gallande_fran"], days["slut"])
    return days[valid].assign(beslutsgrund=days["beslutsgrund"].fillna("tradition"))


def _types(rows: Rows) -> pd.DataFrame:
    """A row for each district, catalogue type and day with an offer."""
    found = offered(rows)
    found = found[found["insatstyp"].isin(of_86())]
    return found.drop_duplicates(_CELL)[_CELL]


def _every_type(rows: Rows) -> pd.DataFrame:
    """A row for each district, catalogue type and day; `finns` if it is offered."""
    types = pd.DataFrame({"insatstyp": of_86()})
    every = _units().merge(types, how="cross").merge(_days(rows), how="cross")
    marked = every.merge(_types(rows).assign(finns=True), on=_CELL, how="left")
    return marked.assign(finns=marked["finns"].notna())


def _on_days(name: str, days: pd.DataFrame) -> pd.DataFrame:
    """A policy's rows that are valid on each day (`till`)."""
    dates = {"gallande_fran": "datetime64[us]", "gallande_till": "datetime64[us]"}
    both = seed(name).astype(dates).merge(days, how="cross")
    last = both["gallande_till"].fillna(FAR)
    return both[both["till"].between(both["gallande_fran"], last)].reset_index(drop=True)


def _base_catalogue(rows: Rows) -> pd.DataFrame:
    """The base catalogue's types in every district, on each day."""
    base = _on_days("policy_grundkatalog", _days(rows))[["period", "insatstyp_kod"]]
    return base.rename(columns={"insatstyp_kod": "insatstyp"}).merge(_units(), how="cross")


def _city(part: pd.DataFrame) -> pd.DataFrame:
    return part[part["enhet"] == "stad"]


def u1(rows: Rows) -> list[pd.DataFrame]:
    return [different(_types(rows), "insatstyp")]


def u2(rows: Rows) -> list[pd.DataFrame]:
    found = decided(rows)
    found = found[found["insatstyp"].isin(of_86())]
    sizes = different(found, "barn_id", ["insatstyp"], whole=False)
    enough = sizes[sizes["taljare"] >= parameter("skyddstroskel_barn")]
    counted = enough.groupby(["enhet", "period"]).size().reset_index(name="taljare")
    return [named(counted, "", "")]


def u3(rows: Rows) -> list[pd.DataFrame]:
    spread = _types(rows).groupby(["period", "insatstyp"]).size().reset_index(name="antal")
    classes = pd.cut(spread["antal"], [0, 1, 4, 10, 11], labels=["1", "2-4", "5-10", "11"])
    spread = spread.assign(spridning=classes.astype(object), enhet="alla")
    per_type = share(_every_type(rows), "finns", ["insatstyp"], whole=False)
    return [_city(per_type), _city(distribution(spread, "spridning"))]


def u4(rows: Rows) -> list[pd.DataFrame]:
    people = population(rows).groupby(["enhet", "kalenderar"])["antal"].sum().reset_index()
    cells = _every_type(rows).assign(kalenderar=lambda made: made["till"].dt.year)
    cells = cells.merge(people, on=["enhet", "kalenderar"], how="left")
    reached = cells["antal"].where(cells["finns"], 0).fillna(0)
    by = cells.assign(taljare=reached).groupby(["period", "kalenderar", "insatstyp"])["taljare"]
    city = people[people["enhet"] == "stad"].rename(columns={"antal": "namnare"})
    found = by.sum().reset_index().merge(city, on="kalenderar", how="left")
    found = found.assign(enhet="stad", dimension="insatstyp", varde=found["insatstyp"])
    return [found[[*KEY, "taljare", "namnare"]]]


def u5(rows: Rows) -> list[pd.DataFrame]:
    pairs = _base_catalogue(rows).merge(_types(rows).assign(finns=True), on=_CELL, how="left")
    whole = share(pairs.assign(finns=pairs["finns"].notna()), "finns")

    own = _types(rows).groupby(["period", "enhet"])["insatstyp"].agg(set).to_dict()
    jaccard = []
    for day in _days(rows)["period"]:
        for unit in districts():
            for other in set(districts()) - {unit}:
                here, there = own.get((day, unit), set()), own.get((day, other), set())
                both = (len(here & there), len(here | there))
                jaccard.append((unit, day, "jamford_med", other, *both))
    return [whole, pd.DataFrame(jaccard, columns=[*KEY, "taljare", "namnare"])]


def u6(rows: Rows) -> list[pd.DataFrame]:
    found = offered(rows)
    found = found[found["insatstyp"].isin(of_86())]
    strength = found["beslutsgrund"].map({ground: n for n, ground in enumerate(_GROUNDS)})
    by = found.assign(styrka=strength).groupby(_CELL)
    ground = by["styrka"].min().map(dict(enumerate(_GROUNDS)))
    # both with and without on the same day is both
    assessed = by["behovsprovning"].first().where(by["behovsprovning"].nunique() == 1, "bada")
    offers = pd.DataFrame({"beslutsgrund": ground, "behovsprovning": assessed}).reset_index()
    spread = offers.groupby(["period", "insatstyp"])["enhet"].transform("nunique")
    rare = offers[spread <= 4].assign(ovanlig_grund=offers["beslutsgrund"])
    return [
        distribution(offers, "beslutsgrund"),
        distribution(offers, "behovsprovning"),
        distribution(rare, "ovanlig_grund"),
    ]


def u7(rows: Rows) -> list[pd.DataFrame]:
    on = ["enhet", "period", "rekommendation"]
    advice = recommended(rows).merge(_days(rows)[["period"]], how="cross")
    offer = offered(rows)[_CELL]
    met = advice.merge(offer, on=["period", "insatstyp"])[on].drop_duplicates()
    each = advice[["period", "rekommendation"]].drop_duplicates().merge(_units(), how="cross")
    each = each.merge(met.assign(tackt=True), on=on, how="left")
    each = each.assign(tackt=each["tackt"].notna())
    city = each.groupby(["period", "rekommendation"])["tackt"].any().reset_index()
    return [
        share(pd.concat([each, city.assign(enhet="stad")]), "tackt", city=False),
        share(each, "tackt", ["rekommendation"], whole=False),
    ]


def recommended(rows: Rows) -> pd.DataFrame:
    """Recommendations, ages and types in the version of the kunskapsstöd that is valid now."""
    now = pd.DataFrame({"till": [rows.youngest]})
    version = _on_days("policy_val", now).set_index("parameter").loc["kunskapsstod_version", "val"]
    advice = _on_days("policy_kunskapsstod", now)
    advice = advice[advice["version"] == version]
    return pd.DataFrame(
        {
            "rekommendation": advice["rekommendation_kod"],
            "insatstyp": advice["insatstyp_kod"],
            "fran": advice["alder_fran"].astype(int),
            "till": advice["alder_till"].astype(int),
        }
    )


def u8(rows: Rows) -> list[pd.DataFrame]:
    types, found = _types(rows), offered(rows)
    costly = found[found["intensiv_kostsam"].fillna(False).astype(bool)]
    costly = costly[["period", "insatstyp"]].drop_duplicates().assign(bort=True)
    left = types.merge(costly, on=["period", "insatstyp"], how="left")
    units = seed("stadsdelsnamnder")
    outer = units[(units["slag"] == "stadsdelsnamnd") & (units["omrade"] == "ytterstad")]
    outer = outer[["enhet_kod"]].rename(columns={"enhet_kod": "enhet"})
    visits = seed("policy_scenario").set_index("scenario").loc["hembesok_ytterstad"]
    home = _days(rows)[["period"]].merge(outer, how="cross")
    changed = {
        "utan_intensiva": left[left["bort"].isna()],
        "grundkatalog_overallt": pd.concat([types, _base_catalogue(rows)]),
        "hembesok_ytterstad": pd.concat([types, home.assign(insatstyp=visits["insatstyp_kod"])]),
    }
    return [
        named(different(frame, "insatstyp"), "scenario", name) for name, frame in changed.items()
    ]


MEASURES = {"U1": u1, "U2": u2, "U3": u3, "U4": u4, "U5": u5, "U6": u6, "U7": u7, "U8": u8}
