"""Rules about staff (`personalresurser`): counts by role and competence."""

from __future__ import annotations

from functools import partial

from expectations import limits
from expectations.patterns import after_extract, own_unit
from expectations.rule import BATCH, Kind, Rule, Severity

_TABLE = "personalresurser"
_warning = partial(Rule, table=_TABLE, severity=Severity.VARNING)
_PROGRAMMES = "('fft', 'mst')"

RULES = (
    own_unit("PER-01", _TABLE, "enhet", ("P1", "P2"), unknown_is_kept=False),
    after_extract(
        "PER-02",
        _TABLE,
        "referensdatum",
        Severity.FEL,
        ("P1", "P2"),
        "Uppgiften räknas inte förrän den dagen har varit.",
    ),
    _warning(
        id="PER-03",
        title="den som arbetar har årsarbetare",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet en uppgift om personal, när det finns personer men årsarbetare är noll, "
        "så saknas sannolikt omfattningen.",
        measures=("P1", "P2"),
        advice_sender="Fyll i årsarbetare i öppna insatser, till exempel 0,5 för halvtid.",
        advice_reader="Personal per 1 000 barn kan vara för låg och arbetstyngden för hög.",
        broken="b.antal_personer > 0 and b.arsarbetare = 0",
    ),
    _warning(
        id="PER-04",
        title="årsarbetare är inte fler än personer",
        kind=Kind.RIMLIGHET,
        statement="Givet en uppgift om personal, när årsarbetare är mer än "
        f"{limits.number(limits.STAFF_TIMES)} gånger antalet personer, så är något av talen fel.",
        measures=("P1", "P2"),
        advice_sender="Kontrollera att årsarbetare inte är procent eller timmar.",
        advice_reader="Personal per 1 000 barn kan vara för hög.",
        broken=f"b.arsarbetare > {limits.STAFF_TIMES} * b.antal_personer",
    ),
    Rule(
        id="PER-05",
        table=_TABLE,
        severity=Severity.FEL,
        title="årsarbetare är inte under noll",
        kind=Kind.RIMLIGHET,
        statement="Givet en uppgift om personal, när årsarbetare är under noll, så hålls raden "
        "tillbaka.",
        measures=("P1", "P2"),
        advice_sender="Rätta talet; lämna nuläget och inte förändringen.",
        advice_reader="Raden räknas inte förrän den har rättats.",
        broken="b.arsarbetare < 0",
    ),
    _warning(
        id="PER-06",
        title="ingen är certifierad i FFT före 2025",
        kind=Kind.RIMLIGHET,
        statement="Givet en uppgift om personal i FFT, när de anges som certifierade före 2025, så "
        "är det fel: stadens utbildning började hösten 2024 och certifieringen kommer efteråt.",
        measures=("P1", "U7"),
        advice_sender="Ange under utbildning tills certifieringen är klar.",
        advice_reader="Den som utbildas räknas inte som certifierad; talet kan vara för högt.",
        broken="b.kompetens = 'fft' and b.certifiering = 'certifierad' and b.antal_personer > 0 "
        "and b.referensdatum < date '2025-01-01'",
    ),
    _warning(
        id="PER-07",
        title="bara program har certifiering",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet en uppgift om socionomer utan tillägg eller annan kompetens, när "
        "certifiering anges, så är kompetensen eller certifieringen fel.",
        measures=("P1",),
        advice_sender="Ange ej aktuellt, eller den metod som certifieringen gäller.",
        advice_reader="Certifierade kan vara för många.",
        broken="b.kompetens in ('socionom', 'ovrig') and b.certifiering <> 'ej_aktuellt'",
    ),
    _warning(
        id="PER-08",
        title="FFT och MST har certifiering",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet en uppgift om personal i FFT eller MST, när certifiering anges som ej "
        "aktuellt, så går det inte att se om de är färdiga.",
        measures=("P1", "U7"),
        advice_sender="Ange certifierad eller under utbildning.",
        advice_reader="De räknas inte som certifierade.",
        broken=f"b.kompetens in {_PROGRAMMES} and b.certifiering = 'ej_aktuellt'",
    ),
    _warning(
        id="PER-09",
        title=f"det senaste läget är högst {limits.STAFF_OLD_MONTHS} månader gammalt",
        kind=Kind.FULLSTANDIGHET,
        statement="Givet en fil om personal, när den senaste referensdagen är mer än "
        f"{limits.STAFF_OLD_MONTHS} månader före uttaget, så märks filen.",
        measures=("P1", "P2"),
        advice_sender="Lämna ett nytt läge.",
        advice_reader="Personalen kan ha ändrats sedan dess.",
        rows="(select _leverans, min(_fil) as _fil, 0 as _rad, max(referensdatum) as sista "
        f"from {BATCH} group by _leverans) as b "
        "join ref_leverans as l on l._leverans = b._leverans",
        broken=f"b.sista + interval {limits.STAFF_OLD_MONTHS} month < l.uttagsdatum",
    ),
)
