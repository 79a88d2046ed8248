from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.statistics.audit_draw import draw

# syntetiska data
IDS = [f"akt-{i:03d}" for i in range(60)]
STRATA = ["bromma"] * 40 + ["farsta"] * 20


def test_the_same_seed_and_list_draw_the_same_files() -> None:
    found = draw(IDS, STRATA, {"bromma": 4, "farsta": 2}, seed=20240331)
    # written down once: a change of library or of code that draws otherwise is found here
    assert found.chosen == {
        "bromma": ("akt-000", "akt-025", "akt-002", "akt-034"),
        "farsta": ("akt-044", "akt-056"),
    }
    assert found.size == {"bromma": 40, "farsta": 20}
    assert found.seed == 20240331


@given(st.randoms(use_true_random=False), st.integers(0, 2**40))
@settings(max_examples=40, deadline=None)
def test_the_order_of_the_list_says_nothing(random: object, seed: int) -> None:
    mixed = list(zip(IDS, STRATA, strict=True))
    random.shuffle(mixed)  # type: ignore[attr-defined]
    sizes = {"farsta": 5, "bromma": 7}
    ids, strata = ([row[i] for row in mixed] for i in (0, 1))
    assert draw(ids, strata, sizes, seed) == draw(IDS, STRATA, sizes, seed)


@given(st.integers(0, 2**40), st.integers(0, 19))
@settings(max_examples=40, deadline=None)
def test_a_larger_draw_holds_the_smaller(seed: int, size: int) -> None:
    small, large = (
        draw(IDS, STRATA, {"farsta": n}, seed).chosen["farsta"] for n in (size, size + 1)
    )
    assert large[:size] == small
    assert len(set(large)) == size + 1
    assert set(large) <= set(IDS[40:])


def test_a_stratum_s_draw_depends_on_no_other() -> None:
    alone = draw(IDS[40:], STRATA[40:], {"farsta": 6}, seed=1)
    both = draw(IDS, STRATA, {"bromma": 3, "farsta": 6}, seed=1)
    assert alone.chosen["farsta"] == both.chosen["farsta"]
    assert alone.frozen != both.frozen


def test_another_list_has_another_digest() -> None:
    one = draw(IDS, STRATA, {}, seed=1)
    other = draw([*IDS[:-1], "akt-999"], STRATA, {}, seed=1)
    assert one.frozen != other.frozen
    assert len(one.frozen) == 64


def test_every_pair_is_drawn_equally_often() -> None:
    # five files, ten pairs, 4 000 seeds: 400 each, standard deviation 19
    files, counts = list("abcde"), dict.fromkeys(combinations("abcde", 2), 0)
    for seed in range(4000):
        pair = tuple(sorted(draw(files, ["s"] * 5, {"s": 2}, seed).chosen["s"]))
        counts[pair] += 1
    assert np.abs(np.array(list(counts.values())) - 400).max() < 4 * 19


@pytest.mark.parametrize(
    ("ids", "strata", "sizes", "seed"),
    [
        (["a", "a"], ["s", "s"], {"s": 1}, 1),
        (["a"], ["s", "s"], {"s": 1}, 1),
        (["a"], ["s"], {"s": 2}, 1),
        (["a"], ["s"], {"t": 1}, 1),
        (["a"], ["s"], {"s": -1}, 1),
        (["a"], ["s"], {"s": 1}, -1),
    ],
)
def test_impossible_draws_are_refused(ids: list, strata: list, sizes: dict, seed: int) -> None:
    with pytest.raises(ValueError, match=r"akt|fröet"):
        draw(ids, strata, sizes, seed)
