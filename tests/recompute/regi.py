"""R1–R3: who runs what was granted, and what bought insatser cost."""

from __future__ import annotations

import pandas as pd

from tests.recompute.rows import Rows
from tests.recompute.tabell import KEY, different, distribution, named, share, total
from tests.recompute.texts import seed
from tests.recompute.volym import decided


def r1(rows: Rows) -> list[pd.DataFrame]:
    own = seed("policy_regi").set_index("regi_kod")["raknas_som_egen"] == "true"
    found = decided(rows)
    found = found.assign(egen=found["regi"].map(own))
    return [share(found, "egen", ("kon", "alder", "kategori", "lagrum"))]


def r2(rows: Rows) -> list[pd.DataFrame]:
    return [distribution(decided(rows), "regi")]


def r3(rows: Rows) -> list[pd.DataFrame]:
    bought = decided(rows)
    bought = bought[bought["regi"] == "kopt"]
    bought = bought.assign(kand=bought["kostnad_manad"] > 0)
    known = bought[bought["kand"]]
    per_case = total(known, "kostnad_manad")
    children = different(known, "barn_id").rename(columns={"taljare": "namnare"})
    return [
        named(per_case, "kostnad", "per_insats"),
        named(per_case.drop(columns="namnare").merge(children, on=KEY), "kostnad", "per_barn"),
        named(share(bought, "kand"), "kostnad", "kand"),
    ]


MEASURES = {"R1": r1, "R2": r2, "R3": r3}
