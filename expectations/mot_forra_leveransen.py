"""Rules about a delivery beside the unit's last accepted one, and beside other units' children.

`leveranser` has a row for each new delivery and table; `rader_forra`, `uttagsdatum_forra` and
`nyckel_id_forra` are of the unit's last accepted delivery in force (NULL: there is none).
"""

from __future__ import annotations

from functools import partial

from expectations import limits
from expectations.rule import BATCH, DELIVERIES, Kind, Rule, Severity

_warning = partial(Rule, severity=Severity.VARNING)
_delivery = partial(Rule, table=DELIVERIES)
_POLICY = f"Gränsen är en policy ({limits.STATUS})."
_ALL = ("V1", "V2", "R1", "F1", "T1", "T2", "A1", "U1", "S1")
_SAME_CHILD = f"{BATCH} as b join ref_barn as p on p.barn_id = b.barn_id"
# How many of the unit's earlier children the new delivery still has.
_KNOWN = (
    f"(select _leverans, min(_fil) as _fil, 0 as _rad from {BATCH} group by _leverans) as b join "
    "(select l._leverans, count(distinct p.barn_id) as kanda from ref_leverans as l join ref_barn "
    "as p on p.enhet = l.leverans_enhet where l.typ = 'snapshot' group by l._leverans) as k "
    "on k._leverans = b._leverans left join "
    "(select l._leverans, count(distinct p.barn_id) as funna from ref_leverans as l join ref_barn "
    f"as p on p.enhet = l.leverans_enhet semi join {BATCH} as n on n._leverans = l._leverans and "
    "n.barn_id = p.barn_id group by l._leverans) as f on f._leverans = b._leverans"
)

