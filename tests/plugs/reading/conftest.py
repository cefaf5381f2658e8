"""What tests of reading share: an eye in this process, for all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from madoguchi.core.paper.sheet import Page

Look = Callable[[bytes], Page]


@pytest.fixture(scope="session")
def reader() -> Look:
    """Reads the one page of a photo; needs the extra `reading`."""
    pytest.importorskip("onnxruntime")
    from madoguchi.plugs.reading.eyes import pictures
    from madoguchi.plugs.reading.eyes.eye import Eye

    eye: Any = Eye(alone=True)

    def look(data: bytes) -> Page:
        page: Page = eye.page(*pictures.leaf(data))
        return page

    return look
