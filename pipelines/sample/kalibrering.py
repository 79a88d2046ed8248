"""The calibration: every chosen number of the synthetic world, read from kalibrering.yml.

Example: ``ladda().enheter["farsta"].beslut_2023`` is 459.
"""

from functools import cache
from pathlib import Path

import yaml

from pipelines.sample import plan_arenden as arenden
from pipelines.sample import plan_barn as barn
from pipelines.sample import plan_filer as filer

FIL = Path(__file__).with_name("kalibrering.yml")


class Kalibrering(barn.Del):
    """The whole file."""

    tid: barn.Tid
    enheter: dict[str, barn.Enhet]
    okand: barn.Okand
    ar_procent: dict[int, int]
    ar_brus_promille: int
    fam_brus_promille: int
    manadsvikt: list[int]
    foregangare: dict[str, barn.Foregangare]
    profiler: dict[str, barn.Profil]
    kategorier: dict[str, barn.Kategori]
    typer: dict[str, barn.Typ]
    lvu22: list[str]
    hushall: barn.Hushall
    insats: barn.Insats
    regi: barn.Regi
    uppfoljning: barn.Uppfoljning
    innehall: arenden.Innehall
    deltagande: arenden.Deltagande
    utredning: arenden.Utredning
    aktualisering: arenden.Aktualisering
    genomforandeplan: arenden.Genomforandeplan
    utan_provning: arenden.UtanProvning
    personal: arenden.Personal
    dokumentation: arenden.Dokumentation
    stok: filer.Stok
    stok_arenden: arenden.Arendestok
    utbud: filer.Utbudsplan
    befolkning: filer.Befolkning
    dialekter: dict[str, filer.Dialekt]

    @property
    def stadsdelsnamnder(self) -> list[str]:
        """The eleven, in the matrix's order."""
        return self.utbud.kolumner


@cache
def ladda() -> Kalibrering:
    """The calibration, read once.

    Raises:
        pydantic.ValidationError: if the file holds an unknown key or a value of another type.
    """
    return Kalibrering.model_validate(yaml.safe_load(FIL.read_text(encoding="utf-8")))
