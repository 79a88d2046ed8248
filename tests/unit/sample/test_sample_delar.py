"""The generator's parts: draws, days, quotas, files, and other seeds and sizes."""

import json
import subprocess
import sys
import zipfile
from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from python_calamine import CalamineWorkbook

from pipelines.sample import skapa_leveranser


def dagar(*texter):
    return np.array(texter, dtype="datetime64[D]").astype(np.int64)


def test_en_manad_efter_31_januari_ar_februaris_sista_dag():
    from pipelines.sample.kalender import plus_manader, till_fredag, till_mandag

    efter = plus_manader(dagar("2023-01-31", "2024-01-31", "2023-11-30"), np.array([1, 1, 3]))
    assert efter.tolist() == dagar("2023-02-28", "2024-02-29", "2024-02-29").tolist()
    lordag = dagar("2024-03-30")
    assert till_fredag(lordag).tolist() == dagar("2024-03-29").tolist()
    assert till_mandag(lordag).tolist() == dagar("2024-04-01").tolist()


def test_kvoten_kapar_den_sista_syskonskaran():
    from pipelines.sample.handelser import kapa

    grupp = np.array([0, 0, 0, 0, 1, 1])
    storlek = np.array([2, 3, 2, 1, 1, 4])
    assert kapa(grupp, np.array([4, 2]), storlek).tolist() == [2, 2, 0, 0, 1, 1]


def test_storsta_rest_delar_utan_att_tappa_nagon():
    from pipelines.sample.befolkning import fordela

    assert fordela(10, np.array([1, 1, 1])).tolist() == [4, 3, 3]
    assert fordela(7, np.array([50, 30, 20])).tolist() == [4, 2, 1]


def test_rang_raknas_inom_gruppen():
    from pipelines.sample.slump import rang_i_grupp

    grupp, nyckel = np.array([1, 0, 1, 1, 0]), np.array([0.5, 0.2, 0.1, 0.9, 0.1])
    assert rang_i_grupp(grupp, nyckel).tolist() == [1, 1, 0, 2, 0]


def test_en_rad_utan_vikt_ar_ett_fel():
    from pipelines.sample.slump import dra_per_rad, strom

    with pytest.raises(ValueError, match="saknar vikt"):
        dra_per_rad(strom(1, 0, "prov"), np.array([[1, 2], [0, 0]]))


def test_pseudonymer_ar_24_hextecken_i_ingen_ordning():
    from pipelines.sample.slump import pseudonymer, strom

    alla = pseudonymer(strom(2026, 0, "prov"), 2000).tolist()
    assert all(len(p) == 24 and set(p) <= set("0123456789abcdef") for p in alla)
    assert len(set(alla)) == 2000
    stigande = sum(a < b for a, b in pairwise(alla))
    assert 900 < stigande < 1100


def test_en_full_excelbok_fortsatter_i_nasta(tmp_path):
    from pipelines.sample.dialekt import Kolumn
    from pipelines.sample.filer import Xlsx

    fil = Xlsx(tmp_path, "insatser", ["barn_id", "beslutsdatum", "kostnad_manad"], per_blad=3)
    datum = [45382.0, 45383.0, float("nan"), 45384.0, 45385.0]  # 45382 = 2024-03-31
    fil.skriv(
        [
            Kolumn("pseudonym", ["a", "b", "c", "d", ""]),
            Kolumn("datum", datum),
            Kolumn("decimal", [1.5, float("nan"), 2.0, 3.0, 4.25]),
        ]
    )
    assert [(f.name, n) for f, n in fil.stang()] == [("insatser.xlsx", 3), ("insatser-2.xlsx", 2)]
    forst, sist = (
        CalamineWorkbook.from_path(tmp_path / namn).get_sheet_by_index(0).to_python()
        for namn in ("insatser.xlsx", "insatser-2.xlsx")
    )
    assert forst[1] == ["a", date(2024, 3, 31), 1.5]
    assert forst[2] == ["b", date(2024, 4, 1), ""]
    assert forst[3] == ["c", "", 2.0]
    sist = (
        CalamineWorkbook.from_path(tmp_path / "insatser-2.xlsx").get_sheet_by_index(0).to_python()
    )
    assert sist[2] == ["", date(2024, 4, 3), 4.25]


def test_ett_annat_fro_ger_andra_barn_men_samma_bundna_tal(tmp_path, lasta, las_celler):
    """Two replicas of another seed: twice the bound figures, the same offers, other children."""
    steg = []
    skapa_leveranser(tmp_path, skala=2, fro=7, framsteg=steg.append)
    assert steg == ["Skriver kopia 1 av 2", "Skriver kopia 2 av 2", "Packar leveranserna"]
    facit = json.loads((tmp_path / "facit.json").read_text(encoding="utf-8"))
    assert facit["beslut_per_ar"]["2023"]["stad"] == {"beslut": 11094, "egen_regi": 10096}
    with zipfile.ZipFile(tmp_path / "central-2026-10-31.zip") as zip_:
        manifest = json.loads(zip_.read("manifest.json"))
        assert zip_.read("befolkning.csv").count(b"\n") == 3025
        assert zip_.read("insatsutbud.csv").count(b"\n") == 5
    assert manifest["nyckel_id"] == "syntetisk-7"
    with zipfile.ZipFile(tmp_path / "bromma-2026-10-31.zip") as zip_:
        rader = las_celler("insatser.csv", zip_.read("insatser.csv"))
    incheckade = {r["barn_id"] for r in lasta["bromma-2026-10-31"][1]["insatser"]}
    assert not incheckade & {rad[1] for rad in rader}
    forsta, andra = rader[1 : len(rader) // 3], rader[-len(rader) // 3 :]
    assert not {rad[1] for rad in forsta} & {rad[1] for rad in andra}
    assert not list(tmp_path.glob(".*"))


def test_orimliga_onskemal_avvisas(tmp_path):
    with pytest.raises(ValueError, match="skala"):
        skapa_leveranser(tmp_path, skala=0)
    with pytest.raises(ValueError, match="fro"):
        skapa_leveranser(tmp_path, fro=-1)


def test_paketet_ar_billigt_att_importera():
    kod = "import sys, pipelines.sample; print({'numpy', 'pandas', 'xlsxwriter'} & {*sys.modules})"
    svar = subprocess.run([sys.executable, "-c", kod], capture_output=True, text=True, check=True)
    assert svar.stdout.strip() == "set()"
