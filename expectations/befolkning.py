"""Rules about the population (`befolkning`), the denominators of rates."""

from __future__ import annotations

from functools import partial

from expectations import limits
from expectations.patterns import after_extract
from expectations.rule import BATCH, Kind, Rule, Severity
from expectations.sources import WITH_DELIVERY, whole_file

_TABLE = "befolkning"
_MEASURES = ("V4", "U4", "L3", "P1")
_rule = partial(Rule, table=_TABLE, measures=_MEASURES)
_warning = partial(_rule, severity=Severity.VARNING)
_CELLS = 42  # 21 one-year ages × 2 kön
_AREA = "_leverans, enhet, referensdatum, kalla"
# Today's areas with their total, a row an area, day and source; `_rad` is the area's first row.
_TOTALS = (
    f"(select {_AREA}, min(_fil) as _fil, min(_rad) as _rad, sum(antal) as antal, "
    f"sum(antal) filter (where kon = 'K') as flickor from {BATCH} "
    f"where enhet is not null and referensdatum is not null and kalla is not null group by {_AREA})"
)

RULES = (
    _rule(
        id="BEF-01",
        title="befolkningen levereras centralt",
        severity=Severity.STOPPA,
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet befolkningstal, när en stadsdelsnämnd levererar dem, så stoppas "
        "leveransen: alla nämnare ska komma från en källa.",
        advice_sender="Ta bort befolkningen ur leveransen; den lämnas av socialförvaltningen.",
        advice_reader="Tal per 1 000 barn bygger bara på den centrala leveransen.",
        rows=WITH_DELIVERY,
        broken="l.leverans_enhet <> 'central'",
    ),
    _rule(
        id="BEF-02",
        title="varje område har alla åldrar och båda könen",
        severity=Severity.STOPPA,
        kind=Kind.FULLSTANDIGHET,
        statement="Givet befolkningen i ett område på en dag, när någon ålder 0–20 eller något "
        "kön saknas, så stoppas leveransen: nämnaren blev för liten.",
        advice_sender="Gör om uttaget med 21 åldrar och båda könen för varje område och dag.",
        advice_reader="En för liten nämnare ger för höga tal per 1 000 barn.",
        rows=f"{BATCH} as b join (select {_AREA} from {BATCH} group by {_AREA} "
        f"having count(distinct alder * 2 + cast(kon = 'K' as integer)) <> {_CELLS}) as hal "
        f"using ({_AREA})",
        broken="true",
    ),
    _rule(
        id="BEF-03",
        title="området är känt",
        severity=Severity.FEL,
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet befolkningen i ett område, när området inte finns i stadens lista, så "
        "hålls raden tillbaka.",
        advice_sender="Använd stadsdelsnämndernas namn eller koder; stadsdelar är något annat.",
        advice_reader="Raden ingår inte i någon nämnare.",
        broken="b.enhet = 'okand'",
    ),
    _rule(
        id="BEF-04",
        title="ett område räknas inte både för sig och i sin efterföljare",
        severity=Severity.FEL,
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet befolkningen i ett tidigare område, när efterföljaren finns för samma dag "
        "och källa, så hålls det tidigare områdets rader tillbaka; annars räknas barnen två "
        "gånger.",
        advice_sender="Lämna bara dagens områden, till exempel Hägersten-Älvsjö utan Älvsjö.",
        advice_reader="Nämnaren bygger på dagens område.",
        rows=f"{BATCH} as b join ref_stadsdelsnamnder as e on e.enhet_kod = b.enhet "
        f"join (select distinct {_AREA} from {BATCH}) as ny on ny._leverans = b._leverans "
        "and ny.enhet = e.efterfoljare_kod and ny.referensdatum = b.referensdatum "
        "and ny.kalla = b.kalla",
        broken="true",
    ),
    after_extract(
        "BEF-05",
        _TABLE,
        "referensdatum",
        Severity.FEL,
        _MEASURES,
        "En prognos används inte som nämnare.",
    ),
    _warning(
        id="BEF-06",
        title="en källa används genomgående",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet en fil med befolkning, när den har mer än en källa, så blandas tal som "
        "inte har räknats på samma sätt.",
        advice_sender="Välj en källa. SCB lägger från 2025 brus i små celler, staden gör det inte.",
        advice_reader="Tal per 1 000 barn kan skilja mellan år för att källan skiljer.",
        rows=whole_file("count(distinct kalla) as kallor"),
        broken="b.kallor > 1",
    ),
    _warning(
        id="BEF-07",
        title="stadsdelarnas summa ligger nära staden",
        kind=Kind.RIMLIGHET,
        statement="Givet befolkningen i staden och i dess områden samma dag, när summan skiljer "
        f"mer än {limits.percent(limits.POPULATION_GAP)} från staden, så saknas eller dubblas ett "
        "område. Små skillnader är väntade och rättas inte.",
        advice_sender="Kontrollera att varje område är med en gång.",
        advice_reader="Delarna ska inte summera exakt till staden, men skillnaden är för stor.",
        rows="(select _leverans, min(_fil) as _fil, 0 as _rad, "
        "sum(antal) filter (where enhet = 'stad') as staden, "
        "sum(antal) filter (where enhet not in ('stad', 'okand')) as summan "
        f"from {BATCH} group by _leverans, referensdatum, kalla) as b",
        broken=f"abs(b.summan - b.staden) > {limits.POPULATION_GAP} * b.staden",
    ),
    _warning(
        id="BEF-08",
        title="en ålder är inte mycket mindre än områdets andra",
        kind=Kind.RIMLIGHET,
        statement="Givet befolkningen i ett område, när en ålder har mindre än en "
        f"{limits.POPULATION_CELL}:e-del så många barn som områdets åldrar i genomsnitt, så är "
        "talet sannolikt fel.",
        advice_sender="Kontrollera cellen; en nolla kan vara ett saknat värde.",
        advice_reader="Tal per 1 000 barn i åldersgruppen kan bli för höga.",
        rows=f"{BATCH} as b join (select {_AREA}, kon, avg(antal) as medel from {BATCH} "
        f"group by {_AREA}, kon) as m using ({_AREA}, kon)",
        broken=f"m.medel >= {limits.POPULATION_AGE_MEAN} "
        f"and b.antal * {limits.POPULATION_CELL} < m.medel",
    ),
    _warning(
        id="BEF-09",
        title="könsfördelningen i ett område är rimlig",
        kind=Kind.RIMLIGHET,
        statement="Givet befolkningen i ett område, när andelen flickor är under "
        f"{limits.percent(limits.GIRLS[0])} eller över {limits.percent(limits.GIRLS[1])}, så är "
        "könen sannolikt förväxlade eller hoplagda i någon cell.",
        advice_sender="Kontrollera kolumnen kon och att inga totaler ligger bland raderna.",
        advice_reader="Tal per 1 000 flickor och pojkar kan vara fel för området.",
        rows=f"{_TOTALS} as b",
        broken=f"b.antal > 0 and b.flickor / b.antal not between {limits.GIRLS[0]} "
        f"and {limits.GIRLS[1]}",
    ),
    _warning(
        id="BEF-10",
        title="ett områdes befolkning ändras långsamt",
        kind=Kind.RIMLIGHET,
        statement="Givet befolkningen i ett område, när den ändras mer än "
        f"{limits.percent(limits.POPULATION_CHANGE)} till nästa referensdag, så är något av talen "
        "eller områdets gräns fel.",
        advice_sender="Kontrollera talen för området och att det har samma gräns båda dagarna.",
        advice_reader="En ändring i tal per 1 000 barn kan bero på nämnaren.",
        rows="(select *, lag(antal) over (partition by _leverans, enhet, kalla "
        f"order by referensdatum) as forra from {_TOTALS}) as b",
        broken=f"abs(b.antal - b.forra) > {limits.POPULATION_CHANGE} * b.forra",
    ),
    _warning(
        id="BEF-11",
        title="referensdagen är den 31 december",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet ett befolkningstal, när referensdagen inte är den 31 december, så passar "
        "åldern inte till åldern i täljaren (kalenderår minus födelseår).",
        advice_sender="Lämna befolkningen per den 31 december.",
        advice_reader="Täljare och nämnare kan gälla något olika årskullar.",
        broken="month(b.referensdatum) <> 12 or day(b.referensdatum) <> 31",
    ),
    _warning(
        id="BEF-12",
        title="alla stadsdelsnämnders områden finns",
        kind=Kind.FULLSTANDIGHET,
        statement="Givet befolkningen på en dag, när någon av dagens elva stadsdelsnämnder saknas, "
        "så märks filen.",
        advice_sender="Komplettera med det område som saknas.",
        advice_reader="Tal per 1 000 barn visas inte för området.",
        rows="(select r._leverans, min(r._fil) as _fil, 0 as _rad, "
        "count(distinct coalesce(e.efterfoljare_kod, e.enhet_kod)) filter (where e.slag in "
        f"('stadsdelsnamnd', 'tidigare')) as omraden from {BATCH} as r "
        "join ref_stadsdelsnamnder as e on e.enhet_kod = r.enhet "
        "where r.referensdatum is not null group by r._leverans, r.referensdatum) as b",
        broken="b.omraden < 11",
    ),
)
