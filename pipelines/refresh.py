"""The night, from top to bottom.

    look → read → validate → build → protect → attack → land → publish

Everything before the last line can fail or be killed without the published night noticing.
"""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from expectations.registry import all_rules
from pipelines import policy, protected
from pipelines.contract import load_contract
from pipelines.disclosure.plan import load_plan
from pipelines.errors import CheckFailed, InsatskollError
from pipelines.intake import landing, night, retention
from pipelines.intake.acceptance import HELD, HeldBack
from pipelines.intake.landing import Landed
from pipelines.lock import one_night_at_a_time
from pipelines.measures import load_measures
from pipelines.provenance import ledger
from pipelines.provenance.code import code_digest
from pipelines.publication import comparisons, cost, reader, serving, settled_curves, tables
from pipelines.publication.register import Register
from pipelines.publication.status import Status
from pipelines.settings import Home, Settings
from pipelines.validation import great_expectations
from pipelines.warehouse import dbt, inputs, known

Say = Callable[[str], None]


@dataclass
class Outcome:
    """How a night ended.

    Attributes:
        run: id of the published run after the night.
        news: whether anything new was published.
        taken: ids of the deliveries that were taken tonight.
        refused: the refusals, as texts for a person.
        held: the deliveries that were stopped by a rule, and that an operator may accept.
        accepted: accepted rows of tonight's deliveries. `quarantined`: rows put in quarantine.
        figures: cells that are published. `shown`: how many of them carry a value.
        failed: why nothing was published, as a text for a person; empty when all went well.
        seconds: how long the night took.
    """

    run: str = ""
    news: bool = False
    taken: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    held: list[HeldBack] = field(default_factory=list)
    accepted: int = 0
    quarantined: int = 0
    figures: int = 0
    shown: int = 0
    failed: str = ""
    seconds: float = 0.0


def refresh(settings: Settings, home: Home, inbox: Path, say: Say) -> Outcome:
    """Run one night.

    Args:
        settings: the operator's settings.
        home: where everything is written.
        inbox: where the deliveries lie; nothing in it is changed.
        say: takes one line of progress at a time.

    Returns:
        How it ended; when `failed` is set the last published night stands as it was.

    Raises:
        NightBusy: another night is running.
    """
    home.make()
    with one_night_at_a_time(home.lock):
        started = time.monotonic()
        outcome = Outcome(run=serving.published(home.serve) or "")
        try:
            _run(settings, home, inbox, say, outcome)
        except InsatskollError as error:
            outcome.failed = str(error)
            outcome.taken, outcome.accepted, outcome.quarantined = [], 0, 0
        except BaseException as error:  # an interrupt too: a night that did not end is no good one
            # Its text may hold a value from a row: only its type is written down.
            outcome.failed = f"oväntat fel ({type(error).__name__})"
            raise
        finally:
            outcome.seconds = time.monotonic() - started
            _note(home, outcome)
        return outcome


def _run(settings: Settings, home: Home, inbox: Path, say: Say, outcome: Outcome) -> None:
    contract = load_contract()
    serving.clean(home.serve)
    night.clean(home)
    known.clean(home)
    protected.standing(home)
    records = landing.landed(home)

    say(f"Söker leveranser i {inbox}")
    arrivals = night.look(inbox, records)
    say(f"{len(arrivals.new)} nya, {arrivals.known} redan tagna, {len(arrivals.refused)} vägrade")
    if arrivals.other_files:
        say(f"{arrivals.other_files} filer i inkorgen är inga leveranser och lästes inte")
    taken = _take(settings, home, contract, arrivals, records, say, outcome) if arrivals.new else []
    outcome.refused = [str(refusal) for refusal in arrivals.refused]
    outcome.held = [HeldBack.of(arrival.delivery) for arrival in arrivals.fallen]

    current = landing.in_force([*records, *taken])
    if not current:
        raise CheckFailed("det finns inga leveranser att bygga på; ingenting publiceras")
    run = run_id(current, home)
    if run == outcome.run:
        landing.record(home, taken)
        cells_now = reader.load(home.serve).table("celler")
        outcome.figures, outcome.shown = len(cells_now), _shown(cells_now)
        return
    try:
        built = _build(settings, home, contract, current, say)
        _write(home, built, current, run, say, outcome)
    except CheckFailed as failure:
        raise _blamed(failure, taken) from None
    landing.record(home, taken)
    serving.point(home.serve, run)
    outcome.run, outcome.news = run, True
    _remove_old(home, [*records, *taken], say)


def _remove_old(home: Home, records: list[Landed], say: Say) -> None:
    """Remove the rows of superseded deliveries whose retention date has come."""
    newest = max(delivery.manifest.uttagsdatum for delivery in records)
    removed = retention.remove(home, records, policy.value(policy.RETENTION, newest))
    if removed:
        say(f"Gallrade {len(removed)} ersatta leveranser")


def _blamed(failure: CheckFailed, taken: list[Landed]) -> CheckFailed:
    """The failure, with what an operator can do about it when tonight's deliveries may be why."""
    if not taken:
        return failure
    ids = ", ".join(delivery.id for delivery in taken[:5])
    if len(taken) > 5:
        ids += f" och {len(taken) - 5} till"
    return CheckFailed(
        f"{failure}. Nattens nya leveranser ({ids}) är inte landade; "
        "ta den som orsakar felet ur inkorgen och kör igen"
    )


