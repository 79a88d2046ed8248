"""Where an export comes from: told in the file itself, for files travel further than pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from dashboards import html
from dashboards.components.within import within
from dashboards.exports.find import Card
from dashboards.exports.table import text_of
from pipelines.presentation import formats
from pipelines.presentation.sv import SYNTHETIC
from pipelines.publication.reader import Night

_LONGEST_NAME = 100


@dataclass(frozen=True)
class Provenance:
    """What is known of a card.

    Attributes:
        question: its heading. sentences: what it says, the first one largest.
        footers: the line under the card, one a measure.
        facts: (label, text), for a table of two columns; begins with what matters most.
        label: what the data are, if they are synthetic; else empty.
        address: the card's own, below the server's.
        name: a harmless file name without its ending.
    """

    question: str
    sentences: tuple[str, ...]
    footers: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    label: str
    address: str
    name: str


def provenance(
    night: Night, card: Card, address: str, named: tuple[str, ...], notes: tuple[str, ...]
) -> Provenance:
    """The provenance of a card.

    Args:
        night: the published night.
        card: the card, as the page has it.
        address: the card's own, below the server's.
        named: page, card and parameters, for the file's name.
        notes: what the page told of parameters that do not exist.
    """
    parts = card.section.children
    question = next((text_of(head) for head in within(parts, html.H2)), "")
    sentences = tuple(
        text
        for part in parts
        for told in ([part] if isinstance(part, html.P) else _closer(part))
        if (text := _said(told))
    )
    sources = [
        part for part in within(parts, html.Div) if getattr(part, "className", "") == "source"
    ]
    label = SYNTHETIC if night.manifest["syntetiska_data"] else ""
    facts = [
        ("Märkning", label),
        ("Fråga", question),
        *(("Svar", text) for text in sentences),
        *(fact for source in sources for fact in _measure(night, source)),
        *(("Kontroll", text) for text in _checks(parts)),
        *(("Förklaring", text) for text in _states(parts)),
        *(("Observera", note) for note in notes),
        ("Uttagsdatum", str(night.manifest["uttagsdatum"])),
        ("Körning", night.run),
        ("Sida", address),
    ]
    return Provenance(
        question,
        sentences,
        tuple(text_of(next(within(source.children, html.P))) for source in sources),
        tuple((name, text) for name, text in facts if text),
        label,
        address,
        file_name(named),
    )


def file_name(parts: tuple[str, ...]) -> str:
    """`("regi", "egen-regi", "2025")` -> `insatskoll-regi-egen-regi-2025`: only a-z, 0-9 and -."""
    plain = "-".join(("insatskoll", *parts)).casefold().translate(_PLAIN)
    return re.sub("[^a-z0-9]+", "-", plain)[:_LONGEST_NAME].strip("-")


_PLAIN = str.maketrans("åäöéü", "aaoeu")


def _measure(night: Night, source: html.Div) -> list[tuple[str, str]]:
    measure = night.measure(getattr(source, "data-matt"))
    # The page's footer names the cell that it counts.
    code = next((text_of(code) for code in within(source.children, html.Code)), "")
    figure = night.figure(code) if code else None
    return [
        ("Mått", f"{measure['id']} {measure['titel']}, definition v{measure['version']}"),
        ("Period", formats.when(figure.period) if figure else ""),
        ("Talets adress", code),
    ]


def _said(told: html.P) -> str:
    """A paragraph without the links that are sentences of their own: a file leads nowhere."""
    parts = told.children if isinstance(told.children, list | tuple) else [told.children]
    kept: list[Any] = []
    for part in parts:
        before = text_of(kept)
        begins = not before or before.endswith((".", "?"))
        if not (begins and isinstance(part, html.A)):
            kept.append(part)
    text = text_of(kept)
    return "" if text == "." else re.sub(r"\.\s*\.$", ".", text)


def _closer(part: Any) -> list[Any]:
    """The sentences that stand under the chart instead of over it."""
    is_closer = isinstance(part, html.Div) and getattr(part, "className", "") == "closer"
    return list(within(part.children, html.P)) if is_closer else []


def _checks(parts: list[object]) -> list[str]:
    """What the checks found in the rows behind the card."""
    return [
        text_of(check)
        for part in within(parts, html.Details)
        if str(getattr(part, "className", "")).startswith("checks")
        for check in within(part.children, html.Li)
    ]


def _states(parts: list[object]) -> list[str]:
    """What the states among the card's cells mean."""
    return [
        text_of(note)
        for part in within(parts, html.Div)
        if getattr(part, "className", "") == "state-notes"
        for note in within(part.children, html.P)
    ]
