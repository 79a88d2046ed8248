"""Rules about several decisions at a time (`insatser`): one child's, and the file as a whole."""

from __future__ import annotations

from functools import partial

from expectations import limits
from expectations.patterns import missing_share
from expectations.rule import BATCH, Kind, Rule, Severity
from expectations.sources import overlapping, sharing, whole_file

_TABLE = "insatser"
_warning = partial(Rule, table=_TABLE, severity=Severity.VARNING)
_UNKNOWN_TYPE = (
    "insatstyp is not null and insatstyp not in (select insatstyp_kod from ref_insatstyper)"
)
_RENEWALS = f"count(*) > {limits.MANY_RENEWALS}"
_YEARS = "min(fodelsear) <> max(fodelsear)"
_KON = "min(kon) <> max(kon)"
_OPEN = "filter (where slutdatum is null and startdatum is not null)"
_PLACED = f"min(placering) {_OPEN} <> max(placering) {_OPEN}"
_MONTHS = (
    "count(distinct date_trunc('month', beslutsdatum)) as manader, "
    "date_diff('month', min(beslutsdatum), max(beslutsdatum)) + 1 as spann, "
    "max(beslutsdatum) as sista"
)
_MANY = f"b.antal >= {limits.FEW_A_MONTH} * b.spann and b.spann >= 6"
# Own-run over the last twelve months of the file and over the twelve before them.
_TWO_YEARS = (
    "(select x._leverans, min(x._fil) as _fil, 0 as _rad, "
    "count(*) filter (where x.nu) as nu_alla, count(*) filter (where x.nu and x.egen) as nu_egna, "
    "count(*) filter (where not x.nu) as da_alla, "
    "count(*) filter (where not x.nu and x.egen) as da_egna from (select r._leverans, r._fil, "
    "r.beslutsdatum > l.uttagsdatum - interval 12 month as nu, "
    "r.regi in ('egen_namnd', 'annan_stadsdelsnamnd', 'central') as egen "
    f"from {BATCH} as r join ref_leverans as l on l._leverans = r._leverans where r.regi is not "
    "null and r.beslutsdatum > l.uttagsdatum - interval 24 month) as x group by x._leverans) as b"
)

