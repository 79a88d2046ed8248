"""Every measure of the models against a second program in pandas (syntetiska data).

`tests/recompute` was written from the measures' texts without a look at the SQL. Here the two must
give the same numerators and denominators for the sample home and for small random worlds.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from pipelines.settings import Home, Settings
from pipelines.warehouse import dbt
from tests.recompute import MEASURES, differences, measures, read, recompute
from tests.recompute.compare import both, model_table, told
from tests.recompute.worlds import WORLDS, make

NOT_IN_A_WORLD = {
    # children are not the same across units when the keys differ
    "flera_nycklar": {"E1", "V6", "B1", "B2", "N1", "V5"},
}


def _agree(folder: Path, database: Path) -> dict[str, int]:
    """Assert that all measures agree; how many cells that are not nought were compared of each."""
    recomputed = recompute(read(folder))
    wrong: list[str] = []
    cells = {}
    for measure, own in recomputed.groupby("matt_id"):
        model = model_table(database, str(measure))
        assert model is not None, f"{measure} har ingen tabell"
        wrong += told(str(measure), differences(own, model))[:5]
        cells[str(measure)] = int((both(own, model)["taljare"] > 0).sum())
    assert wrong == [], "\n".join(wrong)
    return cells


def test_every_measure_of_the_texts_is_computed_a_second_time() -> None:
    assert set(MEASURES) == set(measures())
    assert len(MEASURES) >= 40


def test_the_sample_says_the_same_twice(sample_home: Path) -> None:
    cells = _agree(sample_home / "build/gallande", sample_home / "build/natt.duckdb")
    assert {measure for measure, found in cells.items() if found == 0} == set()


@pytest.mark.slow
@pytest.mark.parametrize("name", WORLDS)
def test_a_random_world_says_the_same_twice(name: str, tmp_path: Path) -> None:
    home = Home(tmp_path / "hem")
    home.make()
    seed, deliveries = WORLDS[name]
    folder = make(seed, home.build / "gallande", deliveries)
    built = dbt.build(home, Settings())  # its tests hold for every row that is accepted

    cells = _agree(folder, built.database)
    empty = {measure for measure, found in cells.items() if found < 3}
    assert empty == NOT_IN_A_WORLD.get(name, set())


def test_one_wrong_number_or_row_is_told() -> None:
    key = {"enhet_kod": "farsta", "period": "2023", "dimension": "", "varde": ""}
    own = pd.DataFrame([{**key, "taljare": 3.0, "namnare": 4.0}])
    model = own.assign(saknas_orsak=None, ar_mogen=True)
    assert len(differences(own, model)) == 0
    assert len(differences(own, model.assign(taljare=2.0))) == 1
    assert len(differences(own, model.assign(namnare=float("nan")))) == 1
    assert len(differences(own, model.assign(varde="K"))) == 2
    assert len(differences(own, model.assign(namnare=5.0, saknas_orsak="ej levererad"))) == 0
    assert told("V1", differences(own, model.assign(taljare=2.0))) == [
        "V1 farsta 2023 helheten : omräknat 3.0/4.0, modellen 2.0/4.0"
    ]
