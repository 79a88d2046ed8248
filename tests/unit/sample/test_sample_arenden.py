"""Cases, plans and follow-ups of the committed deliveries (syntetiska data), counted from files."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise

import pytest

UTTAG = date(2026, 10, 31)
ANMALAN_2024 = {"inkomna": 9220, "provade": 7463, "inom_14": 6793, "pafors": 949}
UTREDNINGAR_2024 = {"inledda": 4984, "avslutade": 4984, "i_tid": 4195, "forlangda": 586}
UTFALL_2024 = {"insats": 2516, "ingen_insats": 1210, "hanvisad": 735, "inget_samtycke": 414}
NUSO_KOHORT = {"insats": 1345, "ingen_insats": 645, "hanvisad": 370, "inget_samtycke": 218}


def fyra_manader(dag: date) -> date:
    ar, manad = divmod(dag.month + 3, 12)
    nasta = date(dag.year + ar + (manad == 11), (manad + 1) % 12 + 1, 1)
    return min(date(dag.year + ar, manad + 1, 1) + timedelta(dag.day - 1), nasta - timedelta(1))


def test_falla_18_fyra_manader_ar_kalendermanader():
    assert fyra_manader(date(2023, 10, 31)) == date(2024, 2, 29)
    assert fyra_manader(date(2024, 8, 15)) == date(2024, 12, 15)
    assert fyra_manader(date(2024, 9, 1)) == date(2025, 1, 1)


def andelar(rader, ja, kan):
    alla, hit = Counter(), Counter()
    for r in rader:
        if kan(r):
            alla[r["leverans"]] += 1
            hit[r["leverans"]] += ja(r)
    return {enhet: hit[enhet] / antal for enhet, antal in alla.items()}


def provad(a):
    return a["slag"] == "anmalan" and a["beslut"] in ("inleds", "inleds_inte")


def inom_14(a):
    return (a["beslutsdatum"] - a["inkommen_datum"]).days <= 14


def test_aktualiseringarna_2024_ar_de_i_facit(aktualiseringar, facit):
    aret = [a for a in aktualiseringar if a["inkommen_datum"].year == 2024]
    raknat = {
        "inkomna": len(aret),
        "provade": sum(map(provad, aret)),
        "inom_14": sum(provad(a) and inom_14(a) for a in aret),
        "pafors": sum(a["beslut"] == "pafors" for a in aret),
    }
    assert raknat == ANMALAN_2024
    stad = facit["antal"]["aktualiseringar_per_ar_inkommen"]["2024"]["stad"]
    assert (stad["anmalan_provad"], stad["inom_14_dagar"]) == (7463, 6793)
    assert (stad["inleds"], stad["inleds_inte"], stad["pafors"]) == (4793, 3478, 949)


def test_fjorton_dagar_visar_de_planterade(aktualiseringar):
    andel = andelar(aktualiseringar, inom_14, provad)
    assert 0.79 < andel.pop("enskede-arsta-vantor") < 0.83
    assert 0.97 < andel.pop("bromma") < 0.99
    assert all(0.89 < a < 0.95 for a in andel.values())


def test_falla_19_pafors_sker_bara_under_pagaende_utredning(aktualiseringar, utredningar):
    per_id = {u["utredning_id"]: u for u in utredningar}
    per_barn = defaultdict(list)
    for u in utredningar:
        per_barn[u["barn_id"]].append(u)
    vilse = 0
    for a in aktualiseringar:
        if a["utredning_id"] and a["utredning_id"] not in per_id:
            vilse += 1  # planted: its investigation is not in the delivery
            continue
        assert a["registreringsdatum"] <= UTTAG
        assert a["inkommen_datum"].weekday() < 5
        assert 0 <= a["inkommen_datum"].year - a["fodelsear"] <= 20
        if a["beslut"] in ("inleds", "pafors"):
            u = per_id[a["utredning_id"]]
            assert u["barn_id"] == a["barn_id"]
            if a["beslut"] == "inleds":
                assert a["beslutsdatum"] == u["inledd_datum"]
            else:
                slut = u["avslutad_datum"] or UTTAG
                assert u["inledd_datum"] < a["inkommen_datum"] <= a["beslutsdatum"] <= slut
                assert not a["synnerliga_skal"]
        else:
            assert a["slag"] == "anmalan"
            assert not a["utredning_id"]
            assert not any(
                u["inledd_datum"] < a["inkommen_datum"] <= (u["avslutad_datum"] or UTTAG)
                for u in per_barn[a["barn_id"]]
            )
            assert (a["beslut"] is None) == (a["beslutsdatum"] is None)
        if a["synnerliga_skal"] == "ja":
            assert not inom_14(a)
    assert vilse == 53
    vantar = [a["inkommen_datum"] for a in aktualiseringar if a["beslut"] is None]
    assert len(vantar) == 60
    assert min(vantar) >= date(2026, 8, 1)
    ansokningar = sum(a["slag"] == "ansokan" for a in aktualiseringar)
    assert 0.07 < ansokningar / len(aktualiseringar) < 0.09


def test_utredningarna_2024_ar_de_i_facit(utredningar, facit):
    aret = [u for u in utredningar if u["inledd_datum"].year == 2024]
    raknat = {
        "inledda": len(aret),
        "avslutade": sum(bool(u["avslutad_datum"]) for u in aret),
        "i_tid": sum(map(i_tid, aret)),
        "forlangda": sum(bool(u["forlangd_till"]) for u in aret),
    }
    assert raknat == UTREDNINGAR_2024
    stad = facit["antal"]["utredningar_per_ar_inledd"]["2024"]["stad"]
    assert list(stad.values()) == list(UTREDNINGAR_2024.values())
    slutna = [u for u in utredningar if u["avslutad_datum"]]
    assert Counter(u["utfall"] for u in slutna if u["avslutad_datum"].year == 2024) == UTFALL_2024
    kohort = [
        u["utfall"] for u in slutna if date(2023, 10, 1) <= u["avslutad_datum"] <= date(2024, 3, 31)
    ]
    assert Counter(kohort) == NUSO_KOHORT


def i_tid(u):
    return bool(u["avslutad_datum"]) and u["avslutad_datum"] <= fyra_manader(u["inledd_datum"])


def test_fyra_manader_visar_de_planterade(utredningar):
    andel = andelar(utredningar, i_tid, lambda u: u["inledd_datum"] < date(2026, 1, 1))
    assert 0.65 < andel.pop("hasselby-vallingby") < 0.71
    assert 0.92 < andel.pop("sodermalm") < 0.96
    assert all(0.81 < a < 0.89 for a in andel.values())


def test_falla_23_de_oppna_utredningarna_ar_nagra_ar_gamla(utredningar):
    oppna = [u for u in utredningar if u["avslutad_datum"] is None]
    alder = sorted((UTTAG - u["inledd_datum"]).days for u in oppna)
    assert len(oppna) == 1246
    assert 50 <= alder[len(alder) // 2] <= 60
    assert sum(u["inledd_datum"] < date(2026, 6, 30) for u in oppna) >= 100
    assert all(u["utfall"] is None and u["samtycke"] is None for u in oppna)
    dagar = sorted(
        (u["avslutad_datum"] - u["inledd_datum"]).days for u in utredningar if u["avslutad_datum"]
    )
    assert 85 <= dagar[len(dagar) // 2] <= 105
    assert 130 <= dagar[len(dagar) * 9 // 10] <= 165


def test_en_utredning_at_gangen_per_barn(utredningar):
    per_barn = defaultdict(list)
    for u in utredningar:
        assert u["inledd_datum"].weekday() < 5
        assert 0 <= u["inledd_datum"].year - u["fodelsear"] <= 20
        assert u["inledd_datum"] <= u["registreringsdatum"] <= UTTAG
        assert not u["forlangd_till"] or u["forlangd_till"] > fyra_manader(u["inledd_datum"])
        per_barn[u["barn_id"]].append((u["inledd_datum"], u["avslutad_datum"] or UTTAG))
    for perioder in per_barn.values():
        perioder.sort()
        assert all(ena[1] < andra[0] for ena, andra in pairwise(perioder))
    assert sum(len(p) > 1 for p in per_barn.values()) == 4049


def test_besluten_kommer_strax_efter_sin_utredning(insatser, utredningar):
    per_id = {u["utredning_id"]: u for u in utredningar}
    beslut = Counter()
    for r in insatser:
        if r["utredning_id"]:
            u = per_id[r["utredning_id"]]
            assert (u["barn_id"], u["leverans"]) == (r["barn_id"], r["leverans"])
            assert u["utfall"] == "insats"
            assert 0 <= (r["beslutsdatum"] - u["avslutad_datum"]).days <= 60
            beslut[r["utredning_id"]] += 1
    assert 0.40 < beslut.total() / len(insatser) < 0.50
    assert sum(antal > 1 for antal in beslut.values()) == 678
    assert set(beslut) == {u["utredning_id"] for u in utredningar if u["utfall"] == "insats"}


def test_risk_bedoms_for_dem_mellan_6_och_17(utredningar):
    per_risk = defaultdict(Counter)
    for u in utredningar:
        alder = u["inledd_datum"].year - u["fodelsear"]
        band = "6-11" if 6 <= alder <= 11 else "12-17" if 12 <= alder <= 17 else "andra"
        per_risk[band if alder >= 6 else "0-5"][u["risk_normbrytande"]] += 1
    assert set(per_risk["0-5"]) <= {"ej_bedomd", None}
    hog = {band: antal["hog"] / antal.total() for band, antal in per_risk.items()}
    assert 0.06 < hog["6-11"] < 0.13
    assert 0.14 < hog["12-17"] < 0.24
    orsaker = Counter(o for u in utredningar for o in u["orsaker"].split("+") if o)
    assert len(orsaker) == 9
    assert max(u["orsaker"].count("+") for u in utredningar) == 2


def test_samtycke_foljer_utfallet(utredningar):
    per_utfall = defaultdict(set)
    for u in utredningar:
        per_utfall[u["utfall"]].add(u["samtycke"])
    assert per_utfall == {
        "insats": {"ja", "delvis", "nej"},
        "inget_samtycke": {"delvis", "nej"},
        "hanvisad": {"ej_aktuellt"},
        "ingen_insats": {"ej_aktuellt"},
        None: {None},
    }


@pytest.fixture(scope="module")
def planer(slutliga):
    per_beslut = defaultdict(list)
    for tabeller in slutliga.values():
        for p in tabeller["genomforandeplaner"]:
            per_beslut[p["beslut_id"]].append(p)
    return per_beslut


def test_de_flesta_far_en_plan_inom_30_dagar(insatser, planer, facit):
    i_tid, startade = Counter(), Counter()
    for r in insatser:
        versioner = planer.get(r["beslut_id"], [])
        if r["startdatum"] and r["startdatum"].year == 2024:
            startade[r["leverans"]] += 1
            i_tid[r["leverans"]] += any(
                p["upprattad_datum"] <= r["startdatum"] + timedelta(30) for p in versioner
            )
        for p in versioner:
            assert r["startdatum"] <= p["upprattad_datum"] <= (r["slutdatum"] or UTTAG)
            assert p["upprattad_datum"] <= p["registreringsdatum"] <= UTTAG
            assert not p["nasta_uppfoljning"] or p["nasta_uppfoljning"] > p["upprattad_datum"]
    assert (i_tid.total(), startade.total()) == (4358, 5558)
    stad = facit["antal"]["insatser_per_ar_paborjad"]["2024"]["stad"]
    assert stad == {"paborjade": 5558, "med_plan": 5159, "plan_inom_30_dagar": 4358}
    del startade["central"]
    assert all(0.70 < i_tid[enhet] / antal < 0.86 for enhet, antal in startade.items())
    alla = [p for versioner in planer.values() for p in versioner]
    assert 0.1 < sum(bool(p["nasta_uppfoljning"]) for p in alla) / len(alla) < 0.35
    assert 0.15 < sum(len(v) > 1 for v in planer.values()) / len(planer) < 0.35
    assert 0.92 < sum(p["har_mal"] == "ja" for p in alla) / len(alla) < 0.95


def test_falla_28_uppfoljning_vid_avslut_ar_inte_lopande(insatser, slutliga):
    per_beslut = {r["beslut_id"]: r for r in insatser}
    mal = Counter()
    for tabeller in slutliga.values():
        for u in tabeller["uppfoljningar"]:
            insats = per_beslut.get(u["beslut_id"])
            if insats and u["slag"] == "avslut":
                assert u["hallen_datum"] >= insats["slutdatum"]
                mal[insats["slutorsak"] == "planerat", u["mal_uppnatt"]] += 1
            elif insats and u["slag"] == "lopande" and u["hallen_datum"]:
                assert u["hallen_datum"] <= (insats["slutdatum"] or UTTAG)
            if not u["hallen_datum"]:
                assert u["deltog_barn"] == u["deltog_utforare"] == ""
    uppnadda = {p: mal[p, "ja"] / sum(mal[p, m] for m in ("ja", "delvis", "nej")) for p in (0, 1)}
    assert 0.12 < uppnadda[0] < 0.25
    assert 0.45 < uppnadda[1] < 0.55


def test_barnets_deltagande_visar_de_planterade(slutliga, facit):
    rader = [
        {**u, "leverans": enhet}
        for enhet, tabeller in slutliga.items()
        for u in tabeller["uppfoljningar"]
    ]
    andel = andelar(
        rader, lambda u: u["deltog_barn"] == "ja", lambda u: u["deltog_barn"] in ("ja", "nej")
    )
    del andel["central"]
    assert 0.42 < andel.pop("farsta") < 0.48
    assert 0.72 < andel.pop("skarpnack") < 0.78
    assert all(0.56 < a < 0.64 for a in andel.values())
    stad = facit["antal"]["uppfoljningar_per_ar_hallen"]["2024"]["stad"]
    assert stad == {"hallna": 9204, "barnets_deltagande_angivet": 9026, "barnet_deltog": 5391}


def test_beslutets_innehall_ar_rimligt(insatser, kontrakt):
    for r in insatser:
        if r["uppdrag_datum"]:
            assert r["beslutsdatum"] <= r["uppdrag_datum"] <= (r["startdatum"] or UTTAG)
    fam = [str(r["intensitet"]) for r in insatser if r["insatstyp"] == "FAM01"]
    tal = {float(i.replace(",", ".")) for i in fam if i}
    assert tal == {n / 2 for n in range(3, 13)}
    i_fam = [r["komponenter"].split("+") for r in insatser if r["insatstyp"].startswith("FAM")]
    komponenter = Counter(k for delar in i_fam for k in delar if k)
    assert komponenter.keys() == set(kontrakt["koder"]["komponent"])
    assert 0.78 < komponenter["familjesamtal"] / len(i_fam) < 0.82
    barn = {r["barn_id"] for r in insatser}
    placerade = {r["barn_id"] for r in insatser if r["placering"] in ("jourhem", "familjehem")}
    assert 0.03 < len(placerade) / len(barn) < 0.045
    sip = Counter(r["sip"] for r in insatser)
    assert set(sip) == {"ja", "nej", ""}
    assert 0.11 < sip["ja"] / len(insatser) < 0.16
