"""The few callbacks: what is chosen goes to the address bar, and what is seen to the server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash import ALL, ClientsideFunction, Dash, Input, Output, ctx, no_update

from dashboards import ids
from dashboards.routing import CHOICES, current_reader, search_of
from dashboards.several import Several, as_text
from pipelines.errors import NotPublished
from pipelines.publication.reader import Night


def register_callbacks(app: Dash) -> None:
    """Register them on an app."""
    in_browser: Any = app.clientside_callback
    in_browser(
        ClientsideFunction("insatskoll", "view"), Output(ids.VIEW, "data"), Input(ids.VIEW, "id")
    )
    in_browser(
        ClientsideFunction("insatskoll", "scheme"),
        Output(ids.PROVIDER, "forceColorScheme"),
        Input(ids.VIEW, "data"),
    )

    @app.callback(
        Output(ids.ADDRESS, "search"),
        Input({"type": ids.PARAMETER, "page": ALL, "name": ALL}, "value"),
        prevent_initial_call=True,
    )
    def _choose(_: list[object]) -> Any:
        try:
            night = current_reader().night()
        except NotPublished:
            return no_update
        control, sent = ctx.triggered_id, _sent(ctx.inputs_list)
        value = sent.get(_name(control))
        search = search_for(night, control, value, sent)
        # Empty is an address too: what was searched for has been rubbed out.
        return no_update if search is None else search


def _sent(inputs: Any) -> dict[str, object]:
    """What every control of the page says, by the parameter's name."""
    controls = inputs[0] if inputs and isinstance(inputs[0], list) else []
    return {
        _name(control.get("id")): control.get("value")
        for control in controls
        if isinstance(control, Mapping)
    }


def _name(control: object) -> str:
    return str(control.get("name")) if isinstance(control, Mapping) else ""


def search_for(
    night: Night, control: object, value: object, others: Mapping[str, object] | None = None
) -> str | None:
    """The address bar's parameters for what a reader chose; None if it does not exist.

    Args:
        night: what can be chosen from.
        control: id of the control, as the browser says.
        value: what it says was chosen; a list only where several can be chosen.
        others: what the page's other controls say; what does not go with the choice is left out.
    """
    text = as_text(value)
    if not isinstance(control, Mapping) or not isinstance(text, str):
        return None
    choices, name = CHOICES.get(str(control.get("page"))), str(control.get("name"))
    if choices is None:
        return None
    told = {other: as_text(said) for other, said in (others or {}).items()}
    chosen = choices(night, {**told, name: text})
    if name not in chosen or chosen[name].note:
        return None
    if isinstance(value, list) and not isinstance(chosen[name], Several):
        return None
    return search_of(chosen)
