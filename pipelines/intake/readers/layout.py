"""How a plain CSV is laid out: separator, where its headings stand, and which column is which."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pipelines.contract import Table
from pipelines.contract.text import slug
from pipelines.errors import DeliveryRefused

SEPARATORS = {";": ";", "\t": "TAB", ",": ",", "|": "|"}
_HEAD_LINES = 60
_HEAD_ROWS = 40  # headings stand among the first rows or not at all
_MAX_COLUMNS = 300  # blank ones included; the widest table has some thirty


@dataclass(frozen=True)
class Layout:
    """Where things are in a file.

    Attributes:
        separator: between the columns.
        wrapped: whether each whole row stands in quotes.
        titles: texts of the rows before the headings.
        over: rows of headings as they stand; two where groups stand above.
        heading_row: number of the last row of headings, the first row being 1.
        skip: how many lines come before the data.
        odd_head: whether other readers could see another number of lines before the data.
        headings: the headings as they stand, one for each column.
        columns: the contract's column at each place; None where the column is blank.
    """

    separator: str
    wrapped: bool
    titles: tuple[str, ...]
    over: tuple[str, ...]
    heading_row: int
    skip: int
    odd_head: bool
    headings: tuple[str, ...]
    columns: tuple[str | None, ...]


def find_layout(plain: Path, table: Table, where: str) -> Layout:
    """Find the one layout in which the headings are the contract's.

    Raises:
        DeliveryRefused: FIL-03 (columns), FIL-07 (two layouts fit).
    """
    with plain.open(encoding="utf-8", newline="") as file:
        lines = list(islice(file, _HEAD_LINES))
    found = list(_layouts(lines, table, False))
    inner = [unwrap(line) for line in lines]
    if any(inner):
        opened = [
            line if text is None else text + "\n" for line, text in zip(lines, inner, strict=True)
        ]
        found += [o for o in _layouts(opened, table, True) if inner[o.skip - 1] is not None]
    if len(found) > 1:
        raise DeliveryRefused(
            "FIL-07", where, "rubrikerna går att läsa på två sätt; använd ; mellan kolumnerna"
        )
    if found:
        if len(found[0].columns) > _MAX_COLUMNS:
            raise DeliveryRefused(
                "FIL-03", where, f"filen har fler än {_MAX_COLUMNS} kolumner; ta bort de tomma"
            )
        return found[0]
    raise DeliveryRefused("FIL-03", where, _problem(lines, table))


def match(headings: Sequence[str], table: Table) -> tuple[str | None, ...] | None:
    """The contract's columns for a row of headings, or None if it is not one.

    Blank headings are allowed (the column must be blank all the way); unknown ones are not.
    """
    known = table.known_headings
    names = tuple(known.get(slug(cell), "?") if cell.strip() else None for cell in headings)
    if sorted(name for name in names if name) == sorted(table.kolumner):
        return names
    return None


def _layouts(lines: Sequence[str], table: Table, wrapped: bool) -> Iterator[Layout]:
    for separator in SEPARATORS:
        rows, ends = _rows(lines, separator)
        for place, row in enumerate(rows):
            options = [(row, place)]
            # A row above complete headings is a title, not a group.
            if place + 1 < len(rows) and match(rows[place + 1], table) is None:
                options.append((_joined(row, rows[place + 1], table), place + 1))
            hit = next(((o, at, m) for o, at in options if (m := match(o, table))), None)
            if hit:
                headings, at, names = hit
                texts = [separator.join(cells) for cells in rows[: at + 1]]
                yield Layout(
                    separator,
                    wrapped,
                    titles=tuple(texts[:place]),
                    over=tuple(texts[place:]),
                    heading_row=at + 1,
                    skip=ends[at],
                    odd_head=ends[at] > at + 1 or any('"' in li for li in lines[: ends[at] - 1]),
                    headings=tuple(headings),
                    columns=names,
                )
                break


def _rows(lines: Sequence[str], separator: str) -> tuple[list[list[str]], list[int]]:
    """The first rows, and after how many lines each of them ends."""
    reader = csv.reader(lines, delimiter=separator)
    rows, ends = [], []
    try:
        for row in islice(reader, _HEAD_ROWS):
            rows.append(row)
            ends.append(reader.line_num)
    except csv.Error:
        pass  # a field beyond all bounds: what was read so far is all there is to see
    return rows, ends


def _joined(upper: Sequence[str], lower: Sequence[str], table: Table) -> list[str]:
    """Headings that stand in two rows: `Beslut` over `datum` is `Beslut datum`."""
    known, group, joined = table.known_headings, "", []
    for place in range(max(len(upper), len(lower))):
        above = upper[place].strip() if place < len(upper) else ""
        below = lower[place].strip() if place < len(lower) else ""
        group = above or group
        texts = (f"{group} {below}".strip(), below, above) if below else (above,)
        joined.append(next((text for text in texts if slug(text) in known), texts[0]))
    return joined


def unwrap(line: str) -> str | None:
    """The inside of a row that stands in quotes as a whole, or None if it does not."""
    text = line.strip("\r\n \t;,|")
    if len(text) < 2 or text[0] != '"' or text[-1] != '"':
        return None
    inner = text[1:-1]
    return None if '"' in inner.replace('""', "") else inner.replace('""', '"')


def _problem(lines: Sequence[str], table: Table) -> str:
    known = table.headings()
    best: list[str] = []
    for separator in SEPARATORS:
        for row in _rows(lines, separator)[0]:
            names = [known.get(slug(cell), "") for cell in row]
            if len(set(filter(None, names))) > len(set(filter(None, best))):
                best = names
    missing = [name for name in table.kolumner if name not in best]
    unknown = [str(place) for place, name in enumerate(best, 1) if not name]
    double = sorted({name for name in best if name and best.count(name) > 1})
    parts = []
    if missing:
        parts.append(f"kolumner saknas: {', '.join(missing)}")
    if unknown:
        # The heading itself may be a name or a note; its place says enough.
        shown = ", ".join(unknown[:20]) + (" med flera" if len(unknown) > 20 else "")
        parts.append(f"kolumner som kontraktet inte har, på plats {shown}")
    if double:
        parts.append(f"kolumner står två gånger: {', '.join(double)}")
    return (
        "rubrikerna stämmer inte med kontraktet: "
        + "; ".join(parts or ["ingen rad med kontraktets rubriker"])
        + ". Använd kontraktets rubriker, och ta bort kolumner som inte hör dit"
    )
