"""計測の中 - a process of `bench page`, within its scratch database: each page of a family by its template, and cut.

Prints JSON.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import product
from typing import Any, Final
from unittest.mock import patch

import django

django.setup()

from django.http import HttpRequest, HttpResponse  # noqa: E402 - after its settings
from django.shortcuts import render  # noqa: E402 - as above
from django.test import Client, RequestFactory  # noqa: E402 - as above

from madoguchi.core.pace import Left  # noqa: E402 - as above
from madoguchi.desk import apply  # noqa: E402 - as above
from madoguchi.desk.tell import resume_link  # noqa: E402 - as above
from madoguchi.lab.evidence import Disproved  # noqa: E402 - as above
from madoguchi.lab.family import answers, family, mistaken  # noqa: E402 - as above
from madoguchi.store import drafts, editions, look, wall  # noqa: E402 - as above
from madoguchi.web import clock  # noqa: E402 - as above
from madoguchi.web.kit import cut  # noqa: E402 - as above
from madoguchi.web.resident.form import made_of, walk_of  # noqa: E402 - as above

TOWN, PROCEDURE = "tama", "gakudo"
PAGE: Final = "resident/form.html"
TOKEN: Final = re.compile(rb'(name="csrfmiddlewaretoken" value=")\w+')
SECRET: Final = "x" * 32  # of the forms' tokens: a new one is made of it for each page
Way = Callable[[HttpRequest, str, dict[str, Any]], HttpResponse]
WAYS: Final[dict[str, Way]] = {"plain": render, "cut": cut.page}


def begin() -> str:
    """The key of a new draft."""
    with wall.inside(TOWN, write=True):
        return apply.start(PROCEDURE, clock.now())


@cache
def told(edition: str) -> dict[str, Any]:
    """What a family with two children answers."""
    return answers(editions.opened(edition), family(children=2), clock.today())


def answer(key: str) -> int:
    """The family has answered everything; the version of the draft that says so."""
    with wall.inside(TOWN, write=True):
        draft = apply.open_draft(key)
        return drafts.save(key, told(draft.edition), {}, draft.version, {}, clock.now()).version


def filled(key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every page of the draft, by its slug: what it is made of."""
    walk = walk_of(key, PROCEDURE)
    for stop in walk.stops:
        cleaned = mistaken(walk.edition.form, stop, walk.draft.answers)
        beside = {
            "check": False,
            "seen": SECRET,
            "link": resume_link(key),
            "left": Left(len(walk.stops), measured=True),
        }
        yield stop.slug, beside | made_of(walk, stop, cleaned.typed, {}, cleaned)


def request(city: Any) -> HttpRequest:
    """A browser that has been here before."""
    asked = RequestFactory().get("/")
    asked.city, asked.META["CSRF_COOKIE"] = city, SECRET
    return asked


def pages(key: str, rounds: int) -> dict[str, dict[str, float]]:
    """{page: {way: microseconds of the processor}}, turn by turn. Raises Disproved when the bytes differ."""
    with wall.inside(TOWN):
        city, made = look.municipality(TOWN), dict(filled(key))
        for slug, context in made.items():
            told = {TOKEN.sub(rb"\1", way(request(city), PAGE, context).content) for way in WAYS.values()}
            told |= {TOKEN.sub(rb"\1", cut.page(request(city), PAGE, context).content)}
            if len(told) > 1:
                raise Disproved(f"{slug}: the cut page is not the template's")
        spent = {slug: dict.fromkeys(WAYS, 0) for slug in made}
        for _ in range(rounds):
            for slug, context in made.items():
                for name, way in WAYS.items():
                    asked = request(city)
                    began = time.process_time_ns()
                    way(asked, PAGE, context)
                    spent[slug][name] += time.process_time_ns() - began
    return {slug: {name: took / rounds / 1000 for name, took in ways.items()} for slug, ways in spent.items()}


def requests(key: str, rounds: int) -> dict[str, dict[str, float]]:
    """{deed: {way: milliseconds of the processor}} of a whole request, all pages alike, turn by turn."""
    client, address = Client(SERVER_NAME="localhost"), f"/{TOWN}/{PROCEDURE}/d/{key}"
    with wall.inside(TOWN):
        slugs = [stop.slug for stop in walk_of(key, PROCEDURE).stops]
    spent: dict[str, dict[str, int]] = {deed: dict.fromkeys(WAYS, 0) for deed in ("look", "mistakes")}
    for turn in range(rounds + 1):
        for slug, (name, way) in product(slugs, WAYS.items()):
            page, nothing = f"{address}/{slug}/", {"version": answer(key)}
            with patch.object(cut, "page", way):
                for deed, ask in (
                    ("look", partial(client.get, page)),
                    ("mistakes", partial(client.post, page, nothing)),
                ):
                    began = time.process_time_ns()
                    ask()
                    spent[deed][name] += (time.process_time_ns() - began) if turn else 0  # the first finds it cold
    each = rounds * len(slugs) * 1_000_000
    return {deed: {name: took / each for name, took in ways.items()} for deed, ways in spent.items()}


def main() -> None:
    """The command line."""
    rounds, key = int(sys.argv[1]), begin()
    answer(key)
    print(json.dumps({"pages": pages(key, rounds), "requests": requests(key, max(1, rounds // 10))}))


if __name__ == "__main__":
    main()
