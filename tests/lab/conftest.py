"""試験室の場 - runs of KLM-JT have a counter of their own on SQLite: another database can tell nothing about them."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from madoguchi.lab.klm.phone import Phone, phone
from madoguchi.lab.klm.stage import chromium
from tests.lab.made_up import RECEIPT, SITE

DATABASE = os.environ.get("MADOGUCHI_TEST_DATABASE", "sqlite").removeprefix("sqlite")

collect_ignore_glob = ["test_klm_*.py"] if DATABASE else []


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture
def site(browser: Any) -> Iterator[Callable[..., Phone]]:
    """Open a phone on pages made up here, by address; the first is `/`."""
    with phone(browser) as held:

        def at(**pages: str) -> Phone:
            def answer(route: Any) -> None:
                name = route.request.url.removeprefix(SITE).partition("?")[0] or "start"
                head = "<!doctype html><meta charset=utf-8><meta name=viewport content='width=device-width'>"
                found = {"done": RECEIPT, **pages}.get(name)
                route.fulfill(status=200 if found else 404, body=head + (found or ""), content_type="text/html")

            held.page.route("**/*", answer)
            held.open(SITE)
            return held

        yield at
