"""Rules about what a nämnd may document without behovsprövning (`dokumentationsvillkor`).

A term that is held back permits nothing: without a term, rows about children are refused.
"""

from __future__ import annotations

from functools import partial

from expectations.patterns import ends_before_start, known_type, own_unit
from expectations.rule import Kind, Rule, Severity
from expectations.sources import overlapping, with_unit

_TABLE = "dokumentationsvillkor"
_rule = partial(Rule, table=_TABLE)
LAW_DAY = "date '2025-07-01'"  # SoL 2025:400; before it nothing about the child is documented

RULES = (
    ends_before_start("DOK-01", _TABLE, "gallande_fran", "gallande_till", ("S1",)),
    own_unit("DOK-02", _TABLE, "enhet", ("S1",), unknown_is_kept=False),
    _rule(
        id="DOK-03",
        severity=Severity.FEL,
        title="uppgifter om enskilda dokumenteras tidigast 2025-07-01",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet ett villkor som tillåter uppgifter om enskilda, när det gäller från en "
        "dag före 2025-07-01, så hålls villkoret tillbaka: före den dagen fick inget dokumenteras.",
        measures=("S1",),
        advice_sender="Rätta gallande_fran till nämndens beslut, tidigast 2025-07-01.",
        advice_reader="Utan villkoret räknas insatserna bara som antal.",
        broken=f"b.dokumentation = 'individ' and b.gallande_fran < {LAW_DAY}",
    ),
    _rule(
        id="DOK-04",
        severity=Severity.FEL,
        title="villkoren för en insatstyp överlappar inte",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet två villkor för samma insatstyp, när det senare börjar innan det tidigare "
        "har slutat, så hålls båda tillbaka: det går inte att veta vad som är tillåtet.",
        measures=("S1",),
        advice_sender="Avsluta det tidigare villkoret dagen innan det nya börjar.",
        advice_reader="Tills det har rättats räknas insatserna bara som antal.",
        rows=overlapping(("enhet", "insatstyp"), "gallande_fran", "gallande_fran", "gallande_till"),
        broken="(b._ny and b._tidigare >= b.gallande_fran) "
        "or (b._senare > b.gallande_fran and b._senare <= b._slut)",
    ),
    known_type("DOK-05", _TABLE, ("S1",), "Villkoret gäller en typ som inte finns i katalogen."),
    _rule(
        id="DOK-06",
        severity=Severity.INFO,
        title="efter 2025-07-01 är förbud att dokumentera ett undantag",
        kind=Kind.RIMLIGHET,
        statement="Givet ett villkor som börjar 2025-07-01 eller senare, när det säger att "
        "uppgifter om enskilda inte får dokumenteras, så kan det vara ett undantag för identitet "
        "som menas (lagtolkningen är ej verifierad).",
        measures=("S1",),
        advice_sender="Kontrollera nämndens beslut: undantag_identitet eller ej_tillaten.",
        advice_reader="Insatserna räknas som antal i båda fallen.",
        broken=f"b.dokumentation = 'ej_tillaten' and b.gallande_fran >= {LAW_DAY}",
    ),
    _rule(
        id="DOK-07",
        severity=Severity.VARNING,
        title="nämnden fanns när villkoret började",
        kind=Kind.RIMLIGHET,
        statement="Givet ett villkor för en tidigare nämnd, när det börjar efter nämndens sista "
        "dag, så gäller det ingen.",
        measures=("S1",),
        advice_sender="Skriv den nuvarande nämndens namn.",
        advice_reader="Villkoret tillåter ingenting förrän det har rättats.",
        rows=with_unit("enhet"),
        broken="b.gallande_fran > cast(e.gallande_till as date)",
    ),
)
