"""The least and the usual way to count the sample's decisions, to compare the night with.

`duckdb`: read every delivered row and write it as Parquet, with no check at all: the floor.
`pandas`: read every file into a frame and count decisions a year: the peer, a script in a drawer.
"""

from __future__ import annotations

import io
import sys
import tempfile
import zipfile
from pathlib import Path


def main(way: str, inbox: Path) -> None:
    """Do it one way, in this process."""
    with tempfile.TemporaryDirectory() as folder:
        rows = {"duckdb": with_duckdb, "pandas": with_pandas}[way](inbox, Path(folder))
    print(rows)


def with_duckdb(inbox: Path, folder: Path) -> int:
    import duckdb

    rows = 0
    with duckdb.connect(config={"threads": 2}) as con:
        for name, data in members(inbox):
            source, target = folder / "in.csv", folder / f"{name.replace('/', '-')}.parquet"
            source.write_bytes(data if b"\xc3" in data else data.decode("cp1252").encode())
            con.execute(
                f"copy (from read_csv('{source}', all_varchar = true)) "
                f"to '{target}' (format parquet)"
            )
            rows += con.execute(f"select count(*) from '{target}'").fetchall()[0][0]
    return rows


def with_pandas(inbox: Path, folder: Path) -> int:
    import pandas as pd

    del folder
    rows = 0
    for name, data in members(inbox):
        text = decoded(data)
        frame = pd.read_csv(io.StringIO(text), sep=None, engine="python", dtype=str)
        rows += len(frame)
        if "insatser" in name:
            frame.groupby(frame.columns[0]).size()
    return rows


def decoded(data: bytes) -> str:
    """The text of a file in one of the sample's two encodings."""
    is_utf8 = data.startswith(b"\xef\xbb\xbf") or b"\xc3" in data
    return data.decode("utf-8-sig" if is_utf8 else "cp1252")


def members(inbox: Path):
    """Name and bytes of each CSV of each delivery; workbooks are left out."""
    for path in sorted(inbox.glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith(".csv"):
                    yield f"{path.stem}/{name}", archive.read(name)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
