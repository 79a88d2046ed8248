"""Banners over the content: synthetic data, and data that are not equally fresh."""

from __future__ import annotations

from dashboards import html
from pipelines.presentation.freshness import missing_sentence, stale_sentence
from pipelines.presentation.sv import SYNTHETIC
from pipelines.publication.reader import Night


def build_banners(night: Night) -> list[html.P]:
    """The banners that the night calls for, the weightiest first."""
    texts = [
        (SYNTHETIC if night.manifest["syntetiska_data"] else "", "synthetic"),
        (stale_sentence(night), "stale"),
        (missing_sentence(night), "stale"),
    ]
    return [html.P(text, className=f"banner {kind}") for text, kind in texts if text]


def build_note(text: str) -> html.P | None:
    """What the reader is told of a parameter that does not exist; None if nothing."""
    return html.P(text, className="banner note", role="status") if text else None
