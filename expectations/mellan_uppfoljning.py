"""Rules between follow-ups or plans and the decisions that they belong to."""

from __future__ import annotations

from functools import partial

from expectations.rule import BATCH, Kind, Rule, Severity
from expectations.sources import WITH_DELIVERY

_warning = partial(Rule, severity=Severity.VARNING)
_WITH_DECISION = (
    f"{BATCH} as b join insatser as i on i._leverans = b._leverans and i.beslut_id = b.beslut_id"
)
_WITHOUT_DECISION = (
    f"{WITH_DELIVERY} anti join insatser as i "
    "on i._leverans = b._leverans and i.beslut_id = b.beslut_id"
)


FOLLOW_UPS = (
    Rule(
        id="UPP-01",
        table="uppfoljningar",
        severity=Severity.FEL,
        title="uppföljningen hör till ett beslut i leveransen",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet en uppföljning i en fullständig leverans, när dess beslut inte finns "
        "bland leveransens insatser, så hålls raden tillbaka.",
        measures=("F1", "F2", "F3", "F4"),
        advice_sender="Ta med beslutet i uttaget, eller kontrollera hur beslutets pseudonym görs.",
        advice_reader="Uppföljningen räknas inte; insatsen kan se försenad ut.",
        rows=_WITHOUT_DECISION,
        broken="b.beslut_id is not null and l.typ <> 'delta'",
    ),
    _warning(
        id="UPP-03",
        table="uppfoljningar",
        title="uppföljningen hålls inte före insatsens start",
        kind=Kind.RIMLIGHET,
        statement="Givet en uppföljning, när den hölls före insatsens startdatum, så räknas den "
        "inte som uppföljning av insatsen.",
        measures=("F1", "F2"),
        advice_sender="Kontrollera hallen_datum och insatsens startdatum.",
        advice_reader="Insatsen kan se försenad ut trots att den har följts upp.",
        rows=_WITH_DECISION,
        broken="b.hallen_datum < i.startdatum",
    ),
    _warning(
        id="UPP-15",
        table="uppfoljningar",
        title="en löpande uppföljning hålls medan insatsen pågår",
        kind=Kind.RIMLIGHET,
        statement="Givet en löpande uppföljning, när den hölls efter insatsens slutdatum, så är "
        "den ingen löpande uppföljning.",
        measures=("F2", "F5", "B2"),
        advice_sender="Ange avslut som slag, eller rätta insatsens slutdatum.",
        advice_reader="Uppföljningen räknas inte bland de löpande.",
        rows=_WITH_DECISION,
        broken="b.slag = 'lopande' and b.hallen_datum > i.slutdatum",
    ),
    _warning(
        id="UPP-16",
        table="uppfoljningar",
        title="en uppföljning vid avslut hör till en avslutad insats",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet en hållen uppföljning vid avslut, när insatsen saknar slutdatum, så har "
        "avslutet sannolikt inte registrerats.",
        measures=("V5", "F3", "B2"),
        advice_sender="Fyll i insatsens slutdatum, eller ange löpande som slag.",
        advice_reader="Insatsen räknas som pågående och kan se försenad ut.",
        rows=_WITH_DECISION,
        broken="b.slag = 'avslut' and b.hallen_datum is not null and i.slutdatum is null "
        "and not list_contains(i._otolkade, 'slutdatum')",
    ),
    _warning(
        id="UPP-17",
        table="uppfoljningar",
        title="en uppföljning planeras medan insatsen pågår",
        kind=Kind.RIMLIGHET,
        statement="Givet en löpande uppföljning som inte är hållen, när den planerade dagen är "
        "efter insatsens slutdatum, så förfaller den aldrig.",
        measures=("F2", "F4"),
        advice_sender="Ta bort planerade uppföljningar när insatsen avslutas.",
        advice_reader="Den räknas inte som försenad.",
        rows=_WITH_DECISION,
        broken="b.slag = 'lopande' and b.hallen_datum is null and b.planerat_datum > i.slutdatum",
    ),
    _warning(
        id="UPP-18",
        table="uppfoljningar",
        title="en insats som följs upp har börjat",
        kind=Kind.FULLSTANDIGHET,
        statement="Givet en hållen uppföljning, när insatsen saknar startdatum, så har starten "
        "sannolikt inte registrerats.",
        measures=("V2", "T4", "F1"),
        advice_sender="Fyll i insatsens startdatum.",
        advice_reader="Insatsen räknas som inte påbörjad; barn med insats kan vara för få.",
        rows=_WITH_DECISION,
        broken="b.hallen_datum is not null and i.startdatum is null "
        "and not list_contains(i._otolkade, 'startdatum')",
    ),
)
PLANS = (
    Rule(
        id="PLA-01",
        table="genomforandeplaner",
        severity=Severity.FEL,
        title="planen hör till ett beslut i leveransen",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet en genomförandeplan i en fullständig leverans, när dess beslut inte finns "
        "bland leveransens insatser, så hålls raden tillbaka.",
        measures=("T5",),
        advice_sender="Ta med beslutet i uttaget, eller kontrollera hur beslutets pseudonym görs.",
        advice_reader="Planen räknas inte; insatsen ser ut att sakna plan.",
        rows=_WITHOUT_DECISION,
        broken="b.beslut_id is not null and l.typ <> 'delta'",
    ),
    _warning(
        id="PLA-10",
        table="genomforandeplaner",
        title="planen upprättas inte före beslutet",
        kind=Kind.RIMLIGHET,
        statement="Givet en genomförandeplan, när den upprättades före beslutet, så hör den "
        "sannolikt till ett tidigare beslut.",
        measures=("T5",),
        advice_sender="Kontrollera vilket beslut planen hör till.",
        advice_reader="Planen ser ut att ha upprättats i tid.",
        rows=_WITH_DECISION,
        broken="b.upprattad_datum < i.beslutsdatum",
    ),
    _warning(
        id="PLA-11",
        table="genomforandeplaner",
        title="planen upprättas medan insatsen pågår",
        kind=Kind.RIMLIGHET,
        statement="Givet en genomförandeplan, när den upprättades efter insatsens slutdatum, så är "
        "något av datumen fel.",
        measures=("T5", "V5"),
        advice_sender="Kontrollera planens dag och insatsens slutdatum.",
        advice_reader="Planen räknas inte som upprättad i tid.",
        rows=_WITH_DECISION,
        broken="b.upprattad_datum > i.slutdatum",
    ),
)
RULES = (*FOLLOW_UPS, *PLANS)
