"""Every rule finds exactly its own wrong row, judged by Great Expectations (syntetiska data).

Each rule has a delivery of its own, named after it (`rule_cases.py`): a small world that breaks
nothing, and the wrong row. All of them lie in one scratch database and are judged in one run, so
a rule that looks into another's delivery fails, too. Take a rule away, and the test that carries
its id fails.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import duckdb
import pytest

from expectations.registry import all_rules
from expectations.rule import Kind, Rule, Severity
from pipelines.contract import load_contract
from pipelines.errors import CheckFailed
from pipelines.settings import SEEDS
from pipelines.validation.great_expectations import validate
from tests.integration.rule_cases import (
    AREAS,
    BASE,
    CASES,
    DELIVERY,
    LOAN,
    OFFERED,
    PREFIX,
    Case,
    Row,
    decision,
)
from tests.support.deliveries import pseudonym

CONTRACT = load_contract()
Found = dict[str, dict[str, tuple[int, ...]]]
ID = {
    "insatser": "beslut_id", "uppfoljningar": "uppfoljning_id", "genomforandeplaner": "plan_id",
    "utredningar": "utredning_id", "aktualiseringar": "aktualisering_id",
}  # fmt: skip
UNIT = {
    "insatser": "beslutande_enhet", "utredningar": "ansvarig_enhet",
    "aktualiseringar": "ansvarig_enhet", "insatsutbud": "enhet",
    "insatser_utan_behovsprovning": "enhet", "personalresurser": "enhet",
    "dokumentationsvillkor": "enhet",
}  # fmt: skip
OFFERS = ("insatsutbud", "dokumentationsvillkor")
GOOD: dict[str, list[Row]] = {
    "insatser": [{"beslut_id": "gott beslut"}],
    "uppfoljningar": [{"hallen_datum": "2024-06-10", "registreringsdatum": "2024-06-12",
                       "planerat_datum": "2024-06-15"}],
    "genomforandeplaner": [{"upprattad_datum": "2024-03-20", "registreringsdatum": "2024-03-21"}],
    "utredningar": [{"utredning_id": "god utredning", "barn_id": "gott barn"}],
    "aktualiseringar": [{"barn_id": "gott barn", "beslut": "inleds",
                         "utredning_id": "god utredning"}],
    "insatsutbud": [{"insatstyp": kind} for kind in OFFERED]
    + [{"insatstyp": "FST08", "behovsprovning": "utan"}],
    "insatser_utan_behovsprovning": [{"nuso_kategori": "nuso3"}],
    "personalresurser": [{"kompetens": "socionom"}],
    "dokumentationsvillkor": [{"insatstyp": "FST08"}],
}  # fmt: skip


def contract_cases() -> dict[str, Case]:
    """A column that could not be read, one that is empty, a row twice, and a row contradicted."""
    cases = {}
    for table, prefix in PREFIX.items():
        for name, column in CONTRACT.tabeller[table].kolumner.items():
            unread: Row = {name: None, "_otolkade": [name]}
            if column.typ not in {"enhet", "typkod"}:
                cases[f"{prefix}-{name}-form"] = Case({table: [unread]})
            if column.tomt == "nej":
                cases[f"{prefix}-{name}-saknas"] = Case({table: [{name: None}]})
        same: Row = {ID.get(table, "_fil"): "samma"}
        if table == "insatser":
            same["barn_id"] = "samma"
        if table in {"utredningar", "aktualiseringar"}:
            same["barn_id"] = "samma"
        cases[f"{prefix}-dubblett"] = Case(
            {table: [{**same, "_innehall": 7}, {**same, "_innehall": 7}]}, (101,)
        )
        cases[f"{prefix}-motstridig"] = Case({table: [same, same]}, (100, 101))
    return cases


# Deliveries for questions that one row cannot answer: what is allowed, and the traps' edges.
MORE: dict[str, Case] = {
    "allt är bra": Case(),
    "befolkningen är bra": Case(unit="central", world="people"),
    "villkor tillåter": Case({
        "insatser": [{**decision("2026-01-15"), "behovsprovning": "utan", "insatstyp": "OPP01"}],
        "dokumentationsvillkor": [{"insatstyp": "OPP01", "dokumentation": "individ"}],
    }),
    "villkor tillåter inte före lagen": Case({
        "insatser": [{**decision("2025-06-30"), "behovsprovning": "utan", "insatstyp": "OPP01"}],
        "dokumentationsvillkor": [{"insatstyp": "OPP01", "dokumentation": "individ",
                                   "gallande_fran": "2025-06-01"}],
    }),
    "villkor har undantag": Case({
        "insatser": [{**decision("2026-01-15"), "behovsprovning": "utan", "insatstyp": "FST08"}],
    }),
    "villkor säger två saker": Case({
        "insatser": [{**decision("2026-01-15"), "behovsprovning": "utan", "insatstyp": "OPP01"}],
        "dokumentationsvillkor": [
            {"insatstyp": "OPP01", "dokumentation": "individ"},
            {"insatstyp": "OPP01", "gallande_fran": "2026-01-01"},
        ],
    }),
    "fyra månader från 31 oktober": Case({"utredningar": [
        {"inledd_datum": "2023-10-31", "registreringsdatum": "2023-10-31", "forlangd_till": day}
        for day in ("2024-02-28", "2024-02-29", "2024-03-01")
    ]}),
    "löpande på sista dagen": Case({
        "insatser": [{"beslut_id": LOAN, "slutdatum": "2024-09-10", "slutorsak": "planerat"}],
        "uppfoljningar": [{"beslut_id": LOAN}],
    }),
    "kort men godtagen": Case(delivery={"rader": 69, "accepterad": True}),
    "70 av 100": Case(delivery={"rader": 70}),
    "en förlängning": Case({"insatser": [
        {"barn_id": "samma", **decision("2024-01-01", slutdatum="2024-06-30"),
         "slutorsak": "planerat"},
        {"barn_id": "samma", **decision("2024-06-30")},
    ]}),
    "FFT under utbildning": Case({"personalresurser": [
        {"kompetens": "fft", "certifiering": "under_utbildning", "referensdatum": "2024-10-31"}
    ]}),
}  # fmt: skip


def _typed(table: str, row: Row, delivery: str, number: int, unit: str) -> Row:
    """A whole row: the base, what the case says, and ids of its own."""
    whole = {
        "_leverans": delivery, "_fil": f"{table}.csv", "_rad": number, "_otolkade": [],
        "_innehall": number, **BASE[table],
    }  # fmt: skip
    if table in UNIT:
        whole[UNIT[table]] = unit
    if table in ID:
        whole[ID[table]] = f"{delivery} {table} {number}"
    if table in {"insatser", "utredningar", "aktualiseringar"}:
        whole["barn_id"] = f"{delivery} {table} {number}"
        whole["hushall_id"] = f"{delivery} hushåll {table} {number}"
    if table in {"uppfoljningar", "genomforandeplaner"}:
        whole["beslut_id"] = "gott beslut"
    whole |= row
    for name, column in CONTRACT.tabeller[table].kolumner.items():
        if column.typ == "pseudonym" and whole.get(name) is not None:
            whole[name] = pseudonym(whole[name])
    return whole


def _insert(con: duckdb.DuckDBPyConnection, folder: Path, table: str, rows: list[Row]) -> None:
    """By way of a JSON file: thousands of rows one at a time would take longer than the rules."""
    path = folder / f"{table}.json"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    types = dict(con.execute(
        "select column_name, data_type from duckdb_columns() where table_name = ?", [table]
    ).fetchall())  # fmt: skip
    con.execute(f"insert into {table} by name from read_json('{path}', columns = {types})")


def _fill(con: duckdb.DuckDBPyConnection, folder: Path, cases: dict[str, Case]) -> None:
    tables: dict[str, list[Row]] = defaultdict(list)
    for delivery, case in cases.items():
        con.execute(
            "insert into ref_leverans values (?, ?, ?, 'snapshot')",
            [delivery, case.unit, case.day],
        )
        for table in BASE:
            has = case.world == "all" or (case.world == "offers" and table in OFFERS)
            good = GOOD[table] if has else []
            wrong = case.rows.get(table, [])
            numbered = [*enumerate(good, 2), *enumerate(wrong, 100)]
            tables[table] += [_typed(table, row, delivery, n, case.unit) for n, row in numbered]
        if case.world == "people":
            con.execute("insert into befolkning select ?, * from alla", [delivery])
        for sql in case.sql:
            con.execute(sql.format(id=delivery))
        if case.children:
            con.executemany(
                "insert into ref_barn values (?, ?, ?, ?)",
                [(pseudonym(child), *facts) for child, *facts in case.children],
            )
        if case.delivery is not None:
            facts = {"_leverans": delivery, "_fil": "insatser.csv", "_rad": 0, "enhet": case.unit}
            row = {**facts, **DELIVERY, **case.delivery}
            marks = ", ".join("?" for _ in row)
            con.execute(
                f"insert into leveranser ({', '.join(row)}) values ({marks})", list(row.values())
            )
    for table, rows in tables.items():
        _insert(con, folder, table, rows)


def _scratch(con: duckdb.DuckDBPyConnection) -> None:
    for name, table in CONTRACT.tabeller.items():
        columns = ", ".join(f"{column} {c.duckdb_type}" for column, c in table.kolumner.items())
        con.execute(
            f"create table {name} (_leverans varchar, _fil varchar, _rad bigint, "
            f"_otolkade varchar[], _innehall ubigint, {columns})"
        )
    con.execute(
        "create table ref_leverans (_leverans varchar, leverans_enhet varchar, uttagsdatum date, "
        "typ varchar); create table ref_barn (barn_id varchar, kon varchar, fodelsear integer, "
        "enhet varchar); create table leveranser (_leverans varchar, _fil varchar, _rad bigint, "
        "tabell varchar, enhet varchar, typ varchar, rader bigint, rader_forra bigint, "
        "uttagsdatum date, uttagsdatum_forra date, nyckel_id varchar, nyckel_id_forra varchar, "
        "accepterad boolean)"
    )
    for seed in ("insatstyper", "stadsdelsnamnder"):
        con.execute(
            f"create table ref_{seed} as "
            f"from read_csv('{SEEDS / seed}.csv', all_varchar = true, header = true)"
        )
    areas = ", ".join(f"'{area}'" for area in AREAS)
    con.execute(f"""
        create temp table alla as
        select 'befolkning.csv' as _fil, 2 + o * 42 + a * 2 + k as _rad, []::varchar[] as _otolkade,
            hash(_rad) as _innehall, list_extract([{areas}], o::integer + 1) as enhet,
            a::integer as alder, if(k = 0, 'K', 'M') as kon, date '2025-12-31' as referensdatum,
            100 as antal, 'stad' as kalla
        from range({len(AREAS)}) as omraden(o), range(21) as aldrar(a), range(2) as konen(k)
    """)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """Delivery -> rule -> row numbers, as Great Expectations found them."""
    folder = tmp_path_factory.mktemp("regler")
    database = folder / "natt.duckdb"
    with duckdb.connect(str(database)) as con:
        _scratch(con)
        con.execute("begin")
        _fill(con, folder, {**CASES, **contract_cases(), **MORE})
        con.execute("commit")
    result: Found = defaultdict(dict)
    for finding in validate(database, all_rules(CONTRACT)):
        assert finding.rule not in result[finding.delivery]
        result[finding.delivery][finding.rule] = finding.rows
    return result


def test_every_rule_has_a_wrong_row_here_and_every_wrong_row_a_rule() -> None:
    assert sorted(rule.id for rule in all_rules(CONTRACT)) == sorted({**CASES, **contract_cases()})


@pytest.mark.parametrize("rule", sorted(CASES))
def test_a_rule_of_the_domain_finds_its_own_row_and_nothing_else(found: Found, rule: str) -> None:
    case = CASES[rule]
    assert found[rule] == {rule: case.found, **case.also}


@pytest.mark.parametrize("rule", sorted(contract_cases()))
def test_a_rule_of_the_contract_finds_its_own_row_and_nothing_else(found: Found, rule: str) -> None:
    assert found[rule] == {rule: contract_cases()[rule].found}


@pytest.mark.parametrize("delivery", ["allt är bra", "befolkningen är bra", "en förlängning"])
def test_what_is_right_breaks_no_rule(found: Found, delivery: str) -> None:
    assert found[delivery] == {}


def test_falla_12_and_47_an_area_beside_its_successor_is_not_counted_twice(found: Found) -> None:
    assert found["BEF-04"] == {"BEF-04": tuple(range(1002, 1044))}


def test_falla_18_four_months_are_calendar_months(found: Found) -> None:
    """31 October and four months is the last of February: only 1 March is an extension."""
    assert found["fyra månader från 31 oktober"]["UTR-04"] == (100, 101)


def test_falla_28_a_follow_up_on_the_last_day_is_ongoing_and_the_day_after_is_not(
    found: Found,
) -> None:
    assert found["löpande på sista dagen"] == {}
    assert found["UPP-15"] == {"UPP-15": (100,)}


def test_falla_31_rows_without_assessment_are_let_in_by_the_terms_and_by_nothing_else(
    found: Found,
) -> None:
    assert found["villkor tillåter"] == {}
    assert found["villkor har undantag"] == {"INS-08": (100,)}
    assert found["villkor tillåter inte före lagen"] == {"INS-08": (100,), "DOK-03": (100,)}
    assert found["villkor säger två saker"] == {"INS-08": (100,), "DOK-04": (100, 101)}


def test_falla_40_a_short_file_is_stopped_unless_an_operator_has_accepted_it(found: Found) -> None:
    assert found["LEV-20"] == {"LEV-20": (0,)}
    assert found["70 av 100"] == {}
    assert found["kort men godtagen"] == {}


def test_falla_51_fft_under_training_is_right_in_2024_and_certified_is_not(found: Found) -> None:
    assert found["FFT under utbildning"] == {}
    assert found["PER-06"] == {"PER-06": (100,)}


def test_a_rule_that_cannot_be_judged_stops_the_night(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "x.duckdb")) as con:
        con.execute("create table insatser (_leverans varchar, _fil varchar, _rad bigint)")
    facts: dict[str, Any] = {
        "id": "X-01", "table": "insatser", "title": "t", "severity": Severity.FEL,
        "kind": Kind.RIMLIGHET, "statement": "s", "measures": (), "advice_sender": "a",
        "advice_reader": "a", "broken": "b.finns_inte = 'hemligt'",
    }  # fmt: skip
    with pytest.raises(CheckFailed, match="X-01 kunde inte bedömas") as caught:
        validate(tmp_path / "x.duckdb", [Rule(**facts)])
    assert "hemligt" not in str(caught.value)
