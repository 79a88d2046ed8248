"""The wrong rows of `test_rules.py`, by hand: one delivery a rule (syntetiska data).

Each delivery is a small whole world that breaks nothing, and the rows of its case. A case's rows
are numbered from 100 in their table; row 0 is the whole file.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from tests.support.deliveries import pseudonym

Row = dict[str, Any]
LOAN = "eget beslut"  # a decision that a case brings itself
AREAS = (
    "farsta", "bromma", "enskede-arsta-vantor", "hagersten-alvsjo", "hasselby-vallingby", "jarva",
    "kungsholmen", "norra-innerstaden", "skarpnack", "skarholmen", "sodermalm",
)  # fmt: skip
OFFERED = ("FAM01", "FAM02", "FAM05", "STF01", "STO01", "STO02", "KON01", "KON04", "OPP01", "SEP03")
DECISION: Row = {
    "kon": "K", "fodelsear": 2012, "insatstyp": "FAM01", "lagrum": "sol", "behovsprovning": "med",
    "regi": "egen_namnd", "beslutsdatum": "2024-03-01", "startdatum": "2024-03-15",
    "registreringsdatum": "2024-03-02", "placering": "ingen",
}  # fmt: skip
FOLLOW_UP: Row = {
    "planerat_datum": "2024-09-15", "hallen_datum": "2024-09-10", "dokumenterad": True,
    "registreringsdatum": "2024-09-12", "slag": "lopande", "deltog_barn": True,
    "deltog_vardnadshavare": True, "deltog_utforare": True, "mal_uppnatt": "ja",
}  # fmt: skip
PLAN: Row = {
    "upprattad_datum": "2024-06-20", "har_mal": True, "nasta_uppfoljning": "2024-09-15",
    "registreringsdatum": "2024-06-21",
}  # fmt: skip
UTREDNING: Row = {
    "kon": "K", "fodelsear": 2012, "inledd_datum": "2024-01-10", "avslutad_datum": "2024-03-20",
    "orsaker": "skola", "samtycke": "ej_aktuellt", "risk_normbrytande": "ej_bedomd",
    "utfall": "hanvisad", "registreringsdatum": "2024-01-11",
}  # fmt: skip
REFERRAL: Row = {
    "kon": "K", "fodelsear": 2012, "slag": "anmalan", "inkommen_datum": "2024-01-02",
    "beslut": "inleds_inte", "beslutsdatum": "2024-01-10", "registreringsdatum": "2024-01-03",
}  # fmt: skip
OFFER: Row = {
    "insatstyp": "VAL01", "behovsprovning": "med", "beslutsgrund": "lokalt",
    "intensiv_kostsam": False, "planerad": False, "gallande_fran": "2010-01-01",
}  # fmt: skip
COUNT: Row = {
    "nuso_kategori": "nuso2", "manad": "2026-10-01", "aldersgrupp": "a10_12", "kon": "K",
    "resultat": "nybesok", "antal": 5,
}  # fmt: skip
STAFF: Row = {
    "referensdatum": "2026-09-30", "roll": "kurator", "kompetens": "ovrig",
    "certifiering": "ej_aktuellt", "antal_personer": 2, "arsarbetare": 1.5,
}  # fmt: skip
TERM: Row = {
    "insatstyp": "OPP03", "dokumentation": "undantag_identitet", "gallande_fran": "2025-07-01",
}  # fmt: skip
BASE = {
    "insatser": DECISION, "uppfoljningar": FOLLOW_UP, "genomforandeplaner": PLAN,
    "utredningar": UTREDNING, "aktualiseringar": REFERRAL, "insatsutbud": OFFER,
    "insatser_utan_behovsprovning": COUNT, "personalresurser": STAFF,
    "dokumentationsvillkor": TERM,
}  # fmt: skip
PREFIX = {
    "insatser": "INS", "uppfoljningar": "UPP", "genomforandeplaner": "PLA", "utredningar": "UTR",
    "aktualiseringar": "AKT", "insatsutbud": "UTB", "insatser_utan_behovsprovning": "IUB",
    "personalresurser": "PER", "dokumentationsvillkor": "DOK",
}  # fmt: skip
DELIVERY: Row = {
    "tabell": "insatser", "typ": "snapshot", "rader": 100, "rader_forra": 100,
    "uttagsdatum": "2026-10-31", "uttagsdatum_forra": "2026-09-30", "nyckel_id": "n1",
    "nyckel_id_forra": "n1", "accepterad": False,
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One delivery: what is added to the good world, and which rows must be found.

    Attributes:
        rows: table -> rows, as what differs from the table's base row.
        found: row numbers that the rule finds.
        unit: the unit that delivers.
        day: the extract date.
        world: `all`, or only the `offers` of the good world, or `nothing` of it.
        also: what other rules must find; a few faults cannot be had alone.
        children: rows of `ref_barn`: (barn_id, kon, fodelsear, enhet).
        delivery: the row of `leveranser`, as what differs from its base.
        sql: a change of the population, for the delivery `{id}`.
    """

    rows: dict[str, list[Row]] = field(default_factory=dict)
    found: tuple[int, ...] = (100,)
    unit: str = "farsta"
    day: str = "2026-10-31"
    world: str = "all"
    also: dict[str, tuple[int, ...]] = field(default_factory=dict)
    children: tuple[tuple[Any, ...], ...] = ()
    delivery: Row | None = None
    sql: tuple[str, ...] = ()


