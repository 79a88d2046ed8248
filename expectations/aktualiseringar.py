"""Rules about one anmälan or ansökan (`aktualiseringar`)."""

from __future__ import annotations

from functools import partial

from expectations import limits
from expectations.patterns import (
    after_extract,
    ends_before_start,
    known_unit,
    own_unit,
    registered_before,
    registered_late,
)
from expectations.rule import Kind, Rule, Severity
from expectations.sources import WITH_DELIVERY, sharing

_TABLE = "aktualiseringar"
_rule = partial(Rule, table=_TABLE)
_warning = partial(_rule, severity=Severity.VARNING)
_NOT_COUNTED = "Raden räknas inte förrän den har rättats; talen blir något för låga."
_NO_UTREDNING = "b.utredning_id is null and not list_contains(b._otolkade, 'utredning_id')"

DATES = (
    ends_before_start("AKT-01", _TABLE, "inkommen_datum", "beslutsdatum", ("T1", "A1")),
    after_extract("AKT-02", _TABLE, "inkommen_datum", Severity.FEL, ("T1", "A1"), _NOT_COUNTED),
    after_extract("AKT-03", _TABLE, "beslutsdatum", Severity.FEL, ("T1", "A1"), _NOT_COUNTED),
    registered_before("AKT-04", _TABLE, "inkommen_datum", ("T1",)),
    registered_late("AKT-05", _TABLE, "inkommen_datum", ("T1", "A1")),
    after_extract(
        "AKT-06",
        _TABLE,
        "registreringsdatum",
        Severity.VARNING,
        ("T1",),
        "Raden räknas efter dagen då den kom in.",
        unless="inkommen_datum",
    ),
    _warning(
        id="AKT-07",
        title=f"en anmälan får beslut inom {limits.UNDECIDED_DAYS} dagar",
        kind=Kind.FULLSTANDIGHET,
        statement="Givet en anmälan utan beslut, när den kom in mer än "
        f"{limits.UNDECIDED_DAYS} dagar före uttaget, så har beslutet sannolikt inte registrerats.",
        measures=("T1", "A1"),
        advice_sender="Registrera beslutet att inleda, inte inleda eller påföra.",
        advice_reader="Anmälan räknas som obeslutad och inte i tid; det kan vara en brist i "
        "registreringen.",
        rows=WITH_DELIVERY,
        broken="b.slag = 'anmalan' and b.beslut is null and b.beslutsdatum is null "
        "and not list_contains(b._otolkade, 'beslut') "
        f"and l.uttagsdatum - b.inkommen_datum > {limits.UNDECIDED_DAYS}",
    ),
)
DECISION = (
    _warning(
        id="AKT-08",
        title="ett beslut har en dag",
        kind=Kind.FULLSTANDIGHET,
        statement="Givet en aktualisering med beslut, när beslutsdatum saknas, så går tiden inte "
        "att räkna.",
        measures=("T1",),
        advice_sender="Fyll i dagen för beslutet.",
        advice_reader="Raden ingår i flödet men inte i måttet på fjorton dagar.",
        broken="b.beslut is not null and b.beslutsdatum is null "
        "and not list_contains(b._otolkade, 'beslutsdatum')",
    ),
    _warning(
        id="AKT-09",
        title="en beslutsdag har ett beslut",
        kind=Kind.FULLSTANDIGHET,
        statement="Givet en aktualisering med beslutsdatum, när beslutet saknas, så går det inte "
        "att se om utredning inleddes.",
        measures=("A1", "T1"),
        advice_sender="Fyll i beslutet: inleds, inleds inte eller påförs.",
        advice_reader="Raden ingår inte i andelen som leder till utredning.",
        broken="b.beslut is null and b.beslutsdatum is not null "
        "and not list_contains(b._otolkade, 'beslut')",
    ),
    _warning(
        id="AKT-10",
        title="en aktualisering som påförs hör till en utredning",
        kind=Kind.FULLSTANDIGHET,
        statement="Givet en aktualisering som påförs en pågående utredning, när utredningens "
        "pseudonym saknas, så går det inte att visa att någon utredning pågick.",
        measures=("T1", "A1"),
        advice_sender="Fyll i utredningen som aktualiseringen påfördes.",
        advice_reader="Påförda räknas för sig; utan utredning kan de dölja en sen bedömning.",
        broken=f"b.beslut = 'pafors' and {_NO_UTREDNING}",
    ),
    _warning(
        id="AKT-11",
        title="en inledd utredning är känd",
        kind=Kind.FULLSTANDIGHET,
        statement="Givet en aktualisering där utredning inleds, när utredningens pseudonym saknas, "
        "så går det inte att följa barnet vidare.",
        measures=("A1", "A2", "E1"),
        advice_sender="Fyll i utredningen som inleddes.",
        advice_reader="Raden räknas som inledd, men vad utredningen ledde till är okänt.",
        broken=f"b.beslut = 'inleds' and {_NO_UTREDNING}",
    ),
    _warning(
        id="AKT-12",
        title="ingen utredning hör till en aktualisering som inte leder till utredning",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet en aktualisering där utredning inte inleds, när en utredning ändå anges, "
        "så är beslutet eller utredningen fel.",
        measures=("A1",),
        advice_sender="Kontrollera beslutet; hörde den till en pågående utredning är det påförs.",
        advice_reader="Raden räknas efter beslutet.",
        broken="b.beslut = 'inleds_inte' and b.utredning_id is not null",
    ),
    _warning(
        id="AKT-13",
        title="synnerliga skäl gäller en anmälan",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet en ansökan, när synnerliga skäl anges, så är slaget eller uppgiften fel: "
        "fjortondagarsregeln gäller bara anmälan.",
        measures=("T1",),
        advice_sender="Kontrollera om det var en anmälan; ta annars bort synnerliga skäl.",
        advice_reader="Ansökningar ingår inte i måttet på fjorton dagar.",
        broken="b.slag = 'ansokan' and b.synnerliga_skal",
    ),
    _warning(
        id="AKT-14",
        title="synnerliga skäl behövs bara efter fjorton dagar",
        kind=Kind.RIMLIGHET,
        statement="Givet en anmälan med synnerliga skäl, när beslutet fattades inom fjorton dagar, "
        "så förlängdes ingen tid.",
        measures=("T1",),
        advice_sender="Kontrollera datumen; ta bort synnerliga skäl om tiden inte förlängdes.",
        advice_reader="Anmälan räknas i tid, men visas bland dem med synnerliga skäl.",
        broken="b.slag = 'anmalan' and b.synnerliga_skal "
        "and b.beslutsdatum - b.inkommen_datum between 0 and 14",
    ),
    _warning(
        id="AKT-15",
        title="en ansökan leder till utredning",
        kind=Kind.RIMLIGHET,
        statement="Givet en ansökan, när beslutet är att utredning inte inleds, så är slaget eller "
        "beslutet sannolikt fel: en ansökan utreds utan dröjsmål.",
        measures=("A1",),
        advice_sender="Kontrollera om det var en ansökan, och vad som beslutades.",
        advice_reader="Raden räknas efter beslutet; andelen som leder till utredning kan vara för "
        "låg.",
        broken="b.slag = 'ansokan' and b.beslut = 'inleds_inte'",
    ),
)
WHO = (
    own_unit("AKT-16", _TABLE, "ansvarig_enhet", ("T1", "A1"), unknown_is_kept=True),
    known_unit("AKT-17", _TABLE, "ansvarig_enhet", ("T1", "A1")),
    _rule(
        id="AKT-18",
        severity=Severity.FEL,
        title="barnet är fött senast året då aktualiseringen kom in",
        kind=Kind.RIMLIGHET,
        statement="Givet en aktualisering, när födelseåret är senare än året då den kom in, så "
        "hålls raden tillbaka.",
        measures=("T1", "A1", "E1"),
        advice_sender="Rätta födelseåret. Ett väntat barn tas inte med i uttaget.",
        advice_reader=_NOT_COUNTED,
        broken="b.fodelsear > year(b.inkommen_datum)",
    ),
    _warning(
        id="AKT-19",
        title=f"barnet eller den unge är högst {limits.OLDEST} år",
        kind=Kind.RIMLIGHET,
        statement="Givet en aktualisering, när året då den kom in minus födelseåret är mer än "
        f"{limits.OLDEST}, så behöver nämnden se över födelseåret.",
        measures=("T1", "A1", "E1"),
        advice_sender="Kontrollera födelseår; vuxna hör inte till uttaget.",
        advice_reader="Raden ingår i antalet men faller utanför åldersgrupperna.",
        broken=f"year(b.inkommen_datum) - b.fodelsear > {limits.OLDEST}",
    ),
    _rule(
        id="AKT-20",
        severity=Severity.INFO,
        title="ett barn aktualiseras en gång om dagen av samma slag",
        kind=Kind.RIMLIGHET,
        statement="Givet två aktualiseringar av samma slag om ett barn, när de kom in samma dag, "
        "så kan det vara två anmälare eller en dubbel registrering.",
        measures=("A1", "T1"),
        advice_sender="Kontrollera att det är två anmälningar och inte en.",
        advice_reader="Båda räknas: måttet räknar aktualiseringar, inte barn.",
        rows=sharing(
            ("barn_id", "slag", "inkommen_datum"), "min(aktualisering_id) <> max(aktualisering_id)"
        ),
        broken="true",
    ),
)
RULES = (*DATES, *DECISION, *WHO)
