"""Rules between aktualisering, utredning and insats: the child's way through."""

from __future__ import annotations

from functools import partial

from expectations import limits
from expectations.rule import BATCH, Kind, Rule, Severity
from expectations.sources import WITH_DELIVERY

_warning = partial(Rule, severity=Severity.VARNING)
_SAME_UTREDNING = "on u._leverans = b._leverans and u.utredning_id = b.utredning_id"
_WITH_UTREDNING = f"{BATCH} as b join utredningar as u {_SAME_UTREDNING}"
_WITHOUT_UTREDNING = f"{WITH_DELIVERY} anti join utredningar as u {_SAME_UTREDNING}"


DECISIONS = (
    _warning(
        id="INS-53",
        table="insatser",
        title="beslutets utredning finns i leveransen",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet ett beslut med en utredning i en fullständig leverans, när utredningen "
        "inte finns bland leveransens utredningar, så går barnet inte att följa mellan dem.",
        measures=("A2", "A3"),
        advice_sender="Ta med utredningen, eller kontrollera hur dess pseudonym görs.",
        advice_reader="Beslutet räknas; vad utredningen ledde till kan vara underskattat.",
        rows=_WITHOUT_UTREDNING,
        broken="b.utredning_id is not null and l.typ = 'snapshot'",
    ),
    _warning(
        id="INS-54",
        table="insatser",
        title="beslutet fattas när utredningen har inletts",
        kind=Kind.RIMLIGHET,
        statement="Givet ett beslut med en utredning, när beslutet är före dagen då utredningen "
        "inleddes, så är någon av dagarna eller utredningen fel.",
        measures=("A2", "A3"),
        advice_sender="Kontrollera vilken utredning beslutet hör till.",
        advice_reader="Beslutet räknas; tiden mellan utredning och insats går inte att tolka.",
        rows=_WITH_UTREDNING,
        broken="b.beslutsdatum < u.inledd_datum",
    ),
    _warning(
        id="INS-55",
        table="insatser",
        title="beslutet och utredningen gäller samma barn",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet ett beslut med en utredning, när barnet är ett annat än utredningens, så "
        "är hänvisningen fel eller så görs pseudonymerna olika i de två tabellerna.",
        measures=("A2", "E1"),
        advice_sender="Gör barnets pseudonym på samma sätt i alla tabeller.",
        advice_reader="Barn kan inte följas mellan utredning och insats.",
        rows=_WITH_UTREDNING,
        broken="b.barn_id <> u.barn_id",
    ),
)
FLOW = (
    _warning(
        id="AKT-21",
        table="aktualiseringar",
        title="aktualiseringens utredning finns i leveransen",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet en aktualisering med en utredning i en fullständig leverans, när "
        "utredningen inte finns bland leveransens utredningar, så går flödet inte att följa.",
        measures=("A1", "A2", "E1"),
        advice_sender="Ta med utredningen, eller kontrollera hur dess pseudonym görs.",
        advice_reader="Raden räknas; vad utredningen ledde till är okänt.",
        rows=_WITHOUT_UTREDNING,
        broken="b.utredning_id is not null and l.typ = 'snapshot'",
    ),
    _warning(
        id="AKT-22",
        table="aktualiseringar",
        title="beslutet att inleda och utredningens första dag ligger nära varandra",
        kind=Kind.RIMLIGHET,
        statement="Givet en aktualisering där utredning inleds, när beslutet och dagen då "
        "utredningen inleddes skiljer mer än en månad, så är något av datumen fel.",
        measures=("T1", "T2", "A1"),
        advice_sender="Kontrollera beslutsdatum och inledd_datum.",
        advice_reader="Tiderna räknas från olika dagar och kan vara fel.",
        rows=_WITH_UTREDNING,
        broken="b.beslut = 'inleds' "
        f"and abs(u.inledd_datum - b.beslutsdatum) > {limits.UTREDNING_AFTER_DECISION_DAYS}",
    ),
    _warning(
        id="AKT-23",
        table="aktualiseringar",
        title="en aktualisering påförs en utredning som pågår",
        kind=Kind.RIMLIGHET,
        statement="Givet en aktualisering som påförs, när utredningen inleddes efter att den kom "
        "in eller var avslutad dessförinnan, så pågick ingen utredning.",
        measures=("T1", "A1"),
        advice_sender="Ange inleds om utredningen öppnades av aktualiseringen.",
        advice_reader="Påförda räknas för sig; en sen bedömning kan döljas.",
        rows=_WITH_UTREDNING,
        broken="b.beslut = 'pafors' and (u.inledd_datum > b.inkommen_datum "
        "or u.avslutad_datum < b.inkommen_datum)",
    ),
    _warning(
        id="AKT-24",
        table="aktualiseringar",
        title="aktualiseringen och utredningen gäller samma barn",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet en aktualisering med en utredning, när barnet är ett annat än "
        "utredningens, så är hänvisningen fel eller så görs pseudonymerna olika i de två "
        "tabellerna.",
        measures=("A1", "E1"),
        advice_sender="Gör barnets pseudonym på samma sätt i alla tabeller.",
        advice_reader="Barn kan inte följas mellan aktualisering och utredning.",
        rows=_WITH_UTREDNING,
        broken="b.barn_id <> u.barn_id",
    ),
    _warning(
        id="UTR-20",
        table="utredningar",
        title="en utredning som ledde till insats har ett beslut",
        kind=Kind.FULLSTANDIGHET,
        statement="Givet en utredning i en fullständig leverans, när utfallet är insats men inget "
        "beslut hänvisar till den, så saknas beslutet eller hänvisningen.",
        measures=("A2", "A3", "N1"),
        advice_sender="Fyll i utredning_id på beslutet, eller ta med beslutet i uttaget.",
        advice_reader="Utredningen räknas efter utfallet; insatsen kan saknas.",
        rows=f"{WITH_DELIVERY} anti join insatser as i "
        "on i._leverans = b._leverans and i.utredning_id = b.utredning_id",
        broken="b.utfall = 'insats' and l.typ = 'snapshot' and b.utredning_id is not null",
    ),
    _warning(
        id="UTR-21",
        table="utredningar",
        title="barnet har samma födelseår i utredningar och insatser",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet ett barn med både utredning och insats, när födelseåret skiljer mellan "
        "dem, så är något av dem fel.",
        measures=("A2", "N1", "E1"),
        advice_sender="Rätta födelseåret i verksamhetssystemet.",
        advice_reader="Barnet kan räknas i olika åldersgrupper i olika mått.",
        rows=f"{BATCH} as b join insatser as i "
        "on i._leverans = b._leverans and i.barn_id = b.barn_id",
        broken="b.fodelsear <> i.fodelsear",
    ),
)
RULES = (*DECISIONS, *FLOW)
