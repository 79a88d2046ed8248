"""Districts that are shown but not compared: chart, key, table, sentence (syntetiska data)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboards import html
from dashboards.components.card import Source
from dashboards.components.change_cards import build_standardised
from dashboards.components.comparison_cards import build_funnel, build_spread
from dashboards.figures.against_rest import against_rest
from dashboards.figures.base import Row
from dashboards.figures.equiplot import equiplot, key_of, marks_key
from dashboards.figures.standardised import crude_to_standardised
from dashboards.figures.values import value_dots
from dashboards.tokens import load_tokens
from dashboards.view import View
from pipelines.presentation import compared
from pipelines.presentation.overview import Compared
from pipelines.presentation.sentences import likstallighet as sentences
from pipelines.publication.reader import Night
from tests.unit.dashboards.compared_night import compared_night
from tests.unit.dashboards.drawn import checked
from tests.unit.dashboards.nights import cell

NAN = float("nan")
WIDE, NARROW = View("light", False), View("dark", True)
FEW = {"utslag": "for_fa", "riktning": 0, "orsak": ""}
NOBODY = {"utslag": "ej_jamforbar", "riktning": 0, "orsak": "for_fa_barn"}


@pytest.fixture(scope="module")
def alike(tmp_path_factory: pytest.TempPathFactory) -> Night:
    return compared_night(tmp_path_factory.mktemp("ej_jamford"))


@pytest.fixture(scope="module")
def found(alike: Night) -> compared.Comparison:
    """Farsta has its value but is not compared; Skärholmen is hidden; Järva differs."""
    whole = compared.comparison(alike, "T1", "2025")
    return replace(
        whole,
        districts=tuple(
            replace(one, said=FEW) if one.unit.kod == "farsta" else one for one in whole.districts
        ),
    )


@pytest.fixture(scope="module")
def unjudged(found: compared.Comparison) -> compared.Comparison:
    districts = tuple(replace(one, said=NOBODY) for one in found.districts)
    return replace(found, districts=districts)


def fill_of(figure, name: str) -> tuple[str, str]:
    """Symbol and colour of one district's dot."""
    dots = next(trace for trace in figure.data if trace.text and "<br>" in trace.text[0])
    place = next(n for n, text in enumerate(dots.text) if text.startswith(name))
    return dots.marker.symbol[place], dots.marker.color[place]


@pytest.mark.parametrize("view", [WIDE, NARROW])
def test_who_is_not_compared_is_an_empty_ring_and_never_within_chance(found, view):
    figure = checked(equiplot)(found, view)
    colours = load_tokens().colours(view.scheme)
    assert fill_of(figure, "Farsta") == ("circle", colours["background"])
    assert fill_of(figure, "Bromma") == ("circle", colours["within"])


def test_the_ring_has_its_own_word_in_the_key(found):
    assert key_of(found)[:3] == [
        ("mark-within", "inom väntad variation"),
        ("mark-lower", "lägre än slumpen ger (99,8\N{NO-BREAK SPACE}%)"),
        ("ring", "jämförs inte"),
    ]
    whole = replace(found, districts=tuple(o for o in found.districts if o.unit.kod != "farsta"))
    assert "jämförs inte" not in dict(key_of(whole)).values()


def test_where_nobody_is_compared_the_dots_say_just_that(unjudged):
    assert marks_key(unjudged) == [("mark-within", "jämförs inte")]
    assert "mark-within" in dict(key_of(unjudged))
    assert "inom väntad variation" not in dict(key_of(unjudged)).values()


def test_central_among_compared_units_is_a_ring_with_its_word(alike, found):
    units = [cell("T1/bromma/2025", 320, 400), cell("T1/central/2025", 30, 50)]
    rows = [Row("Bromma", units[0]), Row("Centralt", units[1])]
    marks = {"bromma": "within"}
    figure = checked(value_dots)(rows, None, alike.measure("T1"), WIDE, marks=marks)
    colours = load_tokens().colours("light")
    assert fill_of(figure, "Centralt") == ("circle", colours["background"])
    assert fill_of(figure, "Bromma") == ("circle", colours["within"])
    plain = checked(value_dots)(rows, None, alike.measure("T1"), WIDE)
    assert fill_of(plain, "Centralt") == ("circle", colours["within"])
    whole = replace(found, districts=tuple(o for o in found.districts if o.unit.kod != "farsta"))
    assert ("ring", "jämförs inte") not in marks_key(whole)
    assert ("ring", "jämförs inte") in marks_key(replace(whole, others=(units[1],)))


def test_the_sentence_says_why_and_not_that_it_is_shown(found):
    assert sentences.verdict_sentence(found).endswith(
        "Jämförs inte: Farsta (för få), Skärholmen (skyddad)."
    )


def test_the_funnel_tells_of_the_shown_one_and_lists_the_hidden_one(found, text_of, walk):
    origin = Source(found.measure, None, "2026-10-31")
    part = build_funnel(found, origin, WIDE)
    assert "Jämförs inte: Farsta (för få)." in text_of(part)
    listed = [text_of(p) for p in walk(part) if isinstance(p, html.Ul) and "absent" in p.className]
    assert [text.split(":")[0] for text in listed] == ["Skärholmen"]
    assert "visad" not in text_of(part)


