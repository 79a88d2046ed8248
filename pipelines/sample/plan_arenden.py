"""The shape of the calibration's parts about cases, plans, staff and what needs no decision.

Like plan_barn.py: only shapes, and what the numbers mean. Shares are 0–1, times are days.
"""

from datetime import date

from pipelines.sample.plan_barn import Del, Spann, Tabell
from pipelines.sample.plan_filer import Antal

Spann3 = tuple[int, int, int]


class Innehall(Del):
    """What a decided insats holds.

    Attributes:
        intensitet: per category or type, half occasions a month (from, to).
        komponenter: per category, per mille for each of the contract's components.
        placerad_barn: share of children ever placed; ``placerad_beslut``: of their decisions.
    """

    uppdrag: float
    till_uppdrag: Tabell
    sip: dict[str, float]
    sip_tonar_fran: int
    saknas: float
    intensitet: dict[str, Spann]
    intensitet_saknas: float
    komponenter: dict[str, tuple[int, ...]]
    placerad_barn: float
    placerad_beslut: float
    jourhem: float


class Deltagande(Del):
    """Who took part in a follow-up; ``alder`` is (from, to, per cent of the unit's share)."""

    barn: float
    planterad: dict[str, float]
    alder: Tabell
    vardnadshavare: float
    vardnadshavare_vuxen: float
    utforare: float
    saknas: float
    mal_planerat: Spann3
    mal_annars: Spann3
    mal_saknas: float
    slag_saknas: float


class Utredning(Del):
    """How investigations run, what they find and what they lead to."""

    forsta: float
    senare: float
    senare_efter: int
    samma_beslut: int
    fore_beslut: Spann
    kortast: int
    i_tid: float
    planterad: dict[str, float]
    langd_i_tid: Tabell
    langd_sen: Tabell
    sen_forlangd: float
    i_tid_forlangd: float
    forlangd: Spann
    utan_insats: list[int]
    nara: int
    syskon: float
    aterkommer: float
    aterkommer_efter: Spann
    alder_brus: int
    utfall: Spann3
    samtycke: Spann3
    samtycke_delvis: float
    orsak_fran: dict[str, int]
    orsak: dict[str, tuple[int, ...]]
    orsak_kategori: dict[str, str]
    orsak_kategori_andel: float
    antal_orsaker: Spann3
    orsak_saknas: float
    risk_fran: dict[str, int]
    risk: dict[str, tuple[int, int, int, int]]
    risk_oppen_saknas: float
    till_registrering: Tabell


class Aktualisering(Del):
    """Reports and applications; days from arrival to decision."""

    finns: float
    ansokan: float
    i_tid: float
    planterad: dict[str, float]
    dagar_i_tid: Tabell
    dagar_sen: Tabell
    dagar_ansokan: Tabell
    synnerliga: float
    synnerliga_saknas: float
    inleds_inte: list[int]
    nara: int
    samma_barn: float
    samma_efter: Spann
    pafors: float
    pafors_beslut: Spann
    till_registrering: Tabell


class Genomforandeplan(Del):
    """Plans and their versions; days from the start, or from the version before."""

    finns: float
    i_tid: float
    dagar_i_tid: Tabell
    dagar_sen: Tabell
    ny_version: float
    till_ny: Spann
    har_mal: float
    har_mal_saknas: float
    egen_uppfoljning: float
    egen_hogst: int
    egen_senare: Tabell
    till_registrering: Tabell


class UtanProvning(Del):
    """Insatser that need no decision, started per 1 000 children and year, and their results."""

    per_1000: dict[str, int]
    planterad_procent: dict[str, int]
    ar_procent: dict[int, int]
    brus_promille: int
    manadsvikt: list[int]
    alder: dict[str, tuple[int, ...]]
    pojkar_promille: int
    resultat: dict[str, tuple[int, ...]]
    pagar_fran: date
    pagar: float


class Personal(Del):
    """Staff: persons per 1 000 decisions of 2023, their roles, competence and working hours."""

    dagar: list[date]
    per_1000_beslut: int
    roll: tuple[int, ...]
    kompetens: dict[str, tuple[int, ...]]
    under_utbildning: float
    sysselsattning: list[Spann]
    fft: dict[str, int]
    fft_fran: date
    mst: dict[str, int]


class Dokumentation(Del):
    """What may be noted of a person without assessment, from the law's day on.

    ``undantag`` names the categories that a unit has exempted; ``andras`` the day some unit's
    exemptions end.
    """

    lag: date
    undantag: dict[str, list[str]]
    andras: dict[str, date]


class Arendestok(Del):
    """Wrong rows, per mille of the unit's rows in the table."""

    avslutad_fore_inledd: Antal
    dubblett: Antal
    beslut_fore_inkommen: Antal
    okand_utredning: Antal
    okant_beslut: Antal
