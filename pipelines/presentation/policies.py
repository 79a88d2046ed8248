"""The policies in force, in words: what each of them says, where it comes from, and its status."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping

from pipelines.settings import SEEDS

Row = Mapping[str, str]


def _regi(row: Row) -> str:
    return (
        f"{row['regi']} räknas{'' if row['raknas_som_egen'] == 'true' else ' inte'} som egen regi"
    )


def _follow_up(row: Row) -> str:
    return f"{_FOLLOW_UP[row['insats_grupp']]}: {row['intervall_manader']} månader"


def _recommended(row: Row) -> str:
    ages = f"{row['alder_fran']}–{row['alder_till']} år"
    return f"{row['rekommendation']}, {ages}: {row['insatstyp_kod']}"


_FOLLOW_UP = {
    "behovsprovad": "Behovsprövade öppna insatser",
    "kontakt": "Kontaktperson och kontaktfamilj",
    "lvu22": "22 § LVU",
}
# A seed with a policy of several rows -> how a row is told.
_SEVERAL: dict[str, Callable[[Row], str]] = {
    "policy_regi": _regi,
    "policy_uppfoljning": _follow_up,
    "policy_arbetstyngd": lambda row: f"{row['kategori_kod']}: {row['vikt'].replace('.', ',')}",
    "policy_grundkatalog": lambda row: row["insatstyp_kod"],
    "policy_kunskapsstod": _recommended,
    "policy_scenario": lambda row: row["text"],
}


def in_words() -> dict[str, list[str]]:
    """Name of a parameter or of a policy seed -> what is in force, a line each."""
    found = {
        row["parameter"]: [f"{row['varde']} {row['enhet']}. {_source(row)}"]
        for row in _in_force("policy_parametrar")
    }
    for row in _in_force("policy_val"):
        found[row["parameter"]] = [f"{row['val']}. {_source(row)}"]
    for seed, told in _SEVERAL.items():
        found[seed] = [f"{told(row)}. {_source(row)}" for row in _in_force(seed)]
    return found


def _in_force(seed: str) -> Iterator[dict[str, str]]:
    with (SEEDS / f"{seed}.csv").open(encoding="utf-8") as file:
        yield from (row for row in csv.DictReader(file) if not row["gallande_till"])


def _source(row: Row) -> str:
    return f"{row['kalla']} ({row['status']}, gäller från {row['gallande_fran']})"
