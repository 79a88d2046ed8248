"""Terms explain themselves once in a card, and the sentence stays as it was written."""

from __future__ import annotations

from dashboards import html
from dashboards.components.terms import Terms
from pipelines.presentation.glossary import GLOSSARY, split_terms

SENTENCE = "De ligger inom väntad variation; osäkerhetsintervallet är brett."


def test_the_pieces_are_the_text():
    for text in (SENTENCE, "τ är spridningen", "", "inga begrepp här", "Median"):
        assert "".join(words for words, _ in split_terms(text)) == text


def test_only_whole_terms_are_explained():
    explained = [words for words, about in split_terms(SENTENCE) if about]
    assert explained == ["väntad variation"]


def test_a_term_is_a_button_once_and_described_by_its_explanation():
    terms = Terms("egen-regi")
    first = terms.explain("Trattdiagram visar slumpen.")
    again = terms.explain("Slumpen igen.")
    buttons = [part for part in first if isinstance(part, html.Span)]
    assert [button.children for button in buttons] == ["Trattdiagram", "slumpen"]
    assert again == ["Slumpen", " igen."]
    about = terms.explanations()
    assert about.hidden
    assert [(part.id, part.children) for part in about.children] == [
        ("egen-regi-begrepp-0", GLOSSARY["trattdiagram"]),
        ("egen-regi-begrepp-1", GLOSSARY["slumpen"]),
    ]
    assert getattr(buttons[0], "aria-describedby") == "egen-regi-begrepp-0"


def test_two_words_for_one_thing_are_explained_once():
    parts = Terms("kort").explain("uttag och uttagsdatum")
    assert next(part for part in parts if isinstance(part, html.Span)).children == "uttag"
    assert len([part for part in parts if isinstance(part, html.Span)]) == 1


def test_a_card_without_terms_has_nothing_to_explain():
    assert Terms("kort").explain("Hej.") == ["Hej."]
    assert Terms("kort").explanations() is None


def test_explanations_are_short_sentences_without_numbers():
    for about in GLOSSARY.values():
        assert about.endswith(".")
        assert len(about) < 170
        assert not any(sign.isdigit() for sign in about)
