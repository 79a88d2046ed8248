"""What the committed deliveries add up to, counted from the files with figures written by hand."""

from collections import Counter, defaultdict
from datetime import date

EGEN = {"egen_namnd", "annan_stadsdelsnamnd", "central"}
BESLUT_2023 = {
    "bromma": 385,
    "enskede-arsta-vantor": 676,
    "farsta": 459,
    "hagersten-alvsjo": 610,
    "hasselby-vallingby": 591,
    "jarva": 1026,
    "kungsholmen": 205,
    "norra-innerstaden": 344,
    "skarpnack": 337,
    "skarholmen": 383,
    "sodermalm": 445,
    "central": 86,  # 66 of its own and 20 of an unknown unit
}
EGNA_2023 = {
    "bromma": 353,
    "enskede-arsta-vantor": 628,
    "farsta": 425,
    "hagersten-alvsjo": 557,
    "hasselby-vallingby": 525,
    "jarva": 938,
    "kungsholmen": 183,
    "norra-innerstaden": 275,
    "skarpnack": 300,
    "skarholmen": 370,
    "sodermalm": 408,
    "central": 86,
}
ERBJUDNA = {
    "bromma": 31,
    "enskede-arsta-vantor": 47,
    "farsta": 38,
    "hagersten-alvsjo": 43,
    "hasselby-vallingby": 45,
    "jarva": 55,
    "kungsholmen": 14,
    "norra-innerstaden": 34,
    "skarpnack": 30,
    "skarholmen": 40,
    "sodermalm": 41,
}
BARN_0_17 = {
    "Bromma": 17500,
    "Enskede-Årsta-Vantör": 20500,
    "Farsta": 12400,
    "Hägersten-Älvsjö": 25400,
    "Hässelby-Vällingby": 17900,
    "Järva": 22300,
    "Kungsholmen": 11400,
    "Norra innerstaden": 22900,
    "Skarpnäck": 9900,
    "Skärholmen": 8500,
    "Södermalm": 21200,
    "Staden": 189900,
}
TIDIGARE = {
    "jarva": {"Rinkeby-Kista", "Spånga-Tensta"},
    "norra-innerstaden": {"Norrmalm", "Östermalm"},
}
NAMN = {
    "jarva": "Järva",
    "norra-innerstaden": "Norra innerstaden",
    "skarpnack": "Skarpnäck",
    "central": "Socialnämndens avdelning för socialt stöd",
}
UTTAG = date(2026, 10, 31)


def test_2023_ar_5547_beslut_och_5048_i_egen_regi(insatser):
    aret = [r for r in insatser if r["beslutsdatum"].year == 2023]
    assert len(aret) == 5547
    assert sum(r["regi"] in EGEN for r in aret) == 5048
    assert Counter(r["leverans"] for r in aret) == BESLUT_2023
    assert Counter(r["leverans"] for r in aret if r["regi"] in EGEN) == EGNA_2023


def test_andra_ar_foljer_2023(insatser):
    per_ar = Counter(r["beslutsdatum"].year for r in insatser)
    grans = {2021: 0.92, 2022: 0.97, 2024: 1.03, 2025: 1.06, 2026: 0.88}
    for ar, andel in grans.items():
        assert abs(per_ar[ar] / 5547 - andel) < 0.02
    assert all(r["beslutsdatum"].weekday() < 5 for r in insatser)
    per_manad = Counter(r["beslutsdatum"].month for r in insatser if r["beslutsdatum"].year < 2026)
    terminerna = min(per_manad[m] for m in (1, 2, 3, 4, 5, 9, 10, 11))
    assert max(per_manad[7], per_manad[12]) < 0.7 * terminerna


def test_det_som_inte_ar_egen_regi_ar_aldrig_nagra_fa_barn(insatser):
    barn, beslut = defaultdict(set), Counter()
    for r in insatser:
        if r["regi"] not in EGEN:
            barn[r["leverans"], r["beslutsdatum"].year].add(r["barn_id"])
            beslut[r["leverans"], r["beslutsdatum"].year] += 1
    assert len(beslut) == 11 * 6  # central has none
    assert min(beslut.values()) >= 12
    assert min(len(b) for b in barn.values()) >= 8


def test_okand_enhet_racker_till_varje_halvar(insatser):
    barn, beslut = defaultdict(set), Counter()
    for r in insatser:
        if r["leverans"] == "central" and r["beslutande_enhet"] != NAMN["central"]:
            assert r["beslutande_enhet"] in ("Enhet saknas", "Ej angiven")
            halvar = (r["beslutsdatum"].year, 1 + (r["beslutsdatum"].month > 6))
            beslut[halvar] += 1
            barn[halvar].add(r["barn_id"])
    hela = [(ar, halva) for ar in range(2021, 2027) for halva in (1, 2)][:-1]
    assert min(beslut[h] for h in hela) >= 10
    assert min(len(barn[h]) for h in hela) >= 8
    assert beslut[2023, 1] + beslut[2023, 2] == 20


