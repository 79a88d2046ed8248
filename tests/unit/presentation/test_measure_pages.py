"""The measures' definitions and the pages made of them."""

from __future__ import annotations

import csv
from collections.abc import Iterator

import pytest

from pipelines.measures import Measure, load_measures
from pipelines.presentation import policies
from pipelines.presentation.measure_pages import FOLDER, render
from pipelines.settings import DBT_PROJECT, SEEDS

ROOT = DBT_PROJECT.parent
CATALOGUE = {
    *(f"{letter}{number}" for letter, last in
      {"U": 8, "V": 6, "R": 3, "T": 5, "F": 7, "A": 3, "E": 1, "S": 2, "P": 2, "B": 2, "N": 1,
       "L": 4}.items() for number in range(1, last + 1)),
}  # fmt: skip
MADE_DIMENSIONS = {
    "alder", "alder_kon", "kategori", "regi", "insatstyp", "jamford_med", "scenario",
    "rekommendation",
}  # fmt: skip


def each() -> Iterator[Measure]:
    yield from load_measures().values()


def test_the_whole_catalogue_is_defined() -> None:
    assert set(load_measures()) >= CATALOGUE


def test_the_pages_are_made_of_the_definitions() -> None:
    pages = render()
    on_disk = {f"{FOLDER}/{path.name}" for path in (ROOT / FOLDER).glob("*.md")}
    assert on_disk == set(pages)
    stale = [name for name, text in pages.items() if (ROOT / name).read_text("utf-8") != text]
    assert stale == [], "kör make docs"


@pytest.mark.parametrize("measure", list(each()), ids=lambda measure: measure.id)
def test_a_measure_says_what_it_is_and_is_not(measure: Measure) -> None:
    assert measure.definition.endswith(".") and measure.inte.endswith(".")
    assert measure.rad.endswith(".")
    assert (measure.form in {"antal", "jamforelse"}) >= (measure.namnare == "ingen")
    assert not measure.modell or (ROOT / measure.sql).is_file()


@pytest.mark.parametrize("measure", list(each()), ids=lambda measure: measure.id)
def test_no_policy_is_called_law(measure: Measure) -> None:
    """Fälla 25: a policy's interval is never law, and what is not verified says so."""
    if "policy" in measure.styrande_regel:
        assert measure.status != "lag"
    page = render()[f"{FOLDER}/{measure.id}.md"]
    assert "lagkrav på" not in page or "inte" in page
    assert (measure.status == "ej verifierad") == ("| Regelns status | ej verifierad" in page)


def test_falla_25_the_follow_up_interval_is_told_as_an_unverified_policy() -> None:
    page = render()[f"{FOLDER}/F1.md"]
    assert "| Regelns status | ej verifierad (policy, inte lagkrav) |" in page
    assert "Behovsprövade öppna insatser: 3 månader" in page


@pytest.mark.parametrize("measure", list(each()), ids=lambda measure: measure.id)
def test_breakdowns_and_policies_are_known(measure: Measure) -> None:
    with (SEEDS / "uppdelningar.csv").open(encoding="utf-8") as file:
        seeded = {row["dimension"] for row in csv.DictReader(file)}
    assert set(measure.uppdelningar) <= seeded | MADE_DIMENSIONS
    assert set(measure.policyer) <= set(policies.in_words())


def test_a_changed_definition_is_told_in_the_changelog() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    told = "".join(part.split("### ")[0] for part in changelog.split("### Mått")[1:])
    for measure in each():
        for version in range(2, measure.version + 1):
            assert f"{measure.id} v{version}" in told
