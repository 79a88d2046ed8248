"""Rules about one decision (`insatser`): who decided what, for which child.

`insatser_tid` has the rules about its days, `insatser_flera` those about several decisions.
"""

from __future__ import annotations

from functools import partial

from expectations import limits
from expectations.patterns import (
    known_type,
    known_unit,
    own_unit,
)
from expectations.rule import Kind, Rule, Severity
from expectations.sources import WITH_DELIVERY, with_unit

_TABLE = "insatser"
_fault = partial(Rule, table=_TABLE, severity=Severity.FEL)
_warning = partial(Rule, table=_TABLE, severity=Severity.VARNING)
_LVU_TYPES = "('KON04', 'KON05')"

UNITS = (
    own_unit("INS-03", _TABLE, "beslutande_enhet", ("V1", "R1", "R2"), unknown_is_kept=True),
    known_unit("INS-04", _TABLE, "beslutande_enhet", ("V1", "R1", "R2")),
    known_unit("INS-22", _TABLE, "ansvarig_enhet", ("V2", "V5", "F1", "F3")),
    _warning(
        id="INS-23",
        title="nämnden fanns när beslutet fattades",
        kind=Kind.RIMLIGHET,
        statement="Givet ett beslut av en tidigare nämnd, när beslutsdatum är efter nämndens sista "
        "dag, så är nämnden eller datumet fel; beslutet räknas hos efterföljaren.",
        measures=("V1", "R1", "L4"),
        advice_sender="Använd den nuvarande nämndens namn för beslut efter sammanslagningen.",
        advice_reader="Beslutet ingår hos den nuvarande nämnden.",
        rows=with_unit("beslutande_enhet"),
        broken="b.beslutsdatum > cast(e.gallande_till as date)",
    ),
)
WHAT = (
    known_type(
        "INS-05",
        _TABLE,
        ("V1", "U2"),
        "Beslutet ingår i antalet men inte i någon kategori; en nämnd med många lokala typer ser "
        "ut att ge färre av katalogens.",
    ),
    _warning(
        id="INS-06",
        title="insatstypen är en öppen insats som staden får ge",
        kind=Kind.RIMLIGHET,
        statement="Givet ett beslut, när insatstypen är en placering eller en som kunskapsstödet "
        "avråder från, så behöver nämnden se över registreringen.",
        measures=("V1", "U2", "U7"),
        advice_sender="Kontrollera insatstypen. En placering hör inte till öppna insatser.",
        advice_reader="Beslutet ingår i antalet tills det har rättats.",
        broken="b.insatstyp in ('UTA02', 'UTA03')",
    ),
    _warning(
        id="INS-07",
        title="regi är känd",
        kind=Kind.FULLSTANDIGHET,
        statement="Givet ett beslut, när regi inte är ifylld, så räknas det som okänd regi och "
        "ingår i nämnaren.",
        measures=("R1", "R2"),
        advice_sender="Fyll i vem som driver insatsen.",
        advice_reader="Okänd regi räknas inte som egen, så andelen egen regi kan vara för låg.",
        broken="b.regi is null and not list_contains(b._otolkade, 'regi')",
    ),
    _fault(
        id="INS-09",
        title="ett beslut är antingen med eller utan behovsprövning",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet ett beslut, när behovsprövning anges som båda, så går det inte att veta "
        "vilket som gällde; båda är ett värde för utbudet.",
        measures=("V1", "F1"),
        advice_sender="Ange med eller utan för just det beslutet.",
        advice_reader="Raden räknas inte förrän den har rättats.",
        broken="b.behovsprovning = 'bada'",
    ),
    _warning(
        id="INS-24",
        title="22 § LVU och insatstypen hör ihop",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet ett beslut med känt lagrum, när lagrummet är 22 § LVU men insatstypen är "
        "en annan, eller tvärtom, så är något av dem fel.",
        measures=("F1", "F2", "F3"),
        advice_sender="Kontrollera lagrum och insatstyp (KON04 och KON05 är 22 § LVU).",
        advice_reader="Uppföljningsintervallet följer lagrummet och kan bli fel för raden.",
        broken=f"(b.lagrum = 'lvu22') <> (b.insatstyp in {_LVU_TYPES})",
    ),
    _warning(
        id="INS-25",
        title="en köpt insats har en utförare",
        kind=Kind.FULLSTANDIGHET,
        statement="Givet ett beslut om en köpt insats, när utföraren saknas, så går det inte att "
        "se hur många utförare staden köper av.",
        measures=("R2", "R3"),
        advice_sender="Lämna utförarens pseudonym för köpta insatser.",
        advice_reader="Insatsen räknas som köpt; vem som utför den är okänt.",
        broken="b.regi = 'kopt' and b.utforare_id is null "
        "and not list_contains(b._otolkade, 'utforare_id')",
    ),
    _warning(
        id="INS-27",
        title="kostnaden hör till en köpt insats",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet ett beslut, när månadskostnad är ifylld men insatsen drivs av egen nämnd, "
        "så är regi eller kostnad fel.",
        measures=("R1", "R3"),
        advice_sender="Kontrollera regi; kostnad lämnas bara för köpta insatser.",
        advice_reader="Raden räknas som egen regi och kostnaden ingår inte.",
        broken="b.regi = 'egen_namnd' and b.kostnad_manad > 0",
    ),
    _warning(
        id="INS-28",
        title="månadskostnaden är rimlig",
        kind=Kind.RIMLIGHET,
        statement="Givet ett beslut, när månadskostnaden är under noll eller över "
        f"{limits.MONTHLY_COST // 1000} 000 kr, så är beloppet eller enheten fel.",
        measures=("R3",),
        advice_sender="Kontrollera att beloppet är kronor per månad och inte per år eller i ören. "
        f"Gränsen är en policy ({limits.STATUS}).",
        advice_reader="Enstaka orimliga belopp kan dra kostnaden per barn kraftigt.",
        broken=f"b.kostnad_manad < 0 or b.kostnad_manad > {limits.MONTHLY_COST}",
    ),
    _warning(
        id="INS-29",
        title="intensiteten är rimlig",
        kind=Kind.RIMLIGHET,
        statement="Givet ett beslut, när antalet planerade tillfällen per månad är noll, mindre "
        f"än noll eller över {limits.OCCASIONS}, så är uppgiften eller enheten fel.",
        measures=("B1",),
        advice_sender="Kontrollera att intensitet är tillfällen per månad.",
        advice_reader="Familjebehandlingens variation kan bli för stor.",
        broken=f"b.intensitet <= 0 or b.intensitet > {limits.OCCASIONS}",
    ),
)
CHILD = (
    _fault(
        id="INS-10",
        title="barnet är fött senast beslutsåret",
        kind=Kind.RIMLIGHET,
        statement="Givet ett beslut, när barnets födelseår är senare än beslutsåret, så hålls "
        "raden tillbaka.",
        measures=("V1", "V2"),
        advice_sender="Rätta födelseår eller beslutsdatum.",
        advice_reader="Raden räknas inte förrän den har rättats.",
        broken="b.fodelsear > year(b.beslutsdatum)",
    ),
    _warning(
        id="INS-11",
        title=f"barnet eller den unge är högst {limits.OLDEST} år vid beslutet",
        kind=Kind.RIMLIGHET,
        statement="Givet ett beslut, när beslutsåret minus födelseåret är mer än "
        f"{limits.OLDEST}, så behöver nämnden se över födelseåret.",
        measures=("V2", "V4", "L3"),
        advice_sender="Kontrollera födelseår; vuxna hör inte till uttaget.",
        advice_reader="Beslutet ingår i antalet men barnet faller utanför åldersgrupperna.",
        broken=f"year(b.beslutsdatum) - b.fodelsear > {limits.OLDEST}",
    ),
    _warning(
        id="INS-33",
        title="en insats enligt 22 § LVU pågår längst till 21 års ålder",
        kind=Kind.RIMLIGHET,
        statement="Givet ett beslut enligt 22 § LVU, när insatsen pågår efter det år då den unge "
        "fyller 21, så är avslutet eller lagrummet fel (lagregeln är ej verifierad).",
        measures=("V2", "V5", "F3"),
        advice_sender="Avsluta insatsen, eller rätta lagrum eller födelseår.",
        advice_reader="Pågående insatser enligt 22 § LVU kan vara för många.",
        rows=WITH_DELIVERY,
        broken="b.lagrum = 'lvu22' and b.startdatum is not null and "
        "year(least(coalesce(b.slutdatum, l.uttagsdatum), l.uttagsdatum)) - b.fodelsear > 21 "
        f"and year(b.beslutsdatum) - b.fodelsear <= {limits.OLDEST}",
    ),
    _warning(
        id="INS-34",
        title="FFT och MST ges till ungdomar",
        kind=Kind.RIMLIGHET,
        statement="Givet ett beslut om FFT eller MST, när barnet fyller mindre än "
        f"{limits.YOUNGEST_IN_FFT_AND_MST} det året, så är insatstypen eller födelseåret fel.",
        measures=("N1", "U7"),
        advice_sender="Kontrollera insatstyp och födelseår.",
        advice_reader="Programmen vänder sig till 12–17 år; raden räknas som den står.",
        broken="b.insatstyp in ('STF01', 'STF02', 'CEN04') and year(b.beslutsdatum) - b.fodelsear "
        f"between 0 and {limits.YOUNGEST_IN_FFT_AND_MST - 1}",
    ),
    _warning(
        id="INS-35",
        title="ett placerat barn har en insats som har börjat",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet ett beslut, när barnet anges vara placerat i jour- eller familjehem under "
        "insatsen men insatsen saknar startdatum, så säger raden emot sig själv.",
        measures=("V6",),
        advice_sender="Fyll i startdatum, eller ange placering ingen tills insatsen har börjat.",
        advice_reader="Barnet räknas inte bland placerade barn med pågående insats.",
        broken="b.placering in ('jourhem', 'familjehem') and b.startdatum is null "
        "and not list_contains(b._otolkade, 'startdatum')",
    ),
)
RULES = (*UNITS, *WHAT, *CHILD)
