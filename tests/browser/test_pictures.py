"""Every page looks as it did when somebody last looked at it and said yes.

The approved pictures are small and in grey: enough to see what moved, went or came. After a change
that is meant, look at the whole ones (`python -m tests.browser.screenshots FOLDER`) and approve:
`python -m tests.browser.screenshots --approve`.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.browser.conftest import Open
from tests.browser.screenshots import APPROVED, PAGES, small_picture

FAR = 40  # of 255: no longer the same grey
MOST = 0.015  # of the picture that may be so, for another version of the browser's letters


def unlike(one: Image.Image, other: Image.Image) -> float:
    """The share of two pictures that differs; what only one of them has differs."""
    height = max(one.height, other.height)
    canvases = []
    for picture in (one, other):
        canvas = Image.new("L", (picture.width, height), 127)
        canvas.paste(picture)
        canvases.append(np.asarray(canvas, dtype=int))
    if canvases[0].shape != canvases[1].shape:
        return 1.0
    return float((np.abs(canvases[0] - canvases[1]) > FAR).mean())


@pytest.mark.parametrize("narrow", [False, True], ids=["bred", "smal"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_approved(visit: Open, tmp_path: Path, name, narrow):
    page = visit(narrow=narrow).show(PAGES[name])
    seen = small_picture(page)
    file = f"{name}-{'smal' if narrow else 'bred'}.png"
    seen.save(tmp_path / file)
    with Image.open(APPROVED / file) as approved:
        assert unlike(seen, approved.convert("L")) <= MOST, f"se {tmp_path / file}"


def test_what_moves_goes_or_comes_is_seen():
    page = Image.new("L", (100, 100), 255)
    moved, longer = page.copy(), Image.new("L", (100, 110), 255)
    moved.paste(0, (10, 10, 40, 20))
    assert unlike(page, page) == 0
    assert unlike(page, moved) == pytest.approx(0.03)
    assert unlike(page, longer) == pytest.approx(10 / 110)