SAME_CHILD = (
    _warning(
        id="INS-36",
        title="samma beslut har ett id",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet två beslut med olika id, när barn, insatstyp, beslutsdatum och startdatum "
        "är lika, så är det sannolikt samma beslut två gånger.",
        measures=("V1", "R1", "R2"),
        advice_sender="Kontrollera om beslutet har registrerats två gånger; ta bort det ena.",
        advice_reader="Båda räknas, så antalet beslut kan vara något för högt.",
        rows=sharing(
            ("barn_id", "insatstyp", "beslutsdatum", "startdatum"),
            "min(beslut_id) <> max(beslut_id)",
        ),
        broken="true",
    ),
    _warning(
        id="INS-37",
        title="två beslut om samma insats överlappar inte",
        kind=Kind.RIMLIGHET,
        statement="Givet två beslut om samma insatstyp för ett barn, när det senare börjar innan "
        "det tidigare har slutat, så har det tidigare sannolikt inte avslutats.",
        measures=("V5", "F2", "F3"),
        advice_sender="Avsluta det tidigare beslutet den dag då förlängningen börjar.",
        advice_reader="Barnet räknas en gång, men förseningar kan räknas två gånger.",
        rows=overlapping(("barn_id", "insatstyp"), "beslut_id", "startdatum", "slutdatum"),
        broken="b._ny and b._tidigare > b.startdatum",
    ),
    Rule(
        id="INS-38",
        table=_TABLE,
        severity=Severity.INFO,
        title=f"ett barn har högst {limits.MANY_RENEWALS} beslut om samma insatstyp",
        kind=Kind.RIMLIGHET,
        statement=f"Givet ett barn, när det har fler än {limits.MANY_RENEWALS} beslut om samma "
        "insatstyp, så är det en lång kedja av förlängningar eller dubbla registreringar.",
        measures=("V1", "V3", "V5"),
        advice_sender="Kontrollera att varje förlängning är ett eget beslut.",
        advice_reader="En förlängning är ett nytt beslut; barn och beslut är olika enheter.",
        rows=sharing(("barn_id", "insatstyp"), _RENEWALS, _RENEWALS),
        broken="true",
    ),
    _warning(
        id="INS-39",
        title="ett barn har ett födelseår",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet ett barn med flera beslut, när födelseåret skiljer mellan raderna, så är "
        "något av dem fel eller så delar två barn pseudonym.",
        measures=("V2", "V4", "L3", "E1"),
        advice_sender="Rätta födelseåret, och kontrollera hur pseudonymerna görs.",
        advice_reader="Barnet kan räknas i två åldersgrupper; antalet barn kan vara för lågt.",
        rows=sharing(("barn_id",), _YEARS, _YEARS),
        broken="true",
    ),
    _warning(
        id="INS-40",
        title="ett barn har ett juridiskt kön",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet ett barn med flera beslut, när kön skiljer mellan raderna, så är något av "
        "dem fel eller så har det ändrats.",
        measures=("V2", "V4", "L3"),
        advice_sender="Lämna det juridiska kön som gäller på uttagsdagen på alla barnets rader.",
        advice_reader="Barnet kan räknas hos båda könen; summan blir då högre än antalet barn.",
        rows=sharing(("barn_id",), _KON, _KON),
        broken="true",
    ),
    _warning(
        id="INS-41",
        title=f"ett barn hör till högst {limits.HOUSEHOLDS} hushåll",
        kind=Kind.RIMLIGHET,
        statement=f"Givet ett barn, när det har fler än {limits.HOUSEHOLDS} olika "
        "hushållspseudonymer, så görs de sannolikt per beslut och inte per hushåll.",
        measures=("V2", "E1"),
        advice_sender="Gör hushållets pseudonym av hushållet, inte av beslutet.",
        advice_reader="Skyddet av små tal räknar hushåll; för många hushåll gör skyddet svagare.",
        rows=sharing(
            ("barn_id",),
            f"count(distinct hushall_id) > {limits.HOUSEHOLDS}",
            "min(hash(hushall_id)) <> max(hash(hushall_id))",
        ),
        broken="true",
    ),
    _warning(
        id="INS-42",
        title="ett barns pågående insatser säger samma sak om placering",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet ett barn med flera pågående insatser, när placeringen skiljer mellan dem, "
        "så är någon av uppgifterna gammal.",
        measures=("V6",),
        advice_sender="Uppdatera placering på alla barnets pågående insatser.",
        advice_reader="Barnet räknas som placerat om någon av insatserna säger det.",
        rows=sharing(("barn_id",), _PLACED, _PLACED),
        broken="b.slutdatum is null and b.startdatum is not null and b.placering is not null",
    ),
)
WHOLE_FILE = (
    missing_share(
        "INS-43",
        _TABLE,
        "kon",
        limits.MISSING_SHARE,
        ("V2", "V4", "L3"),
        "Uppdelningen på flickor och pojkar är osäker; barn utan uppgift räknas i ingen av dem.",
    ),
    missing_share(
        "INS-44",
        _TABLE,
        "regi",
        limits.MISSING_SHARE,
        ("R1", "R2"),
        "Andelen egen regi är för låg: okänd regi ingår i nämnaren men räknas inte som egen.",
    ),
    missing_share(
        "INS-45",
        _TABLE,
        "hushall_id",
        limits.MISSING_SHARE_NEW,
        ("V2", "E1"),
        "Barn utan hushåll skyddas som ett hushåll var, så syskon kan inte hållas ihop.",
    ),
    missing_share(
        "INS-46",
        _TABLE,
        "placering",
        limits.MISSING_SHARE_RARE,
        ("V6",),
        "Hur många placerade barn som har en öppen insats går inte att säga för nämnden.",
    ),
    _warning(
        id="INS-47",
        title=f"högst {limits.percent(limits.UNKNOWN_TYPES)} av besluten har okänd insatstyp",
        kind=Kind.FULLSTANDIGHET,
        statement=f"Givet en fil med minst {limits.FEW_ROWS} beslut, när mer än "
        f"{limits.percent(limits.UNKNOWN_TYPES)} har en insatstyp utanför katalogen, så märks hela "
        "filen.",
        measures=("U2", "V1", "N1"),
        advice_sender="Gör en lista över de lokala koderna och vilka katalogtyper de motsvarar.",
        advice_reader="Antalet beviljade insatstyper är för lågt för nämnden, liksom kategorierna.",
        rows=whole_file(f"count(*) filter (where {_UNKNOWN_TYPE}) as okanda"),
        broken=f"b.antal >= {limits.FEW_ROWS} and b.okanda > {limits.UNKNOWN_TYPES} * b.antal",
    ),
    _warning(
        id="INS-48",
        title="ingen månad saknar beslut",
        kind=Kind.FULLSTANDIGHET,
        statement=f"Givet en fil med minst {limits.FEW_A_MONTH} beslut i månaden, när en hel månad "
        "mellan det första och det sista beslutet är tom, så saknas sannolikt en del av uttaget.",
        measures=("V1", "V2", "R1", "F1", "L4"),
        advice_sender="Kontrollera uttagets perioder och gör om det om en månad fallit bort.",
        advice_reader="En nedgång i nämnden kan vara en lucka i leveransen.",
        rows=whole_file(_MONTHS),
        broken=f"{_MANY} and b.manader < b.spann",
    ),
    _warning(
        id="INS-49",
        title="besluten räcker fram till uttagsdagen",
        kind=Kind.FULLSTANDIGHET,
        statement=f"Givet en fil med minst {limits.FEW_A_MONTH} beslut i månaden, när det sista "
        f"beslutet är mer än {limits.SILENT_DAYS} dagar äldre än uttaget, så är uttaget sannolikt "
        "avklippt.",
        measures=("V1", "V2", "R1", "F3", "F4"),
        advice_sender="Kontrollera uttagets sista datum.",
        advice_reader="De senaste månaderna är för låga för nämnden.",
        rows=f"{whole_file(_MONTHS)} join ref_leverans as l on l._leverans = b._leverans",
        broken=f"{_MANY} and l.typ = 'snapshot' and l.uttagsdatum - b.sista > {limits.SILENT_DAYS}",
    ),
    _warning(
        id="INS-50",
        title="besluten klumpas inte på en dag",
        kind=Kind.RIMLIGHET,
        statement=f"Givet en fil med minst {5 * limits.FEW_ROWS} beslut, när mer än "
        f"{limits.percent(limits.ONE_DAY_SHARE)} har samma beslutsdatum, så är dagen sannolikt ett "
        "datum för inläsning och inte för beslut.",
        measures=("V1", "T4", "L4"),
        advice_sender="Lämna det verkliga beslutsdatumet även för ärenden som flyttats mellan "
        "verksamhetssystem.",
        advice_reader="Perioden med den dagen har för många beslut, de andra för få.",
        rows="(select _leverans, min(_fil) as _fil, 0 as _rad, sum(dag) as antal, max(dag) as "
        f"storsta from (select _leverans, min(_fil) as _fil, count(*) as dag from {BATCH} where "
        "beslutsdatum is not null group by _leverans, beslutsdatum) group by _leverans) as b",
        broken=f"b.antal >= {5 * limits.FEW_ROWS} and b.storsta > {limits.ONE_DAY_SHARE} * b.antal",
    ),
    _warning(
        id="INS-51",
        title="andelen egen regi ändras inte tvärt mellan två år",
        kind=Kind.RIMLIGHET,
        statement="Givet en fil med minst 50 beslut vart år, när andelen egen regi det senaste "
        f"året skiljer mer än {limits.percent(limits.CHANGE_OF_OWN_RUN)} (procentenheter) från "
        "året före, så kan regi ha registrerats på ett nytt sätt.",
        measures=("R1", "R2", "R3"),
        advice_sender="Kontrollera om koderna för regi har bytt betydelse i uttaget.",
        advice_reader="Ändringen kan bero på registreringen; fråga nämnden innan den tolkas.",
        rows=_TWO_YEARS,
        broken="b.nu_alla >= 50 and b.da_alla >= 50 and abs(b.nu_egna / b.nu_alla "
        f"- b.da_egna / b.da_alla) > {limits.CHANGE_OF_OWN_RUN}",
    ),
)
RULES = (*SAME_CHILD, *WHOLE_FILE)
