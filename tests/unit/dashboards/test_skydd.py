"""Kvalitet tells how much of each table is shown (syntetiska data)."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from dashboards import html
from dashboards.components.cost_card import build_cost
from dashboards.pages.kvalitet import build_page
from dashboards.view import View
from pipelines.publication import parquet, serving
from pipelines.publication.reader import Night, load
from tests.unit.dashboards.nights import publish, usual_cells

RUN = "2026-10-31-provnatt"
COLUMNS = ["matt", "dimension", "periodslag", "niva", "celler", "visade_andel", "volym_andel"]


def night_with(home: Path, *rows: tuple[object, ...]) -> Night:
    """The usual night with a table of what protection costs."""
    publish(home, usual_cells())
    folder = home / "serve" / RUN
    tables = {path.stem: parquet.read(path) for path in folder.glob("*.parquet")}
    tables["skyddskostnad"] = pd.DataFrame(rows, columns=COLUMNS)
    manifest = json.loads((folder / serving.MANIFEST).read_text(encoding="utf-8"))
    facts = {name: value for name, value in manifest.items() if name not in {"run", "filer"}}
    serving.write(home / "serve", RUN, tables, facts)
    serving.point(home / "serve", RUN)
    return load(home / "serve")


def test_tables_where_something_is_hidden_are_listed_with_their_shares(tmp_path, text_of, walk):
    night = night_with(
        tmp_path,
        ("R1", "", "ar", "stad", 5, 100, 100),
        ("V1", "", "ar", "enhet", 65, 100, 100),
        ("V1", "kategori", "ar", "enhet", 576, 88, 94),
        ("F1", "", "halvar", "enhet", 143, 76, 91),
    )
    card = build_cost(night)
    text = text_of(card)
    assert "I två av fyra tabeller visas alla tal, eller så gott som alla." in text
    assert "I två är tal skyddade." in text
    rows = [text_of(part) for part in walk(card) if isinstance(part, html.Tr)]
    assert rows[1:] == [
        "Beviljade insatser efter kategori: år, nämnderna 88 % 94 %",
        "Första uppföljningen i tid: halvår, nämnderna 76 % 91 %",
    ]


@pytest.mark.parametrize("share", [(99, 100), (100, 99)])
def test_one_per_cent_less_is_enough_to_be_listed(tmp_path, text_of, share):
    night = night_with(tmp_path, ("V1", "", "ar", "enhet", 65, *share))
    text = text_of(build_cost(night))
    assert "I alla tabeller är några tal skyddade." in text
    assert "99 %" in text


def test_when_all_is_shown_there_is_no_table(tmp_path, text_of, walk):
    card = build_cost(night_with(tmp_path, ("V1", "", "ar", "stad", 5, 100, 100)))
    assert "Alla tal visas, eller så gott som alla." in text_of(card)
    assert not [part for part in walk(card) if isinstance(part, html.Table)]


def test_it_stands_after_what_the_checks_found(tmp_path, walk):
    night = night_with(tmp_path, ("V1", "kategori", "ar", "enhet", 576, 88, 94))
    sections = [
        part.id for part in walk(build_page(night, {}, View())) if isinstance(part, html.Section)
    ]
    assert sections == ["leveranser", "vagrat", "markt", "skydd", "galler-fran"]


def test_a_night_from_before_has_no_such_card(night, walk):
    parts = walk(build_page(night, {}, View()))
    assert "skydd" not in [getattr(part, "id", None) for part in parts]
