"""The publication plan: finite, acyclic, and right about what groups what (syntetiska data)."""

from __future__ import annotations

import csv
from typing import Any

import pytest
from pydantic import ValidationError

from pipelines.disclosure.acyclic import cyclic
from pipelines.disclosure.plan import Plan, load_plan
from pipelines.presentation.measure_words import BREAKDOWNS
from pipelines.settings import SEEDS


def made(*dimensions: str, **given: Any) -> Plan:
    tables = [{"matt": "V1", "perioder": ["ar"], "dimension": d, **given} for d in dimensions]
    return Plan.model_validate({"version": 1, "tabeller": tables, "relationer": []})


def test_the_plan_is_acyclic() -> None:
    assert cyclic(load_plan()) == {}


def test_tables_that_meet_in_the_unit_alone_are_acyclic() -> None:
    assert cyclic(made("kategori", "kon", "alder")) == {}


def test_three_tables_that_close_a_ring_are_cyclic() -> None:
    ring = {
        "version": 1,
        "tabeller": [
            {"matt": "V1", "perioder": ["ar"], "dimension": "kategori"},
            {"matt": "V1", "perioder": ["halvar"]},
            {"matt": "V1", "perioder": ["halvar"], "dimension": "kategori", "enheter": ["stad"]},
        ],
        "relationer": [],
    }
    assert list(cyclic(Plan.model_validate(ring))) == ["V1"]


def test_shares_of_the_same_count_are_one_family() -> None:
    families = load_plan().families()
    assert families["R1"] == families["R2"] == families["V1"]
    assert families["V4"] == families["V2"] != families["V1"]
    assert "U1" not in families


def test_every_type_stands_in_the_group_that_the_catalogue_says() -> None:
    (relation,) = [r for r in load_plan().relationer if r.under == "insatstyp"]
    with (SEEDS / "insatstyper.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    catalogue = {row["insatstyp_kod"]: row["kategori_kod"] or "OKAND" for row in rows}
    said = {code: group for group, codes in relation.grupper.items() for code in codes}
    assert said == catalogue | {"OKAND": "OKAND"}


def test_a_word_that_the_plan_does_not_know_is_refused() -> None:
    with pytest.raises(ValidationError):
        made("kon", skyd="nej")


def test_what_is_ended_and_what_is_started_is_one_family_with_its_shares() -> None:
    families = load_plan().families()
    assert families["B2"] == families["V5"]
    assert families["S2"] == families["S1"]
    assert families["A3"] != families["A2"]


def test_every_dimension_has_a_name_and_every_value_in_the_plan_a_text() -> None:
    with (SEEDS / "uppdelningar.csv").open(encoding="utf-8") as file:
        texts = {(row["dimension"], row["varde"]) for row in csv.DictReader(file)}
    tables = load_plan().tabeller
    assert {table.dimension for table in tables} - {""} <= BREAKDOWNS.keys()
    assert {(t.dimension, value) for t in tables for value in t.varden} <= texts


def test_what_describes_a_few_in_money_is_for_the_city_alone() -> None:
    """With the city's mean and those of all units but one, the last one's follows."""
    money = [table for table in load_plan().tabeller if table.form == "kostnad"]
    assert [(t.matt, t.enheter, t.varden) for t in money] == [
        ("R3", ("stad",), ("per_insats", "per_barn"))
    ]


def test_distinct_children_are_never_published_for_parts_of_a_year() -> None:
    parts = {t.matt for t in load_plan().tabeller if {"halvar", "kvartal"} & {*t.perioder}}
    assert not parts & {"V2", "V4", "V6", "F5", "N1", "E1"}
