"""The pages about the measures, `docs/matt/`: one a measure, and an index that lists them all.

Written from the measures' YAML blocks and the policy seeds by `make docs`, compared in
`make check`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipelines.measures import COMPARISON, Measure, load_measures
from pipelines.presentation.measure_words import BREAKDOWNS, GROUPS, PERIODS
from pipelines.presentation.policies import in_words
from pipelines.presentation.sv import POLICY_NOT_LAW

FOLDER: Final = "docs/matt"
_MADE: Final = (
    "<!-- Skapad ur dbt_project/models/matt med `make docs`; ändra där och inte här. -->\n"
)
_HEAD: Final = "| id | mått | räknar | regelns status | version |\n|---|---|---|---|---|\n"
_ABOUT: Final = """\
# Måtten

Det här räknas, och så. Varje sida är skriven ur måttets egen definition; ändras den får den ett
nytt versionsnummer och en rad under **Mått** i CHANGELOG.

Gemensamt för alla:

- **Enheter** är dagens elva stadsdelsnämnder, socialnämndens avdelning för socialt stöd
  (`central`), `okand` för det som ingen enhet kan ta ansvar för, och `stad`. Äldre nämnder räknas
  till dagens. Staden räknas för sig: den är aldrig en summa eller ett medelvärde av stadsdelarna.
  Saknas den ansvariga nämnden, eller är den hela staden, är den beslutande ansvarig.
- **Befolkningen** har en källa och för varje år en referensdag, den senaste i källan; ett område
  som saknas den dagen har ingen befolkning.
- **Ålder** är kalenderåret minus födelseåret.
- **Täljare och nämnare** sparas var för sig. Andelar slås aldrig ihop genom medelvärden.
- **Mognad**: en period redovisas när den, måttets egen tid och registreringens fördröjning har
  gått vid uttaget. Det som ännu inte har förfallit är varken i tid eller sent.
- **En kvantil** (median, kvartil, percentil) är det minsta tal som minst den andelen inte
  överstiger.
- **Beviljad** är en insats med behovsprövning. Insatser utan behovsprövning räknas i S1 och S2.
- Det som räknas visas bara där publiceringsplanen och skyddet av små tal tillåter det.
- *Ej verifierad* betyder att regeln eller värdet inte är kontrollerat mot källan; det är aldrig
  ett lagkrav.
"""


def render() -> dict[str, str]:
    """Every page: path from the project's root -> text in Markdown."""
    measures = load_measures()
    policies = in_words()
    pages = {f"{FOLDER}/{id_}.md": _page(measure, policies) for id_, measure in measures.items()}
    pages[f"{FOLDER}/README.md"] = _index(measures)
    return pages


def _page(measure: Measure, policies: Mapping[str, list[str]]) -> str:
    facts = [
        ("Räknar", measure.raknar),
        ("Täljare" if measure.namnare != "ingen" else "Räknas", measure.taljare),
        *([("Nämnare", measure.namnare)] if measure.namnare != "ingen" else []),
        ("Räknas hos", measure.enhet),
        ("Mognad", measure.mognad),
        ("Perioder", ", ".join(PERIODS[kind] for kind in measure.perioder)),
        ("Uppdelningar", ", ".join(BREAKDOWNS[name] for name in measure.uppdelningar) or "inga"),
        ("Riktning", measure.riktning),
        ("Styrande regel", measure.styrande_regel),
        ("Regelns status", status(measure)),
        ("Källa", measure.kalla),
        ("Definitionens version", str(measure.version)),
    ]
    rows = "\n".join(f"| {name} | {_cell(text)} |" for name, text in facts)
    parts = [
        f"{_MADE}\n# {measure.id}: {measure.titel}\n\n{measure.definition}\n",
        f"| | |\n|---|---|\n{rows}\n",
        f"## Vad det inte är\n{measure.inte}\n",
        f"## Råd till den som läser\n{measure.rad}\n",
    ]
    if measure.policyer:
        lines = [line for policy in measure.policyer for line in policies[policy]]
        parts.append("## Policyer som styr\n" + "\n".join(f"- {line}" for line in lines) + "\n")
    parts.append(_made_by(measure))
    return "\n".join(parts)


def _made_by(measure: Measure) -> str:
    if measure.form == COMPARISON:
        return "## Räknas\nMed statistiken (`pipelines/statistics`), av måttens rader.\n"
    return f"## SQL\n[`{measure.sql}`](../../{measure.sql})\n"


def status(measure: Measure) -> str:
    """The governing rule's status; a policy is said to be one, and no law."""
    is_policy = "policy" in measure.styrande_regel
    return f"{measure.status} ({POLICY_NOT_LAW})" if is_policy else measure.status


def _index(measures: Mapping[str, Measure]) -> str:
    parts = [_MADE, _ABOUT]
    for group, heading in GROUPS.items():
        rows = "".join(
            f"| [{m.id}]({m.id}.md) | {m.titel} | {m.raknar} | {m.status} | {m.version} |\n"
            for m in measures.values()
            if m.grupp == group
        )
        parts.append(f"## {heading}\n\n{_HEAD}{rows}")
    return "\n".join(parts)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
