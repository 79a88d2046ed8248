"""Colours, sizes and spacing have one home, and can be seen by everyone."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

import plotly.graph_objects as go
import pytest

from dashboards import theme
from dashboards.tokens import SCHEMES, contrast, load_tokens

ASSETS = Path(theme.__file__).parent / "assets"
TOKENS = load_tokens()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("pair", TOKENS.text_pairs)
def test_text_can_be_read(scheme, pair):
    colours = TOKENS.colours(scheme)
    assert contrast(colours[pair[0]], colours[pair[1]]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("pair", TOKENS.mark_pairs)
def test_marks_can_be_seen(scheme, pair):
    colours = TOKENS.colours(scheme)
    assert contrast(colours[pair[0]], colours[pair[1]]) >= 3.0


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_schemes_have_the_same_roles():
    assert set(TOKENS.colours("light")) == set(TOKENS.colours("dark"))


def test_light_colours_are_those_of_the_design():
    light = TOKENS.colours("light")
    agreed = {
        "background": "#FFFFFF",
        "surface": "#F6F7F9",
        "text": "#1B1F24",
        "secondary": "#57606A",
        "border": "#D0D7DE",
        "accent": "#1F4E79",
        "lower": "#2166AC",
        "higher": "#B35806",
        "within": "#7A838D",
    }
    assert agreed.items() <= light.items()


def test_every_pair_is_of_roles_that_exist():
    roles = set(TOKENS.colours("light"))
    assert {role for pair in (*TOKENS.text_pairs, *TOKENS.mark_pairs) for role in pair} <= roles


def test_stylesheets_use_only_variables_that_exist_and_no_colours_of_their_own():
    css = (ASSETS / "insatskoll.css").read_text(encoding="utf-8")
    defined = set(re.findall(r"^\s*--([\w-]+):", theme.stylesheet(), re.MULTILINE))
    used = set(re.findall(r"var\(--([\w-]+)", css))
    assert used <= defined
    assert not re.findall(r"#[0-9A-Fa-f]{3,8}\b(?![\w-])", re.sub(r"#[\w-]*[a-z-]{3,}", "", css))


def test_paper_is_light_whatever_the_screen_is():
    paper = theme.stylesheet().split("@media print")[1]
    assert TOKENS.colours("light")["text"] in paper
    assert TOKENS.colours("dark")["text"] not in paper


@pytest.mark.parametrize("scheme", SCHEMES)
def test_plotly_is_made_from_the_tokens(scheme):
    template = go.layout.Template(theme.plotly_template(scheme))
    assert template.layout.font.color == TOKENS.colours(scheme)["text"]
    assert template.layout.separators == ",\N{NO-BREAK SPACE}"


def test_the_shipped_plotly_is_the_one_that_the_library_writes_for():
    def version(script: bytes) -> str:
        return re.search(rb"plotly\.js (?:\(basic[^)]*\) )?v([\d.]+)", script[:400])[1].decode()

    whole = resources.files("plotly") / "package_data" / "plotly.min.js"
    shipped = (ASSETS / "plotly-basic.min.js").read_bytes()
    assert version(shipped) == version(whole.read_bytes())


def test_the_typeface_is_shipped_with_its_licence():
    assert (ASSETS / "typsnitt" / "inter-latin-wght-normal.woff2").stat().st_size > 10_000
    assert "SIL Open Font License" in (ASSETS / "typsnitt" / "OFL.txt").read_text()
    assert "MIT" in (ASSETS / "plotly-LICENSE.txt").read_text()
