"""画面を読む - a page as a browser and a screen reader meet it: inputs, labels, headings, what it loads."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

VOID = {"meta", "link", "input", "br", "img", "hr"}


@dataclass
class Form:
    """A form: where it goes, and its inputs as a browser would send them."""

    action: str
    method: str
    inputs: list[tuple[str, str]] = field(default_factory=list)

    @property
    def asks(self) -> list[str]:
        """The paths of the questions that a page of the counter's form shows."""
        return [value for name, value in self.inputs if name == "_shown"]

    def sends(self, **typed: Any) -> dict[str, list[str]]:
        """What is posted, with some inputs filled otherwise."""
        sent: dict[str, list[str]] = {}
        for name, value in self.inputs:
            sent.setdefault(name, []).append(value)
        for name, value in typed.items():
            sent[name] = value if isinstance(value, list) else [value]
        return sent


class Page(HTMLParser):
    """A parsed page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.html = html
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.forms: list[Form] = []
        self.words: list[str] = []
        self.title = ""
        self._open: list[str] = []
        self._select = ""
        self._area = ""
        self.feed(html)
        self.close()

    def all(self, tag: str) -> list[dict[str, str]]:
        """Attributes of every element of a name."""
        return [attributes for name, attributes in self.tags if name == tag]

    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.tags if "id" in attributes]

    def text(self) -> str:
        """Everything that is read, without white space."""
        return "".join("".join(self.words).split())

    def form(self, ending: str = "") -> Form:
        """The first posted form whose address ends so."""
        return next(form for form in self.forms if form.method == "post" and form.action.endswith(ending))

    def inputs(self) -> dict[str, str]:
        """What stands in the inputs of all forms."""
        return {name: value for form in self.forms for name, value in form.inputs}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.tags.append((tag, told))
        if tag not in VOID:
            self._open.append(tag)
        if tag == "form":
            self.forms.append(Form(told.get("action", ""), told.get("method", "get")))
        if not self.forms or "form" not in self._open:
            return
        if tag == "input" and (told.get("type") not in ("radio", "checkbox") or "checked" in told):
            self.forms[-1].inputs.append((told.get("name", ""), told.get("value", "")))
        if tag == "select":
            self._select = told["name"]
        if tag == "option" and "selected" in told:
            self.forms[-1].inputs.append((self._select, told["value"]))
        if tag == "textarea":
            self._area = told["name"]
            self.forms[-1].inputs.append((self._area, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass
        if tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            name, before = self.forms[-1].inputs[-1]
            self.forms[-1].inputs[-1] = (name, before + data)
        if "title" in self._open:
            self.title += data
        elif "script" not in self._open and "style" not in self._open:
            self.words.append(data)
