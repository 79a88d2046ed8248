"""The publication plan: finite, acyclic, and right about what groups what (syntetiska data)."""

from __future__ import annotations

import csv
from typing import Any

import pytest
from pydantic import ValidationError

from pipelines.disclosure.acyclic import cyclic
from pipelines.disclosure.plan import Plan, load_plan
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
