"""申請する家族 - somebody at a browser who does not give up, and sends the same again when the line breaks.

Speaks HTTP by itself, with cookies and hidden inputs, and knows nothing of the server's inside.
"""

from __future__ import annotations

import http.client
import random
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

from madoguchi.lab.family import of_page

PATIENCE = 10.0  # seconds for one answer
BETWEEN = 0.1  # seconds until a broken line is tried again
REFERENCE = re.compile(r'id="reference">([0-9A-Z-]+)<')

BETWEEN_PARTS = b"--between-the-parts-of-a-form"
MULTIPART = f"multipart/form-data; boundary={BETWEEN_PARTS[2:].decode()}"

Inputs = list[tuple[str, str]]


class GaveUp(Exception):
    """The counter did not come back in time, or said something no person could answer."""


@dataclass(frozen=True)
class Form:
    """A form as it stands on a page: where it goes, and what it sends by itself."""

    action: str
    hidden: tuple[tuple[str, str], ...]

    def filled(self, typed: Mapping[str, str]) -> Inputs:
        """What is sent when this was typed; what is typed replaces a hidden input of its name."""
        return [pair for pair in self.hidden if pair[0] not in typed] + list(typed.items())

    @property
    def asks(self) -> tuple[str, ...]:
        """The paths of the questions on a page of the counter's form: it names those it shows."""
        return tuple(value for name, value in self.hidden if name == "_shown")


@dataclass(frozen=True)
class Page:
    """An answer of the server."""

    status: int
    path: str
    text: str
    heads: Mapping[str, str] = field(default_factory=dict)

    def form(self, ending: str = "") -> Form:
        """The first form that is posted, or the one whose address ends so. Raises GaveUp."""
        reader = _Forms()
        reader.feed(self.text)
        for form in reader.found:
            if form.action.endswith(ending):
                return form
        raise GaveUp(f"{self.status}: no form")


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._open: tuple[str, Inputs] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "form" and told.get("method") == "post":
            self._open = (told.get("action") or "", [])
        if tag == "input" and told.get("type") == "hidden" and self._open:
            self._open[1].append((told.get("name") or "", told.get("value") or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._open:
            self.found.append(Form(self._open[0], tuple(self._open[1])))
            self._open = None


class Visitor:
    """One person. `hopes`: may a closed counter still open? `deaf`: the share of answers to posts that get lost.

    `broken` counts lost answers, `faults` those that spoke of a mistake of the server.
    """

    def __init__(self, port: int, hopes: Callable[[], bool], deaf: float = 0.0) -> None:
        self._port, self._hopes, self.deaf = port, hopes, deaf
        self._cookies: dict[str, str] = {}
        self.broken = 0
        self.faults = 0

    def get(self, path: str) -> Page:
        """A page, however often it takes."""
        return self._patiently(lambda: self._once("GET", path, None))

    def post(
        self,
        page: Page,
        form: Form,
        inputs: Inputs,
        again: Callable[[], Page] | None = None,
        files: Sequence[tuple[str, str, bytes]] = (),
    ) -> Page:
        """Send a form, with `files` (input name, file name, bytes) if it takes any.

        When the answer is lost: the very same once more, or `again` instead.
        """
        path = urljoin(page.path, form.action or page.path)
        body = _parts(inputs, files) if files else urlencode(inputs).encode()
        if again is None:
            return self._patiently(lambda: self._once("POST", path, body))
        try:
            return self._once("POST", path, body)
        except (OSError, http.client.HTTPException):
            self.broken += 1
            return again()

    def _patiently(self, ask: Callable[[], Page]) -> Page:
        while self._hopes():
            try:
                page = ask()
            except (OSError, http.client.HTTPException):
                self.broken += 1
                time.sleep(BETWEEN)  # nobody tells when the counter opens again
                continue
            if page.status < 500:
                return page
            self.faults += 1
            time.sleep(BETWEEN)
        raise GaveUp("the counter stayed closed")

    def _once(self, verb: str, path: str, body: bytes | None) -> Page:
        page, onward = self._ask(verb, path, body)
        if verb == "POST" and random.random() < self.deaf:
            raise ConnectionError("the answer got lost")
        # The answer to a post is where to look: the look is repeated by itself, never the post.
        return self.get(onward) if onward else page

    def _ask(self, verb: str, path: str, body: bytes | None) -> tuple[Page, str]:
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        try:
            sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
            if body is not None:
                sent["Content-Type"] = (
                    MULTIPART if body.startswith(BETWEEN_PARTS) else "application/x-www-form-urlencoded"
                )
            line.request(verb, path, body, sent)
            answer = line.getresponse()
            text = answer.read().decode()
            for head in answer.headers.get_all("Set-Cookie", []):
                self._cookies |= {name: morsel.value for name, morsel in SimpleCookie(head).items()}
            onward = urljoin(path, answer.headers["Location"]) if 300 <= answer.status < 400 else ""
            heads = {name.lower(): value for name, value in answer.headers.items()}
            return Page(answer.status, path, text, heads), onward
        finally:
            line.close()


def _parts(inputs: Inputs, files: Sequence[tuple[str, str, bytes]]) -> bytes:
    """A form with files as browsers send it."""
    head = 'Content-Disposition: form-data; name="{}"'
    parts = [(head.format(name), text.encode()) for name, text in inputs]
    parts += [(f'{head.format(name)}; filename="{file}"', data) for name, file, data in files]
    body = b"".join(b"%s\r\n%s\r\n\r\n%s\r\n" % (BETWEEN_PARTS, top.encode(), data) for top, data in parts)
    return body + BETWEEN_PARTS + b"--\r\n"


def fill_in(visitor: Visitor, counter: tuple[str, str], family: Mapping[str, str]) -> Page:
    """From the page of the procedure to the check page."""
    page = visitor.get(f"/{counter[0]}/{counter[1]}/")
    page = visitor.post(page, page.form("start"), page.form("start").filled({}))
    for _ in range(len(family)):
        if urlsplit(page.path).path.endswith("/check/"):
            return page
        # A page that comes back (409: already saved by the try whose answer was lost) is filled in and sent again.
        form = page.form()
        page = visitor.post(page, form, form.filled(of_page(family, form.asks)))
    raise GaveUp("the form has no end")


def reference_on(page: Page) -> str:
    """The reference number a receipt shows. Raises GaveUp when the page is none."""
    found = REFERENCE.search(page.text)
    if not found:
        raise GaveUp(f"{page.status} at {urlsplit(page.path).path.rpartition('/')[2]}: no receipt")
    return found[1]
