"""The accepted rows as they count: deltas laid over snapshots, today's units, known codes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import duckdb
import pandas as pd

from pipelines.contract import load_contract
from tests.recompute.texts import catalogue, todays_unit


@dataclass(frozen=True, eq=False)
class Rows:
    """A build's rows. Each table has `uttagsdatum`, of the delivery that its row came in."""

    deliveries: pd.DataFrame
    tables: dict[str, pd.DataFrame]

    @cached_property
    def youngest(self) -> pd.Timestamp:
        """The latest uttagsdatum of any delivery."""
        return self.deliveries["uttagsdatum"].max()

    @cached_property
    def oldest(self) -> pd.Timestamp:
        """The oldest uttagsdatum among the units' latest snapshots."""
        snapshots = self.deliveries[self.deliveries["typ"] == "snapshot"]
        return snapshots.groupby("enhet_kod")["uttagsdatum"].max().min()

    @cached_property
    def granted(self) -> pd.DataFrame:
        """Decisions with behovsprövning; `enhet` is the responsible unit."""
        return self.decisions[self.decisions["behovsprovning"] == "med"].reset_index(drop=True)

    @cached_property
    def started(self) -> pd.DataFrame:
        """Granted decisions whose insats has a first day; `slut` is far away when it goes on."""
        begun = self.granted[self.granted["startdatum"].notna()]
        return begun.reset_index(drop=True)

    @cached_property
    def decisions(self) -> pd.DataFrame:
        """All decision rows with today's units and without gaps in the codes."""
        rows = self.tables["insatser"]
        stated = rows["ansvarig_enhet"].where(rows["ansvarig_enhet"] != "stad")
        responsible = stated.fillna(rows["beslutande_enhet"])
        return rows.assign(
            beslutande=todays_unit(rows["beslutande_enhet"]),
            enhet=todays_unit(responsible),
            kategori=rows["insatstyp"].map(catalogue()["kategori_kod"]).fillna("OKAND"),
            slut=rows["slutdatum"].fillna(FAR),
            **{column: rows[column].fillna("okand") for column in ("kon", "regi", "lagrum")},
        )

    @cached_property
    def utredningar(self) -> pd.DataFrame:
        """Utredningar at the unit that does them."""
        return _of_responsible(self.tables["utredningar"])

    @cached_property
    def aktualiseringar(self) -> pd.DataFrame:
        """Anmälningar and ansökningar at the unit that received them."""
        return _of_responsible(self.tables["aktualiseringar"])

    @cached_property
    def held(self) -> pd.DataFrame:
        """Follow-ups held while their granted insats went on, with the decision's columns.

        `uttag` is of the follow-up's own delivery.
        """
        rows = self.tables["uppfoljningar"].rename(columns={"uttagsdatum": "uttag"})
        rows = rows.drop(columns=["registreringsdatum", "leverantor"])
        both = rows[rows["hallen_datum"].notna()].merge(self.started, on="beslut_id")
        inside = both["hallen_datum"].between(both["startdatum"], both["slut"])
        return both[inside].reset_index(drop=True)


FAR = pd.Timestamp("2200-12-31")
_LINE = ["leverans_id", "fil", "rad"]


def _of_responsible(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(enhet=todays_unit(rows["ansvarig_enhet"]), kon=rows["kon"].fillna("okand"))


def read(folder: Path) -> Rows:
    """Read a folder like `build/gallande`."""
    with duckdb.connect() as con:
        deliveries = con.read_parquet(str(folder / "leveranser.parquet")).df()
        tables = {}
        for name, table in load_contract().tabeller.items():
            files = str(folder / name / "*.parquet")
            found = con.read_parquet(files, union_by_name=True).df()
            tables[name] = _in_force(found, deliveries, list(table.nyckel))
    for column in ("barn_id", "beslut_id"):
        _numbered(tables, column)
    return Rows(deliveries, tables)


def _numbered(tables: dict[str, pd.DataFrame], column: str) -> None:
    """Pseudonyms as whole numbers in the same order, which pandas groups faster."""
    having = [table for table in tables.values() if column in table]
    names = pd.Index(pd.concat([table[column] for table in having]).unique()).sort_values()
    for table in having:
        table[column] = names.get_indexer(table[column])


def _in_force(found: pd.DataFrame, deliveries: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Of each unit's rows with the same key, the one of the latest delivery."""
    sender = deliveries[["leverans_id", "enhet_kod", "uttagsdatum", "ordning"]]
    rows = found.merge(sender, on="leverans_id").sort_values(["ordning", "fil", "rad"])
    last = rows.drop_duplicates(["enhet_kod", *key], keep="last")
    kept = last.drop(columns=[*_LINE, "ordning"]).rename(columns={"enhet_kod": "leverantor"})
    texts = kept.select_dtypes("str").columns
    return kept.astype(dict.fromkeys(texts, object)).reset_index(drop=True)
