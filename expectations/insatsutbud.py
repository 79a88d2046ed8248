"""Rules about what a nämnd offers (`insatsutbud`); offers are not personal data."""

from __future__ import annotations

from expectations.rule import BATCH, Rule, Severity

_WITH_UNIT = (
    f"{BATCH} as b join ref_leverans as l on l._leverans = b._leverans "
    "left join ref_stadsdelsnamnder as e on e.enhet_kod = b.enhet"
)
_WITH_TYPE = f"{BATCH} as b left join ref_insatstyper as k on k.insatstyp_kod = b.insatstyp"

RULES = (
    Rule(
        id="UTB-01",
        table="insatsutbud",
        title="ett erbjudande slutar inte före det börjar",
        severity=Severity.FEL,
        statement="Givet ett erbjudande, när det har ett slut, så är gallande_till samma dag som "
        "gallande_fran eller senare.",
        broken="b.gallande_till < b.gallande_fran",
        measures=("U1", "U3"),
    ),
    Rule(
        id="UTB-02",
        table="insatsutbud",
        title="utbudet är den levererande nämndens",
        severity=Severity.FEL,
        statement="Givet ett erbjudande, när nämnden på raden är en annan än den som levererar, "
        "så hålls raden tillbaka.",
        rows=_WITH_UNIT,
        broken="coalesce(e.efterfoljare_kod, b.enhet) <> l.leverans_enhet",
        measures=("U1", "U3"),
    ),
    Rule(
        id="UTB-03",
        table="insatsutbud",
        title="insatstypen finns i katalogen",
        severity=Severity.VARNING,
        statement="Givet ett erbjudande, när insatstypen inte finns i katalogen, så visas den men "
        "räknas inte bland katalogens 86.",
        rows=_WITH_TYPE,
        broken="k.insatstyp_kod is null and b.insatstyp is not null",
        measures=("U1", "U3"),
    ),
)
