"""A random world's children: utredningar, aktualiseringar, decisions, follow-ups, plans."""

from __future__ import annotations

from datetime import date

from tests.recompute.world import (
    LAW_DAY,
    TYPES,
    Delivery,
    Row,
    World,
    maybe,
    months_after,
    unit_name,
    yes_no,
)

_PARTS = ("samtal", "familjesamtal", "hembesok", "grupp", "natverk", "traning", "praktiskt")


def add_children(world: World) -> None:
    snapshots = [delivery for delivery in world.deliveries if delivery.typ == "snapshot"]
    household = None
    for number in range(world.children):
        if household is None or not world.chance(0.3):
            household = world.pseudonym("hushall", number) if world.chance(0.9) else None
        child = {
            "hushall_id": household,
            "kon": world.one(("K", "K", "M", "M", "M", None)),
            "fodelsear": world.number(2001, 2021),
        }
        home = world.one(snapshots)
        moves_to = world.one(snapshots) if world.chance(0.2) else home
        utredningar = utredningar_of(world, home, number, child)
        for _ in range(world.number(0, 2)):
            _aktualisering(world, home, number, child, utredningar)
        for turn in range(world.number(0, 3)):
            insatser_of(world, home if turn == 0 else moves_to, number, child, utredningar)


def _child(world: World, delivery: Delivery, number: int, child: Row) -> Row:
    """The child as one row has it: pseudonymised with its delivery's key, sometimes wrong."""
    found = {"barn_id": world.pseudonym("barn", number, delivery.key), **child}
    if world.chance(0.02):
        found["kon"] = world.one(("K", "M", None))
    if world.chance(0.02):
        found["fodelsear"] -= 1
    return found


def _earliest(child: Row) -> date:
    """Nothing is about a child that is not born."""
    return max(date(2020, 9, 1), date(child["fodelsear"], 1, 1))


def utredningar_of(world: World, delivery: Delivery, number: int, child: Row) -> list[Row]:
    made: list[Row] = []
    for _ in range(world.number(0, 3)):
        begun = world.day(_earliest(child), delivery.day)
        ended = world.one((
            world.later(begun, 0, 1, 14, 30, 61, 100, 119, 120, 121, 122, 123, 124, 150, 250),
            months_after(begun, 4),
            world.day(begun, delivery.day),
            None,
        ))  # fmt: skip
        ended = ended if ended is None or ended <= delivery.day else None
        row = {
            **_child(world, delivery, number, child),
            "utredning_id": world.pseudonym(),
            "ansvarig_enhet": world.one(
                (unit_name(world, delivery), unit_name(world, delivery), "okand")
            ),
            "inledd_datum": begun,
            "avslutad_datum": ended,
            "forlangd_till": maybe(world, world.later(begun, 100, 123, 150, 180), 0.25),
            "samtycke": world.one(("ja", "delvis", "nej", "ej_aktuellt", None)),
            "risk_normbrytande": world.one(("hog", "hog", "medel", "lag", "ej_bedomd", None)),
            "utfall": world.one(("insats", "hanvisad", "inget_samtycke", "ingen_insats", None)),
            "registreringsdatum": world.later(begun, 0, 1, 20, 60),
        }
        made.append(world.add(delivery, "utredningar", row))
        world.utredningar.append(row["utredning_id"])
    return made


def _aktualisering(
    world: World, delivery: Delivery, number: int, child: Row, utredningar: list[Row]
) -> None:
    came = world.day(_earliest(child), delivery.day)
    decided = world.later(came, 0, 1, 7, 13, 14, 15, 16, 40)
    decision = world.one(("inleds", "inleds", "inleds_inte", "pafors", None))
    row = {
        **_child(world, delivery, number, child),
        "aktualisering_id": world.pseudonym(),
        "ansvarig_enhet": world.one(
            (unit_name(world, delivery), unit_name(world, delivery), "okand")
        ),
        "slag": world.one(("anmalan", "anmalan", "anmalan", "ansokan")),
        "inkommen_datum": came,
        "beslut": decision,
        "beslutsdatum": decided if decided <= delivery.day and world.chance(0.9) else None,
        "synnerliga_skal": yes_no(world),
        "utredning_id": world.one(utredningar)["utredning_id"] if utredningar else None,
        "registreringsdatum": world.later(came, 0, 3),
    }
    world.add(delivery, "aktualiseringar", row)


def insatser_of(
    world: World, delivery: Delivery, number: int, child: Row, utredningar: list[Row]
) -> None:
    """A decision, and sometimes a chain of renewals of it."""
    kind = world.one(TYPES)
    begin = world.day(_earliest(child), delivery.day)
    if utredningar and world.chance(0.5):
        row = world.one(utredningar)
        closed = row["avslutad_datum"] or row["inledd_datum"]
        begin = max(world.later(closed, -30, -1, 0, 1, 30, 60, 89, 90, 91, 92), _earliest(child))
    snapshots = [found for found in world.deliveries if found.typ == "snapshot"]
    for _ in range(world.one((1, 1, 1, 2, 3))):
        if begin > delivery.day:
            return
        row = _insats(world, delivery, _child(world, delivery, number, child), kind, begin)
        if utredningar and world.chance(0.7):
            row["utredning_id"] = world.one(utredningar)["utredning_id"]
        elif world.chance(0.2):
            row["utredning_id"] = world.one(world.utredningar)  # another child's, or nobody's
        world.add(delivery, "insatser", row)
        follow_ups(world, delivery, row)
        plans(world, delivery, row)
        if row["slutdatum"] is None or row["startdatum"] is None:
            begin = world.later(begin, 20, 90)
        else:
            begin = world.later(row["slutdatum"], -20, 0, 1, 30, 31, 32, 33)
        delivery = world.one(snapshots) if world.chance(0.1) else delivery


