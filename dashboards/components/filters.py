"""The filter bar: a few labelled choices that all stand in the address, and a way back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from dashboards import html, ids
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
    """

    name: str
    label: str
    choice: Choice
    words: Mapping[str, str]
    groups: Mapping[str, tuple[str, ...]] | None = None


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
            *(
                _build(one)
                for one in filters
                if isinstance(one, Search) or len(one.choice.options) > 1
            ),
            html.A("Återställ", href=page.path, id=ids.RESET, className="reset"),
        ],
        className="controls",
        role="group",
        **attributes(aria_label="Välj vad sidan visar"),
    )


def _build(one: Filter | Search) -> html.Div:
    """A control as browsers have it: assets/val.js tells the server what is chosen."""
    if isinstance(one, Search):
        field = html.Input(
            id=ids.control_id(one.name),
            type="search",
            value=one.words,
            placeholder=one.hint,
            autocomplete="off",
            **attributes(data_parameter=one.name),
        )
        return _labelled(one.name, one.label, field)
    return _labelled(
        one.name, one.label, _select(one, _options(one, one.choice.value)), bool(one.groups)
    )


def build_adding(one: Filter, hint: str, verb: str) -> html.Div:
    """A choice that is added to those already made, by a button.

    Args:
        one: the choice; its `choice` is of `Several`.
        hint: what stands where nothing is added yet.
        verb: what the button says.
    """
    button = html.Button(
        verb,
        id=f"{ids.control_id(one.name)}-knapp",
        type="button",
        className="add",
        **attributes(data_adds=ids.control_id(one.name)),
    )
    nothing = html.Option(hint, value="", selected=True)
    control = _select(one, [nothing, *_options(one, "", values_of(one.choice))])
    return html.Div(
        [_labelled(one.name, one.label, control, is_wide=True), button], className="adding"
    )


def _labelled(name: str, label: str, control: html.Element, is_wide: bool = False) -> html.Div:
    return html.Div(
        [html.Label(label, htmlFor=ids.control_id(name)), control],
        className="control wide" if is_wide else "control",
    )


def _select(one: Filter, options: list[Any]) -> html.Select:
    return html.Select(options, id=ids.control_id(one.name), **attributes(data_parameter=one.name))


def _options(one: Filter, chosen: str, left_out: Collection[str] = ()) -> list[Any]:
    def built(options: Sequence[str]) -> list[Any]:
        words = {option: one.words.get(option, option) for option in options}
        return [
            html.Option(word[:1].upper() + word[1:], value=option, selected=option == chosen)
            for option, word in words.items()
            if option not in left_out
        ]

    if not one.groups:
        return built(one.choice.options)
    return [html.Optgroup(built(options), label=group) for group, options in one.groups.items()]


def link_to(page: PageInfo, chosen: Mapping[str, Choice], **changed: str) -> str:
    """The address of the same page with some parameters changed."""
    values = {name: choice.value for name, choice in chosen.items()} | changed
    search = urlencode({name: value for name, value in values.items() if value})
    return f"{page.path}?{search}" if search else page.path


def notes(*choices: Choice) -> str:
    """What is told of parameters that do not exist."""
    return " ".join(f"{choice.note}." for choice in choices if choice.note)
