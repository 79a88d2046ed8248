"""The shape of the calibration's parts about children, decisions and follow-ups.

Only shapes stand here, and what the numbers mean; the numbers are in kalibrering.yml. A key that is
not known is an error, so that a misspelt setting cannot be silently ignored.
"""

from datetime import date

from pydantic import BaseModel, ConfigDict

Tabell = list[tuple[int, int, int]]
"""Rows of (weight, from, to): a row is drawn by weight, then a whole number evenly from–to."""
Spann = tuple[int, int]


class Del(BaseModel):
    """A part of the calibration: nothing unknown, nothing changed after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Tid(Del):
    """The first day of a decision, the day of the extract, and the year with bound figures."""

    forsta_beslut: date
    bundet_ar: int
    uttag: date


class Enhet(Del):
    """What is bound for one unit: decisions and own-run decisions in 2023, both in rows."""

    beslut_2023: int
    egen_2023: int
    fam_promille: int
    sekretess: int
    lokala: list[str] = []


class Okand(Del):
    """Decisions whose unit is unknown, in decisions per half-year."""

    texter: list[str]
    fam_promille: int
    per_halvar: dict[int, Spann]


class Foregangare(Del):
    """An area that was a district of its own: its weight and the types only it offered."""

    vikt: int
    ensam_om: list[str]


class Profil(Del):
    """An age span in years and the weights of its ages."""

    fran: int
    till: int
    alder: list[int]


class Kategori(Del):
    """How decisions of a category are spread, how long they run (days), what they cost (kr)."""

    vikt: int
    profil: tuple[int, int, int]
    syskon: tuple[int, int, int, int]
    dagar: tuple[int, int, int]
    kopt: int
    kostnad: Spann


class Typ(Del):
    """A type's weight within its category and its usual ages in years."""

    vikt: int
    alder: Spann


class Hushall(Del):
    """How decisions are chained into households; shares 0–1 and days."""

    beslut_per_ar: float
    nytt_hushall: float
    kortast_mellan: int
    langst_mellan: int
    flyttar: float
    flyttar_utan_nytt: float
    flytt_tidigast: int
    flytt_bland: int
    pojke: float
    kon_saknas: float
    syskon_ar: Tabell


class Aldersvikt(Del):
    """How much less likely a type is outside its usual ages (``nara_ar`` in years)."""

    passar: int
    nara: int
    fel: int
    nara_ar: int


class Insats(Del):
    """From decision to start, registration and end; days and shares."""

    till_start: Tabell
    till_registrering: Tabell
    aldrig_paborjad: float
    till_aldrig: Spann
    avbrutet: float
    flytt: float
    aldersvikt: Aldersvikt
    utanfor_eget_utbud: float
    lokal_kod: float


class Utforare(Del):
    """Number of providers of each kind; ``egna`` is per unit."""

    egna: int
    centrala: int
    offentliga: int
    privata: int


class Regi(Del):
    """Who runs what: the common and the planted shares of own-run decisions."""

    gemensam: float
    planterad: dict[str, float]
    minst_ej_egen: int
    saknas: float
    saknas_hogst_var: int
    egen_vikt: tuple[int, int, int]
    ej_egen_vikt: Spann
    utanfor_kopt: int
    kostnad_kand: float
    utforare: Utforare


class Uppfoljning(Del):
    """The rolling schedule (months) and how it is kept; shares and days."""

    i_tid: float
    planterad: dict[str, float]
    manader: int
    manader_kontakt: int
    fore_frist: Spann
    annars: tuple[int, int, int]
    sen: Spann
    nasta_efter_utebliven: Spann
    utebliven_rad: float
    planerat_angivet: float
    dokumenterad: float
    vid_avslut: float
    efter_slut: Spann
    till_registrering: Tabell
