"""Rules about decisions (`insatser`)."""

from __future__ import annotations

from expectations.rule import BATCH, Rule, Severity

_WITH_DELIVERY = f"{BATCH} as b join ref_leverans as l on l._leverans = b._leverans"
_WITH_UNIT = (
    f"{_WITH_DELIVERY} left join ref_stadsdelsnamnder as e on e.enhet_kod = b.beslutande_enhet"
)
_WITH_TYPE = f"{BATCH} as b left join ref_insatstyper as k on k.insatstyp_kod = b.insatstyp"

RULES = (
    Rule(
        id="INS-01",
        table="insatser",
        title="en insats slutar inte före sin start",
        severity=Severity.FEL,
        statement="Givet ett beslut, när både start och slut är kända, så är slutdatum samma dag "
        "som startdatum eller senare.",
        broken="b.slutdatum < b.startdatum",
        measures=("V1", "V2", "F1", "F3", "F4"),
    ),
    Rule(
        id="INS-02",
        table="insatser",
        title="beslutet är fattat senast på uttagsdagen",
        severity=Severity.FEL,
        statement="Givet ett beslut, när det levereras, så är beslutsdatum inte senare än "
        "leveransens uttagsdatum.",
        rows=_WITH_DELIVERY,
        broken="b.beslutsdatum > l.uttagsdatum",
        measures=("V1", "R1", "R2"),
    ),
    Rule(
        id="INS-03",
        table="insatser",
        title="beslutet är fattat av den nämnd som levererar",
        severity=Severity.FEL,
        statement="Givet ett beslut av en känd nämnd, när en annan nämnd levererar det, så hålls "
        "raden tillbaka; annars kunde samma beslut räknas två gånger.",
        rows=_WITH_UNIT,
        broken="b.beslutande_enhet <> 'okand' "
        "and coalesce(e.efterfoljare_kod, b.beslutande_enhet) <> l.leverans_enhet",
        measures=("V1", "R1", "R2"),
    ),
    Rule(
        id="INS-04",
        table="insatser",
        title="den beslutande nämnden är känd",
        severity=Severity.VARNING,
        statement="Givet ett beslut, när nämndens namn inte finns i stadens lista, så räknas det "
        "under Okänd stadsdelsnämnd.",
        broken="b.beslutande_enhet = 'okand'",
        measures=("V1", "R1", "R2"),
    ),
    Rule(
        id="INS-05",
        table="insatser",
        title="insatstypen finns i katalogen",
        severity=Severity.VARNING,
        statement="Givet ett beslut, när insatstypen inte finns i katalogen, så räknas det under "
        "Okänd insatstyp.",
        rows=_WITH_TYPE,
        broken="k.insatstyp_kod is null and b.insatstyp is not null",
        measures=("V1",),
    ),
    Rule(
        id="INS-06",
        table="insatser",
        title="insatstypen är en som staden får ge",
        severity=Severity.VARNING,
        statement="Givet ett beslut, när insatstypen är en som kunskapsstödet säger inte bör "
        "erbjudas eller en placering, så behöver nämnden se över registreringen.",
        broken="b.insatstyp in ('UTA02', 'UTA03')",
        measures=("V1",),
    ),
    Rule(
        id="INS-07",
        table="insatser",
        title="regi är känd",
        severity=Severity.VARNING,
        statement="Givet ett beslut, när regi inte är ifylld, så räknas det som okänd regi och "
        "ingår i nämnaren.",
        broken="b.regi is null and not list_contains(b._otolkade, 'regi')",
        measures=("R1", "R2"),
    ),
    Rule(
        id="INS-08",
        table="insatser",
        title="inga rader om enskilda för insatser utan behovsprövning",
        severity=Severity.STOPPA,
        statement="Givet en rad om ett barn, när insatsen gavs utan behovsprövning, så stoppas "
        "leveransen: sådana insatser levereras bara som antal.",
        broken="b.behovsprovning = 'utan'",
        measures=("V1",),
    ),
    Rule(
        id="INS-09",
        table="insatser",
        title="ett beslut är antingen med eller utan behovsprövning",
        severity=Severity.FEL,
        statement="Givet ett beslut, när behovsprövning anges som båda, så går det inte att veta "
        "vilket som gällde; båda är ett värde för utbudet.",
        broken="b.behovsprovning = 'bada'",
        measures=("V1", "F1"),
    ),
    Rule(
        id="INS-10",
        table="insatser",
        title="barnet är fött senast beslutsåret",
        severity=Severity.FEL,
        statement="Givet ett beslut, när barnets födelseår är senare än beslutsåret, så hålls "
        "raden tillbaka.",
        broken="b.fodelsear > year(b.beslutsdatum)",
        measures=("V1", "V2"),
    ),
    Rule(
        id="INS-11",
        table="insatser",
        title="barnet eller den unge är högst 21 år vid beslutet",
        severity=Severity.VARNING,
        statement="Givet ett beslut, när beslutsåret minus födelseåret är mer än 21, så behöver "
        "nämnden se över födelseåret.",
        broken="year(b.beslutsdatum) - b.fodelsear > 21",
        measures=("V2",),
    ),
    Rule(
        id="INS-12",
        table="insatser",
        title="beslutet registreras inte före det fattas",
        severity=Severity.VARNING,
        statement="Givet ett beslut, när registreringsdatum är före beslutsdatum, så är något av "
        "datumen fel.",
        broken="b.registreringsdatum < b.beslutsdatum",
        measures=("F1",),
    ),
    Rule(
        id="INS-13",
        table="insatser",
        title="en aldrig påbörjad insats har ingen start",
        severity=Severity.VARNING,
        statement="Givet ett beslut med slutorsaken aldrig påbörjad, när startdatum ändå är "
        "ifyllt, så räknas insatsen som påbörjad.",
        broken="b.slutorsak = 'aldrig_paborjad' and b.startdatum is not null",
        measures=("V2", "F1"),
    ),
)
