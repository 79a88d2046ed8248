"""Response headers: nothing from elsewhere, nothing to elsewhere, nothing of a page kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import Flask, Response, request

_FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_YEAR = "public, max-age=31536000, immutable"
_KEPT_STATUSES = (200, 304)  # the file itself, and that it has not changed


def content_security_policy(script_hashes: Sequence[str]) -> str:
    """The policy: own origin only; inline scripts only if their hash is known; no eval.

    Plotly writes style elements, and pages have heights of charts as attributes, so styles may be
    inline; Plotly draws hatches as data and blob images.
    """
    parts = {
        "default-src": ["'self'"],
        "script-src": ["'self'", *script_hashes],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in parts.items())


def add_headers(server: Flask, script_hashes: Callable[[], Sequence[str]]) -> None:
    """Put the headers on every response.

    Args:
        server: the Flask server.
        script_hashes: gives the hashes of Dash's inline scripts; asked for every page, because
            Dash adds scripts at its first request.
    """

    @server.after_request
    def _headers(response: Response) -> Response:
        response.headers.update(_FIXED)
        response.headers["Cache-Control"] = cache_control(
            request.path, dict(request.args), response.status_code
        )
        if response.mimetype == "text/html":
            response.headers["Content-Security-Policy"] = content_security_policy(script_hashes())
        return response


def cache_control(path: str, arguments: dict[str, str], status: int = 200) -> str:
    """Files whose address changes with their content are kept; pages, data and errors never are."""
    if status not in _KEPT_STATUSES:
        return "no-store"
    if path.startswith("/_dash-component-suites/"):
        return _YEAR
    if path.startswith("/assets/") or path == "/stil.css":
        return _YEAR if arguments else "no-cache"
    return "no-store"