def _insats(world: World, delivery: Delivery, child: Row, kind: str, begin: date) -> Row:
    decided = world.later(begin, 0, 0, -1, -30, -90, -92, 3)
    decided = min(max(decided, _earliest(child)), delivery.day)
    started = begin if world.chance(0.85) else None
    ended = world.one((
        None,
        world.later(begin, 0, 1, 28, 29, 30, 31, 89, 90, 91, 92, 120, 181, 182, 200, 365, 400),
        months_after(begin, world.number(1, 14)),
    ))  # fmt: skip
    if ended is not None and ended > delivery.day and world.chance(0.7):
        ended = None
    reasons = ("planerat", "planerat", "avbrutet", "flytt", "alder", "annan_insats", None)
    reason = world.one(reasons) if started else "aldrig_paborjad"
    alone = decided >= LAW_DAY and delivery.unit != "central" and world.chance(0.3)
    own = unit_name(world, delivery)
    regi = world.one(
        ("egen_namnd", "annan_stadsdelsnamnd", "central", "annan_offentlig", "kopt", "kopt", None)
    )
    return {
        **child,
        "beslut_id": world.pseudonym(),
        "insatstyp": kind,
        "lagrum": world.one(("sol", "sol", "sol", "lvu22", None)),
        "behovsprovning": "utan" if alone else "med",
        "regi": regi,
        "beslutande_enhet": "okand" if world.chance(0.2) and not alone else own,
        "ansvarig_enhet": world.one(world.responsible),
        "beslutsdatum": decided,
        "startdatum": started,
        "slutdatum": ended,
        "slutorsak": maybe(world, reason, 0.95) if ended else None,
        "registreringsdatum": world.later(decided, 0, 2, 25, 60),
        "uppdrag_datum": maybe(world, world.later(decided, 0, 10), 0.6),
        "sip": yes_no(world),
        "intensitet": world.one((None, -1.0, 0.0, 0.5, 1.25, 2.0, 4.0, 8.0)),
        "komponenter": maybe(world, "+".join(world.one(_PARTS) for _ in range(3))),
        "placering": world.one((None, "ingen", "ingen", "jourhem", "familjehem")),
        "kostnad_manad": world.one((None, 0.0, -50.0, 12500.5, 31000.25)) if regi else None,
    }


def follow_ups(world: World, delivery: Delivery, insats: Row) -> None:
    start = insats["startdatum"] or insats["beslutsdatum"]
    day = world.later(start, -5, 0, 10, 60, 88, 89, 90, 91, 92, 105, 106, 107, 181, 196, 197)
    for _ in range(world.number(0, 5)):
        held: date | None = world.one((day, day, day, day, insats["slutdatum"] or day, None))
        if held is not None and held > delivery.day:
            held = None
        row = {
            "uppfoljning_id": world.pseudonym(),
            "beslut_id": insats["beslut_id"],
            "planerat_datum": maybe(world, day, 0.5),
            "hallen_datum": held,
            "dokumenterad": world.chance(0.7),
            "registreringsdatum": world.later(held or start, -2, 0, 5, 45),
            "slag": world.one(("lopande", "lopande", "lopande", "avslut", None)),
            "deltog_barn": yes_no(world),
            "deltog_vardnadshavare": yes_no(world),
            "deltog_utforare": yes_no(world),
            "mal_uppnatt": world.one(("ja", "delvis", "nej", None)),
        }
        world.add(delivery, "uppfoljningar", row)
        day = world.later(day, 0, 30, 89, 90, 91, 92, 93, 104, 105, 106, 107, 120, 200)


def plans(world: World, delivery: Delivery, insats: Row) -> None:
    start = insats["startdatum"] or insats["beslutsdatum"]
    day = world.later(start, -20, 0, 10, 29, 30, 31, 60, 90)
    for _ in range(world.number(0, 3)):
        if day > delivery.day:
            return
        own_day = world.later(day, -10, 0, 20, 45, 60, 91, 120, 200)
        row = {
            "plan_id": world.pseudonym(),
            "beslut_id": insats["beslut_id"],
            "upprattad_datum": day,
            "har_mal": yes_no(world),
            "nasta_uppfoljning": maybe(world, own_day, 0.6),
            "registreringsdatum": world.later(day, 0, 40),
        }
        world.add(delivery, "genomforandeplaner", row)
        day = world.later(day, 0, 15, 90, 200, 365, 366)
