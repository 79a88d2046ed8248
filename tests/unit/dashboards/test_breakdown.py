"""A breakdown of many parts is told by its two ends (syntetiska data)."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboards.components.breakdown_card import build_breakdown_card
from dashboards.view import View
from pipelines.publication.reader import Night
from tests.unit.dashboards import nights
from tests.unit.dashboards.nights import cell

PARTS = ("Barnet", "Modern", "Fadern", "Skolan", "Utföraren", "Vården", "Tolken", "Andra")
CODES = ("barn", "mor", "far", "skola", "utforare", "vard", "tolk", "andra")
STAD = ("stad", "Staden")


@pytest.fixture(scope="module")
def divided(tmp_path_factory: pytest.TempPathFactory) -> Night:
    """Eight parts of 10, 20 … 80 % in 2025; in 2024 Tolken is hidden, and in 2023 all but six."""
    cells = [cell(f"F7/stad/{year}", 300, 500) for year in (2023, 2024, 2025)]
    for place, part in enumerate(PARTS):
        for year in (2023, 2024, 2025):
            is_hidden = (part == "Tolken" and year == 2024) or (place > 5 and year == 2023)
            address = f"F7/stad/{year}/deltagare={CODES[place]}"
            shown = cell(address, 100 + 100 * place, 1000)
            cells.append(cell(address, status="skyddad") if is_hidden else shown)
    usual = nights.small_tables
    own = pd.DataFrame(
        {"dimension": "deltagare", "kod": CODES, "text": PARTS, "ordning": range(8), "grupp": ""}
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            nights, "small_tables",
            lambda *given: usual(*given)
            | {"etiketter": pd.concat([usual({}, [])["etiketter"], own], ignore_index=True)},
        )  # fmt: skip
        return nights.publish(tmp_path_factory.mktemp("uppdelning"), cells)


def first(night: Night, text_of, period: str) -> str:
    card = build_breakdown_card(night, "F7", "deltagare", period, STAD, "Vem deltar?", View())
    return text_of(card).replace("\N{NO-BREAK SPACE}", " ")


def test_many_parts_are_told_from_the_least_to_the_greatest(divided, text_of):
    assert "Staden, 2025: från barnet 10,0 % till andra 80,0 %." in first(divided, text_of, "2025")


def test_the_ends_are_of_what_can_be_shown_when_a_part_is_hidden(divided, text_of):
    text = first(divided, text_of, "2024")
    assert "Staden, 2024: av det som kan visas, från barnet 10,0 % till andra 80,0 %." in text
    assert "Visas inte: Tolken (skyddad)." in text


def test_few_shown_parts_of_many_are_told_one_by_one(divided, text_of):
    text = first(divided, text_of, "2023")
    assert (
        "Staden, 2023: barnet 10,0 %; modern 20,0 %; fadern 30,0 %; skolan 40,0 %; utföraren "
        "50,0 %; vården 60,0 %."
    ) in text
