"""Rules about one child-protection investigation (`utredningar`)."""

from __future__ import annotations

from functools import partial

from expectations import limits
from expectations.patterns import (
    after_extract,
    ends_before_start,
    known_unit,
    missing_share,
    own_unit,
    registered_before,
    registered_late,
)
from expectations.rule import Kind, Rule, Severity
from expectations.sources import WITH_DELIVERY, overlapping

_TABLE = "utredningar"
_rule = partial(Rule, table=_TABLE)
_warning = partial(_rule, severity=Severity.VARNING)
_NOT_COUNTED = "Utredningen räknas inte förrän den har rättats; talen blir något för låga."
_AGE = "year(b.inledd_datum) - b.fodelsear"

RULES = (
    ends_before_start("UTR-01", _TABLE, "inledd_datum", "avslutad_datum", ("T2", "T3", "A2", "A3")),
    after_extract("UTR-02", _TABLE, "inledd_datum", Severity.FEL, ("A1", "T2", "T3"), _NOT_COUNTED),
    after_extract(
        "UTR-03", _TABLE, "avslutad_datum", Severity.FEL, ("T2", "T3", "A2"), _NOT_COUNTED
    ),
    _warning(
        id="UTR-04",
        title="en förlängning går längre än fyra månader",
        kind=Kind.RIMLIGHET,
        statement="Givet en förlängd utredning, när den sista dagen är inom fyra kalendermånader "
        "från att den inleddes, så är det ingen förlängning.",
        measures=("T2",),
        advice_sender="Kontrollera forlangd_till: dagen som den förlängda tiden slutar.",
        advice_reader="Utredningen visas bland förlängda trots att tiden inte har förlängts.",
        broken="b.forlangd_till <= b.inledd_datum + interval 4 month",
    ),
    _warning(
        id="UTR-05",
        title="en avslutad utredning har ett utfall",
        kind=Kind.FULLSTANDIGHET,
        statement="Givet en avslutad utredning, när utfall inte är ifyllt, så går det inte att se "
        "vad den ledde till.",
        measures=("A2", "A3"),
        advice_sender="Fyll i utfall när utredningen avslutas.",
        advice_reader="Utredningen räknas som avslutad med okänt utfall.",
        broken="b.avslutad_datum is not null and b.utfall is null "
        "and not list_contains(b._otolkade, 'utfall')",
    ),
    _warning(
        id="UTR-06",
        title="en utredning med utfall är avslutad",
        kind=Kind.FULLSTANDIGHET,
        statement="Givet en utredning med utfall, när avslutad_datum saknas, så räknas den som "
        "pågående trots att den tycks vara avslutad.",
        measures=("T2", "T3", "A2"),
        advice_sender="Fyll i dagen då utredningen avslutades.",
        advice_reader="Pågående utredningar kan se äldre ut än de är.",
        broken="b.utfall is not null and b.avslutad_datum is null "
        "and not list_contains(b._otolkade, 'avslutad_datum')",
    ),
    registered_before("UTR-07", _TABLE, "inledd_datum", ("T2", "T3")),
    registered_late("UTR-08", _TABLE, "inledd_datum", ("A1", "T2", "T3")),
    after_extract(
        "UTR-09",
        _TABLE,
        "registreringsdatum",
        Severity.VARNING,
        ("T2", "T3"),
        "Utredningen räknas efter dagen då den inleddes.",
        unless="inledd_datum",
    ),
    _warning(
        id="UTR-10",
        title=f"en utredning pågår högst {limits.OPEN_UTREDNING_MONTHS} månader",
        kind=Kind.RIMLIGHET,
        statement="Givet en utredning som inte är avslutad, när den inleddes mer än "
        f"{limits.OPEN_UTREDNING_MONTHS} månader före uttaget, så har avslutet sannolikt glömts.",
        measures=("T2", "T3", "E1"),
        advice_sender="Avsluta utredningen i verksamhetssystemet om den är klar.",
        advice_reader="Åldern på pågående utredningar kan vara för hög.",
        rows=WITH_DELIVERY,
        broken="b.avslutad_datum is null and b.utfall is null "
        f"and b.inledd_datum + interval {limits.OPEN_UTREDNING_MONTHS} month < l.uttagsdatum",
    ),
    _rule(
        id="UTR-11",
        severity=Severity.INFO,
        title="en utredning tar mer än en dag",
        kind=Kind.RIMLIGHET,
        statement="Givet en utredning, när den avslutades samma dag som den inleddes, så kan den "
        "ha öppnats av misstag.",
        measures=("T3",),
        advice_sender="Ta bort utredningar som har öppnats av misstag.",
        advice_reader="Mycket korta utredningar sänker medianen.",
        broken="b.avslutad_datum = b.inledd_datum",
    ),
    _warning(
        id="UTR-12",
        title="utfall och samtycke säger samma sak",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet en avslutad utredning, när utfallet är att samtycke saknas men samtycke "
        "anges som ja, så är något av dem fel.",
        measures=("A2",),
        advice_sender="Kontrollera samtycke och utfall.",
        advice_reader="Utredningen räknas efter utfallet.",
        broken="b.utfall = 'inget_samtycke' and b.samtycke = 'ja'",
    ),
    own_unit("UTR-13", _TABLE, "ansvarig_enhet", ("T2", "T3", "A2"), unknown_is_kept=True),
    known_unit("UTR-14", _TABLE, "ansvarig_enhet", ("T2", "T3", "A2")),
    _rule(
        id="UTR-15",
        severity=Severity.FEL,
        title="barnet är fött senast året då utredningen inleds",
        kind=Kind.RIMLIGHET,
        statement="Givet en utredning, när födelseåret är senare än året då den inleddes, så hålls "
        "raden tillbaka.",
        measures=("T2", "A2", "N1"),
        advice_sender="Rätta födelseåret. En utredning om ett väntat barn tas inte med i uttaget.",
        advice_reader=_NOT_COUNTED,
        broken=f"{_AGE} < 0",
    ),
    _warning(
        id="UTR-16",
        title=f"barnet eller den unge är högst {limits.OLDEST} år när utredningen inleds",
        kind=Kind.RIMLIGHET,
        statement="Givet en utredning, när året då den inleddes minus födelseåret är mer än "
        f"{limits.OLDEST}, så behöver nämnden se över födelseåret.",
        measures=("T2", "A2", "E1"),
        advice_sender="Kontrollera födelseår; vuxna hör inte till uttaget.",
        advice_reader="Utredningen ingår i antalet men faller utanför åldersgrupperna.",
        broken=f"{_AGE} > {limits.OLDEST}",
    ),
    _warning(
        id="UTR-17",
        title="ett barn har en utredning i taget",
        kind=Kind.RIMLIGHET,
        statement="Givet två utredningar om ett barn, när den senare inleds innan den tidigare är "
        "avslutad, så borde det nya ha förts till den pågående.",
        measures=("A1", "T2", "T3"),
        advice_sender="Kontrollera om den tidigare utredningen har avslutats.",
        advice_reader="Båda räknas, så antalet utredningar kan vara något för högt.",
        rows=overlapping(("barn_id",), "utredning_id", "inledd_datum", "avslutad_datum"),
        broken="b._ny and b._tidigare > b.inledd_datum",
    ),
    _rule(
        id="UTR-18",
        severity=Severity.INFO,
        title="risk för normbrytande beteende bedöms för 6–17 år",
        kind=Kind.RIMLIGHET,
        statement="Givet en utredning om ett barn som är yngre än 6 eller äldre än 17, när risk "
        "för normbrytande beteende ändå är bedömd, så hör barnet inte till kunskapsstödets "
        "målgrupp.",
        measures=("N1",),
        advice_sender="Ingenting behöver rättas om bedömningen är gjord; ange annars ej bedömd.",
        advice_reader="Barnet räknas inte i målgruppen för rekommenderade insatser.",
        broken=f"b.risk_normbrytande in ('lag', 'medel', 'hog') and ({_AGE} between 0 and 5 "
        f"or {_AGE} between 18 and {limits.OLDEST})",
    ),
    missing_share(
        "UTR-19",
        _TABLE,
        "risk_normbrytande",
        limits.MISSING_SHARE_RARE,
        ("N1",),
        "Målgruppen för rekommenderade insatser är okänd för nämnden.",
        among="avslutad_datum is not null and year(inledd_datum) - fodelsear between 6 and 17",
        among_text="de avslutade utredningarna om barn 6–17 år",
    ),
)
