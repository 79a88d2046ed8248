"""Rules about counts of insatser utan behovsprövning; these are aggregates, never children."""

from __future__ import annotations

from functools import partial

from expectations import limits
from expectations.patterns import own_unit
from expectations.rule import BATCH, Kind, Rule, Severity
from expectations.sources import WITH_DELIVERY

_TABLE = "insatser_utan_behovsprovning"
_warning = partial(Rule, table=_TABLE, severity=Severity.VARNING)
_PER_MONTH = (
    "select _leverans, enhet, manad, min(_fil) as _fil, min(_rad) as _rad, sum(antal) as antal "
    f"from {BATCH} where manad is not null group by _leverans, enhet, manad"
)

RULES = (
    own_unit("IUB-01", _TABLE, "enhet", ("S1", "S2"), unknown_is_kept=False),
    Rule(
        id="IUB-02",
        table=_TABLE,
        severity=Severity.FEL,
        title="månaden har börjat på uttagsdagen",
        kind=Kind.RIMLIGHET,
        statement="Givet ett antal insatser, när månaden är senare än uttagsdagens månad, så hålls "
        "raden tillbaka.",
        measures=("S1", "S2"),
        advice_sender="Rätta månaden, eller uttagsdatum i manifestet.",
        advice_reader="Raden räknas inte förrän den har rättats.",
        rows=WITH_DELIVERY,
        broken="b.manad > l.uttagsdatum",
    ),
    _warning(
        id="IUB-03",
        title="månaden är slut på uttagsdagen",
        kind=Kind.FULLSTANDIGHET,
        statement="Givet ett antal insatser, när uttaget gjordes före månadens sista dag, så är "
        "antalet bara en del av månadens.",
        measures=("S1", "S2"),
        advice_sender="Gör uttaget efter månadens slut, eller lämna månaden nästa gång.",
        advice_reader="Halvåret med den månaden är inte slut och kan bara bli högre.",
        rows=WITH_DELIVERY,
        broken="date_trunc('month', b.manad) = date_trunc('month', l.uttagsdatum) "
        "and l.uttagsdatum < last_day(l.uttagsdatum)",
    ),
    _warning(
        id="IUB-04",
        title="ingen månad saknas",
        kind=Kind.FULLSTANDIGHET,
        statement="Givet nämndens antal per månad, när en hel månad mellan den första och den "
        "sista saknas, så märks filen; en månad utan insatser lämnas med antal 0.",
        measures=("S1", "S2"),
        advice_sender="Komplettera med månaden, med antal 0 om inga insatser påbörjades.",
        advice_reader="Halvåret kan vara för lågt för nämnden.",
        rows="(select _leverans, min(_fil) as _fil, 0 as _rad, "
        "count(distinct date_trunc('month', manad)) as manader, "
        "date_diff('month', min(manad), max(manad)) + 1 as spann "
        f"from {BATCH} group by _leverans, enhet) as b",
        broken="b.manader < b.spann",
    ),
    _warning(
        id="IUB-05",
        title=f"ett antal är högst {limits.MANY_IN_A_CELL}",
        kind=Kind.RIMLIGHET,
        statement="Givet ett antal insatser i en månad, åldersgrupp och kategori, när det är över "
        f"{limits.MANY_IN_A_CELL}, så är det sannolikt besök och inte påbörjade insatser.",
        measures=("S1", "S2"),
        advice_sender="Räkna påbörjade insatser, en gång var, inte besök eller samtal.",
        advice_reader="Antalet kan räkna något annat än hos de andra nämnderna.",
        broken=f"b.antal > {limits.MANY_IN_A_CELL}",
    ),
    _warning(
        id="IUB-06",
        title="kategorin passar åldersgruppen",
        kind=Kind.RIMLIGHET,
        statement="Givet ett antal insatser, när stödsamtal med barn och unga eller barn- och "
        "ungdomsgrupper anges för 0–3 år, så är kategorin sannolikt den för föräldrar.",
        measures=("S1",),
        advice_sender="Ange kategorin för föräldraskapsstöd när stödet gavs till föräldern.",
        advice_reader="Fördelningen mellan NUSO:s fyra kategorier kan vara fel för nämnden.",
        broken="b.aldersgrupp = 'a00_03' and b.nuso_kategori in ('nuso1', 'nuso4') and b.antal > 0",
    ),
    _warning(
        id="IUB-07",
        title="gamla månader pågår inte",
        kind=Kind.RIMLIGHET,
        statement=f"Givet ett antal insatser som anges pågå, när månaden är mer än "
        f"{limits.STILL_OPEN_MONTHS} månader före uttaget, så har resultatet sannolikt inte "
        "uppdaterats.",
        measures=("S2",),
        advice_sender="Lämna resultatet för äldre månader på nytt.",
        advice_reader="Vad insatserna ledde till är underskattat för nämnden.",
        rows=WITH_DELIVERY,
        broken="b.resultat = 'pagar' and b.antal > 0 "
        f"and b.manad + interval {limits.STILL_OPEN_MONTHS} month < l.uttagsdatum",
    ),
    _warning(
        id="IUB-08",
        title="en månad är inte många gånger större än de andra",
        kind=Kind.RIMLIGHET,
        statement="Givet nämndens summa för en månad, när den är mer än "
        f"{limits.MONTH_TIMES_USUAL} gånger medianen av nämndens månader och minst "
        f"{limits.FEW_CHILDREN}, så har månader sannolikt lagts ihop.",
        measures=("S1", "S2"),
        advice_sender="Fördela antalet på de månader då insatserna påbörjades.",
        advice_reader="Halvåret kan vara rätt även om månaden är fel.",
        rows=f"(select m.*, median(m.antal) over (partition by m._leverans, m.enhet) as vanligt "
        f"from ({_PER_MONTH}) as m) as b",
        broken=f"b.antal >= {limits.FEW_CHILDREN} "
        f"and b.antal > {limits.MONTH_TIMES_USUAL} * b.vanligt",
    ),
)
