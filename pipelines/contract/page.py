"""The deliverer's page of one version: `docs/kontrakt/v1.md`, made by `make docs`.

The text that is the same for every version is `page.md`; the tables, codes and the example of a
manifest come from the contract, and the districts from their seed.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from string import Template

from pipelines.contract.diff import HEADINGS, compare
from pipelines.contract.model import Contract, Table, load_contract, versions
from pipelines.contract.words import SENDERS, type_in_words
from pipelines.settings import SEEDS

_TEXT = Path(__file__).with_name("page.md")


def pages() -> dict[str, str]:
    """File name -> content of every page in `docs/kontrakt/`."""
    return {f"v{version}.md": render(version) for version in versions()}


def render(version: str) -> str:
    """The page of one version, as Markdown in Swedish.

    Raises:
        InsatskollError: there is no such version.
    """
    contract = load_contract(version)
    return Template(_TEXT.read_text(encoding="utf-8")).substitute(
        version=contract.version,
        news=_news(contract),
        accepted=_accepted(),
        senders=_senders(contract),
        example=json.dumps(_example(contract), ensure_ascii=False, indent=2),
        tables="\n".join(_table(contract, name) for name in contract.tabeller),
        units=_units(),
    )


def _accepted() -> str:
    known = [f"v{version}" for version in versions()]
    if len(known) == 1:
        return f"Den enda versionen är {known[0]}."
    return (
        f"Leveranser enligt {', '.join(known[:-1])} och {known[-1]} tas emot; "
        f"{known[-1]} är den nyaste."
    )


def _news(contract: Contract) -> str:
    known = versions()
    place = known.index(contract.version)
    if place == 0:
        return ""
    before = load_contract(known[place - 1])
    lines = [f"## Nytt sedan v{before.version}"]
    found = compare(before, contract)
    for sort, heading in HEADINGS.items():
        mine = [f"- `{one.plats}`: {one.text}" for one in found if one.sort == sort]
        lines += ["", f"**{heading}**", "", *mine] if mine else []
    return "\n".join([*lines, "", "## Vad sidan är", ""])


def _senders(contract: Contract) -> str:
    return _grid(
        ("tabell", "innehåll", *SENDERS.values()),
        (
            (
                f"`{name}`",
                table.titel,
                *("lämnas" if sender in table.lamnas_av else "–" for sender in SENDERS),
            )
            for name, table in contract.tabeller.items()
        ),
    )


def _example(contract: Contract) -> dict[str, object]:
    tables = [
        name for name, table in contract.tabeller.items() if "stadsdelsnamnd" in table.lamnas_av
    ]
    return {
        "leverans_id": "farsta-2026-10-31",
        "enhet": "farsta",
        "uttagsdatum": "2026-10-31",
        "kontrakt": contract.version,
        "typ": "snapshot",
        "ersatter": None,
        "nyckel_id": "stockholm-2026",
        "syntetiska_data": False,
        "sekretessmarkerade_barn": 2,
        "filer": [
            {
                "fil": f"{name}.csv",
                "tabell": name,
                "sha256": hashlib.sha256(name.encode()).hexdigest(),
                "rader": 40 * place,
            }
            for place, name in enumerate(tables, start=1)
        ],
    }


def _table(contract: Contract, name: str) -> str:
    table = contract.tabeller[name]
    senders = " och ".join(SENDERS[sender] for sender in table.lamnas_av)
    keys = ", ".join(f"`{key}`" for key in table.nyckel)
    parts = [
        f"### {name}",
        f"{table.titel}: {table.korn}. Lämnas av {senders}. Nyckel: {keys}.",
        _columns(table),
    ]
    if codes := _codes(contract, table):
        parts += [f"Koder i {name}:", codes]
    return "\n\n".join(parts) + "\n"


def _columns(table: Table) -> str:
    return _grid(
        (
            "kolumn",
            "betyder",
            "typ",
            "enhet",
            "får vara tom",
            "rubriker som också läses",
            "hör till",
        ),
        (
            (
                f"`{name}`",
                column.om,
                type_in_words(column),
                column.enhet or "",
                column.tomt,
                _spellings(column.alias),
                f"`{column.hor_till}`" if column.hor_till else "",
            )
            for name, column in table.kolumner.items()
        ),
    )


def _codes(contract: Contract, table: Table) -> str:
    rows = [
        (f"`{name}`", f"`{code}`", entry.text, _spellings(entry.alias))
        for name, column in table.kolumner.items()
        for code, entry in contract.koder.get(column.koder or "", {}).items()
    ]
    return _grid(("kolumn", "kod", "betyder", "läses också som"), rows) if rows else ""


def _spellings(alias: Sequence[str]) -> str:
    return " · ".join(alias)


def _units() -> str:
    with (SEEDS / "stadsdelsnamnder.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    earlier: dict[str, list[str]] = {}
    for row in rows:
        if row["slag"] == "tidigare":
            number = f" ({row['aldre_kod']})" if row["aldre_kod"] else ""
            text = f"{row['enhet']}{number}, till och med {row['gallande_till']}"
            earlier.setdefault(row["efterfoljare_kod"], []).append(text)
    return _grid(
        ("namn", "kod", "nummer", "tidigare namn (nummer)"),
        (
            (row["enhet"], f"`{row['enhet_kod']}`", row["aldre_kod"],
             "; ".join(earlier.get(row["enhet_kod"], [])))
            for row in rows
            if row["slag"] in {"stadsdelsnamnd", "central"}
        ),
    )  # fmt: skip


def _grid(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )
