"""Sentences on likeness (U5), the kunskapsstöd (U7) and what would be (U8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.presentation import formats
from pipelines.presentation.likeness import Day, Pair, Range, ends
from pipelines.presentation.offers import Offers
from pipelines.presentation.sentences.shares import not_shown
from pipelines.presentation.units import count_word, listed
from pipelines.presentation.what_if import WhatIf
from pipelines.publication.reader import Figure

_PAIRS = 3
NO_FORECAST = "Det är ingen prognos: barn, kostnader och personal är inte med."


def alike(pairs: Sequence[Pair], names: Mapping[str, str]) -> str:
    """Which pairs of districts are most and least alike."""
    most, least = ends(pairs)
    if not most:
        return not_shown("Likheten", pairs[0].figure if pairs else None)
    if len(most) == sum(pair.figure.varde is not None for pair in pairs):
        return f"Alla par av stadsdelar är lika lika: {_share(most[0])}."
    return (
        f"Mest lika är utbuden i {_pairs(most, names)}: {_share(most[0])} av de typer som minst en "
        f"av de två erbjuder finns i båda. Minst lika är {_pairs(least, names)}: "
        f"{_share(least[0])}."
    )


def _share(pair: Pair) -> str:
    return formats.share(pair.figure.varde or 0, 0)


def _pairs(pairs: Sequence[Pair], names: Mapping[str, str]) -> str:
    told = [f"{names[pair.first]} och {names[pair.second]}" for pair in pairs[:_PAIRS]]
    if len(pairs) > _PAIRS:
        told.append(f"{len(pairs) - _PAIRS} par till")
    return "; ".join(told)


def base(city: Figure | None, districts: Sequence[Figure], names: Mapping[str, str]) -> str:
    """How much of the base catalogue the districts offer."""
    shown = [(figure.varde, figure) for figure in districts if figure.varde is not None]
    if city is None or city.varde is None or not shown:
        return not_shown("Hur stor del av grundkatalogen som erbjuds", city)
    whole = [names[figure.enhet] for value, figure in shown if value >= 1]
    low = min(value for value, _ in shown)
    least = [names[figure.enhet] for value, figure in shown if value == low]
    told = f"Stadsdelarna erbjuder {formats.share(city.varde, 0)} av grundkatalogens typer."
    if len(whole) == len(shown):
        return f"{told} Alla erbjuder hela grundkatalogen."
    some = f"{listed(whole)} erbjuder hela. " if whole else "Ingen erbjuder hela. "
    return f"{told} {some}Minst del erbjuds i {listed(least)}: {formats.share(low, 0)}."


def gap(days: Sequence[Day]) -> str:
    """Whether the districts' offers differ less after the new law; it says nothing of causes."""
    before = [day for day in days if not day.is_after and day.types]
    after = [day for day in days if day.is_after and day.types]
    if not before or not after or not (was := before[-1].types) or not (now := after[-1].types):
        return (
            "Det går inte att jämföra före och efter den 1 juli 2025: alla stadsdelars utbud är "
            "inte känt både före och efter."
        )
    first, last = round(was.high - was.low), round(now.high - now.low)
    told = (
        f"Mellan den {formats.when(before[-1].day)} och den {formats.when(after[-1].day)} har "
        f"skillnaden mellan flest och färst typer {_changed(first, last)}"
    )
    return f"{told}.{_alike_then(before[-1].alike, after[-1].alike)} Det säger inte varför."


def _changed(first: int, last: int) -> str:
    if first == last:
        return f"inte ändrats: den är {last}"
    return f"{'minskat' if last < first else 'ökat'} från {first} till {last}"


def _alike_then(was: Range | None, now: Range | None) -> str:
    if was is None or now is None:
        return ""
    first, last = formats.share(was.middle, 0), formats.share(now.middle, 0)
    if first == last:
        return f" Likheten i det mittersta paret är densamma, {last}."
    return f" Likheten i det mittersta paret har gått från {first} till {last}."


