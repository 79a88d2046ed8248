"""Quality as classes that are no counts in disguise (syntetiska data)."""

from __future__ import annotations

import pytest

from pipelines.publication.tables import share_class


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
