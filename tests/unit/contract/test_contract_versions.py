"""Versions of the contract: each is the one before with a difference (syntetiska data)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from pipelines.contract import model
from pipelines.contract.change import Change
from pipelines.contract.model import Contract, build, current, load_contract, versions
from pipelines.errors import InsatskollError
from pipelines.sample.katalog import kontrakt

BASE = Contract.model_validate(
    {
        "version": "1",
        "koder": {
            "svar": {"ja": {"text": "Ja", "alias": ["japp"]}, "nej": {"text": "Nej"}},
            "farg": {"gul": {"text": "Gul"}},
        },
        "tabeller": {
            "moten": {
                "titel": "Möten",
                "korn": "en rad per möte",
                "lamnas_av": ["stadsdelsnamnd"],
                "nyckel": ["mote_id"],
                "kolumner": {
                    "mote_id": {"typ": "pseudonym", "tomt": "nej", "om": "Nyckel"},
                    "dag": {"typ": "datum", "tomt": "nej", "om": "Dag", "alias": ["Datum"]},
                    "svar": {"typ": "kod", "koder": "svar", "tomt": "ja", "om": "Svar"},
                },
            }
        },
    }
)


def changed(*earlier: Contract, version: str = "1.1", **sections: Any) -> Contract:
    """The contract that a difference makes of the last of the earlier ones (BASE if none)."""
    before = earlier or (BASE,)
    header = {"version": version, "bygger_pa": before[-1].version}
    return build(Change.model_validate({**header, **sections}), before)


def test_the_versions_are_known_in_order_and_the_newest_is_the_default() -> None:
    assert versions() == ("1", "1.1")
    assert current() == "1.1"
    assert load_contract().version == "1.1"
    assert load_contract("1").version == "1"


def test_version_1_10_comes_after_1_9(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("v1.10.yml", "v1.9.yml", "v2.yml", "v1.yml", "page.md"):
        (tmp_path / name).touch()
    monkeypatch.setattr(model, "__file__", str(tmp_path / "model.py"))
    assert versions() == ("1", "1.9", "1.10", "2")


def test_v1_stays_as_it_was_delivered() -> None:
    v1 = load_contract("1")
    assert "form" not in v1.tabeller["uppfoljningar"].kolumner
    assert "annan_insats" not in v1.koder["slutorsak"]
    assert v1.koder["lagrum"]["lvu22"].alias == ("22 § LVU", "lvu", "lvu 22")


def test_v1_1_is_v1_with_what_it_adds_alters_and_removes() -> None:
    contract = load_contract("1.1")
    form = contract.tabeller["uppfoljningar"].kolumner["form"]
    assert form.may_be_empty
    assert [code.text for code in contract.koder[form.koder or ""].values()] == [
        "Fysiskt möte", "Digitalt möte", "Telefon"
    ]  # fmt: skip
    assert contract.koder["slutorsak"]["annan_insats"].text == "Övergång till annan insats"
    assert contract.koder["lagrum"]["lvu22"].alias == ("22 § LVU", "lvu 22")
    intensity = contract.tabeller["insatser"].kolumner["intensitet"]
    assert "digitala tillfällen medräknade" in intensity.om
    assert (intensity.typ, intensity.enhet) == ("decimal", "tillfällen per månad")
    assert len(contract.tabeller) == 10


def test_a_column_has_one_type_in_every_version() -> None:
    found: dict[tuple[str, str], set[str]] = {}
    for version in versions():
        for table, entry in load_contract(version).tabeller.items():
            for name, column in entry.kolumner.items():
                found.setdefault((table, name), set()).add(column.typ)
    assert {place for place, types in found.items() if len(types) > 1} == set()


def test_the_sample_is_delivered_by_a_version_that_is_accepted() -> None:
    assert kontrakt()["version"] == "1"
    assert load_contract("1").tabeller.keys() == kontrakt()["tabeller"].keys()


def test_an_unknown_version_is_answered_with_the_known_ones() -> None:
    with pytest.raises(InsatskollError, match=r"version 3 finns inte; kända versioner: 1, 1\.1$"):
        load_contract("3")


def test_an_unknown_version_that_is_no_number_is_not_repeated() -> None:
    with pytest.raises(InsatskollError) as caught:
        load_contract("../19900101-1234")
    assert str(caught.value) == "kontraktets version finns inte; kända versioner: 1, 1.1"


def test_additions_come_last_and_the_version_before_is_left_as_it_is() -> None:
    after = changed(
        lagg_till={
            "koder": {"svar.vet_ej": {"text": "Vet ej"}},
            "kodalias": {"svar.nej": ["nix"]},
            "kolumnalias": {"moten.dag": ["Mötesdag"]},
            "kolumner": {"moten.antal": {"typ": "heltal", "tomt": "ja", "om": "Antal"}},
        }
    )
    assert list(after.tabeller["moten"].kolumner) == ["mote_id", "dag", "svar", "antal"]
    assert after.tabeller["moten"].kolumner["dag"].alias == ("Datum", "Mötesdag")
    assert list(after.koder["svar"]) == ["ja", "nej", "vet_ej"]
    assert after.koder["svar"]["nej"].alias == ("nix",)
    assert list(BASE.tabeller["moten"].kolumner) == ["mote_id", "dag", "svar"]
    assert BASE.koder["svar"]["nej"].alias == ()


def test_alterations_change_only_what_is_written() -> None:
    after = changed(
        andra={
            "kolumner": {"moten.dag": {"tomt": "ja"}},
            "tabeller": {"moten": {"lamnas_av": ["stadsdelsnamnd", "central"]}},
            "koder": {"svar.ja": {"text": "Jo"}},
        }
    )
    table = after.tabeller["moten"]
    assert table.kolumner["dag"].may_be_empty
    assert table.kolumner["dag"].om == "Dag"
    assert table.lamnas_av == ("stadsdelsnamnd", "central")
    assert table.titel == "Möten"
    assert after.koder["svar"]["ja"].alias == ("japp",)


def test_a_removed_column_a_removed_list_and_a_removed_spelling_are_gone() -> None:
    after = changed(
        ta_bort={
            "kolumner": ["moten.svar"],
            "kodlistor": ["farg"],
            "koder": ["svar.nej"],
            "kodalias": {"svar.ja": ["japp"]},
        }
    )
    assert list(after.tabeller["moten"].kolumner) == ["mote_id", "dag"]
    assert list(after.koder) == ["svar"]
    assert list(after.koder["svar"]) == ["ja"]
    assert after.koder["svar"]["ja"].alias == ()


@pytest.mark.parametrize(
    ("sections", "message"),
    [
        (
            {"lagg_till": {"koder": {"svar.ja": {"text": "Ja"}}}},
            "v1.1.yml, lagg_till.koder: svar.ja finns redan i version 1; ändra den under andra",
        ),
        (
            {"lagg_till": {"tabeller": {"moten": {}}}},
            "v1.1.yml, lagg_till.tabeller: moten finns redan i version 1; ändra den under andra",
        ),
        (
            {"lagg_till": {"kolumner": {"samtal.dag": {}}}},
            "v1.1.yml, lagg_till.kolumner: samtal.dag hör till en tabell som inte finns "
            "i version 1",
        ),
        (
            {"lagg_till": {"koder": {"form.rund": {"text": "Rund"}}}},
            "v1.1.yml, lagg_till.koder: form.rund hör till en kodlista som inte finns i version 1",
        ),
        (
            {"lagg_till": {"kodalias": {"svar.ja": ["japp"]}}},
            "v1.1.yml, lagg_till.kodalias: svar.ja har redan det i version 1",
        ),
        (
            {"andra": {"kolumner": {"moten.tid": {"tomt": "ja"}}}},
            "v1.1.yml, andra.kolumner: moten.tid finns inte i version 1",
        ),
        (
            {"andra": {"kolumner": {"moten.dag": {"tomt": "nej"}}}},
            "v1.1.yml, andra.kolumner: moten.dag ändras inte: så står det redan i version 1",
        ),
        (
            {"ta_bort": {"koder": ["svar.kanske"]}},
            "v1.1.yml, ta_bort.koder: svar.kanske finns inte i version 1",
        ),
        (
            {"ta_bort": {"kolumnalias": {"moten.dag": ["Dagen"]}}},
            "v1.1.yml, ta_bort.kolumnalias: moten.dag har inte det i version 1",
        ),
    ],
)
def test_a_line_that_does_not_fit_the_version_before_is_named(
    sections: dict[str, Any], message: str
) -> None:
    with pytest.raises(InsatskollError) as caught:
        changed(**sections)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "sections",
    [
        {"tillagg": {}},
        {"lagg_till": {"kolumn": {}}},
        {"andra": {"kolumner": {"moten.dag": {"typ": "heltal"}}}},
        {"andra": {"kolumner": {"moten.svar": {"koder": "farg"}}}},
        {"andra": {"kolumner": {"dag": {"tomt": "ja"}}}},
        {"andra": {"kolumner": {"moten.dag": {"tomt": "kanske"}}}},
        {"lagg_till": {"kolumner": {"moten.dag2": {"typ": "text", "tomt": "ja", "om": "Fri"}}}},
        {"ta_bort": {"kodlistor": ["svar"]}},
        {"ta_bort": {"kolumner": ["moten.mote_id"]}},
    ],
)
def test_what_the_form_of_a_difference_or_of_a_contract_forbids_is_refused(
    sections: dict[str, Any],
) -> None:
    with pytest.raises(ValidationError):
        changed(**sections)


def test_a_version_builds_on_the_one_just_before() -> None:
    second = changed(andra={"koder": {"svar.ja": {"text": "Jo"}}})
    jump = Change.model_validate({"version": "1.2", "bygger_pa": "1"})
    with pytest.raises(InsatskollError, match=r"v1\.2\.yml, bygger_pa: 1 ska vara 1\.1"):
        build(jump, (BASE, second))


def test_a_column_that_comes_back_with_another_type_is_refused() -> None:
    without = changed(ta_bort={"kolumner": ["moten.dag"]})
    with pytest.raises(InsatskollError, match=r"moten\.dag är datum i version 1 och kan inte bli"):
        changed(
            BASE,
            without,
            version="1.2",
            lagg_till={"kolumner": {"moten.dag": {"typ": "heltal", "tomt": "ja", "om": "Dag"}}},
        )


def test_a_key_gets_no_column_that_earlier_deliveries_lack() -> None:
    with pytest.raises(InsatskollError, match="nyckelkolumnen nummer, som leveranser enligt"):
        changed(
            lagg_till={"kolumner": {"moten.nummer": {"typ": "heltal", "tomt": "nej", "om": "Nr"}}},
            andra={"tabeller": {"moten": {"nyckel": ["mote_id", "nummer"]}}},
        )


def test_a_spelling_that_means_two_codes_is_refused() -> None:
    with pytest.raises(ValidationError, match="betyder två koder"):
        changed(lagg_till={"kodalias": {"svar.nej": ["JAPP"]}})


def test_a_reference_to_a_column_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValidationError, match=r"moten\.svar: samtal\.samtal_id finns inte"):
        changed(andra={"kolumner": {"moten.svar": {"hor_till": "samtal.samtal_id"}}})
