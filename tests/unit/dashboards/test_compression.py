"""What is sent compressed, to whom, and how much the first page weighs."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from dashboards import compression
from dashboards.app import build_app
from dashboards.compression import add_compression
from pipelines.publication.reader import Reader

GZIP = {"Accept-Encoding": "gzip, deflate, br"}
SCRIPT = "/assets/insatskoll.js"
MEBIBYTE = 2**20
# What Dash fetches by itself when the first chart is drawn.
CHUNKS = ("/_dash-component-suites/dash/dcc/async-graph.js",)


@pytest.fixture(scope="module")
def client(home: Path) -> FlaskClient:
    found = build_app(Reader(home / "serve")).server.test_client()
    found.get("/")
    return found


def test_scripts_and_styles_of_the_first_page_weigh_less_than_the_limit(
    client: FlaskClient,
) -> None:
    page = client.get("/").get_data(as_text=True)
    named = re.findall(r'<script src="([^"]+)"|<link rel="stylesheet" href="([^"]+)"', page)
    sizes = {}
    for address in [script or style for script, style in named] + list(CHUNKS):
        answer = client.get(address, headers=GZIP)
        assert answer.status_code == 200
        if len(gzip.decompress(answer.data) if "Content-Encoding" in answer.headers else b"") > 0:
            assert answer.headers["Content-Encoding"] == "gzip"
        sizes[address] = len(answer.data)
    assert not any("plotly-basic" in address for address in sizes)
    plotly = re.search(r'data-diagram="([^"]+plotly-basic[^"]+)"', page)[1]
    charts = len(client.get(plotly, headers=GZIP).data)
    assert 0.3 * MEBIBYTE < charts < 0.5 * MEBIBYTE
    assert sum(sizes.values()) + charts <= 1.2 * MEBIBYTE


def test_a_file_is_the_same_compressed_and_not(client: FlaskClient) -> None:
    packed, plain = client.get(SCRIPT, headers=GZIP), client.get(SCRIPT)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) / 2


def test_a_store_between_is_told_that_the_answer_depends_on_what_is_accepted(
    client: FlaskClient,
) -> None:
    for address in (SCRIPT, "/stil.css", "/", "/halsa"):
        for headers in (GZIP, {}):
            assert client.get(address, headers=headers).headers["Vary"] == "Accept-Encoding"


def test_a_file_that_the_browser_has_is_not_sent_again(client: FlaskClient) -> None:
    packed, plain = client.get(SCRIPT, headers=GZIP), client.get(SCRIPT)
    assert packed.headers["ETag"] == plain.headers["ETag"].removesuffix('"') + '-gzip"'
    for first, headers in ((packed, GZIP), (plain, {})):
        tag = {"If-None-Match": first.headers["ETag"]}
        again = client.get(SCRIPT, headers={**headers, **tag})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["Vary"] == "Accept-Encoding"
    other = client.get(SCRIPT, headers={"If-None-Match": packed.headers["ETag"]})
    assert other.status_code == 200


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "identity"])
def test_who_does_not_take_gzip_is_not_given_it(client: FlaskClient, accepted: str) -> None:
    answer = client.get(SCRIPT, headers={"Accept-Encoding": accepted})
    assert "Content-Encoding" not in answer.headers
    assert answer.data.startswith(b"//")


def test_scripts_are_compressed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[int] = []
    squeeze = gzip.compress

    def counted(data: bytes, level: int, *, mtime: float) -> bytes:
        done.append(level)
        return squeeze(data, level, mtime=mtime)

    monkeypatch.setattr(compression.gzip, "compress", counted)
    server = Flask("prov")
    text = ["a" * 5000]
    server.add_url_rule("/assets/x.js", "x", lambda: Response(text[0], mimetype="text/javascript"))
    add_compression(server)
    client = server.test_client()
    first = client.get("/assets/x.js", headers=GZIP).data
    assert client.get("/assets/x.js?annan=adress", headers=GZIP).data == first
    assert done == [9]
    text[0] = "b" * 5000
    assert gzip.decompress(client.get("/assets/x.js", headers=GZIP).data) == b"b" * 5000
    assert done == [9, 9]


def test_what_is_small_or_not_text_goes_as_it_is() -> None:
    server = Flask("prov")
    kinds = {"liten": ("application/json", 900), "bild": ("image/png", 5000)}
    for name, (mimetype, size) in kinds.items():
        body, kind = b"x" * size, mimetype
        server.add_url_rule(
            f"/{name}", name, lambda body=body, kind=kind: Response(body, mimetype=kind)
        )
    add_compression(server)
    client = server.test_client()
    assert client.get("/liten", headers=GZIP).headers["Vary"] == "Accept-Encoding"
    for name, (_, size) in kinds.items():
        answer = client.get(f"/{name}", headers=GZIP)
        assert "Content-Encoding" not in answer.headers
        assert len(answer.data) == size
    assert "Vary" not in client.get("/bild", headers=GZIP).headers