def support(
    cells: Mapping[str, Figure], words: Mapping[str, str], districts: Sequence[Figure]
) -> str:
    """In how many districts each recommendation has a type.

    Args:
        cells: recommendation -> the city's cell; empty if they are not published.
        words: recommendation -> its text.
        districts: the districts' cells of all recommendations together.
    """
    shown = [figure for figure in districts if figure.varde is not None]
    if not shown:
        return not_shown("Hur kunskapsstödets rekommendationer täcks", next(iter(districts), None))
    counts = [figure.taljare or 0 for figure in shown]
    whole, every = sum(figure.varde == 1 for figure in shown), shown[0].namnare or 0
    among, rest = "Stadsdelarna", f", och {count_word(whole) if whole else 'ingen'} täcker alla"
    if len(shown) < len(districts):
        among = f"De {count_word(len(shown))} stadsdelar som har levererat"
        rest = f", och {count_word(whole) if whole else 'ingen'} av dem täcker alla"
    if len(shown) == 1:
        among, rest = "Den enda stadsdel som har levererat", ""
    told = (
        f"{among} täcker {_from_to(min(counts), max(counts))} av kunskapsstödets "
        f"{count_word(every)} rekommendationer{rest}."
    )
    parts = [
        f"{_small(words[code])} i {count_word(figure.taljare) if figure.taljare else 'ingen'}"
        for code, figure in cells.items()
        if figure.taljare is not None
    ]
    return f"{told} Antal stadsdelar: {'; '.join(parts)}." if parts else told


def _small(text: str) -> str:
    """A text in the middle of a sentence; abbreviations keep their letters."""
    return text[:1].lower() + text[1:]


def _from_to(low: int, high: int) -> str:
    if low == high:
        return count_word(low)
    return f"mellan {count_word(low)} och {count_word(high)}"


def present(districts: Sequence[Figure], city: Figure | None) -> str:
    """The spread as it is."""
    return _counted("Nu", districts, city)


def scenario(text: str, districts: Sequence[Figure], city: Figure | None) -> str:
    """What a question of the policy would make of the spread."""
    return _counted(text, districts, city)


def _counted(text: str, districts: Sequence[Figure], city: Figure | None) -> str:
    counts = [figure.taljare for figure in districts if figure.taljare is not None]
    if not counts or city is None or city.taljare is None:
        return f"{text}: {not_shown('antalet typer', city)}"
    return (
        f"{text}: mellan {min(counts)} och {max(counts)} typer per stadsdel, {city.taljare} "
        "tillsammans."
    )


def what_if(offers: Offers, found: WhatIf) -> str:
    """The spread without the chosen types, beside the present."""
    if not found.now:
        return "Inget utbud är känt den dagen."
    among = "" if not offers.missing else f" i de {count_word(len(found.now))} som har levererat"
    now = _spread(offers, found.now)
    if not found.losses:
        return (
            f"Den {formats.when(offers.day)} erbjuder stadsdelarna{among} mellan {now} typer. Välj "
            "en eller flera typer för att se hur spridningen skulle bli utan dem."
        )
    count = len(found.losses)
    chosen = "den valda typen" if count == 1 else f"de {count_word(count)} valda typerna"
    return (
        f"Utan {chosen} skulle stadsdelarna{among} erbjuda mellan {_spread(offers, found.then)} "
        f"typer; nu är det mellan {now}. Tillsammans skulle de erbjuda {found.union_then} typer i "
        f"stället för {found.union_now}."
    )


def _spread(offers: Offers, counts: Mapping[str, int]) -> str:
    low, high = min(counts.values()), max(counts.values())
    return f"{low} ({_where(offers, counts, low)}) och {high} ({_where(offers, counts, high)})"


def _where(offers: Offers, counts: Mapping[str, int], count: int) -> str:
    return listed([unit.namn for unit in offers.known if counts[unit.kod] == count])


def touched(offers: Offers, found: WhatIf) -> str:
    """How many districts would lose something, and which would not; empty if nothing is chosen."""
    if not found.losses:
        return ""
    count = len(found.now) - len(found.untouched)
    if not count:
        return "Ingen stadsdel erbjuder det valda i dag."
    if not found.untouched:
        return f"Alla {count_word(count)} stadsdelar skulle förlora minst en typ."
    where = "En stadsdel" if count == 1 else f"{count_word(count).capitalize()} stadsdelar"
    rest = listed([unit.namn for unit in offers.known if unit.kod in found.untouched])
    return f"{where} skulle förlora minst en typ. Ingen förlust i {rest}."
