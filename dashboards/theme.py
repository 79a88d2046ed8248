"""What is made from the tokens: CSS variables and the Plotly template."""

from __future__ import annotations

from functools import cache
from typing import Any

from dashboards.tokens import SCHEMES, Scheme, load_tokens


def stylesheet() -> str:
    """CSS variables: sizes once, colours for each scheme, and light ones on paper."""
    tokens = load_tokens()
    sizes = {
        "font": tokens.font["family"],
        "line-height": tokens.font["line_height"],
        **{f"text-{name}": f"{px / 16:g}rem" for name, px in tokens.font["sizes"].items()},
        **{f"space-{name}": f"{px}px" for name, px in tokens.space.items()},
        **{
            f"size-{name}": f"{value}px" if isinstance(value, int) else value
            for name, value in tokens.size.items()
        },
    }
    rules = [_rule(":root", sizes)]
    for scheme in SCHEMES:
        selector = f':root[data-scheme="{scheme}"]'
        if scheme == "light":
            selector = f":root, {selector}"
        rules.append(_rule(selector, {**_colours(scheme), "color-scheme": scheme}))
    paper = _rule(':root, :root[data-scheme="dark"]', _colours("light"))
    return "\n".join([*rules, f"@media print {{\n{paper}\n}}"]) + "\n"


def _colours(scheme: Scheme) -> dict[str, str]:
    return {
        role.replace("_", "-"): colour for role, colour in load_tokens().colours(scheme).items()
    }


def _rule(selector: str, properties: dict[str, Any]) -> str:
    lines = [
        f"  {name}: {value};" if name == "color-scheme" else f"  --{name}: {value};"
        for name, value in properties.items()
    ]
    return "\n".join([f"{selector} {{", *lines, "}"])


@cache
def plotly_template(scheme: Scheme) -> dict[str, Any]:
    """No frame, no grid unless asked for, Swedish separators, nothing that can be dragged."""
    tokens = load_tokens()
    colours = tokens.colours(scheme)
    axis = {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "fixedrange": True,
        "automargin": True,
        "gridcolor": colours["border"],
        "linecolor": colours["border"],
        "tickfont": {"color": colours["text"], "size": 13},
        "title": {"font": {"color": colours["secondary"], "size": 13}, "standoff": 8},
    }
    return {
        "layout": {
            "font": {"family": tokens.font["family"], "size": 13, "color": colours["text"]},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "separators": ",\N{NO-BREAK SPACE}",
            "xaxis": axis,
            "yaxis": axis,
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "hoverlabel": {
                "bgcolor": colours["background"],
                "bordercolor": colours["outline"],
                "font": {"family": tokens.font["family"], "size": 13, "color": colours["text"]},
                "align": "left",
            },
            "margin": {"l": 8, "r": 8, "t": 24, "b": 40},
            "bargap": 0.35,
        }
    }
