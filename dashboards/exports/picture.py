"""What the browser makes a card's picture of: its charts in light colours, and all that is said.

The page may be dark or narrow; the picture is for paper, so its charts are drawn anew.
"""

from __future__ import annotations

import json
import math
from typing import Any, Final

from dashboards import html
from dashboards.components.within import within
from dashboards.exports.find import Card
from dashboards.exports.provenance import Provenance
from dashboards.exports.table import text_of
from dashboards.tokens import load_tokens

_SAID: Final = 2  # sentences: the answer, and what it must not be read without


def as_picture(about: Provenance, card: Card) -> bytes:
    """The parts of the picture as JSON, for assets/bild.js."""
    tokens = load_tokens()
    light, dark = tokens.colours("light"), tokens.colours("dark")
    said = {
        "namn": about.name,
        "fraga": about.question,
        "svar": list(about.sentences[:_SAID]),
        "nyckel": _key(card),
        "diagram": _charts(card),
        "fot": [*about.footers, *_warnings(card)],
        "markning": about.label,
        "farger": {
            "text": light["text"], "dampad": light["secondary"], "yta": light["background"],
            # The marks of the key are read off the page, which may be dark.
            "ljusa": {colour: light[role] for role, colour in reversed(list(dark.items()))},
        },
    }  # fmt: skip
    return json.dumps(_plain(said), ensure_ascii=False, allow_nan=False).encode("utf-8")


def _key(card: Card) -> list[dict[str, str]]:
    """The marks and words of every key, those of districts without a place in the chart too."""
    items = [
        item
        for part in within(card.section.children, html.Ul)
        if "key" in str(getattr(part, "className", "")).split()
        for item in within(part.children, html.Li)
    ]
    return [{"marke": _mark(item), "ord": text_of(item)} for item in items]


def _warnings(card: Card) -> list[str]:
    """What the card says of checks that found fault in more than a few rows."""
    return [
        f"{text_of(summary)}."
        for notes in within(card.section.children, html.Details)
        if getattr(notes, "className", "") == "checks loud"
        for summary in within(notes.children, html.Summary)
    ]


def _mark(item: html.Li) -> str:
    faces = (str(getattr(span, "className", "")) for span in within(item.children, html.Span))
    return next((face for face in faces if face.startswith(("swatch", "face"))), "")


def _charts(card: Card) -> list[dict[str, Any]]:
    """Each chart with its height in px: what Plotly is to draw, or what is drawn already."""
    charts: list[Any] = card.charts
    return [
        {"hojd": chart.height, "svg": chart.paper}
        if isinstance(chart, html.Drawn)
        else {"hojd": int(str(chart.style["height"]).removesuffix("px")), "figur": chart.figure}
        for chart in charts
    ]


def _plain(value: Any) -> Any:
    """As JSON has it: numbers of NumPy as numbers, and none where there is no number."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, dict):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
