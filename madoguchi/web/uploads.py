"""送られたファイル - taken from the line with a limit, kept in memory only, and worked on before the wall opens."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from madoguchi.core.attachment import LARGEST, LARGEST_AT_ONCE, MOST_AT_ONCE

First = Callable[..., None]
View = Callable[..., HttpResponse]


class Careful(FileUploadHandler):
    """Keeps what may be kept; of what is too much it keeps only the name, with the code of its sentence as `over`.

    Nothing is written to a disk on the way: there it would lie as it came, unsealed.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.count = self.total = self.size = 0
        self.over, self.parts = "", list[bytes]()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Another file begins."""
        super().new_file(*args, **kwargs)
        self.count += 1
        self.size, self.parts = 0, []
        self.over = "too_many" if self.count > MOST_AT_ONCE else ""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """A piece of it."""
        self.size += len(raw_data)
        if not self.over and self.size > LARGEST:
            self.over = "too_big"
        if not self.over and self.total + len(raw_data) > LARGEST_AT_ONCE:
            self.over = "too_many"
        if self.over:
            self.total -= sum(map(len, self.parts))
            self.parts = []
        else:
            self.total += len(raw_data)
            self.parts.append(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file as it came, or its name alone."""
        data = b"".join(self.parts)
        file = InMemoryUploadedFile(
            io.BytesIO(data), self.field_name, self.file_name, self.content_type, len(data), self.charset
        )
        file.over = self.over
        return file


def first(deed: First) -> Callable[[View], View]:
    """What is done with a request that brings files before the wall around its view opens: `deed(request, **names)`."""

    def marked(view: View) -> View:
        view.first = deed  # type: ignore[attr-defined] # - a mark on a function
        return view

    return marked


def before(request: HttpRequest) -> None:
    """Do what the view of this request wants done first, outside of every transaction."""
    if request.method != "POST" or not request.FILES:
        return
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return
    if deed := getattr(match.func, "first", None):
        request.resolver_match = match
        deed(request, **match.kwargs)


class Later(HttpResponse):
    """An answer whose body is fetched when the wall around its view is closed: no plug works inside of one."""

    def __init__(self, body: Callable[[], bytes], content_type: str) -> None:
        super().__init__(content_type=content_type)
        self.body = body

    def fetch(self) -> None:
        """Fill in the body. Raises what the plug raises."""
        self.content = self.body()
        self.headers["Content-Length"] = str(len(self.content))


def after(response: HttpResponse) -> None:
    """Fetch what an answer left for later."""
    if isinstance(response, Later):
        response.fetch()
