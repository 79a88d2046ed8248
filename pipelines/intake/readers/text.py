"""Bytes become UTF-8 text with composed letters and lines of bounded length."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pipelines.errors import DeliveryRefused

MAX_LINE = 8_000  # characters; a row of codes and dates is some hundreds
_CHUNK = 1 << 20
_COMBINING = re.compile("[\u0300-\u036f]")
# å, ä and ö of UTF-8 read as Windows-1252, once, twice or decomposed, or as Mac OS Roman; of
# Mac OS Roman and DOS read as Windows-1252; and the sign for unreadable.
_MOJIBAKE = re.compile(
    "Ã[\u00a5\u00a4\u00b6\u0083-\u0085\u0096ƒ…„–]|Ì[\u0088\u008aˆŠ]|â€|√[•§∂ÖÑñ]"
    "|[ŒŠš‰†‡Ž™\ufffd]|(?<=[A-Za-z])[„”](?=[a-z])|€(?=[a-z])"
)
_SIGNS = "ÃÌâ√ŒŠš‰†‡Ž™\ufffd„”€"  # a search for single signs is many times faster
_LONG_LINE = re.compile(rf"\n[^\n]{{{MAX_LINE + 1}}}")
_BLANK_LINE = re.compile(r"(?:\n|\A)[ \t]*\n")


@dataclass(frozen=True)
class Decoded:
    """What a text file was.

    Attributes:
        encoding: as it is told to people.
        has_blank_lines: whether a line stands empty between others.
    """

    encoding: str
    has_blank_lines: bool


def to_utf8(source: Path, target: Path, where: str) -> Decoded:
    """Write `source` as UTF-8 without BOM, with letters composed (NFC) and lines ended by `\\n`.

    Raises:
        DeliveryRefused: FIL-01 (encoding, NUL), FIL-02 (mojibake), FIL-09 (a line too long).
    """
    with source.open("rb") as file:
        start = file.read(4096)
    for codec, name, bom in _candidates(start):
        try:
            with (
                source.open("rb") as reader,
                target.open("w", encoding="utf-8", newline="") as out,
            ):
                reader.seek(bom)
                return Decoded(name, _decode(reader, out, codec, where))
        except UnicodeError:
            continue
    raise DeliveryRefused(
        "FIL-01",
        where,
        "teckenkodningen är varken UTF-8, UTF-16 eller Windows-1252; spara om filen",
    )


def _candidates(start: bytes) -> list[tuple[str, str, int]]:
    """Codec, name and length of the byte-order mark, in the order to try."""
    if start.startswith(codecs.BOM_UTF8):
        return [("utf-8", "UTF-8 med BOM", 3)]
    if start.startswith(codecs.BOM_UTF16_LE):
        return [("utf-16-le", "UTF-16LE", 2)]
    if start.startswith(codecs.BOM_UTF16_BE):
        return [("utf-16-be", "UTF-16BE", 2)]
    if start[1::2].count(0) > len(start) // 4 and not start[0:40:2].count(0):
        return [("utf-16-le", "UTF-16LE utan BOM", 0)]
    return [("utf-8", "UTF-8", 0), ("cp1252", "Windows-1252", 0)]


def _decode(reader: IO[bytes], out: IO[str], codec: str, where: str) -> bool:
    decoder = codecs.getincrementaldecoder(codec)(errors="strict")
    rest, blank = "", False
    while True:
        more = reader.read(_CHUNK)
        text = rest + decoder.decode(more, final=not more)
        if more:
            cut = max(text.rfind("\n"), text.rfind("\r", 0, -1)) + 1
            text, rest = text[:cut], text[cut:]
            if len(rest) > MAX_LINE:
                raise too_long(where)
        text = checked(text, where)
        blank = blank or _BLANK_LINE.search(text) is not None
        out.write(text)
        if not more:
            return blank


def checked(text: str, where: str) -> str:
    """The text with composed letters and lines ended by `\\n`, unless it is damaged.

    Raises:
        DeliveryRefused: FIL-01 (NUL), FIL-02 (mojibake), FIL-09 (a line too long).
    """
    if "\x00" in text:
        raise DeliveryRefused("FIL-01", where, "filen innehåller NUL-tecken och är inte text")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        if _COMBINING.search(text):
            text = unicodedata.normalize("NFC", text)
        if any(sign in text for sign in _SIGNS) and _MOJIBAKE.search(text):
            raise DeliveryRefused(
                "FIL-02",
                where,
                "å, ä och ö är förvanskade (till exempel Ã¥); exportera filen på nytt som UTF-8",
            )
    if len(text) > MAX_LINE and (not 0 <= text.find("\n") <= MAX_LINE or _LONG_LINE.search(text)):
        raise too_long(where)
    return text


def too_long(where: str) -> DeliveryRefused:
    """The refusal of a row that is longer than any row of codes and dates."""
    return DeliveryRefused(
        "FIL-09",
        where,
        f"en rad är längre än {MAX_LINE} tecken; så långa är inga rader med koder och datum",
    )
