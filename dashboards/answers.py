"""Whole answers kept: a night never changes, so the same question has the same answer all day.

What an answer depends on is the night and the question's body, and nothing else: no cookie, no
header, no clock. Whatever makes it depend on more (who asks, say) belongs in the key.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from typing import Final

from flask import Flask, Response, g, request

from dashboards.compression import GZIP, accepts_gzip
from dashboards.kept import Kept
from pipelines.publication.reader import Night, Reader

QUESTIONS: Final = "/_dash-update-component"
LARGEST_QUESTION: Final = 16 * 1024  # bytes of a body whose answer is kept
_KEPT = 64 * 2**20  # bytes of answers a worker
_OVERHEAD = 512  # bytes of an entry besides its answer
_UNDER_WAY = "insatskoll_question"
# A page that failed bears a code of its own, which the next reader must not be given.
_FAILED = b"Felkod"

Key = tuple[str, bytes]  # the night, and a digest of the body


@dataclass(frozen=True)
class _Question:
    """What is being answered: the night that it was asked of, and its key."""

    night: Night
    key: Key


@dataclass(frozen=True)
class _Answer:
    """A body as it was sent."""

    data: bytes
    packed: bool
    mimetype: str


def add_answers(server: Flask, reader: Reader) -> None:
    """Keep and give the server's answers; call it before `add_compression`.

    Flask runs what comes after a request backwards, so what is kept is already compressed.
    """
    answers: Kept[Key, _Answer] = Kept(_KEPT)

    @server.before_request
    def _give() -> Response | None:
        length = request.content_length
        if request.path != QUESTIONS or request.method != "POST":
            return None
        if length is None or length > LARGEST_QUESTION:
            return None
        night = _night(reader)
        if night is None:
            return None
        key = (night.content, hashlib.sha256(request.get_data()).digest())
        answer = answers.get(key)
        if answer is None:
            setattr(g, _UNDER_WAY, _Question(night, key))
            return None
        return _response(answer)

    @server.after_request
    def _keep(response: Response) -> Response:
        question: _Question | None = g.pop(_UNDER_WAY, None)
        if question is None or response.status_code != 200 or response.is_streamed:
            return response
        # A night that came meanwhile may have been the one that answered. The reader holds one
        # night at a time, so the same object now as then means that there was no other between.
        if _night(reader) is not question.night:
            return response
        data, packed = response.get_data(), response.headers.get("Content-Encoding") == GZIP
        if _FAILED not in (gzip.decompress(data) if packed else data):
            answer = _Answer(data, packed, str(response.mimetype))
            answers.keep(question.key, answer, len(data) + _OVERHEAD)
        return response


def _night(reader: Reader) -> Night | None:
    """The published night; None where there is none, of which the page itself tells."""
    try:
        return reader.night()
    except Exception:
        return None


def _response(answer: _Answer) -> Response:
    if not answer.packed or accepts_gzip():
        response = Response(answer.data, mimetype=answer.mimetype)
        if answer.packed:
            response.headers["Content-Encoding"] = GZIP
        return response
    return Response(gzip.decompress(answer.data), mimetype=answer.mimetype)
