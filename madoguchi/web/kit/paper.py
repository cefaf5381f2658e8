"""書類を渡す - a file as it leaves the house: never as a page of ours, never to be run, never kept on the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from urllib.parse import quote

from madoguchi.core.attachment import Attachment
from madoguchi.web.uploads import Later

# Nothing in it runs, and it belongs to no origin, even if a browser can be talked into showing it.
SANDBOX: Final = "sandbox; default-src 'none'; frame-ancestors 'none'"
PICTURE: Final = "sandbox; default-src 'none'; img-src 'self'; frame-ancestors 'none'"


def download(attachment: Attachment, body: Callable[[], bytes]) -> Later:
    """The file, to be saved under its name. What it is stands in its name alone: as bytes, no browser shows it."""
    answer = Later(body, "application/octet-stream")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(attachment.file_name, safe='')}"
    return _sealed(answer, SANDBOX)


def picture(body: Callable[[], bytes]) -> Later:
    """A JPEG that we have made ourselves, and nothing else, to be shown within a page of ours."""
    answer = Later(lambda: _jpeg(body()), "image/jpeg")
    answer["Content-Disposition"] = "inline"
    return _sealed(answer, PICTURE)


def _jpeg(data: bytes) -> bytes:
    if not data.startswith(b"\xff\xd8\xff"):
        raise ValueError("no picture of ours")
    return data


def _sealed(answer: Later, policy: str) -> Later:
    answer["Content-Security-Policy"] = policy
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Content-Encoding"] = "identity"  # packed already; packing it again costs time and tells of its content
    return answer
