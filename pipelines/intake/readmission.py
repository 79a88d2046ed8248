"""Judge a delivery's quarantined rows again, by today's rules, and land those that now pass.

Needed when a rule, the catalogue or the contract has changed; a row that was wrong in the extract
is put right by a corrected delivery instead. Nothing is replaced before the sums are seen to
close, and the record in `_deliveries` moves last: until then the old files are the ones in force.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from expectations.registry import all_rules
from expectations.rule import Rule, Severity
from pipelines.contract import Contract
from pipelines.errors import InsatskollError
from pipelines.intake import landing, night, quarantine, rejudged, tables
from pipelines.intake.landing import Landed
from pipelines.intake.signature import account, checked_reason
from pipelines.lock import one_night_at_a_time
from pipelines.provenance import ledger
from pipelines.settings import Home, Settings
from pipelines.validation import great_expectations
from pipelines.validation.findings import Finding


@dataclass(frozen=True)
class Readmission:
    """What a re-admission did.

    Attributes:
        ater: table -> rows taken out of quarantine and accepted.
        kvar: table -> rows that stay in quarantine.
        otolkade: of those that stay, rows whose text could not be read and was dropped.
        regler: rule -> rows that stay because of it.
        godkanda_mot_regel: rows accepted earlier that break a rule of today; they stay accepted.
    """

    ater: dict[str, int]
    kvar: dict[str, int]
    otolkade: int
    regler: dict[str, int]
    godkanda_mot_regel: int


def readmit(
    settings: Settings, home: Home, contract: Contract, delivery_id: str, reason: str
) -> Readmission:
    """Judge the quarantined rows of one delivery again and land those that pass.

    Args:
        settings: the operator's limits.
        home: the installation.
        contract: today's contract; its rules judge.
        delivery_id: the delivery.
        reason: why, in the operator's words; kept in the run ledger.

    Raises:
        InsatskollError: not the operator's account, no such delivery, nothing to judge, a reason
            that cannot be kept, or a rule of today that stops the whole delivery.
        CheckFailed: the rows do not add up; nothing was replaced.
        NightBusy: a night is running.
    """
    why = checked_reason(reason)
    quarantine.require_private(home)
    home.make()
    with one_night_at_a_time(home.lock):
        record, others = _record(home, delivery_id)
        with night.scratch(home) as database:
            findings = _judge(database, settings, home, contract, record, others)
            with night.connect(database, settings) as con:
                rejudged.divide(con, findings)
                result = _count(con)
                moved = _write(con, home, contract, record, findings) if result.ater else record
        if moved != record:
            _replace(home, moved)
        ledger.append(
            home.ledger,
            "aterintag",
            leverans=record.id,
            konto=account(),
            skal=why,
            ater=sum(result.ater.values()),
            kvar=sum(result.kvar.values()),
            otolkade=result.otolkade,
        )
    return result


def _record(home: Home, delivery_id: str) -> tuple[Landed, list[Landed]]:
    """The delivery, and all the others: what it was compared with the night it came."""
    records = landing.landed(home)
    record = quarantine.record_of(records, delivery_id)
    if record.id not in {current.id for current in landing.in_force(records)}:
        raise InsatskollError(
            f"leveransen {record.id} är ersatt och läses inte längre; pröva i stället raderna i "
            "den leverans som ersatte den"
        )
    return record, [other for other in records if other.id != record.id]


def _judge(
    database: Path,
    settings: Settings,
    home: Home,
    contract: Contract,
    record: Landed,
    others: Sequence[Landed],
) -> list[Finding]:
    # Rules about the delivery as a whole had their say the night it came.
    rules = [rule for rule in all_rules(contract) if rule.table in contract.tabeller]
    with night.connect(database, settings) as con:
        tables.create(con, contract)
        tables.remember(con, home, others)
        rejudged.load(con, home, contract, record)
        tables.learn_terms(con, record.id)
        rows = {table: landed.last for table, landed in record.tabeller.items()}
        tables.register(con, record.manifest, record.enhet_kod, rows, others, True)
    findings = great_expectations.validate(database, rules)
    _refuse_if_stopped(record, findings, rules)
    return findings


def _refuse_if_stopped(record: Landed, findings: Sequence[Finding], rules: Sequence[Rule]) -> None:
    titles = {rule.id: rule.title for rule in rules}
    for finding in findings:
        if finding.severity is Severity.STOPPA:
            raise InsatskollError(
                f"{record.id}: dagens regel {finding.rule} ({titles[finding.rule]}) skulle stoppa "
                f"hela leveransen; {len(finding.rows)} rader i {finding.file} bryter mot den. "
                "Inget har tagits in igen; begär en rättad leverans"
            )


def _count(con: duckdb.DuckDBPyConnection) -> Readmission:
    judged = dict(con.execute("select tabell, count(*) from aterprovade group by all").fetchall())
    stay = dict(con.execute("select tabell, count(*) from kvar group by all").fetchall())
    rules = con.execute(
        "select regel, count(*) from (select unnest(_regler) as regel from kvar) "
        "group by all order by all"
    ).fetchall()
    unread, against = con.execute(
        "select (select count(*) from kvar where otolkad), (select count(*) from "
        "(select distinct tabell, _fil, _rad from brott) anti join aterprovade "
        "using (tabell, _fil, _rad))"
    ).fetchall()[0]
    taken = {table: rows - stay.get(table, 0) for table, rows in judged.items()}
    return Readmission(
        {table: rows for table, rows in taken.items() if rows}, stay, unread, dict(rules), against
    )


def _write(
    con: duckdb.DuckDBPyConnection,
    home: Home,
    contract: Contract,
    record: Landed,
    findings: Sequence[Finding],
) -> Landed:
    """Write the new files beside the old, and say what the record becomes."""
    after = dict(record.tabeller)
    for table in contract.tabeller:
        if table in after and after[table].karantan:
            written = rejudged.write(con, home, record, table)
            after[table] = after[table].model_copy(
                update={
                    "sha256": written.sha256,
                    "godkanda": written.godkanda,
                    "karantan": written.karantan,
                }
            )
    counts = Counter(_count(con).regler)
    for finding in findings:
        if finding.severity is not Severity.FEL:
            counts[finding.rule] += len(finding.rows)
    return record.model_copy(update={"tabeller": after, "regler": dict(sorted(counts.items()))})


def _replace(home: Home, moved: Landed) -> None:
    """Move the record; only then are the old files taken away."""
    landing.record(home, [moved])
    for table in moved.tabeller:
        rejudged.tidy(home, moved, table)
