"""The few callbacks: what is chosen goes to the address bar, and what is seen to the server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl

from dash import ClientsideFunction, Dash, Input, Output, no_update

from dashboards import ids
from dashboards.routing import CHOICES, current_reader, search_of
from dashboards.several import Several, values_of
from pipelines.errors import NotPublished
from pipelines.publication.reader import Night

_MOST: Final = 50  # parameters; no page has ten


def register_callbacks(app: Dash) -> None:
    """Register them on an app."""
    in_browser: Any = app.clientside_callback
    in_browser(
        ClientsideFunction("insatskoll", "view"), Output(ids.VIEW, "data"), Input(ids.VIEW, "id")
    )

    in_browser(
        ClientsideFunction("val", "arrive"),
        Output(ids.ADDRESS, "clear_data"),
        Input(ids.ADDRESS, "data"),
        prevent_initial_call=True,
    )

    @app.callback(Output(ids.ADDRESS, "data"), Input(ids.CHOSEN, "data"), prevent_initial_call=True)
    def _choose(chosen: Any) -> Any:
        try:
            search = search_for(current_reader().night(), chosen)
        except NotPublished:
            return no_update
        # The page too: the reader may have left it before the answer comes. Empty is an address
        # as well: what was searched for has been rubbed out.
        return {"search": None} if search is None else {"page": chosen["page"], "search": search}


def search_for(night: Night, chosen: object) -> str | None:
    """The address bar's parameters for what a reader chose; None if it does not exist.

    Args:
        night: what can be chosen from.
        chosen: what the browser says: `page`, its path; `search`, its parameters so far, of which
            those that do not go with the choice are left out; `name` of the parameter, and `value`,
            which is added to the others where several can be chosen.
    """
    if not isinstance(chosen, Mapping):
        return None
    page, search, name, value = (chosen.get(part) for part in ("page", "search", "name", "value"))
    choices = CHOICES.get(page) if isinstance(page, str) else None
    if choices is None or not isinstance(value, str) or not isinstance(name, str):
        return None
    said = _parameters(search)
    before = choices(night, said).get(name)
    if isinstance(before, Several):
        value = ",".join([*values_of(before), value])
    found = choices(night, {**said, name: value})
    if name not in found or found[name].note:
        return None
    return search_of(found)


def _parameters(search: object) -> dict[str, str]:
    if not isinstance(search, str):
        return {}
    try:
        return dict(parse_qsl(search.removeprefix("?"), max_num_fields=_MOST))
    except ValueError:
        return {}