def test_familjebehandling_ar_storst_overallt(insatser):
    kategorier = defaultdict(Counter)
    for r in insatser:
        kategorier[r["leverans"], r["beslutsdatum"].year][r["insatstyp"][:3]] += 1
    for (enhet, _), antal in kategorier.items():
        if enhet != "central":
            assert antal.most_common(1)[0][0] == "FAM"
            assert 0.38 <= antal["FAM"] / antal.total() <= 0.50


def test_utbudet_2024_ar_14_till_55_av_86(slutliga):
    dag = date(2024, 11, 1)
    erbjudna = {
        enhet: {
            r["insatstyp"]
            for r in tabeller["insatsutbud"]
            if r["planerad"].lower() == "nej"
            and r["gallande_fran"] <= dag
            and (r["gallande_till"] or dag) >= dag
        }
        for enhet, tabeller in slutliga.items()
    }
    assert erbjudna.pop("central") == {"CEN01", "CEN02", "CEN03", "CEN04"}
    assert {enhet: len(typer) for enhet, typer in erbjudna.items()} == ERBJUDNA
    assert len(set().union(*erbjudna.values())) == 86
    spridning = Counter(Counter(t for typer in erbjudna.values() for t in typer).values())
    assert spridning[11] == 12
    assert sum(spridning[n] for n in range(5, 11)) == 20
    assert sum(spridning[n] for n in (2, 3, 4)) == 36
    assert spridning[1] == 18


def test_cpp_ar_planerad_i_tre_namnder(slutliga):
    cpp = [r for t in slutliga.values() for r in t["insatsutbud"] if r["insatstyp"] == "UTA01"]
    assert [r["planerad"].lower() for r in cpp] == ["ja", "ja", "ja"]
    assert {r["gallande_fran"] for r in cpp} == {date(2025, 1, 1)}


def test_befolkningen_0_17_ar_den_harledda_varje_ar(slutliga):
    summa, celler = Counter(), slutliga["central"]["befolkning"]
    for r in celler:
        summa[r["referensdatum"], r["enhet"]] += r["antal"] if r["alder"] < 18 else 0
    for ar in range(2020, 2026):
        assert {e: n for (d, e), n in summa.items() if d == date(ar, 12, 31)} == BARN_0_17
    assert len(celler) == 3024  # 12 areas × 21 ages × 2 sexes × 6 dates
    staden, delar = Counter(), Counter()
    for r in celler:
        (staden if r["enhet"] == "Staden" else delar)[r["referensdatum"], r["alder"], r["kon"]] += (
            r["antal"]
        )
    assert staden == delar


def test_gamla_namn_star_bara_fore_sammanslagningen(slutliga):
    for enhet, gamla in TIDIGARE.items():
        for r in slutliga[enhet]["insatser"]:
            fore = r["beslutsdatum"] < date(2023, 7, 1)
            assert r["beslutande_enhet"] in (gamla if fore else {NAMN[enhet]})
        for r in slutliga[enhet]["insatsutbud"]:
            if r["enhet"] in gamla:
                assert r["gallande_till"] <= date(2023, 6, 30)
            else:
                assert r["gallande_fran"] >= date(2023, 7, 1)


def test_beviljat_finns_i_eget_utbud_utom_en_procent(insatser, slutliga):
    utbud = defaultdict(list)
    for tabeller in slutliga.values():
        for r in tabeller["insatsutbud"]:
            if r["planerad"].lower() == "nej" and r["behovsprovning"] != "utan":
                utbud[r["enhet"], r["insatstyp"]].append(
                    (r["gallande_fran"], r["gallande_till"] or UTTAG)
                )
    kanda = [r for r in insatser if "-" not in r["insatstyp"] and r["leverans"] != "central"]
    utanfor = [
        r
        for r in kanda
        if not any(
            fran <= r["beslutsdatum"] <= till
            for fran, till in utbud[r["beslutande_enhet"], r["insatstyp"]]
        )
    ]
    assert 0.005 < len(utanfor) / len(kanda) < 0.015
    assert all(r["beslutsdatum"] >= date(2024, 9, 1) for r in insatser if r["insatstyp"] == "STF01")
    assert not any(r["insatstyp"].startswith("UTA") for r in insatser)
    assert {r["behovsprovning"] for r in insatser} == {"med"}


