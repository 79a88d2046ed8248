"""Terms that explain themselves on focus, tap and pointer, where they first stand in a card."""

from __future__ import annotations

from typing import Any

from dashboards import html
from dashboards.components.attributes import attributes
from pipelines.presentation.glossary import split_terms


class Terms:
    """The terms of one card: each is a button once, and its explanation stands at the end.

    `begrepp.js` shows the explanation beside the button; who listens gets it as its description.
    """

    def __init__(self, card_id: str) -> None:
        """Nothing is explained yet."""
        self._card = card_id
        self._found: dict[str, str] = {}

    def explain(self, text: str) -> list[Any]:
        """A text as parts; terms that are new in the card are buttons, which wrap with the line."""
        parts: list[Any] = []
        for words, about in split_terms(text):
            if about and about not in self._found.values():
                term_id = f"{self._card}-begrepp-{len(self._found)}"
                self._found[term_id] = about
                described = attributes(aria_describedby=term_id)
                parts.append(
                    html.Span(words, role="button", tabIndex="0", className="term", **described)
                )
            else:
                parts.append(words)
        return parts

    def explanations(self) -> html.Div | None:
        """The explanations, hidden until asked for; None if no term was found."""
        if not self._found:
            return None
        texts = [html.P(about, id=term_id) for term_id, about in self._found.items()]
        return html.Div(texts, hidden=True, className="term-texts")
