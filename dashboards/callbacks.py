"""The few callbacks: what is chosen goes to the address bar, and what is seen to the server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from dash import ALL, ClientsideFunction, Dash, Input, Output, ctx, no_update

from dashboards import ids
from dashboards.navigation import (
    FLODE,
    LIKSTALLIGHET,
    METOD,
    REGI,
    TID,
    UPPFOLJNING,
    UTBUD,
    VOLYM,
)
from dashboards.pages import flode, likstallighet, metod, tid, volym
from dashboards.routing import current_reader
from pipelines.errors import NotPublished
from pipelines.publication.reader import Night

_PARAMETERS = {
    (UTBUD.path, "dag"): "U1",
    (REGI.path, "period"): "R1",
    (UPPFOLJNING.path, "period"): "F1",
}
# Pages of several parameters, of which one may decide what another can be.
_CHOICES = {
    LIKSTALLIGHET.path: likstallighet.choices,
    VOLYM.path: volym.choices,
    TID.path: tid.choices,
    FLODE.path: flode.choices,
    METOD.path: metod.choices,
}


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
        return search_for(night, control, value, sent) or no_update


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
        value: what it says was chosen.
        others: what the page's other controls say; what does not go with the choice is left out.
    """
    if not isinstance(control, Mapping) or not isinstance(value, str):
        return None
    name = control.get("name")
    if choices := _CHOICES.get(str(control.get("page"))):
        chosen = choices(night, {**(others or {}), str(name): value})
        if str(name) not in chosen or chosen[str(name)].note:
            return None
        search = urlencode({key: one.value for key, one in chosen.items() if one.value})
        return f"?{search}"
    matt = _PARAMETERS.get((str(control.get("page")), str(name)))
    if matt is None or value not in night.periods(matt):
        return None
    return f"?{name}={value}"
