"""What hides in a column of pseudonyms (syntetiska data)."""

from __future__ import annotations

import hashlib

import duckdb
import pytest

from pipelines.errors import DeliveryRefused
from pipelines.intake.gate import embedded, sequences, unkeyed, unread
from tests.unit.intake.gate_file import CONTRACT, pseudonym, refusal, row, rule

TABLE = CONTRACT.tabeller["uppfoljningar"]  # uppfoljning_id and beslut_id are pseudonyms

every_number = unkeyed.numbers


@pytest.fixture(autouse=True)
def _few_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """One number instead of 183 000: which numbers there are is tested by itself."""
    monkeypatch.setattr(unkeyed, "numbers", lambda year, sex: ["201205142381"])
    monkeypatch.setattr(unkeyed, "_lists", {})


def judge(values: str, count: int) -> str | None:
    """The rule broken by a column of `count` values; `values` is SQL on the row number i."""
    con = duckdb.connect(config={"threads": 2})
    con.execute("create temp table typed (_rad bigint, _otolkade varchar[], barn_id varchar)")
    con.execute(f"insert into typed select i + 2, [], {values} from range({count}) as r(i)")
    con.execute("create temp table gate_text (kolumn varchar, text varchar, rad bigint, v varchar)")
    try:
        different = sequences.different_values(con, "barn_id")
        embedded.check(con, "barn_id", {k: v for k, (v, _) in different.items()}, "fil")
        sequences.check(con, "barn_id", different, "fil")
    except DeliveryRefused as refused:
        return refused.rule
    finally:
        unread.drop(con)
    return None


def random(length: int) -> str:
    return f"left(sha256('hemlig' || i::varchar), {length})"


# a made-up number per row with its right check digit: 2012-05-01 … 28, serial 100 …, digit summed
def numbers() -> str:
    nine = (
        "('1205' || lpad((1 + i % 28)::varchar, 2, '0') || lpad((i // 28 % 1000)::varchar, 3, '0'))"
    )
    total = " + ".join(
        f"((ascii({nine}[{p}]) - 48) * {2 if p % 2 else 1}) // 10"
        f" + ((ascii({nine}[{p}]) - 48) * {2 if p % 2 else 1}) % 10"
        for p in range(1, 10)
    )
    return f"({nine} || ((10 - ({total}) % 10) % 10)::varchar)"


def test_a_million_random_pseudonyms_pass() -> None:
    assert judge(random(24), 1_000_000) is None


def test_long_random_pseudonyms_pass() -> None:
    assert judge(random(64), 100_000) is None


def test_chance_alone_does_make_look_alikes_in_a_million() -> None:
    """So the test above is no empty one: about 15 places · 6,8 in 100 000 have ten digits."""
    con = duckdb.connect(config={"threads": 2})
    (found,) = con.execute(
        f"select count(*) from (select {random(24)} as v from range(100000) as r(i)) "
        "where regexp_matches(v, '[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{4}')"
    ).fetchall()[0]
    assert found > 100


@pytest.mark.parametrize(
    "values",
    [
        "'00000000000020' || {pnr}",  # padded to 24
        "{pnr} || 'ffffffffffffff'",
        "'abcd20' || {pnr} || left(sha256(i::varchar), 12)",  # random after it
        "left(sha256(i::varchar), 7) || {pnr} || right(sha256(i::varchar), 7)",
    ],
)
def test_personnummer_embedded_in_pseudonyms_are_caught(values: str) -> None:
    assert judge(values.format(pnr=numbers()), 2_000) == "INT-01"


def test_they_are_caught_even_if_only_some_rows_have_them() -> None:
    """100 of 100 000 rows, at one place among random signs; chance puts about 7 there."""
    hidden = f"left(sha256(i::varchar), 7) || {numbers()} || right(sha256(i::varchar), 7)"
    assert judge(f"case when i % 1000 = 0 then {hidden} else {random(24)} end", 100_000) == "INT-01"


def test_one_padded_personnummer_among_random_pseudonyms_is_enough() -> None:
    con_value = "'000000000000198001011231'"
    assert judge(f"case when i = 700 then {con_value} else {random(24)} end", 10_000) == "INT-01"


def test_birth_dates_at_one_place_of_pseudonyms_are_caught() -> None:
    day = "('201205' || lpad((1 + i % 28)::varchar, 2, '0'))"
    assert judge(
        f"left(sha256(i::varchar), 9) || {day} || 'a' || left(md5(i::varchar), 6)", 500
    ) == ("INT-04")