def _take(
    settings: Settings,
    home: Home,
    contract: Any,
    arrivals: night.Arrivals,
    records: list[Landed],
    say: Say,
    outcome: Outcome,
) -> list[Landed]:
    """Read, validate and land tonight's new deliveries."""
    # The library takes seconds to import; it does so while the rows are read.
    warm_up = threading.Thread(target=great_expectations.load_library, daemon=True)
    warm_up.start()
    rules = all_rules(contract)
    with night.scratch(home) as database:
        night.read(
            database,
            settings,
            contract,
            arrivals,
            lambda a: say(f"Läste {a.delivery.id}: {a.rows} rader"),
            home,
            records,
        )
        warm_up.join()
        findings = great_expectations.validate(database, rules)
        night.stop(arrivals, findings, rules)
        say(f"Prövade {len(rules)} regler: {len(findings)} fynd")
        landed = night.land(database, settings, home, contract, arrivals, findings)
    outcome.taken = [delivery.id for delivery in landed]
    outcome.accepted = sum(delivery.accepted for delivery in landed)
    outcome.quarantined = sum(delivery.quarantined for delivery in landed)
    say(f"Godkände {outcome.accepted} rader; {outcome.quarantined} i karantän")
    return landed


def _build(
    settings: Settings, home: Home, contract: Any, current: list[Landed], say: Say
) -> dbt.Built:
    say(f"Bygger mått på {len(current)} gällande leveranser")
    inputs.prepare(home, contract, current)
    built = dbt.build(home, settings)
    say(f"Byggde {len(load_measures())} mått; {built.nodes} modeller och tester gick bra")
    return built


def _write(
    home: Home, built: dbt.Built, current: list[Landed], run: str, say: Say, outcome: Outcome
) -> None:
    plan = load_plan()
    measures = load_measures()
    rows, parameters, published = tables.from_build(built.database, measures, plan)
    uttagsdatum = max(record.manifest.uttagsdatum for record in current)
    source = protected.Source(
        rows, measures, plan, parameters, built.database, home.build / "dbt" / "compiled",
        run, _grund(current), uttagsdatum, code_digest(),
    )  # fmt: skip
    made = protected.protect(home, source, say)
    figures = made.figures
    say(made.judged.summary())

    serving.check(figures)
    units = published["enheter"]
    districts = sorted(units.loc[units["slag"] == "stadsdelsnamnd", "enhet_kod"])
    published |= comparisons.compare(
        figures, measures, districts, published["perioder"], made.effects
    )
    oldest = min(record.manifest.uttagsdatum for record in current)
    drawn = settled_curves.settle(
        built.database, home.register, districts, oldest, parameters["registreringsfordrojning"]
    )
    published |= {
        "standardiserad": comparisons.standardise(
            figures, published["befolkning"], measures, districts
        ),
        "kurvor": drawn,
        "celler": figures,
        "skyddskostnad": cost.of(made.truth, source.thresholds.children),
        "leveranser": tables.deliveries(current),
        "kvalitet": tables.quality(current, all_rules(load_contract())),
    }
    facts = _facts(current, plan.version)
    folder = serving.write(home.serve, run, published, facts)
    protected.register(home, source, made, folder, drawn)
    outcome.figures = len(figures)
    outcome.shown = _shown(figures)


def _shown(figures: pd.DataFrame) -> int:
    return int((figures["status"] == Status.VISAD).sum())


def _facts(current: list[Landed], plan_version: int) -> dict[str, Any]:
    """What the served manifest says besides its files; no clock, so the bytes can be repeated.

    No count of children: what is not in the plan, and its changes from night to night, is guarded
    by nothing.
    """
    return {
        "uttagsdatum": max(record.manifest.uttagsdatum for record in current).isoformat(),
        "aldsta_uttagsdatum": min(r.manifest.uttagsdatum for r in current).isoformat(),
        "syntetiska_data": any(record.manifest.syntetiska_data for record in current),
        "leveranser": [record.id for record in current],
        "plan": plan_version,
        "kod_sha256": code_digest(),
    }


def _grund(current: list[Landed]) -> str:
    """Checksum of the landing and the code."""
    text = json.dumps([landing.landing_digest(current), code_digest()])
    return hashlib.sha256(text.encode()).hexdigest()


def run_id(current: list[Landed], home: Home) -> str:
    """Id of a run: the youngest extract date and a checksum of landing, code and register.

    The same landing, the same code and the same earlier publications always give the same id, and
    the same published bytes. What the run itself registered does not count.
    """
    grund = _grund(current)
    seed = json.dumps([grund, Register(home.register).head(without=grund)])
    date = max(record.manifest.uttagsdatum for record in current).isoformat()
    return f"{date}-{hashlib.sha256(seed.encode()).hexdigest()[:12]}"


def _note(home: Home, outcome: Outcome) -> None:
    end = "misslyckad" if outcome.failed else "publicerad" if outcome.news else "inget nytt"
    ledger.append(
        home.ledger,
        "natt",
        utfall=end,
        fel=outcome.failed,
        run=outcome.run,
        tagna=outcome.taken,
        vagrade=outcome.refused,
        **{HELD: [held.model_dump() for held in outcome.held]},
        godkanda=outcome.accepted,
        karantan=outcome.quarantined,
        celler=outcome.figures,
        sekunder=round(outcome.seconds, 1),
    )
