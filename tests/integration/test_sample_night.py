"""What the night on data/sample published, against numbers written by hand (syntetiska data)."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import duckdb
import pytest

from pipelines.contract import load_contract
from pipelines.intake import landing
from pipelines.publication.reader import Night, load
from pipelines.settings import Home
from tests.support.deliveries import UNITS
from tests.support.night import SAMPLE, figure, insatskoll

CHILDREN = {
    "bromma": 17500, "enskede-arsta-vantor": 20500, "farsta": 12400, "hagersten-alvsjo": 25400,
    "hasselby-vallingby": 17900, "jarva": 22300, "kungsholmen": 11400,
    "norra-innerstaden": 22900, "skarpnack": 9900, "skarholmen": 8500, "sodermalm": 21200,
}  # fmt: skip

WRONG = (  # kinds of planted rows that a rule of severity FEL finds
    "slut_fore_start", "dubblett", "motstridig", "okant_beslut", "avslutad_fore_inledd",
    "beslut_fore_inkommen",
)  # fmt: skip


@pytest.fixture(scope="module")
def night(sample_home: Path) -> Night:
    return load(sample_home / "serve")


def value(night: Night, address: str) -> tuple[str, float | None]:
    found = night.figure(address)
    assert found is not None, address
    return found.status, found.varde


def test_granted_in_the_city_in_2023(night: Night) -> None:
    assert value(night, "V1/stad/2023") == ("visad", 5547)


def test_own_run_in_the_city_in_2023(night: Night) -> None:
    found = night.figure("R1/stad/2023")
    assert found is not None
    assert (found.taljare, found.namnare) == (5048, 5547)
    assert found.varde == pytest.approx(0.91004146)
    assert (found.undre, found.ovre) == (
        pytest.approx(0.900058, abs=1e-6),  # Wilson with z = 1,959964 · √1,6: a child has
        pytest.approx(0.919117, abs=1e-6),  # several beslut, and the city's factor is 1,6
    )


def test_the_half_years_of_2023_are_the_year(night: Night) -> None:
    first, second = (night.figure(f"V1/stad/2023H{half}") for half in (1, 2))
    assert first is not None
    assert second is not None
    assert first.taljare is not None
    assert second.taljare is not None
    assert first.taljare + second.taljare == 5547


@pytest.mark.parametrize("unit", UNITS)
def test_familjebehandling_is_the_largest_category_in_every_district(
    night: Night, unit: str
) -> None:
    """Also against the protected categories: they cannot together hold more than what is left."""
    cells = night.figures("V1", enhet=unit, period="2023", dimension="kategori")
    shown = {c.dimension_varde: c.taljare for c in cells if c.taljare is not None}
    family = shown.pop("FAM")
    total = night.figure(f"V1/{unit}/2023")
    assert total is not None
    assert total.taljare is not None
    assert family > max(shown.values())
    assert family > total.taljare - family - sum(shown.values())


def test_falla_8_offers_on_the_first_of_november_2024(night: Night) -> None:
    day = "2024-11-01"
    offered = {unit: value(night, f"U1/{unit}/{day}")[1] for unit in UNITS}
    assert min(offered.values()) == 14  # type: ignore[type-var]
    assert max(offered.values()) == 55  # type: ignore[type-var]
    assert value(night, f"U1/stad/{day}") == ("visad", 86)
    matrix = night.table("utbud").query("period == @day and enhet_kod != 'central'")
    assert matrix["insatstyp_kod"].nunique() == 86
    assert matrix.groupby("enhet_kod").size().to_dict() == offered


def test_falla_51_cpp_is_planned_and_not_offered(night: Night) -> None:
    assert night.figure("U3/stad/2026-10-31/insatstyp=UTA01") is None
    assert "UTA01" not in set(night.table("utbud")["insatstyp_kod"])


def test_falla_12_districts_do_not_sum_to_the_city(night: Night) -> None:
    districts = sum(value(night, f"V1/{unit}/2023")[1] or 0 for unit in UNITS)
    assert districts == 5461
    assert value(night, "V1/central/2023") == ("visad", 66)
    assert value(night, "V1/okand/2023") == ("visad", 20)


def test_falla_2_children_of_the_districts_are_more_than_the_children_of_the_city(
    sample_home: Path, night: Night
) -> None:
    """Counted before protection; what is published of districts is children per thousand."""
    with duckdb.connect(str(sample_home / "build/natt.duckdb"), read_only=True) as con:
        counted = dict(
            con.sql(
                "select enhet_kod, taljare::int from matt_v2 "
                "where dimension = '' and period = '2023'"
            ).fetchall()
        )
    city = counted.pop("stad")
    assert city < sum(counted.values())
    assert value(night, "V2/stad/2023") == ("visad", city)
    rate = night.figure("V4/farsta/2023")
    assert rate is not None
    assert rate.taljare is not None
    assert rate.namnare is not None
    assert rate.varde == pytest.approx(1000 * rate.taljare / rate.namnare)


def test_every_publication_of_the_sample_withstands_every_attacker(sample_home: Path) -> None:
    done = insatskoll("attack", "--all", "--home", sample_home)
    assert done.returncode == 0, done.stdout
    last = done.stdout.splitlines()[-1]
    hidden, tried = (int(n) for n in re.findall(r"(\d+) (?:dolda celler|prövningar)", last))
    assert hidden > 300
    assert last.endswith(f": {tried} ok")
    assert "EXACT" not in last


def test_protection_shows_most_of_the_volume_and_says_how_much(night: Night) -> None:
    cost = night.table("skyddskostnad").set_index(["matt", "dimension", "periodslag", "niva"])
    assert cost.at[("V1", "kategori", "ar", "enhet"), "volym_andel"] >= 85
    assert cost.at[("V1", "", "ar", "enhet"), "visade_andel"] == 100
    assert cost.at[("V4", "", "ar", "enhet"), "visade_andel"] == 100
    assert cost["volym_andel"].between(50, 100).all()


def test_the_first_year_lacks_older_decisions_and_says_so(night: Night) -> None:
    found = night.figure("V2/stad/2021")
    assert found is not None
    assert (found.status, found.orsak) == ("saknas", "fore_leveransernas_borjan")


def test_falla_21_a_period_that_is_not_over_is_not_mature(night: Night) -> None:
    assert value(night, "F1/stad/2026H1")[0] == "visad"  # 2026-06-30 + 30 days <= 2026-10-31
    assert value(night, "F1/stad/2026H2") == ("ej_mogen", None)
    assert value(night, "V1/stad/2026") == ("ej_mogen", None)


def test_late_now_is_taken_at_the_month_end_that_registration_has_caught_up_with(
    night: Night,
) -> None:
    assert night.periods("F3") == ["2026-09-30"]
    assert night.periods("F4") == ["2026-09-30"]


def test_what_is_not_in_the_plan_does_not_exist(night: Night) -> None:
    assert night.figure("V1/stad/2023Q1") is None
    assert night.figure("V1/farsta/2023/kon=K") is None
    assert night.figure("V2/farsta/2023") is None
    assert night.figure("R1/farsta/2023/kategori=FAM") is None


def test_planted_differences_show_and_chance_stays_within_its_interval(night: Night) -> None:
    facit = json.loads((SAMPLE / "facit.json").read_text(encoding="utf-8"))
    assert "syntetiska data" in json.dumps(facit, ensure_ascii=False).lower()
    low = night.figure("R1/norra-innerstaden/2023")
    high = night.figure("R1/skarholmen/2023")
    assert low is not None
    assert high is not None
    assert (low.taljare, low.namnare) == (275, 344)
    assert (high.taljare, high.namnare) == (370, 383)
    assert low.ovre is not None
    assert high.undre is not None
    assert low.ovre < 0.91 < high.undre
    late = night.figure("F1/jarva/2025")
    early = night.figure("F1/kungsholmen/2025")
    city = night.figure("F1/stad/2025")
    assert late is not None
    assert early is not None
    assert city is not None
    assert late.ovre < city.varde < early.undre  # type: ignore[operator]


def test_the_quarantine_holds_exactly_the_rows_that_were_planted_wrong(sample_home: Path) -> None:
    """In all tables; a regi that is not true and an unknown utredning move no row."""
    facit = json.loads((SAMPLE / "facit.json").read_text(encoding="utf-8"))
    wrong = {
        (delivery, file, row)
        for delivery, facts in facit["leveranser"].items()
        for file, kinds in facts["filer"].items()
        for kind in WRONG
        for row in kinds.get(kind, [])
    }
    tables = sorted(folder.name for folder in (sample_home / "quarantine").iterdir())
    assert tables == sorted(load_contract().tabeller)
    found = set()
    with duckdb.connect() as con:
        for table in tables:
            found |= set(
                con.execute(
                    "select _leverans, _fil, _rad from read_parquet(?, union_by_name = true)",
                    [f"{sample_home}/quarantine/{table}/*/*.parquet"],
                ).fetchall()
            )
    assert found == wrong
    assert len(found) == 418


def test_an_unknown_utredning_is_told_of_and_its_rows_are_accepted(sample_home: Path) -> None:
    facit = json.loads((SAMPLE / "facit.json").read_text(encoding="utf-8"))
    facts = facit["leveranser"]["bromma-2026-10-31"]["filer"]["aktualiseringar.csv"]
    with duckdb.connect() as con:
        accepted = con.execute(
            "select rad from read_parquet(?)",
            [f"{sample_home}/landing/aktualiseringar/delivery=bromma-2026-10-31/*.parquet"],
        ).fetchall()
    assert len(facts["okand_utredning"]) == 4
    assert set(facts["okand_utredning"]) <= {row for (row,) in accepted}


def test_read_is_accepted_plus_quarantined_for_every_table_of_every_delivery(
    sample_home: Path,
) -> None:
    """Counted anew from the Parquet files, the manifests and the facit of the sample."""
    facit = json.loads((SAMPLE / "facit.json").read_text(encoding="utf-8"))["leveranser"]
    records = landing.landed(Home(sample_home))
    assert len(records) == 13
    tables = rows = quarantined = 0
    with duckdb.connect() as con:
        for record in records:
            for file in record.manifest.filer:
                table = record.tabeller[file.tabell]
                kept, held = (
                    con.execute(
                        "select count(*) from read_parquet(?)",
                        [f"{sample_home}/{kind}/{file.tabell}/delivery={record.id}/*.parquet"],
                    ).fetchall()[0][0]
                    for kind in ("landing", "quarantine")
                )
                where = (record.id, file.fil)
                assert (table.godkanda, table.karantan) == (kept, held), where
                assert table.last == kept + held == file.rader, where
                assert file.rader == facit[record.id]["filer"][file.fil]["rader"], where
                tables, rows, quarantined = tables + 1, rows + table.last, quarantined + held
    assert (tables, rows, quarantined) == (117, 238054, 418)


def test_every_line_of_a_text_file_is_a_heading_a_row_or_skipped(sample_home: Path) -> None:
    files = 0
    for record in landing.landed(Home(sample_home)):
        with zipfile.ZipFile(SAMPLE / f"{record.id}.zip") as archive:
            for file in record.manifest.filer:
                if file.fil.endswith(".csv"):
                    table = record.tabeller[file.tabell]
                    found = re.search(r"rubriker på rad (\d+)", table.lasning[file.fil])
                    heading = int(found[1]) if found else 1
                    lines = archive.read(file.fil).count(b"\n")
                    assert lines == heading + table.last + table.overhoppade, (record.id, file.fil)
                    files += 1
    assert files == 108  # 13 deliveries of nine files; one of them in Excel


def test_thirty_are_under_training_in_fft_and_nobody_is_certified(sample_home: Path) -> None:
    current = [record.id for record in landing.in_force(landing.landed(Home(sample_home)))]
    with duckdb.connect() as con:
        found = con.execute(
            "select certifiering, sum(antal_personer)::int from read_parquet(?) "
            "where kompetens = 'fft' and referensdatum = '2025-11-01' "
            "and list_contains(?::varchar[], leverans_id) group by all",
            [f"{sample_home}/landing/personalresurser/*/*.parquet", current],
        ).fetchall()
    assert found == [("under_utbildning", 30)]


def test_populations_sum_to_the_known_numbers_of_children(sample_home: Path) -> None:
    with duckdb.connect() as con:
        found = con.execute(
            "select referensdatum::varchar, enhet, sum(antal)::int from read_parquet(?) "
            "where alder <= 17 and enhet <> 'stad' group by all",
            [f"{sample_home}/landing/befolkning/delivery=central-2026-10-31/*.parquet"],
        ).fetchall()
    days = {day for day, _, _ in found}
    assert days == {f"{year}-12-31" for year in range(2020, 2026)}
    for day in days:
        assert {unit: total for d, unit, total in found if d == day} == CHILDREN


def test_the_replaced_delivery_is_kept_but_not_in_force(sample_home: Path, night: Night) -> None:
    assert (sample_home / "landing/insatser/delivery=farsta-2026-10-31").is_dir()
    assert "farsta-2026-10-31" not in night.manifest["leveranser"]
    assert "farsta-2026-10-31-rattelse" in night.manifest["leveranser"]


def test_every_served_cell_is_complete_and_nothing_hidden_carries_a_number(night: Night) -> None:
    cells = night.table("celler")
    assert set(cells["status"]) == {
        "visad", "for_fa", "skyddad", "strukturell_nolla", "ej_mogen", "saknas"
    }  # fmt: skip
    hidden = cells[~cells["status"].isin(["visad", "for_fa"])]
    assert hidden[["varde", "undre", "ovre", "taljare", "namnare"]].isna().all(axis=None)
    few = cells[cells["status"] == "for_fa"]
    assert few[["varde", "undre", "ovre", "taljare"]].isna().all(axis=None)
    shown = cells[(cells["status"] == "visad") & ~cells["matt"].str.match("U|P1")]
    assert not shown["taljare"].between(1, 4).any()


def test_synthetic_data_are_labelled(night: Night) -> None:
    assert night.manifest["syntetiska_data"] is True


def test_the_command_gives_a_figure_for_machines_and_for_people(sample_home: Path) -> None:
    found = figure(sample_home, "V1/stad/2023")
    assert list(found) == [
        "address", "value", "status", "numerator", "denominator", "lower", "upper", "run",
        "deliveries",
    ]  # fmt: skip
    assert (found["value"], found["numerator"], found["denominator"]) == (5547, 5547, None)
    assert len(found["deliveries"]) == 12
    share = figure(sample_home, "R1/stad/2023")
    assert (share["numerator"], share["denominator"]) == (5048, 5547)
    assert figure(sample_home, "R1/farsta/2023")["deliveries"] == ["farsta-2026-10-31-rattelse"]
    text = insatskoll("figure", "R1/stad/2023", "--home", sample_home).stdout
    assert "91,0\N{NO-BREAK SPACE}%" in text
    assert "5\N{NO-BREAK SPACE}048 av 5\N{NO-BREAK SPACE}547 beslut" in text
    assert "Syntetiska data" in text


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("V1/stad/2099", "V1/stad/2025"),
        ("R1/farsat/2023", "R1/farsta/2023"),
        ("v1/stad/2023", "V1/stad/2023"),
        ("R2/stad/2023/regi=privat", "R2/stad/2023/regi=kopt"),
        ("skräp", "V1/"),
    ],
)
def test_an_unknown_address_is_an_error_with_the_nearest_ones(
    sample_home: Path, asked: str, near: str
) -> None:
    done = insatskoll("figure", asked, "--json", "--home", sample_home)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "det finns ingen siffra på adressen" in done.stderr
    assert near in done.stderr or asked == "skräp"
    assert "Traceback" not in done.stderr


def test_the_status_command_tells_ages_and_fails_when_stale(sample_home: Path) -> None:
    fresh = {"INSATSKOLL_STALE_DAYS": "20000"}
    done = insatskoll("status", "--home", sample_home, env=fresh)
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("uttag 2026-10-31") == 12
    old = insatskoll("status", "--home", sample_home, env={"INSATSKOLL_STALE_DAYS": "1"})
    assert old.returncode == 1
    assert old.stdout.count("FÖR GAMMALT") == 12
