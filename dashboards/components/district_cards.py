"""What differs from the rest of the city, and all measures as a figure and a table."""

from __future__ import annotations

from typing import Final

from dashboards import html
from dashboards.components.card import Source, build_card
from dashboards.components.district_table import build_district_table, build_onward
from dashboards.components.figure_card import build_figure_card
from dashboards.figures.all_measures import all_measures
from dashboards.view import View
from pipelines.presentation.district import Portrait, Row
from pipelines.presentation.sentences import stadsdelen as sentences
from pipelines.presentation.sv import MARK

_READING: Final = (
    "Varje rad är ett mått på sin egen skala. Den streckade linjen är stadens värde. Det grå "
    "bandet är det som slumpen ger en stadsdel av samma storlek som är lik de övriga: utanför det "
    "hamnar den högst två gånger av tusen, och utanför de tunna strecken i bandet högst fem av "
    "hundra. Varje skala är dragen så att bandets kanter står under varandra: det går att se i "
    "vilka mått stadsdelen ligger utanför, men inte hur många procentenheter det gäller; talen "
    "står bredvid, och skillnaderna i tabellen. Högre är inte bättre eller sämre."
)


def build_differences(found: Portrait) -> html.Section:
    """Sentences from the verdicts, the strongest evidence first, each with a way on."""
    rows = [row for row in found.compared if row.one.mark != "within"]
    # What differs stands before what is worth a look: by the test, not by size.
    told = sentences.by_evidence(rows)
    return build_card(
        "skiljer",
        f"Vad skiljer {found.unit.name} från övriga staden?",
        [sentences.verdict_sentence(found)],
        [
            html.Ul([_told(row) for row in told], className="told") if told else None,
            *(
                html.P(text)
                for text in (sentences.no_longer_sentence(found), sentences.chance_sentence(found))
                if text
            ),
        ],
    )


def _told(row: Row) -> html.Li:
    return html.Li([sentences.measure_sentence(row), " ", build_onward(row, "Se alla stadsdelar")])


def build_all(found: Portrait, origin: Source, view: View) -> html.Section:
    """All measures: the compared ones in the figure, every one in the table.

    Args:
        found: the district.
        origin: the definition of what the comparison is.
        view: colours and width.
    """
    marks = {row.one.mark for row in found.compared}
    return build_figure_card(
        "alla-matt",
        f"Var ligger {found.unit.name} i alla mått?",
        [sentences.figure_sentence(found)],
        all_measures(found, view),
        build_district_table(found),
        origin,
        key=[
            *((f"mark-{mark}", word) for mark, word in MARK.items() if mark in marks),
            ("whisker", "osäkerhetsintervall (95 %)"),
            ("band", "det som slumpen ger (99,8 %)"),
            ("inner-limit", "gräns för 95 %"),
            ("dash", "staden"),
        ],
        cells=[row.one.figure for row in found.tested],
        reading=_READING,
    )
