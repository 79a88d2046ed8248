"""Sentences on districts against the rest of the city: never stronger than the verdicts."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from pipelines.presentation import formats
from pipelines.presentation.compared import Comparison, District, crude, why_not
from pipelines.presentation.control_charts import RULES
from pipelines.presentation.sentences.shares import not_shown
from pipelines.presentation.sv import SURE, UNSURE
from pipelines.presentation.units import count_word, listed

_TOLD: Final = 3  # more districts than this are read off the figure
_FEWEST: Final = 2  # districts that make a range
_ONE_DECIMAL: Final = 0.1


def left_out(districts: Iterable[District]) -> str:
    """Which districts are not compared, and why; empty if there are none."""
    parts = [f"{one.unit.name} ({why_not(one)})" for one in districts]
    return f"Jämförs inte: {', '.join(parts)}." if parts else ""


def city_sentence(found: Comparison) -> str:
    """The city's value, with its counts."""
    if found.city is None or found.city.varde is None:
        return not_shown("Stadens tal", found.city)
    return (
        f"{formats.during(found.period)}, hela staden: "
        f"{found.scale.told(found.city, found.measure)}."
    )


def verdict_sentence(found: Comparison) -> str:
    """How many districts differ more than chance, which and which way; then the others."""
    compared = [one for one in found.districts if one.mark]
    if not compared:
        return "Ingen stadsdel kan jämföras med övriga staden i perioden."
    differs = [one for one in compared if one.mark in {"lower", "higher"}]
    look = [one for one in compared if one.mark.startswith("look")]
    within = len(compared) - len(differs) - len(look)
    among = f"av {count_word(len(compared))} stadsdelar"
    chance = f"skiljer sig från övriga staden mer än slumpen brukar ge {SURE}"
    first = (
        f"{_capital(count_word(len(differs)))} {among} {chance}: {_ways(differs)}."
        if differs
        else f"Ingen {among} {chance}."
    )
    rest = f"De övriga {count_word(within)} ligger" if differs or look else "Alla ligger"
    if within == 1:
        rest = "Den återstående ligger"
    parts = [
        first,
        f"Värt att titta på {UNSURE}: {_ways(look)}." if look else "",
        f"{rest} inom den variation som är väntad." if within else "",
        left_out(one for one in found.districts if not one.mark),
    ]
    return " ".join(part for part in parts if part)


def tau_sentence(found: Comparison) -> str:
    """τ beside what equal districts would give; empty if it is not computed."""
    row = found.spread
    if row is None:
        return ""
    beyond = row["tau"] > row["tau_slump_ovre"]
    return (
        f"Spridningen sedan slumpen räknats bort är τ\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}"
        f"{formats.number(row['tau'], 1)} {found.scale.apart}; "
        f"{count_word(row['stadsdelar'])} lika stadsdelar ger sällan "
        f"mer än {formats.number(row['tau_slump_ovre'], 1)}. "
        f"Den är {'större än så' if beyond else 'inte större än så'}."
    )


def apart_sentence(found: Comparison) -> str:
    """How far from the rest of the city those that differ are."""
    differs = [one for one in found.districts if one.mark in {"lower", "higher"}]
    if not differs:
        return (
            "Ingen stadsdel skiljer sig säkert från övriga staden. Ett intervall som når över "
            "nollan betyder att skillnaden kan gå åt båda hållen."
        )
    if len(differs) > _TOLD:
        return (
            f"{_capital(count_word(len(differs)))} stadsdelar skiljer sig från övriga staden; "
            "figuren och tabellen visar hur mycket, och åt vilket håll."
        )
    scale = found.scale
    parts = [
        f"{one.unit.name} {scale.signed(one.number('skillnad'))} "
        f"({scale.signed_interval(one.number('skillnad_undre'), one.number('skillnad_ovre'))})"
        for one in differs
    ]
    return f"Avstånd till övriga staden ({scale.apart}): {listed(parts)}."


def standard_sentence(found: Comparison) -> str:
    """How far the ratios reach before and after age and sex; then how many still differ."""
    own = (found.standard.get(one.unit.kod) for one in found.shown)
    rows = [row for row in own if row and not math.isnan(row["kvot"])]
    if not rows:
        return "Inget standardiserat tal kan visas för perioden."
    differs = sum(row["utslag"] in {"skiljer_sig_upp", "skiljer_sig_ner"} for row in rows)
    count = f"fortfarande {count_word(differs)}" if differs else "ingen"
    return (
        f"{_before_and_after(rows)} skiljer sig {count} av {count_word(len(rows))} stadsdelar från "
        f"vad stadens tal skulle ge där, mer än slumpen brukar ge {SURE}."
    )


def _before_and_after(rows: Sequence[Mapping[str, Any]]) -> str:
    """From the crude ratios to the standardised ones, of the districts that have both."""
    without = "barnens ålder och kön räknats bort"
    both = [(start, float(row["kvot"])) for row in rows if (start := crude(row)) is not None]
    if len(both) < _FEWEST:
        return f"När {without}"
    before, after = (
        f"{formats.number(min(ends), 2)}\N{EN DASH}{formats.number(max(ends), 2)}"
        for ends in zip(*both, strict=True)
    )
    what = "Stadsdelarna" if len(both) == len(rows) else f"{count_word(len(both))} stadsdelar"
    if before == after:
        return (
            f"{_capital(what)} ligger på {after} gånger stadens tal, både före och efter det att "
            f"{without}. Efteråt"
        )
    return f"När {without} går {what.lower()} från {before} till {after} gånger stadens tal. Då"


def chart_sentence(points: Sequence[Mapping[str, Any]], name: str) -> str:
    """What one control chart says of its latest quarter, and the false alarms to expect."""
    last = points[-1]
    when = formats.when(last["period"])
    if last["preliminar"]:
        said = f"{name}: färre än tolv kvartal visas, så inget kallas signal ännu."
    elif last["varde"] is None or math.isnan(last["varde"]):
        said = f"{name}: {when} visas inte."
    elif last["signal"]:
        way = "uppåt" if last["riktning"] > 0 else "nedåt"
        said = (
            f"{name}: {when} avviker {way} mer än den vanliga variationen "
            f"({rule_name(last['signal'])})."
        )
    else:
        said = f"{name}: {when} ligger inom den vanliga variationen."
    charts, expected = last["diagram"], last["falsklarm_vantade"]
    decimals = 1 if expected >= _ONE_DECIMAL else 2
    among = "Av ett diagram" if charts == 1 else f"Av {charts} diagram"
    return (
        f"{said} {among} för måttet väntas {formats.number(expected, decimals)} larma "
        f"av slump; chansen att minst ett gör det är "
        f"{formats.share(last['falsklarm_minst_ett'], 0)}."
    )


def rule_name(code: str) -> str:
    """The rule that a signal follows from."""
    return RULES.get(code, code)


def _ways(districts: Sequence[District]) -> str:
    return ", ".join(
        f"{one.unit.name} {'högre' if one.mark.endswith('higher') else 'lägre'}"
        for one in districts
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
