"""職員の手 - a clerk before the back office: logs in and types, by the test client, in the letters of the page."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask.testing import FlaskClient

STAFF, PASSWORD = "1001", "mihon-1001"
CHILD = {
    "application": "2026-000123-C",
    "received": "20261101",
    "name": "見本　花子",
    "kana": "ﾐﾎﾝ ﾊﾅｺ",
    "era": "5",
    "born": "020515",
    "sex": "2",
    "school": "001",
    "grade": "1",
    "postcode": "2060011",
    "address": "見本市関戸６－１２－１",
    "building": "見本荘１０１",
    "phone": "042-000-0000",
    "disability": "0",
    "allergy": "1",
    "remarks": "",
}
GUARDIANS = {"guardian1_name": "見本　太郎", "guardian1_relation": "01", "guardian1_phone": "090-0000-0001"}
USE = {"starts_on": "20270401", "club1": "101", "club2": "102", "saturday": "1", "longer": "0"}


@dataclass
class Clerk:
    """One browser. Every deed answers with the text of the page that came."""

    client: FlaskClient
    encoding: str = "cp932"

    def log_in(self, password: str = PASSWORD) -> str:
        return self.send("/login", {"staff": STAFF, "password": password})

    def look(self, path: str) -> str:
        return self.read(self.client.get(path, follow_redirects=True))

    def send(self, path: str, values: Mapping[str, str]) -> str:
        """A form as a browser posts it: what the encoding lacks goes as `&#134071;`."""
        body = urlencode(dict(values), encoding=self.encoding, errors="xmlcharrefreplace")
        kind = "application/x-www-form-urlencoded"
        return self.read(self.client.post(path, data=body, content_type=kind, follow_redirects=True))

    def upload(self, path: str, **files: bytes) -> str:
        data = {name: (io.BytesIO(content), f"{name}.csv") for name, content in files.items()}
        return self.read(self.client.post(path, data=data, follow_redirects=True))

    def read(self, answer: Any) -> str:
        return str(answer.get_data().decode(self.encoding))

    def begin(self, base: str = "/new") -> str:
        """The key of an entry just begun."""
        return hidden(self.look(f"{base}/1"))

    def type_in(self, base: str = "/new", **other: str) -> tuple[str, str]:
        """All three pages: the key of the entry, and the page that came at last."""
        key = self.begin(base)
        page = ""
        for step, values in enumerate((CHILD, GUARDIANS, USE), 1):
            page = self.send(f"{base}/{step}", {"entry": key, **values, **_of(values, other), "next": "次へ"})
        return key, page

    def register(self, **other: str) -> str:
        """The number of a record typed and kept."""
        key, _ = self.type_in(**other)
        return shown(self.send("/new/done", {"entry": key, "save": "登録"}))["整理番号"]


def _of(page: Mapping[str, str], other: Mapping[str, str]) -> dict[str, str]:
    """Those of the other values that stand on this page."""
    first = {"guardian": GUARDIANS, "starts_on": USE, "club": USE, "saturday": USE, "longer": USE, "consent": CHILD}
    return {
        key: value
        for key, value in other.items()
        if next((where for start, where in first.items() if key.startswith(start)), CHILD) is page
    }


def hidden(page: str) -> str:
    found = re.search(r'name="entry" value="(\d+)"', page)
    assert found, page
    return found[1]


def title(page: str) -> str:
    found = re.search("<title>(.*?)</title>", page)
    assert found, page
    return found[1]


def shown(page: str) -> dict[str, str]:
    """Label and value of every row that is shown as text, as a person reads them."""
    rows = re.findall(r"<tr><th>(.*?)</th><td[^>]*>(.*?)</td></tr>", page, re.DOTALL)
    return {html.unescape(label): html.unescape(value) for label, value in rows}


def labels(page: str) -> list[str]:
    return re.findall(r"<tr><th>(.*?)</th>", page)


def errors(page: str) -> list[str]:
    return re.findall(r'<div class="error">(.*?)</div>', page)
