"""Every rule finds its own row, judged by Great Expectations (syntetiska data).

One delivery holds one wrong row for each rule; which rule finds which row is written by hand.
Take a rule away, and the test that carries its id fails.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import duckdb
import pytest

from expectations.registry import all_rules
from expectations.rule import Rule, Severity
from pipelines.contract import load_contract
from pipelines.errors import CheckFailed
from pipelines.intake import night
from pipelines.settings import Home, Settings
from pipelines.validation.great_expectations import validate
from tests.support.deliveries import (
    befolkning,
    beslut,
    erbjudande,
    pseudonym,
    uppfoljning,
    write_delivery,
)

GOOD = beslut()
GOOD_FOLLOW_UP = uppfoljning(GOOD["beslut_id"])

# rule -> the wrong row. A form rule: a text that is not of the column's type.
INSATSER: dict[str, dict[str, Any]] = {
    "INS-beslut_id-form": {"beslut_id": "A-17"},
    "INS-beslut_id-saknas": {"beslut_id": ""},
    "INS-barn_id-form": {"barn_id": "A-17"},
    "INS-barn_id-saknas": {"barn_id": ""},
    "INS-hushall_id-form": {"hushall_id": "A-17"},
    "INS-kon-form": {"kon": "T"},
    "INS-fodelsear-form": {"fodelsear": "tolv"},
    "INS-fodelsear-saknas": {"fodelsear": ""},
    "INS-insatstyp-saknas": {"insatstyp": ""},
    "INS-lagrum-form": {"lagrum": "LSS"},
    "INS-behovsprovning-form": {"behovsprovning": "kanske"},
    "INS-behovsprovning-saknas": {"behovsprovning": ""},
    "INS-regi-form": {"regi": "staten"},
    "INS-utforare_id-form": {"utforare_id": "Familjehuset AB"},
    "INS-beslutande_enhet-saknas": {"beslutande_enhet": ""},
    "INS-beslutsdatum-form": {"beslutsdatum": "31/3/2024"},
    "INS-beslutsdatum-saknas": {"beslutsdatum": ""},
    "INS-startdatum-form": {"startdatum": "snart"},
    "INS-slutdatum-form": {"slutdatum": "2024-02-30"},
    "INS-slutorsak-form": {"slutorsak": "vet ej"},
    "INS-registreringsdatum-form": {"registreringsdatum": "i går"},
    "INS-registreringsdatum-saknas": {"registreringsdatum": ""},
    "INS-kostnad_manad-form": {"kostnad_manad": "mycket"},
    "INS-01": {"startdatum": "2023-03-15", "slutdatum": "2023-03-14"},
    "INS-02": {"beslutsdatum": "2026-11-01", "startdatum": "", "registreringsdatum": "2026-11-01"},
    "INS-03": {"beslutande_enhet": "Bromma"},
    "INS-04": {"beslutande_enhet": "Enhet saknas"},
    "INS-05": {"insatstyp": "XX-LOKAL"},
    "INS-06": {"insatstyp": "UTA03"},
    "INS-07": {"regi": ""},
    "INS-08": {"behovsprovning": "utan"},
    "INS-09": {"behovsprovning": "båda"},
    "INS-10": {"fodelsear": "2024"},
    "INS-11": {"fodelsear": "2001"},
    "INS-12": {"registreringsdatum": "2023-02-28"},
    "INS-13": {"slutorsak": "aldrig påbörjad"},
}
UPPFOLJNINGAR: dict[str, dict[str, Any]] = {
    "UPP-uppfoljning_id-form": {"uppfoljning_id": "17"},
    "UPP-uppfoljning_id-saknas": {"uppfoljning_id": ""},
    "UPP-beslut_id-form": {"beslut_id": "17"},
    "UPP-beslut_id-saknas": {"beslut_id": ""},
    "UPP-planerat_datum-form": {"planerat_datum": "vecka 12"},
    "UPP-hallen_datum-form": {"hallen_datum": "i maj"},
    "UPP-dokumenterad-form": {"dokumenterad": "delvis"},
    "UPP-dokumenterad-saknas": {"dokumenterad": ""},
    "UPP-registreringsdatum-form": {"registreringsdatum": "sen"},
    "UPP-registreringsdatum-saknas": {"registreringsdatum": ""},
    "UPP-01": {"beslut_id": pseudonym("finns inte")},
    "UPP-02": {"hallen_datum": "2026-11-01", "registreringsdatum": "2026-11-02"},
    "UPP-03": {"hallen_datum": "2023-03-14"},
    "UPP-04": {"registreringsdatum": "2023-06-09"},
    "UPP-05": {"planerat_datum": "", "hallen_datum": ""},
}
INSATSUTBUD: dict[str, dict[str, Any]] = {
    "UTB-enhet-saknas": {"enhet": ""},
    "UTB-insatstyp-saknas": {"insatstyp": ""},
    "UTB-behovsprovning-form": {"behovsprovning": "ibland"},
    "UTB-behovsprovning-saknas": {"behovsprovning": ""},
    "UTB-beslutsgrund-form": {"beslutsgrund": "vet ej"},
    "UTB-intensiv_kostsam-form": {"intensiv_kostsam": "lite"},
    "UTB-planerad-form": {"planerad": "kanske"},
    "UTB-planerad-saknas": {"planerad": ""},
    "UTB-gallande_fran-form": {"gallande_fran": "våren"},
    "UTB-gallande_fran-saknas": {"gallande_fran": ""},
    "UTB-gallande_till-form": {"gallande_till": "tills vidare"},
    "UTB-01": {"gallande_till": "2019-12-31"},
    "UTB-02": {"enhet": "Bromma"},
    "UTB-03": {"insatstyp": "XX-LOKAL"},
}
BEFOLKNING: dict[str, dict[str, Any]] = {
    "BEF-enhet-saknas": {"enhet": ""},
    "BEF-alder-form": {"alder": "21"},
    "BEF-alder-saknas": {"alder": ""},
    "BEF-kon-form": {"kon": "T"},
    "BEF-kon-saknas": {"kon": ""},
    "BEF-referensdatum-form": {"referensdatum": "nyår"},
    "BEF-referensdatum-saknas": {"referensdatum": ""},
    "BEF-antal-form": {"antal": "-1"},
    "BEF-antal-saknas": {"antal": ""},
    "BEF-kalla-form": {"kalla": "gissning"},
    "BEF-kalla-saknas": {"kalla": ""},
    "BEF-03": {"enhet": "Solna"},
}
# Rules about several rows at a time: found in the rows added for them below.
OTHER_TYPES = [*(f"FAM{n:02}" for n in range(2, 10)), *(f"STF{n:02}" for n in range(1, 7))]
SEVERAL = (
    "INS-dubblett", "INS-motstridig", "UPP-dubblett", "UPP-motstridig", "UTB-dubblett",
    "UTB-motstridig", "BEF-dubblett", "BEF-motstridig", "BEF-01", "BEF-02",
)  # fmt: skip
Found = dict[tuple[str, str], dict[str, tuple[int, ...]]]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """(delivery, table) -> rule -> row numbers, as Great Expectations found them."""
    folder = tmp_path_factory.mktemp("regler")
    decisions = [
        GOOD, *(beslut(**row) for row in INSATSER.values()),
        GOOD, beslut(beslut_id=pseudonym("dubbel")), beslut(beslut_id=pseudonym("dubbel"), kon="M"),
    ]  # fmt: skip
    follow_ups = [
        GOOD_FOLLOW_UP,
        *(uppfoljning(**{"beslut_id": GOOD["beslut_id"], **row}) for row in UPPFOLJNINGAR.values()),
        GOOD_FOLLOW_UP,
        uppfoljning(GOOD["beslut_id"], uppfoljning_id=pseudonym("u")),
        uppfoljning(GOOD["beslut_id"], uppfoljning_id=pseudonym("u"), dokumenterad="nej"),
    ]
    offers = [
        erbjudande(insatstyp="KON01"),
        *(
            erbjudande(**{"insatstyp": kind, **row})
            for kind, row in zip(OTHER_TYPES, INSATSUTBUD.values(), strict=True)
        ),
        *(erbjudande(insatstyp="KON01"), erbjudande(insatstyp="KON02")),
        erbjudande(insatstyp="KON02", planerad="ja"),
    ]
    people = befolkning("Bromma")
    wrong = [
        {**people[0], "enhet": "Farsta", "alder": n % 20, "referensdatum": f"20{n:02}-12-31", **row}
        for n, row in enumerate(BEFOLKNING.values(), 10)
    ]
    several = [people[0], {**people[41], "antal": 7}, {**people[0], "enhet": "Järva"}]
    write_delivery(
        folder / "in", "farsta",
        {"insatser": decisions, "uppfoljningar": follow_ups, "insatsutbud": offers,
         "befolkning": befolkning("Farsta")},
    )  # fmt: skip
    write_delivery(folder / "in", "central", {"befolkning": [*people, *wrong, *several]})
    home, contract, settings = Home(folder / "hem"), load_contract(), Settings()
    home.make()
    arrivals = night.look(folder / "in", [], contract)
    result: Found = defaultdict(dict)
    with night.scratch(home) as database:
        night.read(database, settings, contract, arrivals, lambda _: None)
        assert not arrivals.refused
        for finding in validate(database, all_rules(contract)):
            result[finding.delivery, finding.table][finding.rule] = finding.rows
    return result


def rule_ids() -> list[str]:
    return [*INSATSER, *UPPFOLJNINGAR, *INSATSUTBUD, *BEFOLKNING, *SEVERAL]


def test_every_rule_has_a_wrong_row_here_and_every_wrong_row_a_rule() -> None:
    assert sorted(rule.id for rule in all_rules(load_contract())) == sorted(rule_ids())


@pytest.mark.parametrize("place, rule", list(enumerate(INSATSER, 3)), ids=list(INSATSER))
def test_a_rule_about_decisions_finds_its_row(found: Found, place: int, rule: str) -> None:
    assert found["farsta-2026-10-31", "insatser"][rule] == (place,)


@pytest.mark.parametrize("place, rule", list(enumerate(UPPFOLJNINGAR, 3)), ids=list(UPPFOLJNINGAR))
def test_a_rule_about_follow_ups_finds_its_row(found: Found, place: int, rule: str) -> None:
    assert found["farsta-2026-10-31", "uppfoljningar"][rule] == (place,)


@pytest.mark.parametrize("place, rule", list(enumerate(INSATSUTBUD, 3)), ids=list(INSATSUTBUD))
def test_a_rule_about_offers_finds_its_row(found: Found, place: int, rule: str) -> None:
    assert found["farsta-2026-10-31", "insatsutbud"][rule] == (place,)


@pytest.mark.parametrize("place, rule", list(enumerate(BEFOLKNING, 44)), ids=list(BEFOLKNING))
def test_a_rule_about_the_population_finds_its_row(found: Found, place: int, rule: str) -> None:
    assert found["central-2026-10-31", "befolkning"][rule] == (place,)


@pytest.mark.parametrize(
    ("delivery", "table", "rule", "rows"),
    [
        ("farsta", "insatser", "INS-dubblett", (39,)),
        ("farsta", "insatser", "INS-motstridig", (40, 41)),
        ("farsta", "uppfoljningar", "UPP-dubblett", (18,)),
        ("farsta", "uppfoljningar", "UPP-motstridig", (19, 20)),
        ("farsta", "insatsutbud", "UTB-dubblett", (17,)),
        ("farsta", "insatsutbud", "UTB-motstridig", (18, 19)),
        ("central", "befolkning", "BEF-dubblett", (56,)),
        ("central", "befolkning", "BEF-motstridig", (43, 57)),
        ("farsta", "befolkning", "BEF-01", tuple(range(2, 44))),
        ("central", "befolkning", "BEF-02", (*range(44, 56), 58)),
    ],
)
def test_a_rule_about_several_rows_finds_them(
    found: Found, delivery: str, table: str, rule: str, rows: tuple[int, ...]
) -> None:
    assert found[f"{delivery}-2026-10-31", table][rule] == rows


def test_a_good_row_breaks_no_rule(found: Found) -> None:
    broken = {
        (table, rule)
        for (delivery, table), rules in found.items()
        for rule, rows in rules.items()
        if 2 in rows and (delivery, table) != ("farsta-2026-10-31", "befolkning")
    }
    assert broken == set()


def test_a_rule_that_cannot_be_judged_stops_the_night(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "x.duckdb")) as con:
        con.execute("create table insatser (_leverans varchar, _fil varchar, _rad bigint)")
    rule = Rule("X-01", "insatser", "t", Severity.FEL, "s", "b.finns_inte = 'hemligt'")
    with pytest.raises(CheckFailed, match="X-01 kunde inte bedömas") as caught:
        validate(tmp_path / "x.duckdb", [rule])
    assert "hemligt" not in str(caught.value)
