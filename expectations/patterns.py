"""Rules that several tables need, each said once: a day, a unit, a type, a missing share."""

from __future__ import annotations

from typing import Final

from expectations import limits
from expectations.rule import Kind, Rule, Severity
from expectations.sources import WITH_DELIVERY, WITH_TYPE, whole_file, with_unit

NOUN: Final = {
    "insatser": "ett beslut",
    "uppfoljningar": "en uppföljning",
    "genomforandeplaner": "en genomförandeplan",
    "utredningar": "en utredning",
    "aktualiseringar": "en aktualisering",
    "insatsutbud": "ett erbjudande",
    "befolkning": "ett befolkningstal",
    "insatser_utan_behovsprovning": "ett antal insatser",
    "personalresurser": "en uppgift om personal",
    "dokumentationsvillkor": "ett villkor",
}
_DAYS_LATE: Final = limits.REGISTERED_LATE_DAYS


def after_extract(
    rule_id: str,
    table: str,
    column: str,
    severity: Severity,
    measures: tuple[str, ...],
    reader: str,
    unless: str | None = None,
) -> Rule:
    """A day of something that has happened is not later than the extract.

    Args:
        rule_id: the rule's id.
        table: the table.
        column: the day.
        severity: what happens to the row.
        measures: ids of the measures.
        reader: advice to the reader.
        unless: another day with a rule of its own; when that is later than the extract, its rule
            says enough.
    """
    known = "" if unless is None else f" and coalesce(b.{unless}, l.uttagsdatum) <= l.uttagsdatum"
    return Rule(
        id=rule_id,
        table=table,
        title=f"{column} är inte senare än uttagsdagen",
        severity=severity,
        kind=Kind.RIMLIGHET,
        statement=f"Givet {NOUN[table]}, när {column} är ifyllt, så är dagen inte senare än "
        "leveransens uttagsdatum.",
        measures=measures,
        advice_sender=f"Rätta {column}, eller uttagsdatum i manifestet om det är det som är fel.",
        advice_reader=reader,
        rows=WITH_DELIVERY,
        broken=f"b.{column} > l.uttagsdatum{known}",
    )


def registered_before(rule_id: str, table: str, event: str, measures: tuple[str, ...]) -> Rule:
    """Nothing is registered before it happens."""
    return Rule(
        id=rule_id,
        table=table,
        title=f"registreringsdatum är inte före {event}",
        severity=Severity.VARNING,
        kind=Kind.RIMLIGHET,
        statement=f"Givet {NOUN[table]}, när registreringsdatum är före {event}, så är något av "
        "datumen fel.",
        measures=measures,
        advice_sender=f"Kontrollera {event} och registreringsdatum i verksamhetssystemet.",
        advice_reader=f"Raden räknas efter {event}; den dagen kan vara fel.",
        broken=f"b.registreringsdatum < b.{event}",
    )


def registered_late(rule_id: str, table: str, event: str, measures: tuple[str, ...]) -> Rule:
    """What is registered long afterwards changes figures that have been read already."""
    return Rule(
        id=rule_id,
        table=table,
        title=f"registreringen görs inom {_DAYS_LATE} dagar från {event}",
        severity=Severity.VARNING,
        kind=Kind.RIMLIGHET,
        statement=f"Givet {NOUN[table]}, när registreringsdatum är mer än {_DAYS_LATE} dagar efter "
        f"{event}, så har den registrerats i efterhand eller så är något av datumen fel.",
        measures=measures,
        advice_sender=f"Kontrollera {event} och registreringsdatum; se över rutinen om båda är "
        "rätt.",
        advice_reader="Sena registreringar ändrar tal för perioder som redan har visats.",
        broken=f"b.registreringsdatum - b.{event} > {_DAYS_LATE}",
    )


def own_unit(
    rule_id: str, table: str, column: str, measures: tuple[str, ...], *, unknown_is_kept: bool
) -> Rule:
    """A unit delivers its own rows; another's would be counted twice."""
    known = f"b.{column} <> 'okand' and " if unknown_is_kept else ""
    return Rule(
        id=rule_id,
        table=table,
        title=f"{column} är den nämnd som levererar",
        severity=Severity.FEL,
        kind=Kind.OVERENSSTAMMELSE,
        statement=f"Givet {NOUN[table]}, när {column} är en annan nämnd än den som levererar, så "
        "hålls raden tillbaka; annars kunde samma sak räknas två gånger.",
        measures=measures,
        advice_sender=f"Ta bort andra nämnders rader ur uttaget. Är raden er egen: rätta {column}.",
        advice_reader="Raderna räknas hos den nämnd som de gäller, när den levererar dem.",
        rows=with_unit(column),
        broken=f"{known}coalesce(e.efterfoljare_kod, b.{column}) <> l.leverans_enhet",
    )


