"""A year of the size that is published, with the plan as it stands; syntetiska data."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import yaml

from pipelines.disclosure.attack import NYCKEL, angrip

PLAN = yaml.safe_load(
    (Path(__file__).parents[2] / "pipelines/disclosure/plan.yml").read_text(encoding="utf-8")
)
GRUPPER = next(r["grupper"] for r in PLAN["relationer"] if r.get("under") == "insatstyp")
TYPER = [(grupp, typ) for grupp, typer in GRUPPER.items() for typ in typer]
ENHETER = [*(f"sdn{i:02}" for i in range(11)), "central", "okand"]
REGI = ["egen_namnd", "annan_stadsdelsnamnd", "central", "annan_offentlig", "kopt", "okand"]
TIDER = {"": (1, 2, 3, 4), "H1": (1, 2), "H2": (3, 4)}
ALLT = 10**9


def _beslut(slump: np.random.Generator, antal: int = 5500) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "enhet": slump.choice(ENHETER, antal, p=slump.dirichlet([9.0] * 11 + [1.5, 0.3])),
            "typ": slump.choice(len(TYPER), antal, p=slump.dirichlet([0.5] * len(TYPER))),
            "kon": slump.choice(["K", "M", "okand"], antal, p=[0.46, 0.53, 0.01]),
            "regi": slump.choice(REGI, antal, p=[0.6, 0.14, 0.16, 0.03, 0.06, 0.01]),
            "kvartal": slump.integers(1, 5, antal),
            "mogen": slump.random(antal) < 0.8,
            "i_tid": slump.random(antal) < 0.75,
        }
    )


def _sanna(beslut: pd.DataFrame) -> pd.DataFrame:
    """The true cells of 2024 of the tables of V1, R1, R2 and F1."""
    rader: list[tuple[Any, ...]] = []
    kategori = beslut["typ"].map(lambda i: TYPER[i][0])
    for enhet in [*ENHETER, "stad"]:
        eget = beslut["enhet"].eq(enhet) | (enhet == "stad")
        for slut, kvartal in TIDER.items():
            nu = beslut[eget & beslut["kvartal"].isin(kvartal)]
            period, mogna = f"2024{slut}", nu[nu["mogen"]]
            rader += [
                ("V1", enhet, period, "", "", len(nu), None),
                ("R1", enhet, period, "", "", nu["regi"].isin(REGI[:3]).sum(), len(nu)),
                ("F1", enhet, period, "", "", mogna["i_tid"].sum(), len(mogna)),
            ]
        for dimension, serie, varden in (
            ("kon", beslut["kon"], ["K", "M", "okand"]),
            ("kategori", kategori, list(GRUPPER)),
            ("insatstyp", beslut["typ"].map(lambda i: TYPER[i][1]), [typ for _, typ in TYPER]),
        ):
            for varde in varden if dimension != "insatstyp" or enhet == "stad" else []:
                antal = (eget & serie.eq(varde)).sum()
                rader.append(("V1", enhet, "2024", dimension, varde, antal, None))
        for varde in REGI if enhet == "stad" else []:
            antal = (eget & beslut["regi"].eq(varde)).sum()
            rader.append(("R2", enhet, "2024", "regi", varde, antal, eget.sum()))
    ram = pd.DataFrame(rader, columns=[*NYCKEL, "taljare", "namnare"])
    return ram.astype({"taljare": "Int64", "namnare": "Int64"})


def _dolj(sanna: pd.DataFrame, slump: np.random.Generator, andel: float) -> pd.DataFrame:
    """Hide cells with a small number on either side, and some that are to be hidden as well."""
    taljare = sanna["taljare"].astype(float)
    rest = sanna["namnare"].astype(float) - taljare
    smatt = taljare.between(1, 4) | rest.between(1, 4)
    ocksa = (taljare > 0) & (rest != 0) & (slump.random(len(sanna)) < andel)
    dold = smatt | ocksa
    return sanna.assign(
        status=np.where(dold, "skyddad", "visad"),
        taljare=sanna["taljare"].mask(dold),
        namnare=sanna["namnare"].mask(dold),
        varde=None,
        undre=None,
        ovre=None,
    )


@pytest.mark.parametrize("andel", [0.2, 0.6])
def test_the_truth_of_a_whole_year_lies_within_every_interval(andel: float) -> None:
    slump = np.random.default_rng(7)
    sanna = _sanna(_beslut(slump))
    publicerat = _dolj(sanna, slump, andel)
    facit = {}
    for *nyckel, taljare, namnare in sanna.itertuples(index=False):
        facit[(*nyckel, "taljare")] = taljare
        facit[(*nyckel, "rest")] = None if pd.isna(namnare) else namnare - taljare
    for k in (5, 40):
        utfall = angrip([publicerat], PLAN, k, egna=sanna)
        assert {angripare for angripare, _ in utfall.provade} > {"insider sdn00", "bidragsgivare"}
        assert "CONTRADICTION" not in {r.verdict for r in utfall.fynd}
        assert [r for r in utfall.fynd if r.lo is not None]
        for r in utfall.fynd:
            assert r.lo is None or r.hi is None or r.lo <= facit[(*r.cell, r.tal)] <= r.hi


def test_a_year_that_is_revised_is_never_a_contradiction() -> None:
    slump = np.random.default_rng(8)
    beslut = _beslut(slump, 2500)
    natter = []
    for _ in range(3):
        natter.append(_dolj(_sanna(beslut), np.random.default_rng(9), 0.3))
        beslut = beslut.copy()
        beslut.loc[slump.choice(len(beslut), 20, replace=False), "regi"] = "kopt"
    utfall = angrip(natter, PLAN)
    assert ("over publiceringar", "ok") in utfall.provade
    assert "CONTRADICTION" not in {r.verdict for r in utfall.fynd}
    igen = angrip([natter[0], natter[0]], PLAN)
    assert not [angripare for angripare, _ in igen.provade if angripare == "over publiceringar"]
