"""Rules between what is granted, what is offered, and what may be documented."""

from __future__ import annotations

from functools import partial

from expectations.dokumentationsvillkor import LAW_DAY
from expectations.rule import BATCH, Kind, Rule, Severity
from expectations.sources import WITH_DELIVERY

_warning = partial(Rule, severity=Severity.VARNING)
_OFFERED = (
    "on u._leverans = b._leverans and u.insatstyp = b.insatstyp and not u.planerad "
    "and u.gallande_fran <= b.beslutsdatum "
    "and coalesce(u.gallande_till, date '9999-12-31') >= b.beslutsdatum"
)
_KNOWN_TYPE = (
    "b.insatstyp in (select insatstyp_kod from ref_insatstyper "
    "where insatstyp_kod not in ('UTA01', 'UTA02', 'UTA03'))"
)


def _terms(alias: str, comparison: str) -> str:
    """The unit's terms for the type on the day of the decision that are, or are not, `individ`."""
    return (
        "left join (select * from dokumentationsvillkor "
        f"where dokumentation {comparison} 'individ') as {alias} "
        f"on {alias}._leverans = b._leverans and {alias}.enhet = b.beslutande_enhet "
        f"and {alias}.insatstyp = b.insatstyp and {alias}.gallande_fran <= b.beslutsdatum "
        f"and coalesce({alias}.gallande_till, date '9999-12-31') >= b.beslutsdatum"
    )


DECISIONS = (
    Rule(
        id="INS-08",
        table="insatser",
        severity=Severity.STOPPA,
        title="rader om enskilda utan behovsprövning bara där nämndens villkor tillåter det",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet en rad om ett barn, när insatsen gavs utan behovsprövning före 2025-07-01 "
        "eller utan att nämndens villkor för insatstypen den dagen var individ och inget annat, så "
        "stoppas leveransen.",
        measures=("V1", "S1", "S2"),
        advice_sender="Ta bort raderna och lämna insatserna som antal, eller ta med nämndens "
        "villkor i dokumentationsvillkor.",
        advice_reader="Insatser utan behovsprövning räknas för sig, som antal.",
        rows=f"{BATCH} as b {_terms('d', '=')} {_terms('f', '<>')}",
        broken="b.behovsprovning = 'utan' and (b.beslutsdatum is null "
        f"or b.beslutsdatum < {LAW_DAY} or d.enhet is null "
        f"or d.gallande_fran < {LAW_DAY} or f.enhet is not null)",
    ),
    _warning(
        id="INS-26",
        table="insatser",
        title="Coping Power Program beviljas inte innan det erbjuds",
        kind=Kind.RIMLIGHET,
        statement="Givet ett beslut om Coping Power Program (UTA01), när nämnden inte erbjöd det "
        "den dagen, så är insatstypen sannolikt fel. Förkortningen CPP betyder också "
        "Child-Parent Psychotherapy (SMB06).",
        measures=("U2", "U7", "N1"),
        advice_sender="Kontrollera insatstypen, eller ta med erbjudandet i utbudet.",
        advice_reader="Staden saknade insatsen 2024; beslutet räknas som det står.",
        rows=f"{WITH_DELIVERY} anti join insatsutbud as u {_OFFERED}",
        broken="b.insatstyp = 'UTA01' and b.beslutsdatum is not null and l.typ = 'snapshot'",
    ),
    Rule(
        id="INS-52",
        table="insatser",
        severity=Severity.INFO,
        title="det som beviljas erbjuds",
        kind=Kind.FULLSTANDIGHET,
        statement="Givet ett beslut om en av katalogens typer, när nämnden inte hade den i sitt "
        "utbud den dagen, så är den köpt, given av någon annan eller glömd i utbudet.",
        measures=("U1", "U2"),
        advice_sender="Lägg till typen i utbudet om nämnden erbjuder den.",
        advice_reader="Beslutet räknas. Beviljat och erbjudet är två olika saker.",
        rows=f"{WITH_DELIVERY} anti join insatsutbud as u {_OFFERED}",
        broken=f"{_KNOWN_TYPE} and b.beslutsdatum is not null and l.typ = 'snapshot'",
    ),
)
WITHOUT_ASSESSMENT = (
    _warning(
        id="UTB-12",
        table="insatsutbud",
        title="för en insats utan behovsprövning finns ett dokumentationsvillkor",
        kind=Kind.FULLSTANDIGHET,
        statement="Givet ett erbjudande utan behovsprövning efter 2025-07-01 i en fullständig "
        "leverans, när inget villkor gäller för insatstypen, så är det okänt vad som får "
        "dokumenteras.",
        measures=("S1", "S2"),
        advice_sender="Ta med nämndens beslut i dokumentationsvillkor.",
        advice_reader="Utan villkor tas inga rader om enskilda emot; insatserna räknas som antal.",
        rows=f"{WITH_DELIVERY} anti join dokumentationsvillkor as d on d._leverans = b._leverans "
        "and d.enhet = b.enhet and d.insatstyp = b.insatstyp and d.gallande_fran <= l.uttagsdatum "
        "and coalesce(d.gallande_till, date '9999-12-31') >= l.uttagsdatum",
        broken="b.behovsprovning in ('utan', 'bada') and not b.planerad "
        f"and l.typ = 'snapshot' and l.uttagsdatum >= {LAW_DAY} and l.uttagsdatum between "
        "b.gallande_fran and coalesce(b.gallande_till, date '9999-12-31')",
    ),
    _warning(
        id="IUB-09",
        table="insatser_utan_behovsprovning",
        title="den som ger insatser utan behovsprövning erbjuder sådana",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet en fullständig leverans med antal insatser utan behovsprövning, när inget "
        "i nämndens utbud ges utan behovsprövning, så är utbudet eller antalen fel.",
        measures=("S1", "U6"),
        advice_sender="Lägg till de insatser som ges utan behovsprövning i utbudet.",
        advice_reader="Nämndens utbud kan se mindre ut än det är.",
        rows="(select _leverans, min(_fil) as _fil, 0 as _rad, sum(antal) as antal "
        f"from {BATCH} group by _leverans) as b join ref_leverans as l "
        "on l._leverans = b._leverans anti join (select _leverans from insatsutbud "
        "where behovsprovning in ('utan', 'bada') and not planerad) as u "
        "on u._leverans = b._leverans",
        broken="l.typ = 'snapshot' and b.antal > 0",
    ),
)
RULES = (*DECISIONS, *WITHOUT_ASSESSMENT)