def test_lokala_koder_och_okand_regi_ar_fa(insatser):
    lokala = [r for r in insatser if "-" in r["insatstyp"]]
    assert {r["insatstyp"] for r in lokala} == {"HV-FB2", "HV-UNGTEAM", "SÖ-LOTS", "SÖ-NATT"}
    for enhet in ("hasselby-vallingby", "sodermalm"):
        antal = sum(r["leverans"] == enhet for r in insatser)
        assert 0.01 < sum(r["leverans"] == enhet for r in lokala) / antal < 0.022
    assert 0.004 < sum(r["regi"] is None for r in insatser) / len(insatser) < 0.006
    assert {r["lagrum"] for r in insatser if r["insatstyp"] in ("KON04", "KON05")} == {"lvu22"}


def test_barnen_ar_rimliga(insatser):
    per_barn_och_ar = Counter((r["barn_id"], r["beslutsdatum"].year) for r in insatser)
    assert 1.3 < len(insatser) / len(per_barn_och_ar) < 1.4
    fodelsear, kon, enheter = defaultdict(set), defaultdict(set), defaultdict(set)
    hushall = defaultdict(set)
    for r in insatser:
        assert 0 <= r["beslutsdatum"].year - r["fodelsear"] <= 20
        fodelsear[r["barn_id"]].add(r["fodelsear"])
        kon[r["barn_id"]].add(r["kon"])
        enheter[r["barn_id"]].add(r["leverans"])
        hushall[r["hushall_id"]].add(r["barn_id"])
    assert max(map(len, fodelsear.values())) == max(map(len, kon.values())) == 1
    assert 0.53 < sum(k == {"M"} for k in kon.values()) / len(kon) < 0.55
    assert 0.001 < sum(k == {None} for k in kon.values()) / len(kon) < 0.006
    assert 0.025 < sum(len(e) > 1 for e in enheter.values()) / len(enheter) < 0.04
    assert set(map(len, hushall.values())) == {1, 2, 3, 4}


def test_dagarna_ligger_i_ordning(insatser):
    for r in insatser:
        start, slut = r["startdatum"], r["slutdatum"]
        assert r["beslutsdatum"] <= r["registreringsdatum"] <= UTTAG
        assert start is None or r["beslutsdatum"] <= start <= UTTAG
        assert slut is None or r["beslutsdatum"] <= slut <= UTTAG
        assert (slut is None) == (r["slutorsak"] is None)
        if start is None and slut:
            assert r["slutorsak"] == "aldrig_paborjad"
        assert r["regi"] == "kopt" or not r["kostnad_manad"]
    dagar = sorted((r["startdatum"] - r["beslutsdatum"]).days for r in insatser if r["startdatum"])
    assert 10 <= dagar[len(dagar) // 2] <= 14
    kopta = [r for r in insatser if r["regi"] == "kopt"]
    assert 0.67 < sum(bool(r["kostnad_manad"]) for r in kopta) / len(kopta) < 0.73


def test_forsta_uppfoljningen_i_tid_visar_de_planterade(insatser, slutliga):
    """Share of first follow-ups held by three months (six for contacts) among those due by then."""
    hallna = defaultdict(list)
    for tabeller in slutliga.values():
        for u in tabeller["uppfoljningar"]:
            if u["hallen_datum"]:
                hallna[u["beslut_id"]].append(u["hallen_datum"])
    i_tid, alla = Counter(), Counter()
    for r in insatser:
        if r["startdatum"]:
            forfaller = _plus_manader(r["startdatum"], 6 if r["insatstyp"].startswith("KON") else 3)
            if forfaller <= min(r["slutdatum"] or UTTAG, date(2026, 9, 30)):
                alla[r["leverans"]] += 1
                i_tid[r["leverans"]] += any(h <= forfaller for h in hallna[r["beslut_id"]])
    andel = {enhet: i_tid[enhet] / alla[enhet] for enhet in alla}
    assert 0.59 < andel.pop("jarva") < 0.65
    assert 0.84 < andel.pop("kungsholmen") < 0.92
    assert all(0.72 < a < 0.80 for a in andel.values())


def _plus_manader(dag: date, manader: int) -> date:
    ar, manad = divmod(dag.month - 1 + manader, 12)
    for i_manaden in range(dag.day, 0, -1):
        try:
            return date(dag.year + ar, manad + 1, i_manaden)
        except ValueError:
            continue
    raise AssertionError


def test_uppfoljningar_galler_paborjade_beslut(insatser, slutliga):
    beslut = {r["beslut_id"]: r for r in insatser}
    for enhet, tabeller in slutliga.items():
        for u in tabeller["uppfoljningar"]:
            assert u["registreringsdatum"] <= UTTAG
            insats = beslut.get(u["beslut_id"])
            if insats:
                assert insats["leverans"] == enhet
                assert insats["startdatum"]
                assert u["hallen_datum"] or u["planerat_datum"]
                if u["hallen_datum"]:
                    slut = insats["slutdatum"] or UTTAG
                    assert insats["startdatum"] <= u["hallen_datum"]
                    assert (u["hallen_datum"] - slut).days <= 20
