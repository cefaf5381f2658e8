"""見回り - the screens of a back office beside its script, before a run; nothing is typed but a key to search for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from madoguchi.core.plug import ScreenChanged
from madoguchi.core.robot.screen import Looked
from madoguchi.core.robot.script import Page
from madoguchi.plugs.robot._course import Course


def look(course: Course) -> Iterator[Looked]:
    """The pages that are reached without typing a case; a record's page too when one has the key. Raises PlugError."""
    script, window, found = course.script, course.window, []
    yield _looked(course, script.search.page, lambda: found.extend(course.search()))
    if found:
        record = script.record if found[-1].live else script.cancelled
        yield _looked(course, record, lambda: course.record(found[-1]))
    if new := script.ways.get("new"):
        first = new.pages[0]
        yield _looked(course, first, lambda: window.must_be(first, course.click(new.click), window.work))


def _looked(course: Course, page: Page, go: Callable[[], Any]) -> Looked:
    course.window.pace.begin()
    try:
        go()
    except ScreenChanged as changed:
        return Looked(
            changed.page or page.name, page.title, str(changed), changed.expected, changed.found, changed.picture
        )
    return Looked(page.name, page.title, picture=course.window.picture())
