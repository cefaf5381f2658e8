"""窓口を訪ねる - somebody with a browser, and the ways through the pages that every test needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.test import Client

from madoguchi.commands.load import DEMO_PASSWORD
from madoguchi.desk import errands, letter
from madoguchi.lab.family import answers, family, of_page
from madoguchi.store import cases, drafts, editions, factors, wall
from madoguchi.web import clock, demo
from tests.web.pages import Form, Page

PROCEDURE = "/tama/gakudo/"


@dataclass
class Visitor:
    """Somebody with a browser: cookies, and the page that was answered last."""

    client: Client
    path: str = ""
    status: int = 0
    page: Page = None  # type: ignore[assignment] # there is none before the first look
    answer: HttpResponse = None  # type: ignore[assignment] # as above

    def get(self, path: str) -> Page:
        return self._took(self.client.get(path, follow=True), path)

    def send(self, form: Form | None = None, **typed: Any) -> Page:
        """Fill in a form of the page before us and send it."""
        form = form or self.page.form()
        return self.post(form.action or self.path, form.sends(**typed))

    def post(self, path: str, data: dict[str, Any]) -> Page:
        return self._took(self.client.post(path, data, follow=True), path)

    def _took(self, answer: Any, path: str) -> Page:
        chain = answer.redirect_chain
        self.path = chain[-1][0] if chain else path
        self.status, self.answer = answer.status_code, answer
        self.page = Page(answer.content.decode(errors="replace"))
        return self.page


def work() -> None:
    """The worker does what is due by the clock of the pages, whatever the hour; letters are made, no mail is sent."""
    worker = errands.Worker("w", {letter.PRESS: letter.Press()}, clock.now)
    while errands.serve_one(worker, "tama"):
        pass


def begin(visitor: Visitor) -> Page:
    """To the first page of the form."""
    visitor.get(PROCEDURE)
    return visitor.send()


def fill_in(visitor: Visitor, stop: str = "check", *, children: int = 1, **changed: str) -> Page:
    """A draft as it is when the family comes to the page named; tests of the way there walk it themselves."""
    begin(visitor)
    key = visitor.path.split("/d/")[1].partition("/")[0]
    with wall.inside("tama", write=True):
        draft = drafts.get(key)
        edition = editions.opened(draft.edition)
        given = answers(edition, family(children=children, **changed), clock.today(), until=stop)
        drafts.save(key, given, {}, draft.version, {}, clock.now())
    return visitor.get(f"{PROCEDURE}d/{key}/{stop}/")


def walk_in(visitor: Visitor, stop: str = "check", *, children: int = 1, **changed: str) -> Page:
    """From the first page to the one named, typing into each on the way."""
    begin(visitor)
    for _ in range(100):
        if visitor.path.split("?")[0].endswith(f"/{stop}/"):
            return visitor.page
        visitor.send(**typed(visitor, children=children, **changed))
    raise AssertionError(f"never came to {stop}")


def typed(visitor: Visitor, *, children: int = 1, **changed: str) -> dict[str, str]:
    """What the family types on the page before it."""
    return of_page(family(children=children, **changed), visitor.page.form().asks)


def hand_in(visitor: Visitor, *, children: int = 1, **changed: str) -> str:
    """An application; its reference comes back, the page before us is the receipt."""
    fill_in(visitor, children=children, **changed)
    visitor.send()
    return shown(visitor.page, "reference")


def shown(page: Page, name: str) -> str:
    """The text of the element with this id."""
    return page.html.split(f'id="{name}">')[1].split("<")[0]


def look_up(visitor: Visitor, reference: str, secret: str) -> Page:
    visitor.get("/tama/status/")
    return visitor.send(reference=reference, secret=secret)


def sign_in(visitor: Visitor, username: str = "uketsuke", password: str = DEMO_PASSWORD, city: str = "tama") -> Page:
    """Name and password, and the code of the telephone where one is asked for."""
    visitor.get(f"/{city}/staff/")
    page = visitor.send(username=username, password=password)
    return show_code(visitor) if visitor.status == 200 and "code" in page.inputs() else page


def show_code(visitor: Visitor) -> Page:
    """The code of the samples' telephone; each opens once, so its neighbours serve whoever comes again."""
    for steps in (0, 1, -1):
        page = visitor.send(visitor.page.form("/sign-in/code/"), code=factors.code_of(demo.SECRET, steps))
        if visitor.status != 422:
            return page
    raise AssertionError("no code was left")


def open_case(visitor: Visitor, case_id: str, purpose: str = "inquiry", city: str = "tama") -> Page:
    """To a case; whoever has no work with it says why they look."""
    page = visitor.get(f"/{city}/staff/case/{case_id}/")
    if any(form.action.endswith("/purpose") for form in page.forms):
        page = visitor.send(page.form("/purpose"), purpose=purpose)
    return page


def case_of(reference: str) -> Any:
    """The first case as it is stored."""
    with wall.inside("tama"):
        return cases.cases_of(reference)[0]
