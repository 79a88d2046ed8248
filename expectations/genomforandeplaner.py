"""Rules about one version of a genomförandeplan (`genomforandeplaner`)."""

from __future__ import annotations

from functools import partial

from expectations import limits
from expectations.patterns import after_extract, missing_share, registered_before, registered_late
from expectations.rule import Kind, Rule, Severity
from expectations.sources import sharing

_TABLE = "genomforandeplaner"
_warning = partial(Rule, table=_TABLE, severity=Severity.VARNING)

RULES = (
    after_extract(
        "PLA-02",
        _TABLE,
        "upprattad_datum",
        Severity.FEL,
        ("T5",),
        "Planen räknas inte förrän den har rättats.",
    ),
    registered_before("PLA-03", _TABLE, "upprattad_datum", ("T5",)),
    registered_late("PLA-04", _TABLE, "upprattad_datum", ("T5",)),
    after_extract(
        "PLA-05",
        _TABLE,
        "registreringsdatum",
        Severity.VARNING,
        ("T5",),
        "Planen räknas efter dagen då den upprättades.",
        unless="upprattad_datum",
    ),
    _warning(
        id="PLA-06",
        title="nästa uppföljning är efter att planen upprättas",
        kind=Kind.RIMLIGHET,
        statement="Givet en genomförandeplan, när nästa uppföljning är före dagen då planen "
        "upprättades, så är något av datumen fel.",
        measures=("T5", "F2", "F3"),
        advice_sender="Kontrollera nasta_uppfoljning; den gäller framåt från planen.",
        advice_reader="Planens dag går före policyns intervall, så insatsen kan se försenad ut.",
        broken="b.nasta_uppfoljning < b.upprattad_datum",
    ),
    _warning(
        id="PLA-07",
        title=f"nästa uppföljning är inom {limits.NEXT_FOLLOW_UP_MONTHS} månader",
        kind=Kind.RIMLIGHET,
        statement="Givet en genomförandeplan, när nästa uppföljning är mer än "
        f"{limits.NEXT_FOLLOW_UP_MONTHS} månader efter att planen upprättades, så är sannolikt "
        "årtalet fel.",
        measures=("F1", "F2", "F3"),
        advice_sender="Kontrollera årtalet i nasta_uppfoljning.",
        advice_reader="Planens dag går före policyns intervall, så en försening kan döljas.",
        broken="b.nasta_uppfoljning > b.upprattad_datum "
        f"+ interval {limits.NEXT_FOLLOW_UP_MONTHS} month",
    ),
    _warning(
        id="PLA-08",
        title="ett beslut får en plan om dagen",
        kind=Kind.OVERENSSTAMMELSE,
        statement="Givet två versioner av planen för ett beslut, när de upprättades samma dag "
        "under olika id, så är det sannolikt samma version två gånger.",
        measures=("T5",),
        advice_sender="Lämna bara den version som gäller.",
        advice_reader="Den första planen avgör om den upprättats i tid; talet påverkas sällan.",
        rows=sharing(("beslut_id", "upprattad_datum"), "min(plan_id) <> max(plan_id)"),
        broken="true",
    ),
    missing_share(
        "PLA-09",
        _TABLE,
        "har_mal",
        limits.MISSING_SHARE_NEW,
        ("T5",),
        "Hur många planer som har mål går inte att säga för nämnden.",
    ),
)
