"""The rules that follow from the contract itself: form, presence and keys."""

from __future__ import annotations

from collections.abc import Iterator

from expectations.rule import BATCH, Rule, Severity
from pipelines.contract import Column, Contract, Table

PREFIX = {
    "insatser": "INS",
    "uppfoljningar": "UPP",
    "insatsutbud": "UTB",
    "befolkning": "BEF",
}
# What a row that is held back is missing from.
MEASURES: dict[str, tuple[str, ...]] = {
    "insatser": ("V1", "V2", "R1", "R2", "F1", "F3", "F4"),
    "uppfoljningar": ("F1", "F3", "F4"),
    "insatsutbud": ("U1", "U3"),
    "befolkning": (),
}
_READABLE = {
    "pseudonym": "en pseudonym (24–64 tecken 0–9 och a–f)",
    "kod": "ett värde ur kodlistan",
    "datum": "ett datum som 2024-03-31",
    "heltal": "ett heltal",
    "decimal": "ett tal med decimalkomma",
    "ja_nej": "ja eller nej",
}


def contract_rules(contract: Contract) -> Iterator[Rule]:
    """Form and presence of every column, and the key of every table.

    A unit or a type that is not known is not a matter of form: it is kept as unknown, and the
    tables' own rules tell of it.
    """
    for table_name, table in contract.tabeller.items():
        for name, column in table.kolumner.items():
            if column.typ in _READABLE:
                yield _form(table_name, name, column)
            if not column.may_be_empty:
                yield _presence(table_name, name)
        yield from _key(table_name, table)


def _form(table: str, name: str, column: Column) -> Rule:
    broken = f"list_contains(b._otolkade, '{name}')"
    readable = _READABLE[column.typ]
    if column.minst is not None:
        broken = f"({broken} or b.{name} < {column.minst})"
        readable += f", minst {column.minst}"
    if column.hogst is not None:
        broken = f"({broken} or b.{name} > {column.hogst})"
        readable += f", högst {column.hogst}"
    return Rule(
        id=f"{PREFIX[table]}-{name}-form",
        table=table,
        title=f"{name} är {readable}",
        severity=Severity.FEL,
        statement=f"Givet en rad i {table}, när {name} är ifyllt, så är det {readable}.",
        broken=broken,
        measures=MEASURES[table],
    )


def _presence(table: str, name: str) -> Rule:
    return Rule(
        id=f"{PREFIX[table]}-{name}-saknas",
        table=table,
        title=f"{name} är ifyllt",
        severity=Severity.FEL,
        statement=f"Givet en rad i {table}, när den levereras, så är {name} ifyllt.",
        broken=f"b.{name} is null and not list_contains(b._otolkade, '{name}')",
        measures=MEASURES[table],
    )


def _key(table_name: str, table: Table) -> Iterator[Rule]:
    key = ", ".join(table.nyckel)
    same_key = " and ".join(f"a.{name} = b.{name}" for name in table.nyckel)
    other = f"exists (select 1 from {BATCH} as a where a._leverans = b._leverans and {same_key}"
    yield Rule(
        id=f"{PREFIX[table_name]}-dubblett",
        table=table_name,
        title=f"{table.titel}: samma rad levereras en gång",
        severity=Severity.FEL,
        statement=f"Givet två rader i {table_name} med samma {key}, när allt annat också är lika, "
        "så räknas bara den första.",
        broken=f"{other} and a._innehall = b._innehall and (a._fil, a._rad) < (b._fil, b._rad))",
        measures=MEASURES[table_name],
    )
    yield Rule(
        id=f"{PREFIX[table_name]}-motstridig",
        table=table_name,
        title=f"{table.titel}: rader med samma nyckel säger inte olika saker",
        severity=Severity.FEL,
        statement=f"Givet två rader i {table_name} med samma {key}, när något annat skiljer, "
        "så går det inte att veta vilken som gäller och båda hålls tillbaka.",
        broken=f"{other} and a._innehall <> b._innehall)",
        measures=MEASURES[table_name],
    )
