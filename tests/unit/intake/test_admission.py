from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipelines.errors import DeliveryRefused
from pipelines.intake import night
from pipelines.intake.landing import Landed, in_force
from pipelines.intake.manifest import Manifest
from tests.support.deliveries import beslut, write_delivery


def look(inbox: Path, landed: tuple[Landed, ...] = ()) -> night.Arrivals:
    return night.look(inbox, landed)


def landed(leverans_id: str = "farsta-1", enhet: str = "farsta", **facts: Any) -> Landed:
    manifest = {
        "leverans_id": leverans_id,
        "enhet": enhet,
        "uttagsdatum": "2026-09-30",
        "kontrakt": "1",
        "typ": "snapshot",
        "ersatter": None,
        "nyckel_id": "n1",
        "syntetiska_data": True,
        "sekretessmarkerade_barn": 0,
        "filer": [{"fil": "a.csv", "tabell": "insatser", "sha256": "0" * 64, "rader": 0}],
        **facts,
    }
    return Landed(
        manifest=Manifest.model_validate(manifest),
        enhet_kod=enhet,
        innehall_sha256="x",
        paket_sha256="x",
        tabeller={},
        regler={},
    )


def rules(arrivals: night.Arrivals) -> list[str]:
    return [refusal.rule for refusal in arrivals.refused]


def test_a_district_is_known_by_todays_name_with_any_dash(tmp_path: Path) -> None:
    write_delivery(tmp_path, "Hässelby – Vällingby", leverans_id="hv-1")
    assert [a.enhet_kod for a in look(tmp_path).new] == ["hasselby-vallingby"]


@pytest.mark.parametrize("enhet", ["Solna", "stad", "okand", "Rinkeby-Kista "])
def test_only_a_namnd_of_today_delivers(tmp_path: Path, enhet: str) -> None:
    write_delivery(tmp_path, enhet, leverans_id="x-1")
    assert rules(look(tmp_path)) == ["LEV-05"]


def test_another_contract_is_refused(tmp_path: Path) -> None:
    write_delivery(tmp_path, kontrakt="7")
    assert rules(look(tmp_path)) == ["LEV-06"]


def test_an_unknown_table_is_refused(tmp_path: Path) -> None:
    write_delivery(tmp_path, files={"a.csv": ("anteckningar", b"x", 0)}, typ="delta")
    assert rules(look(tmp_path, (landed(),))) == ["LEV-07"]


def test_the_same_id_with_other_content_is_refused(tmp_path: Path) -> None:
    write_delivery(tmp_path, leverans_id="farsta-1")
    assert rules(look(tmp_path, (landed(),))) == ["LEV-08"]


def test_a_correction_names_a_delivery_of_the_same_unit(tmp_path: Path) -> None:
    write_delivery(tmp_path, leverans_id="farsta-2", ersatter="bromma-1")
    known = (landed("bromma-1", "bromma"), landed())
    assert rules(look(tmp_path, known)) == ["LEV-09"]


def test_a_correction_is_of_the_same_kind_as_what_it_replaces(tmp_path: Path) -> None:
    """A delta in the place of a snapshot would leave the unit without any."""
    write_delivery(tmp_path, leverans_id="farsta-2", ersatter="farsta-1", typ="delta")
    assert rules(look(tmp_path, (landed(),))) == ["LEV-09"]


def test_what_is_replaced_already_is_not_replaced_again(tmp_path: Path) -> None:
    write_delivery(tmp_path, leverans_id="farsta-3", ersatter="farsta-1")
    known = (landed(), landed("farsta-2", ersatter="farsta-1"))
    assert rules(look(tmp_path, known)) == ["LEV-09"]
    write_delivery(tmp_path, leverans_id="farsta-3", ersatter="farsta-2")
    assert rules(look(tmp_path, known)) == []


def test_falla_40_one_id_twice_in_a_night_is_taken_once_or_refused(tmp_path: Path) -> None:
    """The same delivery in two places is one delivery; two deliveries with one id are not."""
    first = write_delivery(tmp_path / "a")
    second = write_delivery(tmp_path / "b")
    arrivals = look(tmp_path)
    assert ([a.delivery.path for a in arrivals.new], arrivals.known) == ([first], 1)
    assert rules(arrivals) == []
    write_delivery(tmp_path / "b", tables={"insatser": [beslut()]})
    arrivals = look(tmp_path)
    assert ([a.delivery.path for a in arrivals.new], rules(arrivals)) == ([first], ["LEV-08"])
    assert second.exists()


def test_a_second_snapshot_of_the_same_day_must_say_what_it_replaces(tmp_path: Path) -> None:
    write_delivery(tmp_path, leverans_id="farsta-2", uttagsdatum="2026-09-30")
    assert rules(look(tmp_path, (landed(),))) == ["LEV-10"]


def test_synthetic_and_real_deliveries_are_never_mixed(tmp_path: Path) -> None:
    write_delivery(tmp_path, "bromma")
    assert rules(look(tmp_path, (landed(syntetiska_data=False),))) == ["LEV-11"]
    write_delivery(tmp_path, "farsta", syntetiska_data=False)
    assert rules(look(tmp_path)) == ["LEV-11"]


@pytest.mark.parametrize(
    ("enhet", "missing"),
    [("farsta", "insatser_utan_behovsprovning"), ("central", "befolkning")],
)
def test_falla_40_a_snapshot_without_one_of_its_tables_is_refused(
    tmp_path: Path, enhet: str, missing: str
) -> None:
    """Each sender must deliver the tables that are its own in the contract; a delta need not."""
    write_delivery(tmp_path, enhet, without=(missing,))
    arrivals = look(tmp_path)
    assert rules(arrivals) == ["LEV-12"]
    assert missing in str(arrivals.refused[0])
    write_delivery(tmp_path, enhet)
    assert rules(look(tmp_path)) == []
    write_delivery(tmp_path, enhet, without=(missing,), typ="delta")
    assert rules(look(tmp_path, (landed("x-1", enhet),))) == []