def days(first: str, count: int, step: int = 1) -> list[str]:
    """So many days from one on."""
    day = dt.date.fromisoformat(first)
    return [(day + dt.timedelta(days=step * n)).isoformat() for n in range(count)]


def decision(day: str, **given: Any) -> Row:
    """A decision of a day, begun and registered that day."""
    return {"beslutsdatum": day, "startdatum": day, "registreringsdatum": day, **given}


def _one(table: str, rows: dict[str, Row]) -> dict[str, Case]:
    return {rule: Case({table: [row]}) for rule, row in rows.items()}


def _of(table: str, rows: list[Row], found: tuple[int, ...] = (100, 101), **more: Any) -> Case:
    return Case({table: rows}, found, **more)


def _whole(table: str, rows: list[Row], **more: Any) -> Case:
    return _of(table, rows, (0,), **more)


def _some(count: int, without: int, column: str) -> list[Row]:
    return [{column: None} if n < without else {} for n in range(count)]


CHILD = pseudonym("samma barn")
SAME: Row = {"barn_id": CHILD, "hushall_id": CHILD}
ENDED = {"slutdatum": "2024-08-01", "slutorsak": "planerat"}
OWN_ENDED = {"insatser": [{"beslut_id": LOAN, **ENDED}]}
NOT_HELD: Row = {
    "hallen_datum": None, "dokumenterad": False, "mal_uppnatt": None, "deltog_barn": None,
    "deltog_vardnadshavare": None, "deltog_utforare": None,
}  # fmt: skip
OPEN: Row = {"avslutad_datum": None, "utfall": None}
GOOD_UTREDNING: Row = {"utredning_id": "god utredning", "barn_id": "gott barn"}
PLACED = ("FAM01", "FAM02", "FAM05")