SIZE = (
    _delivery(
        id="LEV-20",
        severity=Severity.STOPPA,
        title="leveransen är inte mer än "
        f"{limits.percent(limits.SHORTER_SHARE)} kortare än den förra",
        kind=Kind.FULLSTANDIGHET,
        statement=f"Givet en fullständig leverans, när en tabell som hade minst {limits.FEW_ROWS} "
        f"rader nu har mer än {limits.percent(limits.SHORTER_SHARE)} färre och ingen har godtagit "
        "det, så stoppas leveransen.",
        measures=_ALL,
        advice_sender="Kontrollera att hela uttaget är med. Är det rätt: be driften godta "
        "leveransen med skäl (insatskoll accept). " + _POLICY,
        advice_reader="Nämndens förra leverans gäller tills den nya har godtagits.",
        broken=f"b.typ = 'snapshot' and b.rader_forra >= {limits.FEW_ROWS} and not b.accepterad "
        f"and b.rader < {1 - limits.SHORTER_SHARE:g} * b.rader_forra",
    ),
    _delivery(
        id="LEV-21",
        severity=Severity.VARNING,
        title="leveransen är inte mer än "
        f"{limits.percent(limits.LONGER_SHARE)} längre än den förra",
        kind=Kind.RIMLIGHET,
        statement=f"Givet en fullständig leverans, när en tabell som hade minst {limits.FEW_ROWS} "
        f"rader nu har mer än {limits.percent(limits.LONGER_SHARE)} fler, så kan rader ha kommit "
        "med två gånger.",
        measures=_ALL,
        advice_sender="Kontrollera att uttaget inte har gjorts om i samma fil. " + _POLICY,
        advice_reader="En ökning i nämnden kan bero på leveransen.",
        broken=f"b.typ = 'snapshot' and b.rader_forra >= {limits.FEW_ROWS} "
        f"and b.rader > {1 + limits.LONGER_SHARE:g} * b.rader_forra",
    ),
    _delivery(
        id="LEV-22",
        severity=Severity.VARNING,
        title="en tabell som hade rader är inte tom",
        kind=Kind.FULLSTANDIGHET,
        statement="Givet en fullständig leverans, när en tabell som hade några få rader nu är tom, "
        "så kan den ha fallit bort.",
        measures=_ALL,
        advice_sender="Kontrollera om tabellen ska vara tom.",
        advice_reader="Nämnden kan sakna uppgifter som den brukar ha.",
        broken="b.typ = 'snapshot' and b.rader = 0 "
        f"and b.rader_forra between 1 and {limits.FEW_ROWS - 1}",
    ),
    _delivery(
        id="LEV-23",
        severity=Severity.VARNING,
        title="en rättelse är mindre än det som den rättar",
        kind=Kind.RIMLIGHET,
        statement="Givet en leverans av bara ändringar, när en tabell har minst lika många rader "
        f"som den förra fullständiga leveransen och minst {limits.FEW_ROWS}, så är den sannolikt "
        "en fullständig leverans.",
        measures=_ALL,
        advice_sender="Ange snapshot som typ i manifestet om allt är med.",
        advice_reader="Rader som har tagits bort hos nämnden kan ligga kvar.",
        broken=f"b.typ = 'delta' and b.rader_forra >= {limits.FEW_ROWS} "
        "and b.rader >= b.rader_forra",
    ),
)
KEY_AND_DAY = (
    _delivery(
        id="LEV-24",
        severity=Severity.VARNING,
        title="pseudonymerna görs med samma nyckel som förra gången",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet en leverans, när nyckelns id är ett annat än i den förra leveransen, så "
        "känns samma barn inte igen över tid.",
        measures=("V2", "E1"),
        advice_sender="Använd stadens gemensamma nyckel, eller bekräfta att den har bytts.",
        advice_reader="Mått som behöver samma barn i flera leveranser saknas tills alla nämnder "
        "har samma nyckel.",
        broken="b.nyckel_id <> b.nyckel_id_forra",
    ),
    _delivery(
        id="LEV-25",
        severity=Severity.INFO,
        title="uttaget är inte äldre än det förra",
        kind=Kind.RIMLIGHET,
        statement="Givet en leverans, när uttagsdatum är före den förra leveransens, så ersätter "
        "den inte den nyare.",
        measures=_ALL,
        advice_sender="Skicka ett nytt uttag om det var meningen att ersätta.",
        advice_reader="Den nyare leveransen gäller.",
        broken="b.uttagsdatum < b.uttagsdatum_forra",
    ),
    _delivery(
        id="LEV-26",
        severity=Severity.INFO,
        title=f"det går högst {limits.DELIVERY_GAP_DAYS} dagar mellan leveranserna",
        kind=Kind.RIMLIGHET,
        statement="Givet en leverans, när den förra gjordes mer än "
        f"{limits.DELIVERY_GAP_DAYS} dagar tidigare, så kan den ändra många perioder på en gång.",
        measures=_ALL,
        advice_sender="Leverera oftare.",
        advice_reader="Nämndens tal har varit gamla en tid och kan ändras mer än vanligt.",
        broken=f"b.uttagsdatum - b.uttagsdatum_forra > {limits.DELIVERY_GAP_DAYS}",
    ),
)
CHILDREN = (
    _warning(
        id="INS-56",
        table="insatser",
        title="barnet har samma födelseår som i andra leveranser",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet ett barn som finns i en tidigare eller en annan nämnds leverans, när "
        "födelseåret skiljer, så är något av dem fel eller så delar två barn pseudonym.",
        measures=("V2", "V4", "L3", "E1"),
        advice_sender="Kontrollera födelseåret och hur pseudonymerna görs.",
        advice_reader="Barnet kan räknas i två åldersgrupper.",
        rows=_SAME_CHILD,
        broken="b.fodelsear <> p.fodelsear",
    ),
    _warning(
        id="INS-57",
        table="insatser",
        title="barnet har samma kön som i andra leveranser",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet ett barn som finns i en tidigare eller en annan nämnds leverans, när kön "
        "skiljer, så är något av dem fel eller så har det ändrats.",
        measures=("V2", "V4", "L3"),
        advice_sender="Kontrollera kön; lämna det juridiska kön som gäller på uttagsdagen.",
        advice_reader="Barnet kan räknas hos båda könen.",
        rows=_SAME_CHILD,
        broken="b.kon <> p.kon",
    ),
    _warning(
        id="UTR-22",
        table="utredningar",
        title="barnet har samma födelseår som i andra leveranser",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet ett utrett barn som finns i en tidigare eller en annan nämnds leverans, "
        "när födelseåret skiljer, så är något av dem fel.",
        measures=("A2", "N1", "E1"),
        advice_sender="Kontrollera födelseåret och hur pseudonymerna görs.",
        advice_reader="Barnet kan räknas i två åldersgrupper.",
        rows=_SAME_CHILD,
        broken="b.fodelsear <> p.fodelsear",
    ),
    _warning(
        id="AKT-25",
        table="aktualiseringar",
        title="barnet har samma födelseår som i andra leveranser",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet ett aktualiserat barn som finns i en tidigare eller en annan nämnds "
        "leverans, när födelseåret skiljer, så är något av dem fel.",
        measures=("A1", "E1"),
        advice_sender="Kontrollera födelseåret och hur pseudonymerna görs.",
        advice_reader="Barnet kan räknas i två åldersgrupper.",
        rows=_SAME_CHILD,
        broken="b.fodelsear <> p.fodelsear",
    ),
    _warning(
        id="INS-58",
        table="insatser",
        title="nämndens barn känns igen från förra leveransen",
        kind=Kind.RIMLIGHET,
        statement=f"Givet en fullständig leverans från en nämnd med minst {limits.FEW_CHILDREN} "
        f"kända barn, när färre än {limits.percent(limits.KNOWN_CHILDREN)} av dem finns kvar, så "
        "har pseudonymerna sannolikt gjorts på ett nytt sätt.",
        measures=("V2", "E1"),
        advice_sender="Kontrollera nyckeln och vad pseudonymen görs av. " + _POLICY,
        advice_reader="Samma barn kan räknas två gånger över tid.",
        rows=_KNOWN,
        broken=f"k.kanda >= {limits.FEW_CHILDREN} "
        f"and coalesce(f.funna, 0) < {limits.KNOWN_CHILDREN} * k.kanda",
    ),
)
RULES = (*SIZE, *KEY_AND_DAY, *CHILDREN)
