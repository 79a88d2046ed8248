"""The register of surfaces: everything that gives a reader something of a published night.

What is new here must be added here: `test_registered` compares the register with the pages,
callbacks, addresses, stores, commands and files that there are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from dashboards.navigation import PAGES
from pipelines.publication.serving import MANIFEST, POINTER
from tests.emission import commands, exports, web
from tests.emission.emissions import JSON, PARQUET, Emission

Emit = Callable[[Path], Iterator[Emission]]


@dataclass(frozen=True)
class Surface:
    """Something that gives out bytes.

    Attributes:
        covers: what it is made of, as `existing` in test_registered calls it.
        emit: gives all that it can give out, for a home.
    """

    covers: frozenset[str]
    emit: Emit


def _served(name: str, home: Path) -> Iterator[Emission]:
    run = json.loads((home / "serve" / POINTER).read_text(encoding="utf-8"))["run"]
    folder = home / "serve" if name == POINTER else home / "serve" / run
    if (path := folder / name).is_file():
        yield Emission(name, path.read_bytes(), PARQUET if path.suffix == ".parquet" else JSON)


FILES = (
    POINTER, MANIFEST,
    *(
        f"{table}.parquet"
        for table in (
            "befolkning", "celler", "designeffekt", "enheter", "etiketter", "forandring",
            "kurvor", "kvalitet", "leveranser", "matt", "perioder", "policy", "skyddskostnad",
            "spridning", "standardiserad", "styrdiagram", "styrgranser", "utbud", "utslag",
        )
    ),
)  # fmt: skip

SURFACES: tuple[Surface, ...] = (
    *(
        Surface(frozenset({f"sida {info.path}"}), partial(web.page, path=info.path))
        for info in PAGES
    ),
    Surface(
        frozenset(
            {
                "sida /dashboards/pages/not-found-404",
                "adress /_dash-update-component",
                "återanrop .._pages_content.children..._pages_store.data..",
                "komponent Store _pages_store",
            }
        ),
        web.without_a_night,
    ),
    Surface(frozenset({"återanrop adress.data"}), web.choices),
    Surface(frozenset({"fel"}), web.failures),
    Surface(frozenset({"adress /hamta/<page>/<file>"}), exports.exports),
    Surface(
        frozenset(
            {
                "adress /", "adress /<path:path>", "adress /_dash-layout",
                "adress /_dash-dependencies", "adress /halsa", "adress /stil.css",
                "adress /_reload-hash", "adress /_favicon.ico",
            }
        ),
        web.routes,
    ),
    Surface(frozenset({"kommando figure"}), commands.figure),
    Surface(frozenset({"kommando status"}), commands.status),
    *(Surface(frozenset({f"fil {name}"}), partial(_served, name)) for name in FILES),
)  # fmt: skip

# What there is beside them, and why a reader gets nothing of a night through it.
OTHERS = {
    "adress /static/<path:filename>": "no such folder",
    "adress /assets/<path:filename>": "files of the code",
    "adress /_dash-component-suites/<string:package_name>/<path:fingerprinted_path>":
        "files of the libraries",
    "återanrop adress.clear_data": "runs in the browser, on an address that the server gave",
    "komponent Store adress": "written by what the server answers to a choice",
    "återanrop view.data": "runs in the browser, on its own window",
    "återanrop _pages_dummy.children": "runs in the browser, on a page's title",
    "komponent Store view": "written by the browser",
    "komponent Store valt": "written by the browser",
    "kommando accept": "the operator's; reads a delivery",
    "kommando attack": "the operator's; counts verdicts, says no value (tests/attack)",
    "kommando check": "the deliverer's; reads its own delivery",
    "kommando contract diff": "reads the code",
    "kommando contract page": "reads the code",
    "kommando measures": "reads the code",
    "kommando pseudonymise": "the deliverer's; reads its own file",
    "kommando quarantine list": "the operator's; reads the quarantine",
    "kommando quarantine readmit": "the operator's; reads the quarantine",
    "kommando quarantine show": "the operator's; reads the quarantine",
    "kommando rebuild": "the operator's; builds and publishes nothing",
    "kommando refresh": "the operator's; says counts of rows and cells",
    "kommando sample": "makes synthetic deliveries",
    "kommando serve": "starts the web server, whose answers are above",
}  # fmt: skip


def emissions(home: Path, only: str = "") -> Iterator[Emission]:
    """Everything that a home's surfaces give out; `only` those that cover something so named."""
    for surface in SURFACES:
        if any(name.startswith(only) for name in surface.covers):
            yield from surface.emit(home)