@pytest.mark.parametrize(
    "values",
    [
        "lpad(to_hex(i + 70000), 24, 'e')",  # a counter in hexadecimal, padded
        "'c0ffee' || lpad(i::varchar, 18, 'a')",
        "to_hex(i * 3 + 2863311530) || right(sha256(i::varchar), 16)",  # left-aligned
        "rpad(to_hex(i + 4096), 24, 'b')",
    ],
)
def test_counters_are_no_pseudonyms(values: str) -> None:
    assert judge(values, 3_000) == "INT-07"


def test_padded_register_numbers_are_refused_whatever_they_look_like() -> None:
    """Some of the multiples of 7919 look like personnummer, so the rule is INT-01."""
    assert judge("'f' || lpad((i * 7919)::varchar, 23, '3')", 3_000) == "INT-01"
    assert judge("'f' || lpad((i * 7919)::varchar, 23, '3')", 20) == "INT-07"


def test_a_few_counted_ids_among_many_are_caught_above_one_per_cent() -> None:
    counter = "'9f3c7a1be2d84405' || lpad(to_hex(i), 8, 'd')"
    assert judge(f"case when i < 30 then {counter} else {random(24)} end", 1_000) == "INT-07"
    assert judge(f"case when i < 2 then {counter} else {random(24)} end", 1_000) is None


def test_a_registers_own_numbers_are_no_pseudonyms() -> None:
    numbered = [row(n, hushall_id=str(4711 + 13 * n)) for n in range(4)]
    assert rule(numbered) == "INT-07"
    lettered = [row(n, hushall_id=f"A-{17 + n}") for n in range(4)]
    refused = refusal(lettered)
    assert refused is not None
    assert refused.rule == "INT-07"
    assert "kolumnen hushall_id" in refused.what
    assert "(rad 2, 3, 4, 5)" in refused.what


def test_random_uuids_and_capitals_are_as_random_as_other_pseudonyms() -> None:
    """They are not in the contract's form, so their rows go to quarantine; nothing is revealed."""
    rows = [row(n, hushall_id=pseudonym(n, "h", 32).upper()) for n in range(60)]
    for n, each in enumerate(rows):
        h = pseudonym(n, "uuid", 32)
        each["utforare_id"] = f"{h[:8]}-{h[8:12]}-4{h[13:16]}-{h[16:20]}-{h[20:]}"
    assert rule(rows) is None


def test_the_numbers_that_a_birth_year_and_sex_allow() -> None:
    """366 days · 500 serials in 2012; 120514238: 2+2+0+5+2+4+4+3+7 = 29, so 1 makes 30."""
    girls = every_number(2012, "K")
    assert len(girls) == len(set(girls)) == 183_000
    assert "201205142381" in girls
    assert "201205142381" not in every_number(2012, "M")
    assert len(every_number(2013, "M")) == 182_500


@pytest.mark.parametrize("name", ["md5", "sha1", "sha224", "sha256", "sha384", "sha512"])
@pytest.mark.parametrize("spelling", ["201205142381", "20120514-2381", "1205142381", "120514-2381"])
def test_an_unkeyed_hash_of_a_personnummer_is_undone(name: str, spelling: str) -> None:
    digest = hashlib.new(name, spelling.encode()).hexdigest()
    for length in {24, min(len(digest), 64)}:
        assert rule([row(1, barn_id=digest[:length])]) == "INT-08"
    assert rule([row(1, barn_id=digest[:24].upper())]) == "INT-08"


def test_three_rows_a_file_are_tried_and_tables_without_birth_year_are_not() -> None:
    digest = hashlib.sha256(b"201205142381").hexdigest()
    third = [row(1), row(2), row(3, barn_id=digest), row(4)]
    assert rule(third) == "INT-08"
    fourth = [row(1), row(2), row(3), row(4, barn_id=digest)]
    assert rule(fourth) is None
    assert rule([row(1, barn_id=digest, kon="")]) is None
    followed = {"uppfoljning_id": pseudonym(1, "uppf"), "beslut_id": digest[:24]}
    assert rule([followed], "uppfoljningar") is None


def test_the_lists_of_a_night_are_made_once_and_files_use_those_that_are_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[int, str]] = []

    def numbers(year: int, sex: str) -> list[str]:
        asked.append((year, sex))
        return ["201205142381"]

    monkeypatch.setattr(unkeyed, "numbers", numbers)
    monkeypatch.setattr(unkeyed, "_lists", {})
    assert rule([row(1), row(2), row(3, fodelsear="2015")]) is None
    assert asked == [(2012, "K")]  # the most common; a file adds one list at most
    assert (
        rule([row(n, fodelsear="2015") for n in range(4, 9)] + [row(n) for n in (1, 2, 3)]) is None
    )
    assert asked == [(2012, "K")]
    assert rule([row(1, fodelsear="2016"), row(2, fodelsear="2016")]) is None
    assert asked == [(2012, "K"), (2016, "K")]
