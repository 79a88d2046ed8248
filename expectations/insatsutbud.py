"""Rules about what a nämnd offers (`insatsutbud`); offers are not personal data."""

from __future__ import annotations

from functools import partial

from expectations import limits
from expectations.patterns import ends_before_start, known_type, missing_share, own_unit
from expectations.rule import BATCH, Kind, Rule, Severity
from expectations.sources import WITH_DELIVERY, WITH_TYPE, overlapping

_TABLE = "insatsutbud"
_warning = partial(Rule, table=_TABLE, severity=Severity.VARNING)
_OFFERED_NOW = (
    "(select r._leverans, min(r._fil) as _fil, 0 as _rad, min(l.leverans_enhet) as enhet, "
    "min(l.typ) as typ, count(distinct r.insatstyp) filter (where not r.planerad and "
    "l.uttagsdatum between r.gallande_fran and coalesce(r.gallande_till, date '9999-12-31')) "
    f"as typer from {BATCH} as r join ref_leverans as l on l._leverans = r._leverans "
    "group by r._leverans) as b"
)

RULES = (
    ends_before_start("UTB-01", _TABLE, "gallande_fran", "gallande_till", ("U1", "U3", "U4", "U5")),
    own_unit("UTB-02", _TABLE, "enhet", ("U1", "U3", "U4", "U5"), unknown_is_kept=False),
    known_type(
        "UTB-03",
        _TABLE,
        ("U1", "U3", "U4"),
        "Typen visas men räknas inte bland katalogens 86; nämndens utbud kan se mindre ut.",
    ),
    _warning(
        id="UTB-04",
        title="tiderna för samma insatstyp överlappar inte",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet två erbjudanden av samma insatstyp, när det senare börjar innan det "
        "tidigare har slutat, så är det oklart vilket som gäller.",
        measures=("U1", "U6", "U7"),
        advice_sender="Avsluta det tidigare erbjudandet dagen innan det nya börjar.",
        advice_reader="Typen räknas en gång, men grunden och behovsprövningen kan vara fel.",
        rows=overlapping(("enhet", "insatstyp"), "gallande_fran", "gallande_fran", "gallande_till"),
        broken="b._ny and b._tidigare >= b.gallande_fran",
    ),
    _warning(
        id="UTB-05",
        title="det som erbjuds är en öppen insats som staden får ge",
        kind=Kind.RIMLIGHET,
        statement="Givet ett erbjudande, när insatstypen är en placering eller en som "
        "kunskapsstödet avråder från, så behöver nämnden se över utbudet.",
        measures=("U1", "U7"),
        advice_sender="Kontrollera insatstypen; en placering hör inte till öppna insatser.",
        advice_reader="Typen räknas inte bland katalogens 86.",
        broken="b.insatstyp in ('UTA02', 'UTA03')",
    ),
    _warning(
        id="UTB-06",
        title="en planerad insats börjar erbjudas",
        kind=Kind.RIMLIGHET,
        statement=f"Givet en planerad insatstyp, när den skulle börja för mer än "
        f"{limits.OLD_PLAN_DAYS} dagar sedan och inte har något slut, så är uppgiften sannolikt "
        "gammal.",
        measures=("U1", "U7"),
        advice_sender="Ändra till erbjuden, flytta fram dagen eller ta bort raden.",
        advice_reader="Typen räknas inte som erbjuden så länge den är planerad.",
        rows=WITH_DELIVERY,
        broken="b.planerad and b.gallande_till is null "
        f"and l.uttagsdatum - b.gallande_fran > {limits.OLD_PLAN_DAYS}",
    ),
    _warning(
        id="UTB-07",
        title="det som ännu inte erbjuds är planerat",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet ett erbjudande som börjar efter uttagsdagen, när det inte är markerat som "
        "planerat, så är dagen eller markeringen fel.",
        measures=("U1", "U3", "U7"),
        advice_sender="Ange planerad ja, eller rätta gallande_fran.",
        advice_reader="Typen räknas som erbjuden först från den dagen.",
        rows=WITH_DELIVERY,
        broken="not b.planerad and b.gallande_fran > l.uttagsdatum",
    ),
    _warning(
        id="UTB-08",
        title="kontaktperson och kontaktfamilj ges efter behovsprövning",
        kind=Kind.RIMLIGHET,
        statement="Givet ett erbjudande om kontaktperson, kontaktfamilj eller insats enligt 22 § "
        "LVU, när det anges ges utan behovsprövning, så är uppgiften sannolikt fel.",
        measures=("U6",),
        advice_sender="Kontrollera behovsprovning.",
        advice_reader="Typen räknas som den står: utan behovsprövning.",
        rows=WITH_TYPE,
        broken="k.kategori_kod = 'KON' and b.behovsprovning = 'utan'",
    ),
    _warning(
        id="UTB-09",
        title="Coping Power Program erbjuds inte före 2025",
        kind=Kind.RIMLIGHET,
        statement="Givet ett erbjudande om Coping Power Program (UTA01), när det anges ha "
        "erbjudits före 2025, så är det fel: staden saknade insatsen 2024. Förkortningen CPP "
        "betyder också Child-Parent Psychotherapy (SMB06).",
        measures=("U1", "U7", "N1"),
        advice_sender="Ange planerad ja och rätt dag, eller SMB06 om det är den som menas.",
        advice_reader="Täckningen av kunskapsstödet för 6–11 år kan se bättre ut än den var.",
        broken="b.insatstyp = 'UTA01' and not b.planerad and b.gallande_fran < date '2025-01-01'",
    ),
    missing_share(
        "UTB-10",
        _TABLE,
        "beslutsgrund",
        limits.MISSING_SHARE_NEW,
        ("U6", "U3"),
        "På vilken grund nämnden erbjuder sina insatser är okänt.",
    ),
    _warning(
        id="UTB-11",
        title=f"en stadsdelsnämnd erbjuder minst {limits.FEW_TYPES} insatstyper",
        kind=Kind.FULLSTANDIGHET,
        statement="Givet en fullständig leverans från en stadsdelsnämnd, när färre än "
        f"{limits.FEW_TYPES} insatstyper erbjuds på uttagsdagen, så är listan sannolikt inte hel.",
        measures=("U1", "U3", "U4", "U5", "U8"),
        advice_sender="Kontrollera att hela utbudet är med, även insatser utan behovsprövning. "
        f"Gränsen är en policy ({limits.STATUS}).",
        advice_reader="Nämndens utbud kan vara större än det som visas.",
        rows=_OFFERED_NOW,
        broken=f"b.typ = 'snapshot' and b.enhet <> 'central' and b.typer < {limits.FEW_TYPES}",
    ),
)
