"""家族の書類 - a file back to who sent it: by the draft's own address, or after the secret was shown."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from madoguchi.core.attachment import Attachment
from madoguchi.desk import attach
from madoguchi.desk.refusals import NoDraft, NotFound
from madoguchi.store import look
from madoguchi.web.kit import paper

from .form import walk_of
from .status import own


@require_safe
def of_draft(request: HttpRequest, city: str, procedure: str, key: str, file: str) -> HttpResponse:
    """A file of an open draft."""
    walk_of(key, procedure)
    found = look.draft_files(key).get(file)
    if found is None:
        raise NoDraft(file)
    return _handed(found)


@require_safe
@own
def of_application(request: HttpRequest, city: str, reference: str, file: str) -> HttpResponse:
    """A file of an application."""
    found = look.application_files(reference).get(file)
    if found is None:
        raise NotFound(file)
    return _handed(found)


def _handed(found: Attachment) -> HttpResponse:
    return paper.download(found, attach.sealed(found).data)