CASES: dict[str, Case] = {
    **_one("insatser", {
        "INS-01": {"slutdatum": "2024-03-14", "slutorsak": "planerat"},
        "INS-02": {"beslutsdatum": "2026-11-01", "startdatum": None,
                   "registreringsdatum": "2026-11-02"},
        "INS-03": {"beslutande_enhet": "bromma"},
        "INS-04": {"beslutande_enhet": "okand"},
        "INS-05": {"insatstyp": "XX-LOKAL"},
        "INS-06": {"insatstyp": "UTA03"},
        "INS-07": {"regi": None},
        "INS-08": {"behovsprovning": "utan"},
        "INS-09": {"behovsprovning": "bada"},
        "INS-10": {"fodelsear": 2025},
        "INS-11": {"fodelsear": 2002},
        "INS-12": {"registreringsdatum": "2024-02-29"},
        "INS-13": {"slutorsak": "aldrig_paborjad"},
        "INS-14": {"startdatum": "2026-11-02"},
        "INS-15": {"slutdatum": "2026-11-02", "slutorsak": "planerat"},
        "INS-16": {"uppdrag_datum": "2026-11-02"},
        "INS-17": decision("2026-10-20", registreringsdatum="2026-11-01"),
        "INS-18": {"registreringsdatum": "2024-08-29"},
        "INS-19": {"startdatum": "2024-02-29"},
        "INS-20": {"uppdrag_datum": "2024-02-29"},
        "INS-21": decision("2016-02-01"),
        "INS-22": {"ansvarig_enhet": "okand"},
        "INS-24": {"lagrum": "lvu22"},
        "INS-25": {"regi": "kopt"},
        "INS-26": {"insatstyp": "UTA01"},
        "INS-27": {"kostnad_manad": 5000},
        "INS-28": {"kostnad_manad": 300001, "regi": "kopt", "utforare_id": CHILD},
        "INS-29": {"intensitet": 61},
        "INS-30": {"slutdatum": "2024-06-01"},
        "INS-31": {"slutorsak": "planerat"},
        "INS-32": {"slutdatum": "2024-06-01", "slutorsak": "alder"},
        "INS-33": {"lagrum": "lvu22", "insatstyp": "KON04", "fodelsear": 2003},
        "INS-34": {"insatstyp": "STF01", "fodelsear": 2015},
        "INS-35": {"placering": "jourhem", "startdatum": None},
        "INS-52": {"insatstyp": "KRI03"},
        "INS-53": {"utredning_id": CHILD},
        "INS-54": {**GOOD_UTREDNING, "beslutsdatum": "2024-01-09",
                   "registreringsdatum": "2024-01-09"},
        "INS-55": {"utredning_id": "god utredning"},
    }),
    "INS-23": _of("insatser", [{"beslutande_enhet": "alvsjo"}], (100,), unit="hagersten-alvsjo"),
    "INS-36": _of("insatser", [{**SAME, "slutdatum": "2024-03-15", "slutorsak": "planerat"}] * 2),
    "INS-37": _of("insatser", [SAME, {**SAME, **decision("2024-06-01")}], (101,)),
    "INS-38": _of("insatser", [
        {**SAME, **decision(day, slutdatum=day, slutorsak="planerat")}
        for day in days("2024-01-01", 9, 30)
    ], tuple(range(100, 109))),
    "INS-39": _of("insatser", [SAME, {**SAME, "insatstyp": "FAM02", "fodelsear": 2013}]),
    "INS-40": _of("insatser", [SAME, {**SAME, "insatstyp": "FAM02", "kon": "M"}]),
    "INS-41": _of("insatser", [{**SAME, "insatstyp": kind, "hushall_id": pseudonym(kind)}
                               for kind in PLACED], (100, 101, 102)),
    "INS-42": _of("insatser", [SAME, {**SAME, "insatstyp": "FAM02", "placering": "jourhem"}]),
    "INS-43": _whole("insatser", _some(24, 3, "kon")),
    "INS-44": _whole("insatser", _some(24, 3, "regi"), also={"INS-07": (100, 101, 102)}),
    "INS-45": _whole("insatser", _some(24, 8, "hushall_id")),
    "INS-46": _whole("insatser", _some(24, 16, "placering")),
    "INS-47": _whole("insatser", [{"insatstyp": "XX-LOKAL"}] * 4 + [{}] * 20,
                     also={"INS-05": (100, 101, 102, 103)}),
    "INS-48": _whole("insatser", [
        decision(day) for month in (2, 3, 4, 5, 7, 8, 9, 10)
        for day in days(f"2026-{month:02}-01", 6)
    ], world="offers"),
    "INS-49": _whole("insatser", [
        decision(day) for month in range(1, 9) for day in days(f"2026-{month:02}-24", 6)
    ], world="offers"),
    "INS-50": _whole("insatser", [{}] * 21 + [decision(day) for day in days("2022-01-01", 79, 7)]),
    "INS-51": _whole("insatser", [
        *(decision(day) for day in days("2024-11-10", 50, 6)),
        *(decision(day) for day in days("2025-11-10", 38, 6)),
        *(decision(day, regi="kopt", utforare_id=CHILD) for day in days("2026-07-01", 12, 6)),
    ]),
    "INS-56": _of("insatser", [{"barn_id": pseudonym("INS-56")}], (100,),
                  children=((pseudonym("INS-56"), "K", 2011, "bromma"),)),
    "INS-57": _of("insatser", [{"barn_id": pseudonym("INS-57")}], (100,),
                  children=((pseudonym("INS-57"), "M", 2012, "bromma"),)),
    "INS-58": _whole("insatser", [{"barn_id": pseudonym("k", n)} for n in range(24)],
                     unit="skarpnack", children=tuple(
                         (pseudonym("k", n), "K", 2012, "skarpnack") for n in range(50))),
    **_one("uppfoljningar", {
        "UPP-01": {"beslut_id": pseudonym("finns inte")},
        "UPP-02": {"hallen_datum": "2026-11-01", "planerat_datum": "2026-10-15",
                   "registreringsdatum": "2026-11-02"},
        "UPP-03": {"hallen_datum": "2024-03-14", "planerat_datum": "2024-03-14",
                   "registreringsdatum": "2024-03-14"},
        "UPP-04": {"registreringsdatum": "2024-09-09"},
        "UPP-05": {**NOT_HELD, "planerat_datum": None},
        "UPP-06": {**NOT_HELD, "dokumenterad": True},
        "UPP-07": {**NOT_HELD, "mal_uppnatt": "delvis"},
        "UPP-08": {**NOT_HELD, "deltog_utforare": True},
        "UPP-09": {"registreringsdatum": "2025-03-10"},
        "UPP-10": {"hallen_datum": "2026-10-20", "planerat_datum": "2026-10-20",
                   "registreringsdatum": "2026-11-01"},
        "UPP-12": {"planerat_datum": "2023-09-10"},
        "UPP-16": {"slag": "avslut"},
    }),
    "UPP-11": _of("uppfoljningar", [{}, {}]),
    "UPP-13": _whole("uppfoljningar", [
        {"hallen_datum": day, "registreringsdatum": day, "deltog_barn": True if n > 11 else None}
        for n, day in enumerate(days("2024-09-01", 20))
    ]),
    "UPP-14": _whole("uppfoljningar", [
        {"hallen_datum": day, "registreringsdatum": day, "slag": "lopande" if n > 4 else None}
        for n, day in enumerate(days("2024-09-01", 20))
    ]),
    "UPP-15": Case({**OWN_ENDED, "uppfoljningar": [{"beslut_id": LOAN}]}),
    "UPP-17": Case({**OWN_ENDED, "uppfoljningar": [{**NOT_HELD, "beslut_id": LOAN}]}),
    "UPP-18": Case({"insatser": [{"beslut_id": LOAN, "startdatum": None}],
                    "uppfoljningar": [{"beslut_id": LOAN}]}),
    **_one("genomforandeplaner", {
        "PLA-01": {"beslut_id": pseudonym("finns inte")},
        "PLA-02": {"upprattad_datum": "2026-11-01", "registreringsdatum": "2026-11-02",
                   "nasta_uppfoljning": None},
        "PLA-03": {"registreringsdatum": "2024-06-19"},
        "PLA-04": {"registreringsdatum": "2025-01-01"},
        "PLA-05": {"upprattad_datum": "2026-10-20", "registreringsdatum": "2026-11-01",
                   "nasta_uppfoljning": None},
        "PLA-06": {"nasta_uppfoljning": "2024-06-19"},
        "PLA-07": {"nasta_uppfoljning": "2025-12-21"},
        "PLA-10": {"upprattad_datum": "2024-02-29", "registreringsdatum": "2024-02-29"},
    }),
    "PLA-08": _of("genomforandeplaner", [{}, {}]),
    "PLA-09": _whole("genomforandeplaner", [
        {"upprattad_datum": day, "registreringsdatum": day, "har_mal": True if n > 4 else None}
        for n, day in enumerate(days("2024-06-01", 20))
    ]),
    "PLA-11": Case({**OWN_ENDED, "genomforandeplaner": [
        {"beslut_id": LOAN, "upprattad_datum": "2024-08-02", "registreringsdatum": "2024-08-02"}
    ]}),
    **_one("utredningar", {
        "UTR-01": {"avslutad_datum": "2024-01-09"},
        "UTR-02": {**OPEN, "inledd_datum": "2026-11-01", "registreringsdatum": "2026-11-02"},
        "UTR-03": {"inledd_datum": "2026-09-01", "avslutad_datum": "2026-11-01",
                   "registreringsdatum": "2026-09-01"},
        "UTR-04": {"forlangd_till": "2024-05-10"},
        "UTR-05": {"utfall": None},
        "UTR-06": {"avslutad_datum": None},
        "UTR-07": {"registreringsdatum": "2024-01-09"},
        "UTR-08": {"registreringsdatum": "2024-07-09"},
        "UTR-09": {**OPEN, "inledd_datum": "2026-10-20", "registreringsdatum": "2026-11-01"},
        "UTR-10": {**OPEN, "inledd_datum": "2025-04-29", "registreringsdatum": "2025-04-29"},
        "UTR-11": {"avslutad_datum": "2024-01-10"},
        "UTR-12": {"utfall": "inget_samtycke", "samtycke": "ja"},
        "UTR-13": {"ansvarig_enhet": "bromma"},
        "UTR-14": {"ansvarig_enhet": "okand"},
        "UTR-15": {"fodelsear": 2025},
        "UTR-16": {"fodelsear": 2002},
        "UTR-18": {"fodelsear": 2019, "risk_normbrytande": "hog"},
        "UTR-20": {"utfall": "insats"},
    }),
    "UTR-17": _of("utredningar", [SAME, {**SAME, "inledd_datum": "2024-03-19",
                                         "registreringsdatum": "2024-03-19"}], (101,)),
    "UTR-19": _whole("utredningar", _some(20, 12, "risk_normbrytande")),
    "UTR-21": Case({"insatser": [{**SAME, "fodelsear": 2013}], "utredningar": [SAME]}),
    "UTR-22": _of("utredningar", [{"barn_id": pseudonym("UTR-22")}], (100,),
                  children=((pseudonym("UTR-22"), "K", 2011, "bromma"),)),
    **_one("aktualiseringar", {
        "AKT-01": {"beslutsdatum": "2024-01-01"},
        "AKT-02": {"inkommen_datum": "2026-11-01", "registreringsdatum": "2026-11-02",
                   "beslut": None, "beslutsdatum": None},
        "AKT-03": {"inkommen_datum": "2026-10-20", "registreringsdatum": "2026-10-21",
                   "beslutsdatum": "2026-11-01"},
        "AKT-04": {"registreringsdatum": "2024-01-01"},
        "AKT-05": {"registreringsdatum": "2024-07-01"},
        "AKT-06": {"inkommen_datum": "2026-10-20", "registreringsdatum": "2026-11-01",
                   "beslut": None, "beslutsdatum": None},
        "AKT-07": {"beslut": None, "beslutsdatum": None},
        "AKT-08": {"beslutsdatum": None},
        "AKT-09": {"beslut": None},
        "AKT-10": {"beslut": "pafors"},
        "AKT-11": {"beslut": "inleds"},
        "AKT-12": {**GOOD_UTREDNING, "inkommen_datum": "2024-01-03"},
        "AKT-13": {**GOOD_UTREDNING, "slag": "ansokan", "beslut": "inleds",
                   "synnerliga_skal": True},
        "AKT-14": {"synnerliga_skal": True, "beslutsdatum": "2024-01-16"},
        "AKT-15": {"slag": "ansokan"},
        "AKT-16": {"ansvarig_enhet": "bromma"},
        "AKT-17": {"ansvarig_enhet": "okand"},
        "AKT-18": {"fodelsear": 2025},
        "AKT-19": {"fodelsear": 2002},
        "AKT-21": {"beslut": "inleds", "utredning_id": pseudonym("finns inte")},
        "AKT-22": {**GOOD_UTREDNING, "beslut": "inleds", "inkommen_datum": "2024-02-03",
                   "registreringsdatum": "2024-02-03", "beslutsdatum": "2024-02-11"},
        "AKT-23": {**GOOD_UTREDNING, "beslut": "pafors", "inkommen_datum": "2024-01-09",
                   "registreringsdatum": "2024-01-09"},
        "AKT-24": {"utredning_id": "god utredning", "beslut": "inleds"},
    }),
    "AKT-20": _of("aktualiseringar", [SAME, SAME]),
    "AKT-25": _of("aktualiseringar", [{"barn_id": pseudonym("AKT-25")}], (100,),
                  children=((pseudonym("AKT-25"), "K", 2011, "bromma"),)),
    **_one("insatsutbud", {
        "UTB-01": {"gallande_till": "2009-12-31"},
        "UTB-02": {"enhet": "bromma"},
        "UTB-03": {"insatstyp": "XX-LOKAL"},
        "UTB-04": {"insatstyp": "FAM01", "gallande_fran": "2022-01-01"},
        "UTB-05": {"insatstyp": "UTA02"},
        "UTB-06": {"planerad": True, "gallande_fran": "2025-10-30"},
        "UTB-07": {"gallande_fran": "2026-11-01"},
        "UTB-08": {"insatstyp": "KON02", "behovsprovning": "utan", "gallande_till": "2024-12-31"},
        "UTB-09": {"insatstyp": "UTA01", "gallande_fran": "2024-12-31"},
        "UTB-12": {"behovsprovning": "utan"},
    }),
    "UTB-10": _whole("insatsutbud", [
        {"insatstyp": f"VAL{n:02}", "beslutsgrund": None if n < 6 else "lokalt"}
        for n in range(1, 11)
    ]),
    "UTB-11": _whole("insatsutbud", [{}], world="nothing"),
    **_one("insatser_utan_behovsprovning", {
        "IUB-01": {"enhet": "bromma"},
        "IUB-02": {"manad": "2026-11-01"},
        "IUB-05": {"antal": 501},
        "IUB-06": {"aldersgrupp": "a00_03", "nuso_kategori": "nuso1"},
    }),
    "IUB-03": _of("insatser_utan_behovsprovning", [{}], (2, 100), day="2026-10-30"),
    "IUB-04": _whole("insatser_utan_behovsprovning", [{"manad": "2026-08-01"}]),
    "IUB-07": _of("insatser_utan_behovsprovning", [{"manad": "2025-09-01", "resultat": "pagar"}],
                  (100,), also={"IUB-04": (0,)}),
    "IUB-08": _of("insatser_utan_behovsprovning", [
        *({"manad": f"2026-{month:02}-01"} for month in (7, 8, 9)), {"antal": 45}], (2,)),
    "IUB-09": _whole("insatser_utan_behovsprovning", [{}], world="nothing"),
    **_one("personalresurser", {
        "PER-01": {"enhet": "bromma"},
        "PER-02": {"referensdatum": "2026-11-01"},
        "PER-03": {"arsarbetare": 0},
        "PER-04": {"arsarbetare": 2.5},
        "PER-05": {"arsarbetare": -1},
        "PER-06": {"kompetens": "fft", "certifiering": "certifierad",
                   "referensdatum": "2024-12-31"},
        "PER-07": {"certifiering": "certifierad"},
        "PER-08": {"kompetens": "mst"},
    }),
    "PER-09": _whole("personalresurser", [{"referensdatum": "2025-09-29"}], world="nothing"),
    **_one("dokumentationsvillkor", {
        "DOK-01": {"gallande_till": "2025-06-30"},
        "DOK-02": {"enhet": "bromma"},
        "DOK-03": {"dokumentation": "individ", "gallande_fran": "2025-06-30"},
        "DOK-05": {"insatstyp": "XX-LOKAL"},
        "DOK-06": {"dokumentation": "ej_tillaten"},
    }),
    "DOK-04": _of("dokumentationsvillkor", [{}, {"gallande_fran": "2026-01-01"}]),
    "DOK-07": _of("dokumentationsvillkor", [{"enhet": "alvsjo"}], (100,), unit="hagersten-alvsjo"),
    "LEV-20": Case(found=(0,), delivery={"rader": 69}),
    "LEV-21": Case(found=(0,), delivery={"rader": 131}),
    "LEV-22": Case(found=(0,), delivery={"rader": 0, "rader_forra": 19}),
    "LEV-23": Case(found=(0,), delivery={"typ": "delta"}),
    "LEV-24": Case(found=(0,), delivery={"nyckel_id": "n2"}),
    "LEV-25": Case(found=(0,), delivery={"uttagsdatum_forra": "2026-11-01"}),
    "LEV-26": Case(found=(0,), delivery={"uttagsdatum_forra": "2026-07-22"}),
}  # fmt: skip

