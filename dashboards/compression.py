"""What is sent is sent compressed: scripts and styles once a worker, answers as they are made.

gzip of the standard library: every browser takes it also without TLS, where Chromium asks for
nothing better, and the first page stays well below its limit (docs/adr/0010).
"""

from __future__ import annotations

import gzip
import hashlib
from typing import Final

from flask import Flask, Response, request

from dashboards.kept import Kept

GZIP: Final = "gzip"
_LEAST = 1024  # bytes; below it a header costs what compression saves
_FILES = ("/assets/", "/_dash-component-suites/", "/stil.css")
_TYPES = frozenset(
    {
        "application/javascript", "application/json", "image/svg+xml", "text/css", "text/html",
        "text/javascript",
    }
)  # fmt: skip
_FILE_LEVEL, _ANSWER_LEVEL = 9, 4
_FILES_KEPT = 16 * 2**20  # bytes


def add_compression(server: Flask) -> None:
    """Compress the server's responses to clients that accept it."""
    files: Kept[str, bytes] = Kept(_FILES_KEPT)

    @server.after_request
    def _compress(response: Response) -> Response:
        if response.mimetype not in _TYPES:
            return response
        response.vary.add("Accept-Encoding")
        if response.status_code != 200 or "Content-Encoding" in response.headers:
            return response
        if not accepts_gzip():
            return response
        response.direct_passthrough = False
        data = response.get_data()
        if len(data) < _LEAST:
            return response
        if request.path.startswith(_FILES):
            packed = _packed_once(files, data)
        else:
            packed = gzip.compress(data, _ANSWER_LEVEL, mtime=0)
        return _packed_response(response, packed)


def accepts_gzip() -> bool:
    """Whether the client that asks takes gzip."""
    return request.accept_encodings.quality(GZIP) > 0


def _packed_once(files: Kept[str, bytes], data: bytes) -> bytes:
    # By content: an address may be written in many ways, and a file may be changed.
    key = hashlib.sha256(data).hexdigest()
    packed = files.get(key)
    if packed is None:
        packed = gzip.compress(data, _FILE_LEVEL, mtime=0)
        files.keep(key, packed, len(packed))
    return packed


def _packed_response(response: Response, packed: bytes) -> Response:
    etag, weak = response.get_etag()
    response.set_data(packed)
    response.headers["Content-Encoding"] = GZIP
    response.headers.pop("Accept-Ranges", None)
    if etag is None or request.method not in {"GET", "HEAD"}:
        return response
    # Other bytes, another tag; the client may already have them.
    response.set_etag(f"{etag}-{GZIP}", weak=bool(weak))
    response.make_conditional(request)
    return response
