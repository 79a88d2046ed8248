"""Rules about follow-ups of an individual child's insats (`uppfoljningar`)."""

from __future__ import annotations

from expectations.rule import BATCH, Rule, Severity

_WITH_DELIVERY = f"{BATCH} as b join ref_leverans as l on l._leverans = b._leverans"
_WITH_DECISION = (
    f"{BATCH} as b left join insatser as i "
    "on i.beslut_id = b.beslut_id and i._leverans = b._leverans"
)

RULES = (
    Rule(
        id="UPP-01",
        table="uppfoljningar",
        title="uppföljningen hör till ett beslut i leveransen",
        severity=Severity.FEL,
        statement="Givet en uppföljning i en fullständig leverans, när dess beslut inte finns "
        "bland leveransens insatser, så hålls raden tillbaka.",
        broken="b.beslut_id is not null and b._leverans not in "
        "(select _leverans from ref_leverans where typ = 'delta') and not exists "
        "(select 1 from insatser as i "
        "where i._leverans = b._leverans and i.beslut_id = b.beslut_id)",
        measures=("F1", "F3", "F4"),
    ),
    Rule(
        id="UPP-02",
        table="uppfoljningar",
        title="uppföljningen är hållen senast på uttagsdagen",
        severity=Severity.FEL,
        statement="Givet en uppföljning, när den levereras som hållen, så är dagen inte senare än "
        "leveransens uttagsdatum.",
        rows=_WITH_DELIVERY,
        broken="b.hallen_datum > l.uttagsdatum",
        measures=("F1", "F3", "F4"),
    ),
    Rule(
        id="UPP-03",
        table="uppfoljningar",
        title="uppföljningen hålls inte före insatsens start",
        severity=Severity.VARNING,
        statement="Givet en uppföljning, när den hölls före insatsens startdatum, så räknas den "
        "inte som uppföljning av insatsen.",
        rows=_WITH_DECISION,
        broken="b.hallen_datum < i.startdatum",
        measures=("F1",),
    ),
    Rule(
        id="UPP-04",
        table="uppfoljningar",
        title="uppföljningen registreras inte före den hålls",
        severity=Severity.VARNING,
        statement="Givet en uppföljning, när registreringsdatum är före dagen då den hölls, så är "
        "något av datumen fel.",
        broken="b.registreringsdatum < b.hallen_datum",
        measures=("F1",),
    ),
    Rule(
        id="UPP-05",
        table="uppfoljningar",
        title="uppföljningen är planerad eller hållen",
        severity=Severity.VARNING,
        statement="Givet en uppföljning, när varken planerad dag eller hållen dag är ifylld, så "
        "säger raden ingenting.",
        broken="b.planerat_datum is null and b.hallen_datum is null",
        measures=("F1",),
    ),
)