def test_a_distance_that_is_not_known_is_a_row_with_a_word_and_not_blank(found):
    figure = checked(against_rest)(found, WIDE)
    words = {trace.y[0]: trace.text[0] for trace in figure.data if trace.type == "bar"}
    assert words == {"Farsta": "<b>för få</b>", "Skärholmen": "<b>skyddad</b>"}


def test_the_width_is_said_no_stronger_than_its_verdict(found, text_of):
    origin = Source(found.measure, None, "2026-10-31")
    spread = {"bredd": 9.0, "bredd_slump_ovre": 8.5, "bredd_utslag": "vart_att_titta_pa"}
    text = text_of(build_spread(replace(found, spread=spread), origin, WIDE))
    assert (
        "De ligger 9,0 procentenheter isär, från den lägsta till den högsta; lika stadsdelar "
        "skulle sällan ligga mer än 8,5 isär: skillnaden är värd att titta på."
    ) in text


def standardised(found: compared.Comparison, **verdicts: str) -> compared.Comparison:
    """Bromma has too few for a ratio; the others have one, as the city unless told."""
    rows = {}
    for one in found.shown:
        is_few = one.unit.kod == "bromma"
        ends = (NAN, NAN, NAN) if is_few else (1.0, 0.9, 1.1)
        said = "for_fa" if is_few else verdicts.get(one.unit.kod, "inom_vantad_variation")
        rows[one.unit.kod] = dict(
            zip(("kvot", "undre", "ovre"), ends, strict=True),
            ratal=20.0, stadens_ratal=20.0, utslag=said, riktning=1, orsak="",
        )  # fmt: skip
    return replace(found, standard=rows)


def test_only_districts_with_a_ratio_are_counted_and_none_is_ingen(found):
    assert (
        "Efteråt skiljer sig ingen av nio stadsdelar från vad stadens tal skulle ge där"
        in sentences.standard_sentence(standardised(found))
    )
    one = standardised(found, jarva="skiljer_sig_upp", bromma="skiljer_sig_upp")
    assert "fortfarande en av nio stadsdelar" in sentences.standard_sentence(one)
    assert sentences.standard_sentence(found) == "Inget standardiserat tal kan visas för perioden."


def moved(found: compared.Comparison, crude: float, kvot: float) -> compared.Comparison:
    """Järva from one ratio to another; the rest stay at the city's."""
    made = standardised(found)
    row = {**made.standard["jarva"], "ratal": 20.0 * crude, "kvot": kvot}
    return replace(made, standard={**made.standard, "jarva": row})


def test_the_ratios_are_told_before_and_after_age_and_sex(found):
    assert sentences.standard_sentence(moved(found, 1.57, 1.49)).startswith(
        "När barnens ålder och kön räknats bort går stadsdelarna från 1,00–1,57 till 1,00–1,49 "
        "gånger stadens tal. Då skiljer sig ingen av nio stadsdelar"
    )
    assert sentences.standard_sentence(moved(found, 1.572, 1.568)).startswith(
        "Stadsdelarna ligger på 1,00–1,57 gånger stadens tal, både före och efter det att barnens "
        "ålder och kön räknats bort."
    )
    hidden = moved(found, NAN, 1.49)
    assert "går åtta stadsdelar från" not in sentences.standard_sentence(hidden)
    assert sentences.standard_sentence(hidden).startswith("Åtta stadsdelar ligger på 1,00–1,00")


@pytest.mark.parametrize(("crude", "arrows"), [(1.57, 1), (1.004, 0)])
def test_an_arrow_is_told_of_only_where_one_is_drawn(found, text_of, crude, arrows):
    made = moved(found, crude, 1.0)
    figure = checked(crude_to_standardised)(made, WIDE)
    assert sum(bool(note.showarrow) for note in figure.layout.annotations) == arrows
    assert sum(note.text == "○" for note in figure.layout.annotations) == 9
    text = text_of(build_standardised(made, Source(found.measure, None, "2026-10-31"), WIDE))
    assert ("Pilen går till talet" in text) == bool(arrows)
    assert ("Märket under den är talet" in text) == (not arrows)


def test_a_district_without_a_ratio_has_its_reason_in_table_and_chart(found, text_of, walk):
    made = standardised(found, jarva="vart_att_titta_pa")
    part = build_standardised(made, Source(found.measure, None, "2026-10-31"), WIDE)
    rows = [text_of(row) for row in walk(part) if isinstance(row, html.Tr)]
    assert "Bromma för få" in rows
    assert "Skärholmen skyddad" in rows
    figure = checked(crude_to_standardised)(made, WIDE)
    words = {trace.y[0]: trace.text[0] for trace in figure.data if trace.type == "bar"}
    assert words == {"Bromma": "<b>för få</b>", "Skärholmen": "<b>skyddad</b>"}


def test_a_ratio_worth_a_look_is_not_drawn_as_within_chance(found):
    figure = checked(crude_to_standardised)(standardised(found, jarva="vart_att_titta_pa"), WIDE)
    colours = load_tokens().colours("light")
    assert fill_of(figure, "Järva") == ("triangle-up", colours["background"])


def test_a_row_of_the_overview_has_the_mark_of_the_same_district(found):
    said = {one.unit.kod: one.said for one in found.districts}
    overview = Compared("T1", "", "", "2025", said, None)
    assert [overview.mark(unit) for unit in ("jarva", "farsta", "bromma")] == [
        "lower", "", "within"
    ]  # fmt: skip
