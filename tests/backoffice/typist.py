"""打つ手 - one who types by what is written beside each input, and looks at nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from backoffice.fields import FIELDS
from tests.backoffice import clerk as hand
from tests.backoffice.clerk import Clerk, errors, hidden, title

CASE = hand.CHILD | hand.GUARDIANS | hand.USE
# What is typed beside each label; a choice by its words, as a person chooses.
BY_LABEL = {row.label: dict(row.options).get(CASE[row.id], CASE[row.id]) for row in FIELDS if row.id in CASE}


class Stopped(Exception):
    """The page is not one that can be typed into."""


@dataclass
class Typist:
    """Keeps every page that it saw."""

    clerk: Clerk
    seen: list[str] = field(default_factory=list)

    def see(self, page: str) -> str:
        self.seen.append(page)
        return page

    def walk(self) -> None:
        """The whole way: in, three pages, the click, and a look at what is there."""
        self.see(self.clerk.log_in())
        page = self.see(self.clerk.look("/new/1"))
        for step in (1, 2, 3):
            page = self.see(self.clerk.send(f"/new/{step}", self._typed(page)))
        if "確認" not in title(page):
            raise Stopped(title(page), errors(page))
        self.see(self.clerk.send("/new/done", {"entry": hidden(page), "save": "登録"}))
        self.see(self.clerk.send("/search", {"application": CASE["application"], "search": "検索"}))
        self.see(self.clerk.look("/record/00000001"))

    def _typed(self, page: str) -> dict[str, str]:
        if 'name="entry"' not in page:
            raise Stopped(title(page), errors(page))
        values = {"entry": hidden(page), "next": "次へ"}
        for label, cell in re.findall(r"<tr><th>(.*?)</th><td>(.*?)</td></tr>", page, re.DOTALL):
            said = BY_LABEL.get(label, "")
            codes = re.findall(r'value="(\w+)"[^>]*>(?:\w+:)?([^<\s]+)', cell)
            code = said
            if "<select" in cell or 'type="radio"' in cell or 'type="checkbox"' in cell:
                code = next((code for code, words in codes if said in (code, words)), "")
            if code:
                values[re.findall(r'name="(\w+)"', cell)[0]] = code
        return values


def right(values: dict[str, str]) -> bool:
    """Whether a record is the one that was to be typed."""
    return {row.id: values.get(row.id) for row in FIELDS} == {row.id: row.unset for row in FIELDS} | CASE
