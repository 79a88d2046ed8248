"""The one adapter to Great Expectations.

The rules of `expectations/` become one suite a table, judged on the night's scratch database
through SQLAlchemy. Four things about the library are kept in here (docs/adr/0003):

- for DuckDB its SQL engine must hold one connection open, or every result is silently lost;
- it reports an exception as an ordinary failed expectation, so `exception_info` is always read;
- its expectation runs each query twice, once for a count that nobody needs;
- results can carry rows; the rules' queries select nothing but delivery, file and row number.
"""

from __future__ import annotations

import logging
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar

from expectations.rule import Rule
from pipelines.errors import CheckFailed
from pipelines.validation.findings import Finding

_DIALECTS = "_PERSISTED_CONNECTION_DIALECTS"
_TABLE = "unexpected_rows_query.table"


class _PersistedDuckDB(str):
    """A dialect name in the form that the library's list of dialects holds."""

    value = "duckdb"


def load_library() -> ModuleType:
    """Import Great Expectations (some seconds) and prepare it for DuckDB.

    Safe to call from a thread while other work goes on; a second call is free.
    """
    os.environ["DO_NOT_TRACK"] = "1"
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations as gx  # noqa: PLC0415
    from great_expectations.execution_engine import (  # noqa: PLC0415
        sqlalchemy_execution_engine as engine,
    )

    logging.getLogger("great_expectations").setLevel(logging.CRITICAL)
    dialects: tuple[Any, ...] = getattr(engine, _DIALECTS)
    if "duckdb" not in dialects:
        setattr(engine, _DIALECTS, (*dialects, _PersistedDuckDB("duckdb")))
    library: ModuleType = gx
    return library


def validate(database: Path, rules: Iterable[Rule]) -> list[Finding]:
    """Judge every rule on the tables of a DuckDB file that nobody else holds open.

    Args:
        database: the night's scratch database, with `_leverans`, `_fil`, `_rad` in each table.
        rules: the rules, each about one table.

    Returns:
        The findings, in the order of the rules, then of delivery and file.

    Raises:
        CheckFailed: the library could not judge a rule. The night must not go on.
    """
    gx = load_library()
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    source = context.data_sources.add_sql("natt", connection_string=f"duckdb:///{database}")
    by_table: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        by_table[rule.table].append(rule)
    try:
        return [
            finding
            for table, table_rules in by_table.items()
            for finding in _validate_table(gx, source, table, table_rules)
        ]
    finally:
        _let_go(source)


def _let_go(source: Any) -> None:
    """Close every connection; nobody else can open the file until the last one is gone."""
    engine = source.get_execution_engine()
    with engine.get_connection() as held:
        held.close()
    engine.engine.dispose()
    source.get_engine().dispose()


def _validate_table(gx: ModuleType, source: Any, table: str, rules: list[Rule]) -> list[Finding]:
    suite = gx.ExpectationSuite(
        table,
        expectations=[
            _expectation()(
                unexpected_rows_query=rule.query,
                description=rule.statement,
                meta={"rule": rule.id},
            )
            for rule in rules
        ],
    )
    batch = (
        source.add_table_asset(table, table_name=table)
        .add_batch_definition_whole_table("alla rader")
        .get_batch()
    )
    results = batch.validate(suite, result_format="COMPLETE").results
    by_id = {rule.id: rule for rule in rules}
    judged = {result.expectation_config.meta["rule"] for result in results}
    if judged != set(by_id):
        raise CheckFailed(f"{len(set(by_id) - judged)} regler för {table} bedömdes inte")
    found = [
        finding
        for result in results
        for finding in _findings(result, by_id[result.expectation_config.meta["rule"]])
    ]
    order = {rule.id: place for place, rule in enumerate(rules)}
    return sorted(found, key=lambda f: (order[f.rule], f.delivery, f.file))


@cache
def _expectation() -> Any:
    """The library's own expectation, judged by the rows it has fetched."""
    gx = load_library()

    class RowsThatBreak(gx.expectations.UnexpectedRowsExpectation):  # type: ignore[name-defined, misc]
        """As it comes, the library runs the query a second time, to count the rows."""

        metric_dependencies: ClassVar[tuple[str, ...]] = (_TABLE,)

        def _validate(self, metrics: dict[str, Any], *_: Any, **__: Any) -> dict[str, Any]:
            rows = metrics[_TABLE]
            return {
                "success": not rows,
                "result": {"observed_value": len(rows), "details": {"unexpected_rows": rows}},
            }

    return RowsThatBreak


def _findings(result: Any, rule: Rule) -> Iterator[Finding]:
    if _raised(result.exception_info) or "observed_value" not in result.result:
        # The exception's text may hold a value from a row, so it is not repeated.
        raise CheckFailed(
            f"regeln {rule.id} kunde inte bedömas av Great Expectations; inget publiceras"
        )
    if result.success:
        return
    rows = result.result["details"]["unexpected_rows"]
    broken = zip(rows[0]["leveranser"], rows[0]["filer"], rows[0]["rader"], strict=True)
    for (delivery, file), group in groupby(broken, key=lambda row: row[:2]):
        yield Finding(
            rule=rule.id,
            severity=rule.severity,
            table=rule.table,
            delivery=delivery,
            file=file,
            rows=tuple(int(row[2]) for row in group),
        )


def _raised(info: dict[str, Any]) -> bool:
    """One flag, or one for each metric: the library gives either."""
    return bool(info.get("raised_exception")) or any(
        _raised(part) for part in info.values() if isinstance(part, dict)
    )
