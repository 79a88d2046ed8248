"""The committed deliveries are what the generator writes, and say that they are synthetic."""

import hashlib
import json
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from pipelines.sample import skapa_leveranser

IDN = {
    "bromma-2026-10-31",
    "central-2026-10-31",
    "enskede-arsta-vantor-2026-10-31",
    "farsta-2026-10-31",
    "farsta-2026-10-31-rattelse",
    "hagersten-alvsjo-2026-10-31",
    "hasselby-vallingby-2026-10-31",
    "jarva-2026-10-31",
    "kungsholmen-2026-10-31",
    "norra-innerstaden-2026-10-31",
    "skarholmen-2026-10-31",
    "skarpnack-2026-10-31",
    "sodermalm-2026-10-31",
}
# what the first bytes and the heading of insatser.csv must look like
DIALEKTER = {
    "bromma": ("utf-8", ";", "\n", "beslut_id"),
    "farsta": ("utf-8", ";", "\n", "beslut_id"),
    "enskede-arsta-vantor": ("utf-8-sig", ";", "\n", "Beslut"),
    "sodermalm": ("utf-8-sig", ";", "\n", "Beslut"),
    "hagersten-alvsjo": ("cp1252", ";", "\r\n", "BeslutsID"),
    "jarva": ("cp1252", ";", "\r\n", "Beslut"),
    "hasselby-vallingby": ("utf-8", "\t", "\n", "beslut_id"),
    "skarholmen": ("utf-8", "\t", "\n", "beslut_id"),
    "kungsholmen": ("utf-8-sig", "\t", "\n", "beslut_id"),
    "norra-innerstaden": ("cp1252", "\t", "\r\n", "BeslutsID"),
    "central": ("cp1252", "\t", "\r\n", "beslut_id"),
}


