"""What a later version may never do: landed rows of earlier versions have to stay readable.

Rows are landed with the columns of the newest version; what their delivery's version lacks is
NULL. A column is therefore of one type in every version, also when one in between lacks it, and
a key has only columns that every version with the table has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.contract.change import Change

if TYPE_CHECKING:
    from pipelines.contract.model import Contract, Table


def fits_landed_rows(change: Change, before: Contract, after: Contract) -> None:
    """Compare a new version with any earlier one.

    Raises:
        InsatskollError: a column changes its type, or a key gets a column that was lacking.
    """
    for name in after.tabeller:
        if name in before.tabeller:
            _same_types(change, before, name, after.tabeller[name])
            _whole_keys(change, before, name, after.tabeller[name])


def _same_types(change: Change, before: Contract, name: str, after: Table) -> None:
    for column, old in before.tabeller[name].kolumner.items():
        if column in after.kolumner and after.kolumner[column].typ != old.typ:
            change.fail(
                "lagg_till.kolumner",
                f"{name}.{column}",
                f"är {old.typ} i version {before.version} och kan inte bli "
                f"{after.kolumner[column].typ}; ge den nya kolumnen ett eget namn",
            )


def _whole_keys(change: Change, before: Contract, name: str, after: Table) -> None:
    for column in after.nyckel:
        if column not in before.tabeller[name].kolumner:
            change.fail(
                "andra.tabeller",
                name,
                f"får nyckelkolumnen {column}, som leveranser enligt version {before.version} "
                "saknar",
            )