# The population: farsta's rows are 2–43, then an area at a time; a copy is numbered from 1000 on.
_COPY = (
    "insert into befolkning select * replace (_rad + 1000 as _rad, hash(_rad + 1000) as _innehall, "
    "{0}) from befolkning where _leverans = '{{id}}' and {1}"
)
_CHANGE = "update befolkning set {0} where _leverans = '{{id}}' and {1}"
_REMOVE = "delete from befolkning where _leverans = '{{id}}' and {0}"
_FARSTA = "enhet = 'farsta'"
_CELL = f"{_FARSTA} and alder = 3 and kon = 'K'"  # row 8
_EVERY = tuple(range(2, 464))
_COPIED = tuple(range(1002, 1044))


def _people(found: tuple[int, ...], *sql: str, unit: str = "central") -> Case:
    return Case(found=found, unit=unit, world="people", sql=sql)


def _unread(column: str) -> str:
    return _COPY.format(f"null as {column}, list_value('{column}') as _otolkade", _CELL)


CASES |= {
    "BEF-01": _people(_EVERY, unit="farsta"),
    "BEF-02": _people((*range(2, 8), *range(9, 44)), _REMOVE.format(_CELL)),
    "BEF-03": _people(_COPIED, _COPY.format("'okand' as enhet", _FARSTA)),
    "BEF-04": _people(_COPIED, _COPY.format("'alvsjo' as enhet", _FARSTA)),
    "BEF-05": _people(_EVERY, _CHANGE.format("referensdatum = '2026-12-31'", "true")),
    "BEF-06": _people((0,), _COPY.format("'scb' as kalla", "true")),
    "BEF-07": _people((0,), _COPY.format("'stad' as enhet", _FARSTA)),
    "BEF-08": _people((8,), _CHANGE.format("antal = 10", _CELL)),
    "BEF-09": _people((2,), _CHANGE.format("antal = 200", f"{_FARSTA} and kon = 'K'")),
    "BEF-10": _people(
        (2,),
        _COPY.format("date '2024-12-31' as referensdatum", "true"),
        _CHANGE.format("antal = 60", f"{_FARSTA} and referensdatum = '2024-12-31'"),
    ),
    "BEF-11": _people(_EVERY, _CHANGE.format("referensdatum = '2025-12-30'", "true")),
    "BEF-12": _people((0,), _REMOVE.format("enhet = 'jarva'")),
    "BEF-dubblett": _people(
        (1008,), _COPY.format("antal as antal", _CELL), _CHANGE.format("_innehall = 1", _CELL)
    ),
    "BEF-motstridig": _people((8, 1008), _COPY.format("antal + 1 as antal", _CELL)),
    "BEF-antal-form": _people(
        (8,), _CHANGE.format("antal = null, _otolkade = list_value('antal')", _CELL)
    ),
    "BEF-antal-saknas": _people((8,), _CHANGE.format("antal = null", _CELL)),
    "BEF-enhet-saknas": _people((1008,), _COPY.format("null as enhet", _CELL)),
}
for _column in ("alder", "kon", "referensdatum", "kalla"):
    CASES[f"BEF-{_column}-form"] = _people((1008,), _unread(_column))
    CASES[f"BEF-{_column}-saknas"] = _people((1008,), _COPY.format(f"null as {_column}", _CELL))
