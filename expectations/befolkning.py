"""Rules about the population (`befolkning`), the denominators of rates."""

from __future__ import annotations

from expectations.rule import BATCH, Rule, Severity

_WITH_DELIVERY = f"{BATCH} as b join ref_leverans as l on l._leverans = b._leverans"
_CELLS = 42  # 21 one-year ages × 2 kön

RULES = (
    Rule(
        id="BEF-01",
        table="befolkning",
        title="befolkningen levereras centralt",
        severity=Severity.STOPPA,
        statement="Givet befolkningstal, när en stadsdelsnämnd levererar dem, så stoppas "
        "leveransen: alla nämnare ska komma från en källa.",
        rows=_WITH_DELIVERY,
        broken="l.leverans_enhet <> 'central'",
    ),
    Rule(
        id="BEF-02",
        table="befolkning",
        title="varje område har alla åldrar och båda könen",
        severity=Severity.STOPPA,
        statement="Givet befolkningen i ett område på en dag, när någon ålder 0–20 eller något "
        "kön saknas, så stoppas leveransen: nämnaren blev för liten.",
        broken="(b._leverans, b.enhet, b.referensdatum, b.kalla) in "
        f"(select (_leverans, enhet, referensdatum, kalla) from {BATCH} group by all "
        f"having count(distinct (alder, kon)) <> {_CELLS})",
    ),
    Rule(
        id="BEF-03",
        table="befolkning",
        title="området är känt",
        severity=Severity.FEL,
        statement="Givet befolkningen i ett område, när området inte finns i stadens lista, så "
        "hålls raden tillbaka.",
        broken="b.enhet = 'okand'",
    ),
)
