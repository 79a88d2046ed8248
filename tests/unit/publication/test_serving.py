from __future__ import annotations

import json
import threading
from pathlib import Path

import pandas as pd
import pytest

from pipelines.errors import NotPublished
from pipelines.publication import serving
from pipelines.publication.reader import Reader, load


def publish(serve: Path, run: str, value: int) -> None:
    cells = pd.DataFrame(
        {
            "adress": ["V1/stad/2023"], "matt": ["V1"], "enhet": ["stad"], "period": ["2023"],
            "dimension": [""], "dimension_varde": [""], "status": ["visad"],
            "varde": [float(value)], "undre": [float("nan")], "ovre": [float("nan")],
            "taljare": pd.array([value], dtype="Int64"),
            "namnare": pd.array([None], dtype="Int64"), "orsak": [None], "galler_fran": ["a"],
        }
    )  # fmt: skip
    matt = pd.DataFrame({"id": ["V1"], "titel": ["Beviljade insatser"]})
    serving.write(serve, run, {"celler": cells, "matt": matt}, {"syntetiska_data": True})
    serving.point(serve, run)


def value(reader: Reader) -> float | None:
    found = reader.night().figure("V1/stad/2023")
    assert found is not None
    return found.varde


def test_a_new_night_is_picked_up_without_restarting(tmp_path: Path) -> None:
    publish(tmp_path, "natt-1", 1)
    reader = Reader(tmp_path)
    assert value(reader) == 1
    first = reader.night()
    assert reader.night() is first
    publish(tmp_path, "natt-2", 2)
    assert value(reader) == 2
    assert first.figure("V1/stad/2023").varde == 1  # type: ignore[union-attr]


def test_a_cell_comes_back_with_its_types(tmp_path: Path) -> None:
    publish(tmp_path, "natt-1", 17)
    found = load(tmp_path).figure("V1/stad/2023")
    assert found is not None
    assert (found.varde, found.taljare, found.namnare, found.undre) == (17.0, 17, None, None)
    assert isinstance(found.taljare, int)
    assert load(tmp_path).figure("V1/stad/1999") is None


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        publish(tmp_path / folder, "natt-1", 1)
    files = {p.name: p.read_bytes() for p in (tmp_path / "a" / "natt-1").iterdir()}
    assert files == {p.name: p.read_bytes() for p in (tmp_path / "b" / "natt-1").iterdir()}
    assert (tmp_path / "a/current.json").read_bytes() == (tmp_path / "b/current.json").read_bytes()


@pytest.mark.parametrize("victim", ["celler.parquet", "manifest.json"])
def test_a_damaged_night_is_not_shown(tmp_path: Path, victim: str) -> None:
    publish(tmp_path, "natt-1", 1)
    path = tmp_path / "natt-1" / victim
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert serving.published(tmp_path) is None
    with pytest.raises(NotPublished, match="skadad"):
        load(tmp_path)


def test_a_reader_keeps_the_night_it_has_when_the_next_one_is_damaged(tmp_path: Path) -> None:
    publish(tmp_path, "natt-1", 1)
    reader = Reader(tmp_path)
    assert value(reader) == 1
    publish(tmp_path, "natt-2", 2)
    (tmp_path / "natt-2" / "celler.parquet").unlink()
    assert value(reader) == 1


def test_no_night_says_what_to_do(tmp_path: Path) -> None:
    assert serving.published(tmp_path) is None
    with pytest.raises(NotPublished, match="kör insatskoll refresh"):
        Reader(tmp_path).night()


def test_half_a_night_is_cleaned_away_and_never_read(tmp_path: Path) -> None:
    publish(tmp_path, "natt-1", 1)
    (tmp_path / ".natt-2.part").mkdir()
    serving.clean(tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["current.json", "natt-1"]


def test_the_pointer_names_the_manifest_by_its_checksum(tmp_path: Path) -> None:
    publish(tmp_path, "natt-1", 1)
    pointer = json.loads((tmp_path / "current.json").read_text())
    assert pointer["run"] == "natt-1"
    assert len(pointer["manifest_sha256"]) == 64
    assert serving.published(tmp_path) == "natt-1"


def test_a_night_can_be_read_by_several_threads(tmp_path: Path) -> None:
    publish(tmp_path, "natt-1", 1)
    reader, seen = Reader(tmp_path), []
    threads = [threading.Thread(target=lambda: seen.append(value(reader))) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [1.0] * 16


def test_a_loaded_night_can_reach_nothing_on_the_disk(tmp_path: Path) -> None:
    publish(tmp_path, "natt-1", 1)
    night = load(tmp_path)
    with pytest.raises(Exception, match="disabled"):
        night._query(f"from read_parquet('{tmp_path}/natt-1/celler.parquet')")
