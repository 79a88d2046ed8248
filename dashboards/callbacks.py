"""The few callbacks: what is chosen goes to the address bar, and what is seen to the server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash import ALL, ClientsideFunction, Dash, Input, Output, ctx, no_update

from dashboards import ids
from dashboards.navigation import REGI, UPPFOLJNING, UTBUD
from dashboards.routing import current_reader
from pipelines.errors import NotPublished
from pipelines.publication.reader import Night

_PARAMETERS = {
    (UTBUD.path, "dag"): "U1",
    (REGI.path, "period"): "R1",
    (UPPFOLJNING.path, "period"): "F1",
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
    def _choose(values: list[object]) -> Any:
        try:
            night = current_reader().night()
        except NotPublished:
            return no_update
        return search_for(night, ctx.triggered_id, values[0] if values else None) or no_update


def search_for(night: Night, control: object, value: object) -> str | None:
    """The address bar's parameters for what a reader chose; None if it does not exist.

    Args:
        night: what can be chosen from.
        control: id of the control, as the browser says.
        value: what it says was chosen.
    """
    if not isinstance(control, Mapping) or not isinstance(value, str):
        return None
    name = control.get("name")
    matt = _PARAMETERS.get((str(control.get("page")), str(name)))
    if matt is None or value not in night.periods(matt):
        return None
    return f"?{name}={value}"
