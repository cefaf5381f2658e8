"""届いた行の見本 - a small form, and files as services write them."""

from __future__ import annotations

from typing import Any

from madoguchi.core.form import Form, names_of, read_form

FORM: dict[str, Any] = {
    "pages": [
        {
            "id": "start",
            "title": "はじめに",
            "fields": [
                {
                    "id": "child_count",
                    "kind": "choice",
                    "label": "お子さんの人数",
                    "options": [{"id": "1", "label": "1人"}, {"id": "2", "label": "2人"}],
                },
                {"id": "postal", "kind": "postcode", "label": "郵便番号", "required": True},
                {"id": "phone", "kind": "phone", "label": "電話番号", "required": True},
                {"id": "agree", "kind": "consent", "label": "同意します"},
            ],
        },
        {
            "id": "child",
            "title": "お子さん",
            "repeat": {"group": "children", "count": "child_count", "max": 2, "label": "お子さん"},
            "fields": [
                {"id": "name", "kind": "text", "label": "名前", "required": True},
                {"id": "kana", "kind": "kana", "label": "フリガナ"},
                {"id": "birth", "kind": "date", "label": "生年月日", "required": True},
                {
                    "id": "care",
                    "kind": "multi",
                    "label": "当てはまるもの",
                    "options": [{"id": "allergy", "label": "食物アレルギー"}, {"id": "none", "label": "どれもない"}],
                },
            ],
        },
    ]
}


def form() -> Form:
    """The small form."""
    return read_form(FORM, {}, names_of(FORM["pages"], ()))


def table(*rows: str, encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    """Lines as a file."""
    return "".join(f"{row}{end}" for row in rows).encode(encoding)
