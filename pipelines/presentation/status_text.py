"""Is the system alive and are its data fresh? For the operator and the monitor."""

from __future__ import annotations

import datetime as dt

from pipelines.errors import NotPublished
from pipelines.provenance import ledger
from pipelines.publication.reader import load
from pipelines.settings import Home, Settings


def report(
    settings: Settings, home: Home, now: dt.datetime | None = None
) -> tuple[list[str], bool]:
    """The state of an installation in lines, and whether anything in it is stale.

    Args:
        settings: how old is too old.
        home: the installation.
        now: the time to compare with; the clock if None.
    """
    moment = now or dt.datetime.now(dt.UTC)
    lines, stale = _nights(settings, home, moment)
    try:
        night = load(home.serve)
    except NotPublished as error:
        return [*lines, f"PUBLICERAT: {error}"], True
    lines.append(f"Publicerad natt: {night.run}")
    for row in night.table("enheter").itertuples():
        if row.slag not in {"stadsdelsnamnd", "central"}:
            continue
        if not row.har_levererat:
            lines.append(f"  {row.enhet}: ej levererat  FÖR GAMMALT")
            stale = True
            continue
        day = dt.date.fromisoformat(str(row.uttagsdatum)[:10])
        age = (moment.date() - day).days
        wrong = "  FÖR GAMMALT" if age > settings.stale_days else ""
        if age < -1:  # an hour may differ between the clocks, a day may not
            wrong = "  I FRAMTIDEN: fel uttagsdatum i manifestet, eller fel klocka här"
        stale |= bool(wrong)
        lines.append(f"  {row.enhet}: uttag {day}, {age} dagar{wrong}")
    return lines, stale


def _nights(settings: Settings, home: Home, now: dt.datetime) -> tuple[list[str], bool]:
    nights = [entry for entry in ledger.read(home.ledger) if entry["handelse"] == "natt"]
    good = [entry for entry in nights if entry["utfall"] != "misslyckad"]
    if not good:
        return ["Senaste lyckade natt: ingen"], True
    last = dt.datetime.fromisoformat(good[-1]["tid"])
    hours = (now - last).total_seconds() / 3600
    old = hours > settings.stale_hours
    lines = [
        f"Senaste lyckade natt: {last.astimezone():%Y-%m-%d %H:%M} "
        f"({good[-1]['utfall']}){'  FÖR GAMMALT' if old else ''}"
    ]
    if nights[-1]["utfall"] == "misslyckad":
        lines.append(f"Den senaste natten misslyckades: {nights[-1].get('fel', '')}")
    if nights[-1]["vagrade"]:
        lines.append(f"Vägrade leveranser i senaste natten: {len(nights[-1]['vagrade'])}")
    return lines, old or nights[-1]["utfall"] == "misslyckad"
