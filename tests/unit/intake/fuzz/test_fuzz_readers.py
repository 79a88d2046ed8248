"""Arbitrary and damaged files (syntetiska data): rows that add up, or a refusal, and nothing else.

The seed is fixed, so the same files are tried each time; tests/integration tries many more.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipelines.errors import DeliveryRefused
from tests.unit.intake.reader_file import FARSTA, UTBUD, lines, read, utbud

MARK = "zzmark"
WHOLE = lines(
    "Rapport", "", UTBUD, FARSTA, f'"Far;sta";{MARK};med;"lok\nalt";ja;;230701;-', "", UTBUD,
    FARSTA, "Summa;2",
)  # fmt: skip
PIECES = [
    ";", ",", "\t", "|", '"', '""', "\n", "\r\n", "\r", "\x00", "\x01", "\x1a", "\ufeff", "å",
    "a\u030a", "Ã¥", "\u00a0", "\u2028", "\x85", "=1+1", "1/7/2023", "13/7/2023", "7/13/2023",
    "991231", "Summa", MARK, UTBUD, FARSTA, "'", "\\", "%", "{}", "NULL", "nan", "9" * 40, "-",
    "..",
]  # fmt: skip
_CODECS = {
    "Windows-1252": "cp1252", "UTF-8 med BOM": "utf-8-sig", "UTF-16LE": "utf-16",
    "UTF-16BE": "utf-16", "UTF-16LE utan BOM": "utf-16-le",
}  # fmt: skip
FAST = settings(
    max_examples=60, derandomize=True, deadline=None, database=None,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip


def adds_up(content: bytes, name: str = "") -> bool:
    """Read or refused; the rows of the file are those read, skipped, or before the data."""
    try:
        found = read(content, name=name)
    except DeliveryRefused as refused:
        assert MARK not in str(refused).lower()
        return bool(refused.what)
    reading = found.reading
    assert MARK not in repr((reading, found.notes, found.unread)).lower()
    assert all(number > reading.heading_row for number in found.rows)
    for row in found.rows.values():
        assert MARK not in repr(row).lower()
    told = reading.rows + reading.furniture + reading.heading_row
    return bool(name) or told == rows_of(content, reading.encoding, reading.separator)


def rows_of(content: bytes, encoding: str, separator: str) -> int:
    """How many rows a plain reader sees; a second opinion."""
    codec = _CODECS.get(encoding, "utf-8")
    text = unicodedata.normalize("NFC", content.decode(codec))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    sign = {"TAB": "\t"}.get(separator, separator)
    return sum(1 for _ in csv.reader(io.StringIO(text, newline=""), delimiter=sign))


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A whole file with some places cut, doubled, or filled with something nasty."""
    content = WHOLE
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(content)))
        cut = draw(st.integers(0, 12))
        piece = draw(st.sampled_from(PIECES)).encode() * draw(st.sampled_from([1, 1, 1, 2, 400]))
        content = content[:at] + piece + content[at + cut :]
    return content


def table() -> st.SearchStrategy[bytes]:
    """The contract's headings and rows of nasty cells."""
    cell = st.lists(st.sampled_from(PIECES), max_size=2).map("".join)
    row = st.lists(cell, min_size=6, max_size=9).map(";".join)
    return st.lists(row, max_size=6).map(lambda rows: utbud(*rows))


def anything() -> st.SearchStrategy[bytes]:
    """Bytes with and without headings before them."""
    return st.tuples(
        st.sampled_from([b"", utbud(), b"\xff\xfe", b"\xef\xbb\xbf"]), st.binary()
    ).map(b"".join)


def examples(test: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """What was found once stays tried."""
    for found in (
        lines('"Rapport\nett"', UTBUD, FARSTA),  # a title on two lines took a row with it
        lines('"Rapport" A "', UTBUD, FARSTA, FARSTA),  # so did quotes in a title
        lines(";Uttag", UTBUD, FARSTA, "Farsta;FAM01"),  # every short row was a repeated title
        utbud(FARSTA) + b"\n" * 70,
        utbud("\x01;FAM01;med;lokalt;nej;nej;2020-01-01;\x01"),
        UTBUD.encode(),
        b"\xff\xfe",
    ):
        test = example(found)(test)
    return test


@FAST
@given(anything() | damaged() | table())
@examples
def test_any_text_is_read_whole_or_refused(content: bytes) -> None:
    assert adds_up(content)


@settings(FAST, max_examples=25)
@given(st.binary(max_size=300), st.sampled_from([b"", b"PAR1"]))
def test_any_bytes_called_parquet_are_read_or_refused(content: bytes, sign: bytes) -> None:
    assert adds_up(sign + content + sign, "u.parquet")


@settings(FAST, max_examples=4)
@given(st.binary(max_size=300))
@example(b"PK\x05\x06" + bytes(18))
@example(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
def test_any_bytes_called_a_workbook_are_read_or_refused(content: bytes) -> None:
    assert adds_up(content, "bok.xlsx")
