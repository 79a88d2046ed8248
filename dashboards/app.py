"""The Dash app round a reader."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Final, cast

from dash import Dash, dcc, page_container, page_registry
from dash import html as dash_html
from dash.dependencies import Input
from flask import Flask, Response, jsonify
from werkzeug.exceptions import HTTPException

from dashboards import ids
from dashboards.answers import add_answers
from dashboards.callbacks import register_callbacks
from dashboards.compression import add_compression
from dashboards.exports.route import register_exports
from dashboards.failure import log_failure
from dashboards.routing import EXTENSION, register_pages
from dashboards.security.headers import add_headers
from dashboards.security.questions import refuse_forgeries
from dashboards.sent import sends
from dashboards.theme import stylesheet
from pipelines.errors import NotPublished
from pipelines.publication.reader import Reader

_LARGEST_REQUEST: Final = 256 * 1024  # bytes; a page's controls fill some thousands
_INDEX = """<!DOCTYPE html>
<html lang="sv">
  <head>
    {%metas%}
    <title>{%title%}</title>
    <link rel="icon" href="/assets/ikon.svg?v=1" type="image/svg+xml">
    {%css%}
    <script src="{early}" data-diagram="{plotly}"></script>
  </head>
  <body>
    <noscript>Insatskoll behöver JavaScript. Slå på det i webbläsaren och ladda om sidan.</noscript>
    {%app_entry%}
    {%config%}
    {%scripts%}
    {%renderer%}
  </body>
</html>"""


_ENTRY = """<div id="react-entry-point">
      <div class="skeleton" role="status"><p>Hämtar sidan …</p><div></div><div></div></div>
    </div>"""


class _SwedishDash(Dash):
    """Dash, but for the English words that it shows while a page loads."""

    def interpolate_index(self, *parts: Any, **named: Any) -> str:
        fill: Any = super().interpolate_index
        return str(fill(*parts, **{**named, "app_entry": _ENTRY}))


def build_app(reader: Reader) -> Dash:
    """The app; it shows what the reader gives and can reach nothing else.

    Args:
        reader: the published night, opened at the first request.
    """
    server = Flask("dashboards")
    server.config["MAX_CONTENT_LENGTH"] = _LARGEST_REQUEST
    server.extensions[EXTENSION] = reader
    style = stylesheet()
    version = hashlib.sha256(style.encode()).hexdigest()[:12]
    app = _SwedishDash(
        "dashboards",
        server=cast(Any, server),
        use_pages=True,
        pages_folder="",
        routing_callback_inputs={"view": Input(ids.VIEW, "data")},
        index_string=_index(),
        assets_ignore="tidigt|plotly",
        external_stylesheets=[f"/stil.css?v={version}"],
        title="Insatskoll",
        update_title="",
        include_pages_meta=False,
        suppress_callback_exceptions=True,
        serve_locally=True,
        enable_mcp=False,
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
    )
    register_pages()
    for page in page_registry.values():
        page["layout"] = sends(page["layout"])
    app.layout = _layout()
    register_callbacks(app)
    _add_routes(server, reader, style)
    register_exports(server)
    refuse_forgeries(server, lambda: app.callback_map)
    # Flask runs what comes after a request backwards: headers, compression, and then it is kept.
    add_answers(server, reader)
    add_compression(server)
    add_headers(server, app.csp_hashes)
    return app


def _index() -> str:
    """The page that all pages come in; files that Dash does not know of are named by content."""
    assets = Path(__file__).with_name("assets")
    named = {"{early}": "tidigt.js", "{plotly}": "plotly-basic.min.js"}
    index = _INDEX
    for place, name in named.items():
        version = hashlib.sha256((assets / name).read_bytes()).hexdigest()[:12]
        index = index.replace(place, f"/assets/{name}?v={version}")
    return index


def _layout() -> dash_html.Div:
    return dash_html.Div(
        [
            dcc.Store(id=ids.VIEW),
            dcc.Store(id=ids.CHOSEN),
            dcc.Store(id=ids.ADDRESS),
            page_container,
        ]
    )


def _add_routes(server: Flask, reader: Reader, style: str) -> None:
    @server.get("/stil.css")
    def _style() -> Response:
        return Response(style, mimetype="text/css")

    @server.get("/halsa")
    def _health() -> tuple[Response, int]:
        try:
            return jsonify(run=reader.night().run), 200
        except NotPublished:
            return jsonify(run=None), 503

    @server.errorhandler(Exception)
    def _failed(error: Exception) -> HTTPException | tuple[str, int]:
        # Flask would log the exception's text, which may hold a value.
        if isinstance(error, HTTPException):
            if (error.code or 500) < 400:
                return error
            return f"Det går inte att svara på det ({error.code}).", error.code or 500
        return f"Det gick inte att hämta uppgifterna. Felkod {log_failure(error)}.", 500
