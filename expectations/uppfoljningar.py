"""Rules about one follow-up of an individual child's insats (`uppfoljningar`)."""

from __future__ import annotations

from functools import partial

from expectations import limits
from expectations.patterns import after_extract, missing_share, registered_before, registered_late
from expectations.rule import Kind, Rule, Severity
from expectations.sources import sharing

_TABLE = "uppfoljningar"
_warning = partial(Rule, table=_TABLE, severity=Severity.VARNING)
_NOT_HELD = "b.hallen_datum is null and not list_contains(b._otolkade, 'hallen_datum')"

RULES = (
    after_extract(
        "UPP-02",
        _TABLE,
        "hallen_datum",
        Severity.FEL,
        ("F1", "F2", "F3", "F4"),
        "Uppföljningen räknas inte förrän den har rättats; insatsen kan se försenad ut.",
    ),
    registered_before("UPP-04", _TABLE, "hallen_datum", ("F1", "F2")),
    _warning(
        id="UPP-05",
        title="uppföljningen är planerad eller hållen",
        kind=Kind.FULLSTANDIGHET,
        statement="Givet en uppföljning, när varken planerad dag eller hållen dag är ifylld, så "
        "säger raden ingenting.",
        measures=("F1", "F2"),
        advice_sender="Fyll i dagen, eller ta bort raden ur uttaget.",
        advice_reader="Raden räknas inte som uppföljning.",
        broken="b.planerat_datum is null and b.hallen_datum is null",
    ),
    _warning(
        id="UPP-06",
        title="det som är dokumenterat är hållet",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet en uppföljning, när den anges som dokumenterad i journalen men ingen dag "
        "då den hölls är ifylld, så går den inte att räkna.",
        measures=("F1", "F2", "F6"),
        advice_sender="Fyll i dagen då uppföljningen hölls.",
        advice_reader="Uppföljningen räknas inte som hållen; andelen i tid kan vara för låg.",
        broken=f"b.dokumenterad and b.planerat_datum is not null and {_NOT_HELD}",
    ),
    _warning(
        id="UPP-07",
        title="måluppfyllelse anges för en hållen uppföljning",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet en uppföljning som inte är hållen, när måluppfyllelse ändå är ifylld, så "
        "är någon av uppgifterna fel.",
        measures=("B2",),
        advice_sender="Fyll i dagen då uppföljningen hölls, eller ta bort måluppfyllelsen.",
        advice_reader="Måluppfyllelsen räknas inte utan en dag.",
        broken=f"b.mal_uppnatt is not null and {_NOT_HELD}",
    ),
    _warning(
        id="UPP-08",
        title="deltagande anges för en hållen uppföljning",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet en uppföljning som inte är hållen, när någon anges ha deltagit, så är "
        "någon av uppgifterna fel.",
        measures=("F7",),
        advice_sender="Fyll i dagen då uppföljningen hölls, eller ta bort deltagandet.",
        advice_reader="Deltagandet räknas bara för uppföljningar som har hållits.",
        broken=f"(b.deltog_barn or b.deltog_vardnadshavare or b.deltog_utforare) and {_NOT_HELD}",
    ),
    registered_late("UPP-09", _TABLE, "hallen_datum", ("F1", "F2", "F3")),
    after_extract(
        "UPP-10",
        _TABLE,
        "registreringsdatum",
        Severity.VARNING,
        ("F1", "F2"),
        "Uppföljningen räknas efter dagen då den hölls; när den registrerades är okänt.",
        unless="hallen_datum",
    ),
    _warning(
        id="UPP-11",
        title="ett beslut har en uppföljning om dagen",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet två uppföljningar av ett beslut, när de hölls samma dag under olika id, "
        "så är det sannolikt samma möte två gånger.",
        measures=("F2", "F6", "F7"),
        advice_sender="Ta bort den ena raden om det var ett möte.",
        advice_reader="Ett förfallotillfälle räknas en gång, men andelar av möten kan påverkas.",
        rows=sharing(("beslut_id", "hallen_datum"), "min(uppfoljning_id) <> max(uppfoljning_id)"),
        broken="true",
    ),
    _warning(
        id="UPP-12",
        title=f"uppföljningen hålls inom {limits.OFF_PLAN_DAYS} dagar från planen",
        kind=Kind.RIMLIGHET,
        statement="Givet en uppföljning, när den planerade dagen och dagen då den hölls skiljer "
        f"mer än {limits.OFF_PLAN_DAYS} dagar, så är sannolikt något årtal fel.",
        measures=("F1", "F2"),
        advice_sender="Kontrollera årtalen i planerat_datum och hallen_datum.",
        advice_reader="Uppföljningen räknas på dagen då den hölls.",
        broken=f"abs(b.hallen_datum - b.planerat_datum) > {limits.OFF_PLAN_DAYS}",
    ),
    missing_share(
        "UPP-13",
        _TABLE,
        "deltog_barn",
        limits.MISSING_SHARE_RARE,
        ("F7",),
        "Barnens delaktighet går inte att bedöma för nämnden.",
        among="hallen_datum is not null",
        among_text="de hållna uppföljningarna",
    ),
    missing_share(
        "UPP-14",
        _TABLE,
        "slag",
        limits.MISSING_SHARE_NEW,
        ("F2", "B2"),
        "Löpande uppföljningar kan inte skiljas från dem vid avslut.",
    ),
)
