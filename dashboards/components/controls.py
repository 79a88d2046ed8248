"""The few controls of a page: a labelled choice, and a way back to what the page begins with."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import dcc, html

from dashboards import ids
from dashboards.components.attributes import attributes
from dashboards.navigation import PageInfo
from dashboards.query import Choice
from pipelines.presentation import formats


def build_control(page: PageInfo, name: str, label: str, choice: Choice) -> html.Div:
    """A choice that is written to the address bar.

    Args:
        page: the page that it belongs to.
        name: the parameter's name in the address.
        label: what the reader sees.
        choice: what is chosen, and what can be.
    """
    return html.Div(
        [
            # Beside the control, so that a new page does not count as a change of it.
            dcc.Location(id=ids.ADDRESS, refresh="callback-nav"),
            dmc.Select(
                id=ids.parameter_id(page.path, name),
                label=label,
                value=choice.value,
                data=[
                    {"value": option, "label": _capital(formats.when(option))}
                    for option in choice.options
                ],
                allowDeselect=False,
                searchable=False,
                maxDropdownHeight=320,
                className="control",
            ),
            dmc.Anchor("Återställ", href=page.path, unstyled=True, className="reset"),
        ],
        className="controls",
        role="group",
        **attributes(aria_label="Välj vad sidan visar"),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
