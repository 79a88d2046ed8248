"""The rules that follow from the contract itself: form, presence and keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from expectations.rule import Kind, Rule, Severity
from expectations.sources import sharing
from pipelines.contract import Column, Contract, Table

PREFIX: Final = {
    "insatser": "INS",
    "uppfoljningar": "UPP",
    "genomforandeplaner": "PLA",
    "utredningar": "UTR",
    "aktualiseringar": "AKT",
    "insatsutbud": "UTB",
    "befolkning": "BEF",
    "insatser_utan_behovsprovning": "IUB",
    "personalresurser": "PER",
    "dokumentationsvillkor": "DOK",
}
# What a row that is held back is missing from.
MEASURES: Final[dict[str, tuple[str, ...]]] = {
    "insatser": ("V1", "V2", "R1", "R2", "F1", "F3", "F4"),
    "uppfoljningar": ("F1", "F2", "F3", "F4"),
    "genomforandeplaner": ("T5",),
    "utredningar": ("T2", "T3", "A2"),
    "aktualiseringar": ("T1", "A1"),
    "insatsutbud": ("U1", "U3"),
    "befolkning": ("V4", "U4", "P1"),
    "insatser_utan_behovsprovning": ("S1", "S2"),
    "personalresurser": ("P1", "P2"),
    "dokumentationsvillkor": ("S1",),
}
_READABLE: Final = {
    "pseudonym": "en pseudonym (24–64 tecken 0–9 och a–f)",
    "kod": "ett värde ur kodlistan",
    "kodlista": "ett eller flera värden ur kodlistan, med + emellan",
    "datum": "ett datum som 2024-03-31",
    "manad": "en månad som 2024-03",
    "heltal": "ett heltal",
    "decimal": "ett tal med decimalkomma",
    "ja_nej": "ja eller nej",
}
_HELD_BACK: Final = "Raden räknas inte förrän den har rättats; talen blir något för låga."


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
                yield _presence(table_name, name, column)
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
    empty = " Saknas uppgiften: lämna kolumnen tom." if column.may_be_empty else ""
    return Rule(
        id=f"{PREFIX[table]}-{name}-form",
        table=table,
        title=f"{name} är {readable}",
        severity=Severity.FEL,
        kind=Kind.OVERENSSTAMMELSE,
        statement=f"Givet en rad i {table}, när {name} är ifyllt, så är det {readable}.",
        measures=MEASURES[table],
        advice_sender=f"Skriv {name} som {readable}.{empty}",
        advice_reader=_HELD_BACK,
        broken=broken,
    )


def _presence(table: str, name: str, column: Column) -> Rule:
    return Rule(
        id=f"{PREFIX[table]}-{name}-saknas",
        table=table,
        title=f"{name} är ifyllt",
        severity=Severity.FEL,
        kind=Kind.FULLSTANDIGHET,
        statement=f"Givet en rad i {table}, när den levereras, så är {name} ifyllt.",
        measures=MEASURES[table],
        advice_sender=f"Fyll i {name} ({column.om.split(';')[0]}).",
        advice_reader=_HELD_BACK,
        broken=f"b.{name} is null and not list_contains(b._otolkade, '{name}')",
    )


def _key(table_name: str, table: Table) -> Iterator[Rule]:
    key = ", ".join(table.nyckel)
    several = sharing(table.nyckel, "count(*) > 1")
    yield Rule(
        id=f"{PREFIX[table_name]}-dubblett",
        table=table_name,
        title=f"{table.titel}: samma rad levereras en gång",
        severity=Severity.FEL,
        kind=Kind.OVERENSSTAMMELSE,
        statement=f"Givet två rader i {table_name} med samma {key}, när allt annat också är lika, "
        "så räknas bara den första.",
        measures=MEASURES[table_name],
        advice_sender="Lämna varje rad en gång; kontrollera om två uttag har lagts ihop.",
        advice_reader="Den första raden räknas, så talen påverkas inte.",
        rows=f"(select b._leverans, b._fil, b._rad, row_number() over (partition by b._leverans, "
        f"{_of_b(table.nyckel)}, b._innehall order by b._fil, b._rad) as _nummer "
        f"from {several}) as b",
        broken="b._nummer > 1",
    )
    differ = "min(_innehall) <> max(_innehall)"
    yield Rule(
        id=f"{PREFIX[table_name]}-motstridig",
        table=table_name,
        title=f"{table.titel}: rader med samma nyckel säger inte olika saker",
        severity=Severity.FEL,
        kind=Kind.OVERENSSTAMMELSE,
        statement=f"Givet två rader i {table_name} med samma {key}, när något annat skiljer, "
        "så går det inte att veta vilken som gäller och båda hålls tillbaka.",
        measures=MEASURES[table_name],
        advice_sender=f"Lämna bara den rad som gäller för varje {key}.",
        advice_reader=_HELD_BACK,
        rows=sharing(table.nyckel, differ, differ),
        broken="true",
    )


def _of_b(columns: tuple[str, ...]) -> str:
    return ", ".join(f"b.{column}" for column in columns)
