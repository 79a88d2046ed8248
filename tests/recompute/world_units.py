"""What a random world's units deliver of themselves: supply, terms, staff, monthly numbers."""

from __future__ import annotations

from datetime import date

from tests.recompute.texts import districts
from tests.recompute.world import LAW_DAY, TYPES, Delivery, World, maybe

_NUSO = ("nuso1", "nuso2", "nuso3", "nuso4")
_BANDS = ("a00_03", "a04_06", "a07_09", "a10_12", "a13_14", "a15_17", "a18_20")


def add_supply(world: World, delivery: Delivery) -> None:
    for name in (delivery.unit, *delivery.names):
        for kind in TYPES:
            span = (date(2019, 1, 1), date(2025, 12, 31))
            for begun in sorted({world.day(*span) for _ in range(world.number(0, 2))}):
                row = {
                    "enhet": name,
                    "insatstyp": kind,
                    "behovsprovning": world.one(("med", "utan", "bada")),
                    "beslutsgrund": world.one(("stadsovergripande", "lokalt", "tradition", None)),
                    "intensiv_kostsam": world.one((True, False, False, False, None)),
                    "planerad": world.chance(0.15),
                    "gallande_fran": begun,
                    "gallande_till": maybe(world, world.later(begun, 0, 200, 500, 1500), 0.4),
                }
                world.add(delivery, "insatsutbud", row)


def add_terms(world: World, delivery: Delivery) -> None:
    """Rows about a child without behovsprövning are allowed from the new law on."""
    for name in (delivery.unit, *delivery.names):
        for kind in TYPES:
            row = {
                "enhet": name,
                "insatstyp": kind,
                "dokumentation": "individ",
                "gallande_fran": LAW_DAY,
            }
            world.add(delivery, "dokumentationsvillkor", row)


def add_staff(world: World, delivery: Delivery) -> None:
    """Staff and, in the districts, the monthly numbers without behovsprövning."""
    for year in range(2021, delivery.day.year + 1):
        for name in (delivery.unit, *delivery.names):
            days = sorted({date(year, 5, 1), world.day(date(year, 1, 1), date(year, 12, 31))})
            for day in [day for day in days if day <= delivery.day and world.chance(0.9)]:
                _staff_on(world, delivery, name, day)
            if delivery.unit != "central":
                _months(world, delivery, name, year)


def _staff_on(world: World, delivery: Delivery, name: str, day: date) -> None:
    roles = ("familjebehandlare", "ungdomsbehandlare", "kurator", "samordnare")
    for role in roles:
        for competence in sorted(
            {world.one(("fft", "mst", "socionom", "ovrig")) for _ in range(2)}
        ):
            row = {
                "enhet": name,
                "referensdatum": day,
                "roll": role,
                "kompetens": competence,
                "certifiering": world.one(("under_utbildning", "certifierad", "ej_aktuellt")),
                "antal_personer": world.number(0, 4),
                "arsarbetare": world.one((0.0, 0.25, 0.8, 1.0, 2.35, 3.0)),
            }
            world.add(delivery, "personalresurser", row)


def _months(world: World, delivery: Delivery, name: str, year: int) -> None:
    taken = set()
    for _ in range(12):
        month = date(year, world.number(1, 12), 1)
        key = (
            world.one(_NUSO),
            month,
            world.one(_BANDS),
            world.one(("K", "M")),
            world.one(("avslutad", "nybesok", "ansokan", "anmalan", "hanvisning", "pagar")),
        )
        if month <= delivery.day and key not in taken:
            taken.add(key)
            columns = ("nuso_kategori", "manad", "aldersgrupp", "kon", "resultat")
            row = {"enhet": name, **dict(zip(columns, key, strict=True))}
            row["antal"] = world.number(0, 6)
            world.add(delivery, "insatser_utan_behovsprovning", row)


def add_population(world: World, delivery: Delivery) -> None:
    """Two sources; earlier districts in early years; the city is not the sum of its parts."""
    merged = {"jarva": ("rinkeby-kista", "spanga-tensta"), "hagersten-alvsjo": ("alvsjo",)}
    areas = (*districts(), "stad")
    for year in range(2020, delivery.day.year):
        for source in ("stad", "scb"):
            for area in areas:
                if area == "kungsholmen" and year == 2022:
                    continue
                for name in merged.get(area, (area,)) if year < 2022 else (area,):
                    for age in range(21):
                        for kon in ("K", "M"):
                            row = {
                                "enhet": name,
                                "alder": age,
                                "kon": kon,
                                "referensdatum": date(year, 12, 31),
                                "antal": world.number(20, 60) * (5 if area == "stad" else 1),
                                "kalla": source,
                            }
                            world.add(delivery, "befolkning", row)
