"""Rules about the days of one decision (`insatser`): decided, begun, ended, registered."""

from __future__ import annotations

from functools import partial

from expectations import limits
from expectations.patterns import (
    after_extract,
    ends_before_start,
    registered_before,
    registered_late,
)
from expectations.rule import Kind, Rule, Severity
from expectations.sources import WITH_DELIVERY

_TABLE = "insatser"
_warning = partial(Rule, table=_TABLE, severity=Severity.VARNING)

DATES = (
    ends_before_start(
        "INS-01", _TABLE, "startdatum", "slutdatum", ("V1", "V2", "V5", "F1", "F3", "F4")
    ),
    after_extract(
        "INS-02",
        _TABLE,
        "beslutsdatum",
        Severity.FEL,
        ("V1", "R1", "R2"),
        "Raden räknas inte förrän den har rättats; talen blir något för låga.",
    ),
    registered_before("INS-12", _TABLE, "beslutsdatum", ("V1", "F1")),
    after_extract(
        "INS-14",
        _TABLE,
        "startdatum",
        Severity.VARNING,
        ("V2", "V5", "T4", "F1"),
        "Insatsen räknas som påbörjad först den dag som står på raden.",
    ),
    after_extract(
        "INS-15",
        _TABLE,
        "slutdatum",
        Severity.VARNING,
        ("V5", "F3", "B2"),
        "Insatsen räknas som pågående fram till den dagen; den kan vara beslutets längd och inte "
        "ett avslut.",
    ),
    after_extract(
        "INS-16",
        _TABLE,
        "uppdrag_datum",
        Severity.VARNING,
        ("T5",),
        "Uppdraget kan inte räknas som lämnat på en dag som inte har varit.",
    ),
    after_extract(
        "INS-17",
        _TABLE,
        "registreringsdatum",
        Severity.VARNING,
        ("V1", "F1"),
        "Raden räknas efter beslutsdatum; när den registrerades är okänt.",
        unless="beslutsdatum",
    ),
    registered_late("INS-18", _TABLE, "beslutsdatum", ("V1", "V2", "R1", "F1")),
    _warning(
        id="INS-19",
        title="insatsen börjar inte före beslutet",
        kind=Kind.RIMLIGHET,
        statement="Givet ett beslut, när startdatum är före beslutsdatum, så är något av datumen "
        "fel eller så har insatsen börjat utan beslut.",
        measures=("T4", "V5"),
        advice_sender="Kontrollera datumen. Vid en förlängning är startdatum den nya tidens "
        "första dag.",
        advice_reader="Tiden från beslut till start blir negativ och går inte att tolka.",
        broken="b.startdatum < b.beslutsdatum",
    ),
    _warning(
        id="INS-20",
        title="uppdraget lämnas inte före beslutet",
        kind=Kind.RIMLIGHET,
        statement="Givet ett beslut, när uppdrag_datum är före beslutsdatum, så är något av "
        "datumen fel.",
        measures=("T5",),
        advice_sender="Kontrollera när uppdraget lämnades till utföraren.",
        advice_reader="Om uppdraget lämnats i tid går inte att säga för raden.",
        broken="b.uppdrag_datum < b.beslutsdatum",
    ),
    _warning(
        id="INS-21",
        title=f"en insats pågår högst {limits.OPEN_INSATS_YEARS} år",
        kind=Kind.RIMLIGHET,
        statement="Givet ett beslut utan slutdatum, när insatsen började för mer än "
        f"{limits.OPEN_INSATS_YEARS} år sedan, så har avslutet sannolikt glömts.",
        measures=("V2", "V5", "F3", "B1"),
        advice_sender="Avsluta insatsen i verksamhetssystemet om den inte längre pågår.",
        advice_reader="Pågående insatser och förseningar kan vara för många.",
        rows=WITH_DELIVERY,
        broken="b.slutdatum is null "
        f"and b.startdatum + interval {limits.OPEN_INSATS_YEARS} year < l.uttagsdatum",
    ),
)
ENDS = (
    _warning(
        id="INS-13",
        title="en aldrig påbörjad insats har ingen start",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet ett beslut med slutorsaken aldrig påbörjad, när startdatum ändå är "
        "ifyllt, så räknas insatsen som påbörjad.",
        measures=("V2", "V5", "T4", "F1"),
        advice_sender="Ta bort startdatum, eller ange en annan slutorsak.",
        advice_reader="Insatsen räknas som påbörjad; barn med insats kan vara något för många.",
        broken="b.slutorsak = 'aldrig_paborjad' and b.startdatum is not null",
    ),
    _warning(
        id="INS-30",
        title="en avslutad insats har en slutorsak",
        kind=Kind.FULLSTANDIGHET,
        statement="Givet ett beslut med slutdatum, när slutorsak inte är ifylld, så går det inte "
        "att se om avslutet var planerat.",
        measures=("B2",),
        advice_sender="Fyll i slutorsak när insatsen avslutas.",
        advice_reader="Avslutet räknas med okänd orsak.",
        broken="b.slutdatum is not null and b.slutorsak is null "
        "and not list_contains(b._otolkade, 'slutorsak')",
    ),
    _warning(
        id="INS-31",
        title="en insats med slutorsak har ett slutdatum",
        kind=Kind.FULLSTANDIGHET,
        statement="Givet ett beslut med annan slutorsak än aldrig påbörjad, när slutdatum saknas, "
        "så räknas insatsen som pågående trots att den tycks vara avslutad.",
        measures=("V2", "V5", "F3", "B2"),
        advice_sender="Fyll i slutdatum, eller ta bort slutorsaken.",
        advice_reader="Pågående insatser och förseningar kan vara för många.",
        broken="b.slutorsak <> 'aldrig_paborjad' and b.slutdatum is null "
        "and not list_contains(b._otolkade, 'slutdatum')",
    ),
    _warning(
        id="INS-32",
        title="slutorsaken åldersgräns gäller äldre ungdomar",
        kind=Kind.RIMLIGHET,
        statement="Givet en insats som slutade på grund av åldersgräns, när den unge fyllde högst "
        "16 det året, så är slutorsaken eller födelseåret fel.",
        measures=("B2",),
        advice_sender="Kontrollera slutorsak och födelseår.",
        advice_reader="Avslut på grund av ålder kan vara för många.",
        broken="b.slutorsak = 'alder' and year(b.slutdatum) - b.fodelsear < 17",
    ),
)
RULES = (*DATES, *ENDS)
