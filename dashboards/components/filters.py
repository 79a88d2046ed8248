"""The filter bar: a few labelled choices that all stand in the address, and a way back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import dash_mantine_components as dmc
from dash import dcc, html

from dashboards import ids
from dashboards.components.attributes import attributes
from dashboards.navigation import PageInfo
from dashboards.query import Choice
from dashboards.several import values_of
from pipelines.presentation import formats


@dataclass(frozen=True)
class Filter:
    """One choice in the bar.

    Attributes:
        name: the parameter's name in the address.
        label: what the reader sees.
        choice: what is chosen, and what can be.
        words: option -> what it is called.
        groups: group's name -> its options; empty if they are not grouped.
        nothing: what is told when a search among grouped options finds nothing.
    """

    name: str
    label: str
    choice: Choice
    words: Mapping[str, str]
    groups: Mapping[str, tuple[str, ...]] | None = None
    nothing: str = "Inget heter så"

    @property
    def data(self) -> list[dict[str, Any]]:
        """The options as Mantine takes them."""
        if self.groups:
            return [
                {"group": group, "items": [self._item(option) for option in options]}
                for group, options in self.groups.items()
            ]
        return [self._item(option) for option in self.choice.options]

    def _item(self, option: str) -> dict[str, str]:
        word = self.words.get(option, option)
        return {"value": option, "label": word[:1].upper() + word[1:]}


@dataclass(frozen=True)
class Search:
    """A field for words.

    Attributes:
        name: the parameter's name in the address.
        label: what the reader sees.
        words: what is searched for.
        hint: what can be written, and that Enter sends it.
    """

    name: str
    label: str
    words: str
    hint: str


def period_filter(choice: Choice, name: str = "period", label: str = "Period") -> Filter:
    """The filter of a period or a day, in words.

    Args:
        choice: what is chosen, and what can be.
        name: the parameter's name in the address.
        label: what the reader sees.
    """
    return Filter(name, label, choice, {one: formats.when(one) for one in choice.options})


def build_filters(page: PageInfo, *filters: Filter | Search) -> html.Div:
    """The bar; a choice with a single option is left out."""
    return html.Div(
        [
            # Beside the controls, so that a new page does not count as a change of them.
            dcc.Location(id=ids.ADDRESS, refresh="callback-nav"),
            *(
                _build(page, one)
                for one in filters
                if isinstance(one, Search) or len(one.choice.options) > 1
            ),
            dmc.Anchor("Återställ", href=page.path, unstyled=True, className="reset"),
        ],
        className="controls",
        role="group",
        **attributes(aria_label="Välj vad sidan visar"),
    )


def _build(page: PageInfo, one: Filter | Search) -> dmc.Select | dmc.TextInput:
    if isinstance(one, Search):
        return dmc.TextInput(
            id=ids.parameter_id(page.path, one.name),
            label=one.label,
            placeholder=one.hint,
            value=one.words,
            debounce=True,
            className="control",
        )
    return dmc.Select(
        id=ids.parameter_id(page.path, one.name),
        label=one.label,
        value=one.choice.value,
        data=one.data,
        allowDeselect=False,
        searchable=bool(one.groups),
        nothingFoundMessage=one.nothing,
        maxDropdownHeight=360,
        className="control wide" if one.groups else "control",
    )


def build_several(page: PageInfo, one: Filter, hint: str) -> dmc.MultiSelect:
    """A choice of several, sent when the reader leaves it; it needs a bar on the same page.

    Args:
        page: the page that it belongs to.
        one: the choice; its `choice` is of `Several`.
        hint: what stands in an empty field.
    """
    return dmc.MultiSelect(
        id=ids.parameter_id(page.path, one.name),
        label=one.label,
        placeholder=hint,
        value=list(values_of(one.choice)),
        data=one.data,
        searchable=True,
        clearable=True,
        clearButtonProps=attributes(aria_label="Ta bort alla val"),
        nothingFoundMessage=one.nothing,
        maxDropdownHeight=320,
        debounce=True,
        className="control several",
    )


def link_to(page: PageInfo, chosen: Mapping[str, Choice], **changed: str) -> str:
    """The address of the same page with some parameters changed."""
    values = {name: choice.value for name, choice in chosen.items()} | changed
    search = urlencode({name: value for name, value in values.items() if value})
    return f"{page.path}?{search}" if search else page.path


def notes(*choices: Choice) -> str:
    """What is told of parameters that do not exist."""
    return " ".join(f"{choice.note}." for choice in choices if choice.note)
