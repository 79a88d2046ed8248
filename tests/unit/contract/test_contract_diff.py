"""`insatskoll contract diff`: what differs, in plain Swedish, in both directions."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from pipelines.commands.contract import app
from pipelines.contract.diff import as_lines, compare
from pipelines.contract.model import Contract, load_contract
from pipelines.errors import InsatskollError

FORWARD = """\
Kontrakt v1 → v1.1

Lagt till
  uppfoljningar.form: kolumn, en kod ur kodlistan uppfoljningsform, får vara tom. \
Hur uppföljningen hölls; tomt = inte känt
  slutorsak/annan_insats: kod ”Övergång till annan insats”
  uppfoljningsform: kodlista, 3 koder
  uppfoljningsform/mote: kod ”Fysiskt möte”
  uppfoljningsform/digitalt: kod ”Digitalt möte”
  uppfoljningsform/telefon: kod ”Telefon”

Ändrat
  insatser.intensitet: betydelse: förut ”Planerade tillfällen per månad; mått på \
familjebehandlingens variation”, nu ”Planerade tillfällen per månad, digitala tillfällen \
medräknade; mått på familjebehandlingens variation”

Borttaget
  lagrum/lvu22: stavning ”lvu”
"""


def run(*arguments: str) -> Any:
    """The command as the command line runs it."""
    return CliRunner().invoke(app, list(arguments))


def altered(change: Any) -> Contract:
    """The newest contract with one thing set by hand."""
    raw = load_contract().model_dump()
    change(raw)
    return Contract.model_validate(raw)


def lines(after: Contract) -> list[str]:
    """The differences from the newest contract, with their sort."""
    return [f"{one.sort} {one.plats}: {one.text}" for one in compare(load_contract(), after)]


def test_from_v1_to_v1_1() -> None:
    found = run("diff", "v1", "v1.1")
    assert found.exit_code == 0
    assert found.output == FORWARD


def test_the_other_direction_turns_added_and_removed_around() -> None:
    output = run("diff", "1.1", "V1").output
    added, rest = output.split("\nÄndrat\n")
    changed, removed = rest.split("\nBorttaget\n")
    assert added == "Kontrakt v1.1 → v1\n\nLagt till\n  lagrum/lvu22: stavning ”lvu”\n"
    assert "nu ”Planerade tillfällen per månad; mått på" in changed
    assert removed.splitlines()[0].startswith("  uppfoljningar.form: kolumn, en kod ur")
    assert len(removed.splitlines()) == 6


def test_for_machines() -> None:
    found = json.loads(run("diff", "v1", "v1.1", "--json").output)
    assert list(found) == ["fran", "till", "lagt_till", "andrat", "borttaget"]
    assert (found["fran"], found["till"]) == ("1", "1.1")
    assert found["borttaget"] == [
        {"plats": "lagrum/lvu22", "vad": "stavning", "fore": "lvu", "efter": None}
    ]
    assert len(found["lagt_till"]) == 6
    assert [one["plats"] for one in found["andrat"]] == ["insatser.intensitet"]


def test_a_version_does_not_differ_from_itself() -> None:
    assert as_lines(load_contract(), load_contract()) == [
        "Kontrakt v1.1 → v1.1",
        "", "Lagt till", "  inget",
        "", "Ändrat", "  inget",
        "", "Borttaget", "  inget",
    ]  # fmt: skip


def test_an_unknown_version_is_a_clear_error() -> None:
    found = run("diff", "v1", "v9")
    assert isinstance(found.exception, InsatskollError)
    assert str(found.exception) == "kontraktets version 9 finns inte; kända versioner: 1, 1.1"


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("tomt", "nej", "andrat insatser.regi: får vara tom: förut ”ja”, nu ”nej”"),
        ("enhet", "kr", "andrat insatser.regi: enhet: förut ”inget”, nu ”kr”"),
        ("koder", "kon", "andrat insatser.regi: kodlista: förut ”regi”, nu ”kon”"),
        (
            "hor_till",
            "insatsutbud.enhet",
            "andrat insatser.regi: hör till: förut ”inget”, nu ”insatsutbud.enhet”",
        ),
    ],
)
def test_every_field_of_a_column_is_compared(field: str, value: str, expected: str) -> None:
    def change(raw: dict[str, Any]) -> None:
        raw["tabeller"]["insatser"]["kolumner"]["regi"][field] = value

    assert lines(altered(change)) == [expected]


def test_a_heading_comes_and_goes_with_its_column_named() -> None:
    def change(raw: dict[str, Any]) -> None:
        raw["tabeller"]["insatser"]["kolumner"]["regi"]["alias"] = ("Regi", "Utförarform", "Drift")

    assert lines(altered(change)) == [
        "borttaget insatser.regi: rubrik ”Driftsform”",
        "lagt_till insatser.regi: rubrik ”Drift”",
    ]


def test_keys_and_senders_of_a_table_are_compared() -> None:
    def change(raw: dict[str, Any]) -> None:
        raw["tabeller"]["befolkning"]["nyckel"] = ("enhet", "alder")
        raw["tabeller"]["befolkning"]["lamnas_av"] = ("stadsdelsnamnd", "central")

    assert lines(altered(change)) == [
        "andrat befolkning: lämnas av: förut ”socialnämnden centralt”, "
        "nu ”stadsdelsnämnderna, socialnämnden centralt”",
        "andrat befolkning: nyckel: förut ”enhet, alder, kon, referensdatum, kalla”, "
        "nu ”enhet, alder”",
    ]


def test_a_code_that_gets_another_text_is_altered() -> None:
    def change(raw: dict[str, Any]) -> None:
        raw["koder"]["kon"]["K"]["text"] = "Flickor"

    assert lines(altered(change)) == ["andrat kon/K: text: förut ”Flicka”, nu ”Flickor”"]


def test_a_removed_table_is_named_with_all_its_columns() -> None:
    def change(raw: dict[str, Any]) -> None:
        del raw["tabeller"]["dokumentationsvillkor"]

    found = lines(altered(change))
    assert found[0] == (
        "borttaget dokumentationsvillkor: tabell ”Vad nämnden får dokumentera utan behovsprövning”"
    )
    assert [line.split(":")[0] for line in found[1:]] == [
        "borttaget dokumentationsvillkor.enhet",
        "borttaget dokumentationsvillkor.insatstyp",
        "borttaget dokumentationsvillkor.dokumentation",
        "borttaget dokumentationsvillkor.gallande_fran",
        "borttaget dokumentationsvillkor.gallande_till",
    ]
