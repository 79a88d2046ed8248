"""The pages about the rules, `docs/kontroller/`: one a rule of the domain, and an index.

The contract's own rules (form, presence, keys) say the same of every column, so they share one
page a table. The rules that refuse a delivery before its rows are judged have pages too. Written
by `make docs` and compared in `make check`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final

from expectations import limits
from expectations.registry import all_rules, domain_rules
from expectations.rule import DELIVERIES, Rule
from pipelines.contract import Contract, load_contract
from pipelines.intake import refusals
from pipelines.intake.gate.rules import RULES as GATE_RULES
from pipelines.intake.gate.rules import GateRule
from pipelines.intake.refusals import RefusalRule
from pipelines.measures import load_measures

FOLDER: Final = "docs/kontroller"
_MADE: Final = "<!-- Skapad ur expectations/ med `make docs`; ändra där och inte här. -->\n"
_MADE_OF_INTAKE: Final = _MADE.replace("expectations/", "pipelines/intake/")
_ABOUT: Final = f"""\
# Kontroller

Varje leverans prövas mot reglerna här innan något räknas. Ett fynd är en regel, en fil och
radnummer; aldrig ett värde ur en rad. Radnummer 0 betyder hela filen.

| allvar | följd |
|---|---|
| VÄGRAS | {refusals.DELIVERY_REFUSED}; det prövas innan raderna döms |
| STOPPA | hela leveransen stoppas; den förra gäller |
| FEL | raden hålls tillbaka (karantän) och räknas inte |
| VARNING | raden räknas, med märkning |
| INFO | en upplysning; ingenting ändras |

Gränserna i reglerna är startvärden med status *{limits.STATUS}*
(`expectations/limits.py`): ingen lag och ingen riktlinje sätter dem.
"""
_COMPARED: Final = "Leveransen mot den förra"
_REFUSED: Final = "Nämndens förra leverans gäller tills en ny har tagits emot."
_REFUSALS: Final = {
    "LEV": "Leveransen som helhet",
    "FIL": "Filerna",
    "DAT": "Datumens ordning",
    "INT": "Integritetsgrinden",
}


def render() -> dict[str, str]:
    """Every page: path from the project's root -> text in Markdown."""
    contract = load_contract()
    written = domain_rules()
    own = {rule.id for rule in written}
    given = [rule for rule in all_rules(contract) if rule.id not in own]
    pages = {f"{FOLDER}/{rule.id}.md": _rule_page(rule, contract) for rule in written}
    for table in contract.tabeller:
        rules = [rule for rule in given if rule.table == table]
        pages[f"{FOLDER}/{table}-form.md"] = _form_page(table, rules, contract)
    for refusal in _refusals():
        pages[f"{FOLDER}/{refusal.id}.md"] = _refusal_page(refusal)
    pages[f"{FOLDER}/README.md"] = _index(written, given, contract)
    return pages


def _refusals() -> Iterable[RefusalRule | GateRule]:
    return chain(refusals.RULES.values(), GATE_RULES.values())


def _rule_page(rule: Rule, contract: Contract) -> str:
    return f"""\
{_MADE}
# {rule.id}: {rule.title}

{rule.statement}

| | |
|---|---|
| Tabell | {_table_text(rule.table, contract)} |
| Allvar | {rule.severity}: {rule.severity.consequence} |
| Slag | {rule.kind.text} |
| Mått som berörs | {_measures(rule.measures)} |

## Den som levererar
{rule.advice_sender}

## Den som läser
{rule.advice_reader}
"""


def _refusal_page(rule: RefusalRule | GateRule) -> str:
    severity = rule.severity if isinstance(rule, RefusalRule) else refusals.FILE_REFUSED
    return f"""\
{_MADE_OF_INTAKE}
# {rule.id}: {rule.title}

{rule.statement}

| | |
|---|---|
| Gäller | {_REFUSALS[rule.id[:3]]} |
| Allvar | VÄGRAS: {severity} |

## Den som levererar
{rule.advice}

## Den som läser
{_REFUSED}
"""


def _form_page(table: str, rules: Sequence[Rule], contract: Contract) -> str:
    rows = "\n".join(
        f"| {rule.id} | {rule.title} | {rule.severity} | {rule.kind.text} "
        f"| {_cell(rule.advice_sender)} |"
        for rule in rules
    )
    readers = " ".join(dict.fromkeys(rule.advice_reader for rule in rules))
    return f"""\
{_MADE}
# {contract.tabeller[table].titel}: form, ifyllnad och nycklar

Reglerna följer av kontraktet för `{table}`. Mått som berörs: {_measures(rules[0].measures)}.

| regel | vad som ska gälla | allvar | slag | den som levererar |
|---|---|---|---|---|
{rows}

## Den som läser
{readers}
"""


def _index(written: Sequence[Rule], given: Sequence[Rule], contract: Contract) -> str:
    parts = [_MADE, _ABOUT]
    for table in (*contract.tabeller, DELIVERIES):
        rules = [rule for rule in written if rule.table == table]
        parts.append(f"## {_heading(table, contract)}\n\n{_list(rules)}")
        if count := sum(rule.table == table for rule in given):
            parts.append(
                f"[{count} regler om form, ifyllnad och nycklar]({table}-form.md) följer av "
                "kontraktet.\n"
            )
    for prefix, heading in _REFUSALS.items():
        rows = "".join(
            f"| [{rule.id}]({rule.id}.md) | {rule.title} |\n"
            for rule in _refusals()
            if rule.id.startswith(prefix)
        )
        parts.append(f"## {heading} ({prefix})\n\n| regel | vad som ska gälla |\n|---|---|\n{rows}")
    return "\n".join(parts)


def _list(rules: Iterable[Rule]) -> str:
    rows = "".join(
        f"| [{rule.id}]({rule.id}.md) | {rule.title} | {rule.severity} | {rule.kind.text} |\n"
        for rule in sorted(rules, key=lambda rule: rule.id)
    )
    return f"| regel | vad som ska gälla | allvar | slag |\n|---|---|---|---|\n{rows}"


def _heading(table: str, contract: Contract) -> str:
    return _COMPARED if table == DELIVERIES else contract.tabeller[table].titel


def _table_text(table: str, contract: Contract) -> str:
    return _COMPARED if table == DELIVERIES else f"{contract.tabeller[table].titel} (`{table}`)"


def _measures(ids: Iterable[str]) -> str:
    titles = load_measures()
    return ", ".join(f"{id_} {titles[id_].titel}" for id_ in ids)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