def medlemmar(fil: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(fil) as zip_:
        assert zip_.testzip() is None
        return {info.filename: zip_.read(info) for info in zip_.infolist()}


@pytest.fixture(scope="session")
def nytt(tmp_path_factory):
    ut = tmp_path_factory.mktemp("sample")
    skapa_leveranser(ut)
    return ut


def test_det_incheckade_gar_att_aterskapa(levererat, nytt, las_celler):
    assert {f.stem for f in levererat.glob("*.zip")} == IDN
    assert {f.name for f in nytt.iterdir()} == {*(f"{i}.zip" for i in IDN), "facit.json"}
    for id_ in IDN:
        gamla, nya = medlemmar(levererat / f"{id_}.zip"), medlemmar(nytt / f"{id_}.zip")
        assert list(gamla) == list(nya)
        for namn, innehall in gamla.items():
            if namn.endswith(".xlsx"):
                assert las_celler(namn, nya[namn]) == las_celler(namn, innehall)
            elif id_.startswith("skarpnack"):  # Excel's bytes follow the library's version
                assert utan_sha(nya[namn]) == utan_sha(innehall)
            else:
                assert nya[namn] == innehall, f"{id_}/{namn} skiljer sig"
    assert (nytt / "facit.json").read_bytes() == (levererat / "facit.json").read_bytes()


def utan_sha(manifest: bytes) -> dict[str, object]:
    las = json.loads(manifest)
    return {**las, "filer": [{k: v for k, v in f.items() if k != "sha256"} for f in las["filer"]]}


def test_varje_manifest_ar_markt_och_stammer_med_filerna(levererat, lasta):
    for id_, (manifest, _) in lasta.items():
        innehall = medlemmar(levererat / f"{id_}.zip")
        assert list(innehall) == ["manifest.json", *(f["fil"] for f in manifest["filer"])]
        assert manifest["syntetiska_data"] is True
        assert manifest["nyckel_id"] == "syntetisk-2026"
        assert manifest["leverans_id"] == id_
        assert (manifest["kontrakt"], manifest["typ"]) == ("1", "snapshot")
        assert manifest["uttagsdatum"] == "2026-10-31"
        for fil in manifest["filer"]:
            assert hashlib.sha256(innehall[fil["fil"]]).hexdigest() == fil["sha256"]
    assert {i: m["ersatter"] for i, (m, _) in lasta.items() if m["ersatter"]} == {
        "farsta-2026-10-31-rattelse": "farsta-2026-10-31"
    }


def test_zipfilerna_ar_sma_och_har_en_fast_tid(levererat):
    filer = list(levererat.glob("*.zip"))
    assert sum(f.stat().st_size for f in filer) < 12_000_000
    for fil in filer:
        with zipfile.ZipFile(fil) as zip_:
            assert {i.date_time for i in zip_.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_dialekterna_ar_som_i_verkligheten(levererat):
    for enhet, (teckenkod, avgransare, radslut, rubrik) in DIALEKTER.items():
        ratt = medlemmar(levererat / f"{enhet}-2026-10-31.zip")["insatser.csv"]
        assert ratt.startswith(b"\xef\xbb\xbf") == (teckenkod == "utf-8-sig")
        text = ratt.decode(teckenkod)
        assert text.startswith(rubrik + avgransare)
        assert text.count(radslut) == text.count("\n")
        if teckenkod == "cp1252":
            with pytest.raises(UnicodeDecodeError):
                ratt.decode("utf-8")
    kompakta = {"hagersten-alvsjo", "hasselby-vallingby"}
    for enhet in DIALEKTER:
        ratt = medlemmar(levererat / f"{enhet}-2026-10-31.zip")["uppfoljningar.csv"]
        assert (b"2023-" not in ratt) == (enhet in kompakta)
    skarpnack = medlemmar(levererat / "skarpnack-2026-10-31.zip")
    assert [f for f in skarpnack if f.endswith(".xlsx")] == [
        "insatser.xlsx",
        "uppfoljningar.xlsx",
        "genomforandeplaner.xlsx",
        "utredningar.xlsx",
        "aktualiseringar.xlsx",
        "insatsutbud.xlsx",
        "insatser_utan_behovsprovning.xlsx",
        "personalresurser.xlsx",
        "dokumentationsvillkor.xlsx",
    ]


def test_facit_pekar_pa_just_de_felaktiga_raderna(lasta, facit):
    assert facit["syntetiska_data"] is True
    assert facit["markning"].startswith("Syntetiska data")
    assert set(facit["leveranser"]) == IDN
    for id_, (manifest, tabeller) in lasta.items():
        filer = facit["leveranser"][id_]["filer"]
        namn = {f["tabell"]: f["fil"] for f in manifest["filer"]}
        insatser, om = tabeller["insatser"], filer[namn["insatser"]]
        bakvanda = [
            r["rad"]
            for r in insatser
            if r["startdatum"] and r["slutdatum"] and r["slutdatum"] < r["startdatum"]
        ]
        assert om.get("slut_fore_start", []) == bakvanda
        assert om.get("lokal_kod", []) == [r["rad"] for r in insatser if "-" in r["insatstyp"]]
        assert om.get("regi_saknas", []) == [r["rad"] for r in insatser if r["regi"] is None]
        assert sorted(om.get("dubblett", []) + om.get("motstridig", [])) == upprepade(insatser)
        kanda = {r["beslut_id"] for r in insatser}
        assert filer[namn["uppfoljningar"]].get("okant_beslut", []) == [
            u["rad"] for u in tabeller["uppfoljningar"] if u["beslut_id"] not in kanda
        ]


def test_facit_pekar_pa_just_de_felaktiga_raderna_i_arendena(lasta, facit):
    for id_, (manifest, tabeller) in lasta.items():
        filer = facit["leveranser"][id_]["filer"]
        om = {f["tabell"]: filer[f["fil"]] for f in manifest["filer"]}
        utredningar, akter = tabeller["utredningar"], tabeller["aktualiseringar"]
        assert om["utredningar"].get("avslutad_fore_inledd", []) == [
            u["rad"]
            for u in utredningar
            if u["avslutad_datum"] and u["avslutad_datum"] < u["inledd_datum"]
        ]
        assert om["utredningar"].get("dubblett", []) == upprepade(utredningar, "utredning_id")
        assert om["aktualiseringar"].get("beslut_fore_inkommen", []) == [
            a["rad"] for a in akter if a["beslutsdatum"] and a["beslutsdatum"] < a["inkommen_datum"]
        ]
        kanda = {u["utredning_id"] for u in utredningar}
        assert om["aktualiseringar"].get("okand_utredning", []) == [
            a["rad"] for a in akter if a["utredning_id"] and a["utredning_id"] not in kanda
        ]
        assert {r["utredning_id"] for r in tabeller["insatser"]} <= {"", *kanda}
        beslut = {r["beslut_id"] for r in tabeller["insatser"]}
        assert om["genomforandeplaner"].get("okant_beslut", []) == [
            p["rad"] for p in tabeller["genomforandeplaner"] if p["beslut_id"] not in beslut
        ]
        for tabell, nyckel in (
            ("genomforandeplaner", "plan_id"),
            ("aktualiseringar", "aktualisering_id"),
        ):
            idn = [r[nyckel] for r in tabeller[tabell]]
            assert len(set(idn)) == len(idn)


def upprepade(rader, nyckel="beslut_id"):
    """Later rows that repeat an earlier one, and all rows that contradict each other."""
    per_beslut = {}
    for r in rader:
        per_beslut.setdefault(r[nyckel], []).append(r)
    ut = []
    for samma in per_beslut.values():
        lika = all({**r, "rad": 0} == {**samma[0], "rad": 0} for r in samma)
        ut += [r["rad"] for r in (samma[1:] if lika else samma)]
    return sorted(ut)


STOK = {  # table and kind: rows in the deliveries that stand
    ("insatser", "slut_fore_start"): 78,
    ("insatser", "dubblett"): 47,
    ("insatser", "motstridig"): 8,  # two pairs in two districts
    ("uppfoljningar", "okant_beslut"): 91,
    ("genomforandeplaner", "okant_beslut"): 47,
    ("utredningar", "avslutad_fore_inledd"): 35,
    ("utredningar", "dubblett"): 27,
    ("aktualiseringar", "beslut_fore_inkommen"): 53,
    ("aktualiseringar", "okand_utredning"): 53,
}


def test_stoket_ar_som_planerat(facit):
    antal, rader = Counter(), 0
    for id_, leverans in facit["leveranser"].items():
        if id_ != "farsta-2026-10-31":
            for fil, om in leverans["filer"].items():
                rader += om["rader"]
                for slag in {slag for _, slag in STOK} & set(om):
                    antal[Path(fil).stem, slag] += len(om[slag])
    assert antal == STOK
    assert 0.0015 < antal.total() / rader < 0.004


def test_farstas_forsta_leverans_ar_ofullstandig(lasta, facit):
    forst = lasta["farsta-2026-10-31"][1]["insatser"]
    ratt = {r["beslut_id"]: r for r in lasta["farsta-2026-10-31-rattelse"][1]["insatser"]}
    assert len(ratt.keys() - {r["beslut_id"] for r in forst}) == 12
    andrade = Counter()
    for r in forst:
        om = ratt[r["beslut_id"]]
        if r["regi"] != om["regi"]:
            assert r["beslutsdatum"].year == 2023
            andrade[om["regi"], r["regi"]] += 1
        assert {**r, "regi": 0, "rad": 0} == {**om, "regi": 0, "rad": 0}
    assert andrade == {("egen_namnd", None): 40, ("egen_namnd", "kopt"): 6}
    assert facit["leveranser"]["farsta-2026-10-31"]["saknade_beslut"] == 12
    saknade = ratt.keys() - {r["beslut_id"] for r in forst}
    for tabell in ("uppfoljningar", "genomforandeplaner"):
        forsta, rattade = (lasta[f"farsta-2026-10-31{d}"][1][tabell] for d in ("", "-rattelse"))
        assert [{**r, "rad": 0} for r in forsta] == [
            {**r, "rad": 0} for r in rattade if r["beslut_id"] not in saknade
        ]


def test_facits_summor_ar_de_bundna(facit):
    assert facit["beslut_per_ar"]["2023"]["stad"] == {"beslut": 5547, "egen_regi": 5048}
    utbud = facit["utbud"]
    assert (utbud["minst"], utbud["mest"], utbud["olika_typer_i_staden"]) == (14, 55, 86)
    assert utbud["summa"] == 418
    assert facit["befolkning_0_17"]["stad"] == 189900
    assert facit["planterat"]["egen_regi"] == {"norra-innerstaden": 0.8, "skarholmen": 0.965}
    planterat = facit["planterat"]
    assert planterat["uppfoljning_i_tid"] == {"jarva": 0.62, "kungsholmen": 0.88}
    assert planterat["anmalan_inom_14_dagar"] == {"enskede-arsta-vantor": 0.81, "bromma": 0.98}
    assert planterat["utredning_inom_fyra_manader"] == {
        "hasselby-vallingby": 0.68,
        "sodermalm": 0.94,
    }
    assert planterat["barnet_deltog"] == {"farsta": 0.42, "skarpnack": 0.72}
    assert planterat["utan_behovsprovning_procent_av_det_vanliga"] == {
        "hagersten-alvsjo": 55,
        "skarholmen": 160,
    }
    for namn in ("anmalan_inom_14_dagar", "utredning_inom_fyra_manader", "barnet_deltog"):
        assert not set(planterat[namn]) & set(facit["slump"][namn]["enheter"])


def test_alla_lamnar_sina_tabeller(lasta, kontrakt):
    stadsdelens = {
        "insatser",
        "uppfoljningar",
        "genomforandeplaner",
        "utredningar",
        "aktualiseringar",
        "insatsutbud",
        "insatser_utan_behovsprovning",
        "personalresurser",
        "dokumentationsvillkor",
    }
    for id_, (_, tabeller) in lasta.items():
        central = id_.startswith("central")
        forvantade = stadsdelens - {"insatser_utan_behovsprovning"} | {"befolkning"}
        assert set(tabeller) == (forvantade if central else stadsdelens)
        vem = "central" if central else "stadsdelsnamnd"
        assert set(tabeller) == {
            namn for namn, om in kontrakt["tabeller"].items() if vem in om["lamnas_av"]
        }


def test_kodlistor_och_manader_skrivs_i_varje_systems_egna_ord(levererat, las_celler):
    former = {}
    for enhet in ("bromma", "farsta", "hagersten-alvsjo", "hasselby-vallingby", "skarpnack"):
        innehall = medlemmar(levererat / f"{enhet}-2026-10-31.zip")
        slut = "xlsx" if enhet == "skarpnack" else "csv"
        utredningar = las_celler(f"a.{slut}", innehall[f"utredningar.{slut}"])
        utan = las_celler(f"a.{slut}", innehall[f"insatser_utan_behovsprovning.{slut}"])
        former[enhet] = ({rad[9] for rad in utredningar[1:]}, utan[1][2])
    assert "relation+vald" in former["bromma"][0]
    assert (
        "Konflikter och relationer i familjen + Våld mot barnet eller i familjen"
        in former["farsta"][0]
    )
    for enhet in ("hagersten-alvsjo", "skarpnack"):
        assert "Relationer + Våld" in former[enhet][0]
    manader = {enhet: manad for enhet, (_, manad) in former.items()}
    assert manader == {
        "bromma": "2021-01",
        "farsta": "2021-01",
        "hagersten-alvsjo": "202101",
        "hasselby-vallingby": "202101",
        "skarpnack": date(2021, 1, 1),
    }
