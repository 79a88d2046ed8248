"""Quality as classes that are no counts in disguise (syntetiska data)."""

from __future__ import annotations

import duckdb
import pytest

from pipelines.disclosure.plan import Plan
from pipelines.measures import load_measures
from pipelines.publication.tables import planned_rows, share_class


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 150, "få"),
        (1, 150, "få"),
        (19, 150, "få"),
        (20, 150, "1–5 %"),
        (39, 150, "1–5 %"),
        (40, 150, "över 5 %"),
        (99, 10_000, "få"),
        (100, 10_000, "1–5 %"),
        (499, 10_000, "1–5 %"),
        (500, 10_000, "över 5 %"),
    ],
)
def test_a_class_is_at_least_twenty_rows_wide(part: int, whole: int, said: str) -> None:
    assert share_class(part, whole) == said


def test_only_what_the_plan_lists_is_read() -> None:
    plan = Plan.model_validate(
        {
            "version": 1,
            "tabeller": [
                {"matt": "V1", "perioder": ["ar"]},
                {"matt": "U1", "perioder": ["utbudsdag"], "skydd": "nej"},
            ],
            "relationer": [],
        }
    )
    with duckdb.connect() as con:
        con.execute(
            "create table dim_period as from (values ('2023', 'ar'), ('2023Q1', 'kvartal'), "
            "('2024-11-01', 'utbudsdag')) as t (period, slag)"
        )
        for model, periods in (("matt_v1", "2023 2023Q1"), ("matt_u1", "2024-11-01")):
            con.execute(f"create table {model} (matt_id text, period text, dimension text)")
            for period in periods.split():
                for dimension in ("", "kon"):
                    con.execute(
                        f"insert into {model} values (?, ?, ?)",
                        [model[-2:].upper(), period, dimension],
                    )
        rows = planned_rows(con, load_measures(), plan)
    same = {"form": "antal", "kanslig": "nej"}
    assert rows.to_dict("records") == [
        {"matt_id": "U1", "period": "2024-11-01", "dimension": "", "skydd": "nej", **same},
        {"matt_id": "V1", "period": "2023", "dimension": "", "skydd": "ja", **same},
    ]
