"""Tables of the committed deliveries (syntetiska data) that hold no rows about children."""

from collections import Counter
from datetime import date

LAG = date(2025, 7, 1)
TIDIGARE = {"Rinkeby-Kista", "Spånga-Tensta", "Norrmalm", "Östermalm"}
UTAN_2024 = {"nuso1": 1137, "nuso2": 1701, "nuso3": 759, "nuso4": 563}


def utan_rader(slutliga):
    return [
        {**r, "leverans": enhet}
        for enhet, tabeller in slutliga.items()
        for r in tabeller.get("insatser_utan_behovsprovning", [])
    ]


def test_utan_behovsprovning_ar_bara_antal_per_manad(slutliga, facit):
    rader = utan_rader(slutliga)
    manader = {r["manad"] for r in rader}
    assert (min(manader), max(manader), len(manader)) == (date(2021, 1, 1), date(2026, 10, 1), 70)
    nyckel = ("enhet", "nuso_kategori", "manad", "aldersgrupp", "kon", "resultat")
    assert len({tuple(r[n] for n in nyckel) for r in rader}) == len(rader) == 19874
    antal = Counter()
    for r in rader:
        assert r["antal"] >= 1
        if r["manad"].year == 2024:
            antal[r["nuso_kategori"]] += r["antal"]
    assert antal == UTAN_2024
    assert facit["antal"]["utan_behovsprovning_per_ar"]["2024"] == UTAN_2024


def test_utan_behovsprovning_har_sasonger_resultat_och_planterade_nivaer(slutliga):
    per_manad, per_enhet, resultat = Counter(), Counter(), Counter()
    for r in utan_rader(slutliga):
        if r["manad"].year < 2026:
            per_manad[r["manad"].month] += r["antal"]
            per_enhet[r["leverans"]] += r["antal"]
        resultat[r["manad"] >= date(2026, 8, 1), r["resultat"]] += r["antal"]
    assert per_manad[7] < 0.4 * min(per_manad[m] for m in (1, 2, 3, 4, 9, 10, 11))
    barn = {"hagersten-alvsjo": 25400, "skarholmen": 8500, "jarva": 22300, "sodermalm": 21200}
    per_1000 = {enhet: per_enhet[enhet] / 5 * 1000 / antal for enhet, antal in barn.items()}
    assert 11 < per_1000["hagersten-alvsjo"] < 13
    assert 32 < per_1000["skarholmen"] < 37
    assert 19 < min(per_1000["jarva"], per_1000["sodermalm"]) < 23
    assert resultat[True, "pagar"] > 0.5 * sum(n for (nyss, _), n in resultat.items() if nyss)
    assert all(resultat[False, r] > 100 for r in ("nybesok", "ansokan", "anmalan", "hanvisning"))


def test_falla_51_trettio_utbildas_i_fft_och_ingen_ar_certifierad(slutliga, facit):
    personer, certifierade = Counter(), 0
    for tabeller in slutliga.values():
        for r in tabeller["personalresurser"]:
            if r["kompetens"] == "fft":
                personer[r["referensdatum"]] += r["antal_personer"]
                certifierade += r["certifiering"] != "under_utbildning"
    hostar = (date(2024, 11, 1), date(2025, 5, 1), date(2025, 11, 1), date(2026, 5, 1))
    assert personer == dict.fromkeys(hostar, 30)
    assert certifierade == 0
    assert facit["antal"]["personal_per_dag"]["2024-11-01"]["fft_under_utbildning"] == 30
    assert facit["antal"]["personal_per_dag"]["2024-05-01"]["fft_under_utbildning"] == 0


def test_personalen_matts_tva_ganger_om_aret(slutliga):
    arsarbetare, personer = Counter(), Counter()
    for enhet, tabeller in slutliga.items():
        for r in tabeller["personalresurser"]:
            tal = float(str(r["arsarbetare"]).replace(",", "."))
            assert 0 < tal <= r["antal_personer"]
            arsarbetare[r["referensdatum"]] += tal
            personer[enhet, r["referensdatum"]] += r["antal_personer"]
    dagar = [date(ar, manad, 1) for ar in range(2021, 2027) for manad in (5, 11)][:-1]
    assert sorted(arsarbetare) == dagar
    assert len(personer) == 12 * len(dagar)
    assert 215 < arsarbetare[date(2024, 11, 1)] < 235
    assert min(personer.values()) >= 4


def test_falla_31_fore_lagen_dokumenteras_ingenting_darefter_efter_namndens_villkor(slutliga):
    slag = Counter()
    for enhet, tabeller in slutliga.items():
        villkor = tabeller["dokumentationsvillkor"]
        for r in villkor:
            fore = r["gallande_fran"] < LAG
            slag[r["dokumentation"]] += 1
            assert (r["dokumentation"] == "ej_tillaten") == fore
            assert not fore or r["gallande_till"] < LAG
        nyckel = [(r["enhet"], r["insatstyp"], r["gallande_fran"]) for r in villkor]
        assert len(set(nyckel)) == len(nyckel)
        erbjuds = {
            r["insatstyp"]
            for r in tabeller["insatsutbud"]
            if r["behovsprovning"] != "med" and r["planerad"] == "nej"
        }
        assert {r["insatstyp"] for r in villkor} == erbjuds
        assert {r["behovsprovning"] for r in tabeller["insatser"]} == {"med"}, enhet
    assert set(slag) == {"ej_tillaten", "individ", "undantag_identitet"}
    assert slag["individ"] > slag["undantag_identitet"] > 40
    sodermalm = {
        (r["dokumentation"], r["gallande_fran"], r["gallande_till"])
        for r in slutliga["sodermalm"]["dokumentationsvillkor"]
        if r["insatstyp"] == "STO03" and r["gallande_fran"] >= LAG
    }
    assert sodermalm == {
        ("undantag_identitet", LAG, date(2026, 1, 31)),
        ("individ", date(2026, 2, 1), None),
    }


def test_gamla_namn_star_bara_fore_sammanslagningen_i_alla_tabeller(slutliga):
    dagar = {
        "utredningar": ("ansvarig_enhet", "inledd_datum"),
        "aktualiseringar": ("ansvarig_enhet", "inkommen_datum"),
        "insatser_utan_behovsprovning": ("enhet", "manad"),
        "personalresurser": ("enhet", "referensdatum"),
        "dokumentationsvillkor": ("enhet", "gallande_fran"),
    }
    for enhet in ("jarva", "norra-innerstaden"):
        for tabell, (namn, dag) in dagar.items():
            for r in slutliga[enhet][tabell]:
                assert (r[namn] in TIDIGARE) == (r[dag] < date(2023, 7, 1))
    for enhet in slutliga.keys() - {"jarva", "norra-innerstaden"}:
        for tabell, (namn, _) in dagar.items():
            assert len({r[namn] for r in slutliga[enhet].get(tabell, [])}) <= 1
