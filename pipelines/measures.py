"""The measures: what each of them is, read from the YAML blocks beside their models.

A measure that is computed by a model is declared on the model; a comparison of measures (L1–L4),
which the statistics compute, is declared as an exposure. The YAML is the only definition.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict

from pipelines.settings import DBT_PROJECT

FOLDER = DBT_PROJECT / "models" / "matt"
COMPARISON = "jamforelse"


class Measure(BaseModel):
    """A measure's `meta`, with the model that computes it.

    Attributes:
        form: `antal` has no denominator, `andel` is a share, `kvot` another ratio, `per_1000` a
            rate, `jamforelse` a comparison of other measures.
        policyer: the parameters and policy seeds that it depends on.
        inte: what it is not. `rad`: advice to the reader.
        modell: the model's name; empty for a comparison.
        sql: the model's file, from the project's root; empty for a comparison.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    titel: str
    grupp: str
    raknar: str
    form: Literal["antal", "andel", "kvot", "per_1000", "jamforelse"]
    intervall: Literal["inget", "wilson"]
    definition: str
    taljare: str
    namnare: str
    mognad: str
    perioder: tuple[str, ...]
    uppdelningar: tuple[str, ...]
    riktning: str
    styrande_regel: str
    status: Literal["lag", "riktlinje", "lokal", "ej verifierad"]
    policyer: tuple[str, ...]
    inte: str
    rad: str
    kalla: str
    enhet: str
    raknas_hos: Literal["levererande", "ansvarig", "staden"]
    version: int
    modell: str = ""
    sql: str = ""


@cache
def load_measures() -> dict[str, Measure]:
    """Every measure by id, in the order of the catalogue's groups.

    Raises:
        ValueError: a block lacks a field, has an unknown one, or repeats an id.
    """
    found: dict[str, Measure] = {}
    for path in sorted(FOLDER.rglob("_*.yml")):
        block = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for node in [*block.get("models", []), *block.get("exposures", [])]:
            meta = node.get("config", {}).get("meta", {})
            if "id" in meta:
                measure = Measure(**meta, **_model(path, node["name"], meta["form"]))
                if measure.id in found:
                    raise ValueError(f"måttet {measure.id} står två gånger")
                found[measure.id] = measure
    return dict(sorted(found.items(), key=lambda item: (_ORDER.index(item[1].grupp), item[0])))


_ORDER = (
    "utbud", "volym", "regi", "tid", "uppfoljning", "flode", "utan_behovsprovning", "innehall",
    "likstallighet",
)  # fmt: skip


def _model(path: Path, name: str, form: str) -> dict[str, Any]:
    if form == COMPARISON:
        return {}
    sql = path.with_name(f"{name}.sql").relative_to(DBT_PROJECT.parent)
    return {"modell": name, "sql": str(sql)}
