"""The one home of colours, sizes and spacing: `tokens.json`, read by CSS and Plotly."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


@dataclass(frozen=True)
class Tokens:
    """What the design is made of.

    Attributes:
        font: family, sizes in px and line height.
        space: steps of 4 px.
        size: widths and heights in px; `text` is the widest line of text, in CSS units.
        schemes: scheme -> role -> colour as `#RRGGBB`; both schemes have the same roles.
        text_pairs: (text, behind it) that need a contrast of 4.5:1.
        mark_pairs: (mark, behind it) that need 3:1.
    """

    font: Mapping[str, Any]
    space: Mapping[str, int]
    size: Mapping[str, Any]
    schemes: Mapping[str, Mapping[str, str]]
    text_pairs: tuple[tuple[str, str], ...]
    mark_pairs: tuple[tuple[str, str], ...]

    def colours(self, scheme: Scheme) -> Mapping[str, str]:
        """Role -> colour in a scheme."""
        return self.schemes[scheme]


@cache
def load_tokens() -> Tokens:
    """The tokens; read once, and they cannot be changed."""
    content = json.loads(Path(__file__).with_name("tokens.json").read_text(encoding="utf-8"))
    return Tokens(
        font=MappingProxyType(content["font"]),
        space=MappingProxyType(content["space"]),
        size=MappingProxyType(content["size"]),
        schemes=MappingProxyType(
            {name: MappingProxyType(roles) for name, roles in content["schemes"].items()}
        ),
        text_pairs=tuple((a, b) for a, b in content["text_pairs"]),
        mark_pairs=tuple((a, b) for a, b in content["mark_pairs"]),
    )


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours by WCAG 2, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
