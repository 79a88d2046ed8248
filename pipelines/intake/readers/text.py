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
_COMBINING = (b"\xcc", b"\xcd")  # how they begin in UTF-8, and few others do
# å, ä and ö of UTF-8 read as Windows-1252, once, twice or decomposed, or as Mac OS Roman; of
# Mac OS Roman and DOS read as Windows-1252; and the sign for unreadable.
_MOJIBAKE = re.compile(
    "Ã[\u00a5\u00a4\u00b6\u0083-\u0085\u0096ƒ…„–]|Ì[\u0088\u008aˆŠ]|â€|√[•§∂ÖÑñ]"
    "|[ŒŠš‰†‡Ž™\ufffd]|(?<=[A-Za-z])[„”](?=[a-z])|€(?=[a-z])"
)
_SIGNS = "ÃÌâ√ŒŠš‰†‡Ž™\ufffd„”€"  # a search for single signs is many times faster
_BLANK_LINE = re.compile(rb"\n[ \t]*\n")


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
            with source.open("rb") as reader, target.open("wb") as out:
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


def _decode(reader: IO[bytes], out: IO[bytes], codec: str, where: str) -> bool:
    """UTF-8 goes through as it is, and is decoded to be looked at only."""
    decoder = None if codec == "utf-8" else codecs.getincrementaldecoder(codec)(errors="strict")
    rest, blank = b"", False
    while True:
        more = reader.read(_CHUNK)
        data = rest + (decoder.decode(more, final=not more).encode() if decoder else more)
        if more:
            cut = max(data.rfind(b"\n"), data.rfind(b"\r", 0, -1)) + 1
            data, rest = data[:cut], data[cut:]
            if len(codecs.utf_8_decode(rest, "strict", False)[0]) > MAX_LINE:
                raise too_long(where)
        data = checked(data, where)
        blank = blank or _BLANK_LINE.search(b"\n" + data) is not None
        out.write(data)
        if not more:
            return blank


def checked(data: bytes, where: str) -> bytes:
    """The text, in UTF-8, with composed letters and lines ended by `\\n`, unless it is damaged.

    Raises:
        UnicodeError: it is not UTF-8.
        DeliveryRefused: FIL-01 (NUL), FIL-02 (mojibake), FIL-09 (a line too long).
    """
    if b"\x00" in data:
        raise DeliveryRefused("FIL-01", where, "filen innehåller NUL-tecken och är inte text")
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if not data.isascii():
        text = data.decode()
        if any(sign in data for sign in _COMBINING):
            text = unicodedata.normalize("NFC", text)
            data = text.encode()
        if any(sign in text for sign in _SIGNS) and _MOJIBAKE.search(text):
            raise DeliveryRefused(
                "FIL-02",
                where,
                "å, ä och ö är förvanskade (till exempel Ã¥); exportera filen på nytt som UTF-8",
            )
    if _has_long_line(data):
        raise too_long(where)
    return data


def _has_long_line(data: bytes) -> bool:
    """Whether a line has too many letters; only few of the line ends are looked for."""
    start = 0
    while len(data) - start > MAX_LINE:
        end = data.rfind(b"\n", start, start + MAX_LINE + 1)
        if end < 0:  # too many bytes; letters are fewer
            return max(map(len, data[start:].decode().split("\n"))) > MAX_LINE
        start = end + 1
    return False


def too_long(where: str) -> DeliveryRefused:
    """The refusal of a row that is longer than any row of codes and dates."""
    return DeliveryRefused(
        "FIL-09",
        where,
        f"en rad är längre än {MAX_LINE} tecken; så långa är inga rader med koder och datum",
    )