def known_unit(rule_id: str, table: str, column: str, measures: tuple[str, ...]) -> Rule:
    """A unit that is in nobody's list is counted as unknown."""
    return Rule(
        id=rule_id,
        table=table,
        title=f"{column} finns i stadens lista",
        severity=Severity.VARNING,
        kind=Kind.OVERENSSTAMMELSE,
        statement=f"Givet {NOUN[table]}, när nämnden i {column} inte finns i stadens lista, så "
        "räknas raden under Okänd stadsdelsnämnd.",
        measures=measures,
        advice_sender=f"Skriv nämndens namn eller kod i {column} som kontraktet räknar upp dem.",
        advice_reader="Raden ingår i staden men inte hos någon stadsdelsnämnd.",
        broken=f"b.{column} = 'okand'",
    )


def known_type(rule_id: str, table: str, measures: tuple[str, ...], reader: str) -> Rule:
    """A type outside the catalogue is kept and counted as unknown."""
    return Rule(
        id=rule_id,
        table=table,
        title="insatstypen finns i katalogen",
        severity=Severity.VARNING,
        kind=Kind.OVERENSSTAMMELSE,
        statement=f"Givet {NOUN[table]}, när insatstypen inte finns i katalogen, så räknas raden "
        "under Okänd insatstyp.",
        measures=measures,
        advice_sender="Använd katalogens kod, eller anmäl den lokala typen så att den kan föras "
        "in i katalogen.",
        advice_reader=reader,
        rows=WITH_TYPE,
        broken="k.insatstyp_kod is null and b.insatstyp is not null",
    )


def ends_before_start(
    rule_id: str, table: str, start: str, end: str, measures: tuple[str, ...]
) -> Rule:
    """A period ends on its first day or later."""
    return Rule(
        id=rule_id,
        table=table,
        title=f"{end} är inte före {start}",
        severity=Severity.FEL,
        kind=Kind.RIMLIGHET,
        statement=f"Givet {NOUN[table]}, när både {start} och {end} är ifyllda, så är {end} samma "
        f"dag som {start} eller senare.",
        measures=measures,
        advice_sender=f"Rätta {start} eller {end} i verksamhetssystemet.",
        advice_reader="Raden räknas inte förrän den har rättats; talen blir något för låga.",
        broken=f"b.{end} < b.{start}",
    )


def missing_share(
    rule_id: str,
    table: str,
    column: str,
    limit: float,
    measures: tuple[str, ...],
    reader: str,
    *,
    among: str = "true",
    among_text: str = "raderna",
) -> Rule:
    """A column is filled in often enough in the file as a whole.

    Args:
        rule_id: the rule's id.
        table: the table.
        column: the column.
        limit: the largest share that may be missing.
        measures: ids of the measures.
        reader: advice to the reader.
        among: SQL condition for the rows that should have a value.
        among_text: those rows in Swedish.
    """
    return Rule(
        id=rule_id,
        table=table,
        title=f"{column} saknas i högst {limits.percent(limit)} av {among_text}",
        severity=Severity.VARNING,
        kind=Kind.FULLSTANDIGHET,
        statement=f"Givet en fil med minst {limits.FEW_ROWS} rader att bedöma, när {column} saknas "
        f"i mer än {limits.percent(limit)} av {among_text}, så märks hela filen.",
        measures=measures,
        advice_sender=f"Kontrollera att {column} kommer med i uttaget och fylls i vid "
        f"registreringen. Gränsen är en policy ({limits.STATUS}).",
        advice_reader=reader,
        rows=whole_file(
            f"count(*) filter (where {among}) as bedomda, "
            f"count(*) filter (where ({among}) and {column} is null) as saknas"
        ),
        broken=f"b.bedomda >= {limits.FEW_ROWS} and b.saknas > {limit} * b.bedomda",
    )