def test_only_the_central_unit_delivers_the_population(tmp_path: Path) -> None:
    for enhet in ("farsta", "central"):
        write_delivery(tmp_path, enhet)
    tables = {a.enhet_kod: {f.tabell for f in a.manifest.filer} for a in look(tmp_path).new}
    assert tables["farsta"] - tables["central"] == {"insatser_utan_behovsprovning"}
    assert tables["central"] - tables["farsta"] == {"befolkning"}
    assert len(tables["farsta"]) == len(tables["central"]) == 9


def test_every_version_of_the_contract_is_taken_and_its_own_codes_and_tables_hold(
    tmp_path: Path,
) -> None:
    write_delivery(tmp_path, "farsta", kontrakt="1")
    write_delivery(tmp_path, "bromma", kontrakt="1.1")
    arrivals = look(tmp_path)
    assert sorted(a.manifest.kontrakt for a in arrivals.new) == ["1", "1.1"]
    assert rules(arrivals) == []


def test_the_original_goes_before_its_correction_whatever_the_files_are_called(
    tmp_path: Path,
) -> None:
    write_delivery(tmp_path, leverans_id="a-rattelse", ersatter="b-original")
    write_delivery(tmp_path, leverans_id="b-original")
    assert [a.delivery.id for a in look(tmp_path).new] == ["b-original", "a-rattelse"]


def test_one_refusal_does_not_stop_the_others(tmp_path: Path) -> None:
    write_delivery(tmp_path, "bromma")
    write_delivery(tmp_path, "Solna", leverans_id="solna-1")
    (tmp_path / "skrap.zip").write_bytes(b"x")
    arrivals = look(tmp_path)
    assert [a.enhet_kod for a in arrivals.new] == ["bromma"]
    assert sorted(rules(arrivals)) == ["LEV-01", "LEV-05"]
    assert isinstance(arrivals.refused[0], DeliveryRefused)


def test_a_chain_of_corrections_may_come_in_one_night(tmp_path: Path) -> None:
    write_delivery(tmp_path, leverans_id="a-tredje", ersatter="b-andra")
    write_delivery(tmp_path, leverans_id="b-andra", ersatter="c-forsta")
    write_delivery(tmp_path, leverans_id="c-forsta")
    arrivals = look(tmp_path)
    assert [a.delivery.id for a in arrivals.new] == ["c-forsta", "b-andra", "a-tredje"]
    assert rules(arrivals) == []


def test_a_correction_is_not_older_than_what_it_replaces(tmp_path: Path) -> None:
    write_delivery(tmp_path, leverans_id="f-2", ersatter="farsta-1", uttagsdatum="2026-08-31")
    assert rules(look(tmp_path, (landed(),))) == ["LEV-09"]


def test_a_delta_falls_with_the_snapshot_it_builds_on(tmp_path: Path) -> None:
    write_delivery(tmp_path, leverans_id="f-2")
    write_delivery(tmp_path, leverans_id="f-3", typ="delta", uttagsdatum="2026-11-01")
    arrivals = look(tmp_path, (landed(),))
    first = arrivals.new[0]
    with arrivals.taking(first):
        raise DeliveryRefused("FIL-03", "f-2.zip/insatser.csv", "kolumner saknas")
    night.stop(arrivals, [], [])
    assert (arrivals.new, rules(arrivals)) == ([], ["FIL-03", "LEV-09"])


@pytest.mark.parametrize("day", ["0001-01-01", "2206-10-31"])
def test_an_extract_date_outside_the_possible_is_refused(tmp_path: Path, day: str) -> None:
    write_delivery(tmp_path, uttagsdatum=day)
    assert rules(look(tmp_path)) == ["LEV-02"]


def ids(*records: Landed) -> list[str]:
    return [record.id for record in in_force(records)]


def test_falla_41_the_latest_snapshot_replaces_the_earlier_whole() -> None:
    assert ids(landed("f-1"), landed("f-2", uttagsdatum="2026-10-31")) == ["f-2"]


def test_an_older_extract_never_overwrites_a_newer_one() -> None:
    newer = landed("f-1", uttagsdatum="2026-10-31")
    assert ids(newer, landed("f-9", uttagsdatum="2026-08-31")) == ["f-1"]


def test_a_correction_replaces_its_original_and_the_original_stays_out() -> None:
    assert ids(landed("z-1"), landed("a-2", ersatter="z-1")) == ["a-2"]


def test_a_correction_of_last_month_does_not_replace_this_month() -> None:
    records = (
        landed("f-1"),
        landed("f-2", uttagsdatum="2026-10-31"),
        landed("f-3", ersatter="f-1"),
    )
    assert ids(*records) == ["f-2"]


def test_a_correction_leaves_the_deltas_of_its_day_in_force() -> None:
    delta = landed("f-2", typ="delta")
    assert ids(landed("f-1"), delta, landed("f-3", ersatter="f-1")) == ["f-3", "f-2"]


def test_a_delta_follows_its_snapshot_until_the_next_snapshot() -> None:
    first = landed("f-1")
    delta = landed("f-2", typ="delta", uttagsdatum="2026-10-07")
    assert ids(first, delta) == ["f-1", "f-2"]
    assert ids(first, delta, landed("f-3", uttagsdatum="2026-10-31")) == ["f-3"]
