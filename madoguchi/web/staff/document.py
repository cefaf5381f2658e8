"""職員の書類 - a file of a case: written down who looks and why, then shown as a picture of ours, or handed over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from madoguchi.core import form
from madoguchi.core.attachment import PDF, PHOTO, Attachment, Unacceptable
from madoguchi.core.case import Clerk
from madoguchi.core.spot import Spot, box_of
from madoguchi.desk import attach
from madoguchi.desk.refusals import NotFound
from madoguchi.store import look
from madoguchi.store.look import CasePage
from madoguchi.web.kit import paper
from madoguchi.web.who import staff_only

from . import viewing
from .sign import ask


@dataclass(frozen=True)
class Listed:
    """A document as a case lists it: under the label of its field, with the numbers of its pages to look at."""

    attachment: Attachment
    label: str
    pages: tuple[int, ...]


def listed(page: CasePage, clerk: Clerk) -> tuple[Listed, ...]:
    """The documents of a case that this clerk may open: those about all of the application, and about this child."""
    application = page.application
    if look.hidden(application.reference, clerk):
        return ()
    edition = look.opened(application.edition)
    labels = {key: label for key, (_, label, _) in form.files_of(edition.form, application.answers)}
    subjects, branch = edition.procedure.subjects, page.case.branch
    return tuple(
        Listed(one, labels.get(one.key, ""), tuple(range(1, one.pages + 1)) if one.kind in (PHOTO, PDF) else ())
        for one in look.application_files(application.reference).values()
        if not page.mask.over(one.place) and _concerns(one.place, subjects, branch)
    )


@require_safe
@staff_only(ask)
def document(request: HttpRequest, city: str, case_id: str, file: str) -> HttpResponse:
    """The file itself, to be saved."""
    return _shown(request, case_id, file, lambda found: paper.download(found, attach.sealed(found).data))


@require_safe
@staff_only(ask)
def leaf(request: HttpRequest, city: str, case_id: str, file: str, number: int) -> HttpResponse:
    """One page (from 1) as a picture that we have made ourselves; workbooks have none."""

    def pictured(found: Attachment) -> HttpResponse:
        if found.kind not in (PHOTO, PDF) or not 1 <= number <= found.pages:
            raise Http404
        sealed = attach.sealed(found)
        return paper.picture(lambda: _page(sealed, number))

    return _shown(request, case_id, file, pictured)


@require_safe
@staff_only(ask)
def crop(request: HttpRequest, city: str, case_id: str, file: str, number: int, box: str) -> HttpResponse:
    """What stands in a box of a page, with what is around it, as a picture of ours."""
    return _spot(request, case_id, file, number, box, whole=False)


@require_safe
@staff_only(ask)
def framed(request: HttpRequest, city: str, case_id: str, file: str, number: int, box: str) -> HttpResponse:
    """All of a page, with a frame round the box."""
    return _spot(request, case_id, file, number, box, whole=True)


def _spot(request: HttpRequest, case_id: str, file: str, number: int, box: str, *, whole: bool) -> HttpResponse:
    def pictured(found: Attachment) -> HttpResponse:
        sides = box_of(box)
        if sides is None or found.kind not in (PHOTO, PDF) or not 1 <= number <= found.pages:
            raise Http404
        sealed = attach.sealed(found)
        return paper.picture(lambda: _made(lambda: sealed.spot(Spot(number, sides), whole)))

    return _shown(request, case_id, file, pictured)


def _page(sealed: attach.Sealed, number: int) -> bytes:
    return _made(lambda: sealed.page(number - 1))


def _made(picture: Callable[[], bytes]) -> bytes:
    try:
        return picture()
    except Unacceptable:
        raise Http404 from None


def _shown(request: HttpRequest, case_id: str, file: str, answer: Callable[[Attachment], HttpResponse]) -> HttpResponse:
    page = look.case_page(case_id, request.clerk)
    found = (
        next((one.attachment for one in listed(page, request.clerk) if one.attachment.key == file), None)
        if page
        else None
    )
    if page is None or found is None:
        raise NotFound(case_id)
    place = list(look.application_files(page.application.reference)).index(file) + 1
    if unsaid := viewing.gate(request, case_id, kind="document", document=place):
        return unsaid
    return answer(found)


def _concerns(place: str, subjects: str, branch: int) -> bool:
    group, _, rest = place.partition(".")
    return not subjects or group != subjects or rest.partition(".")[0] == str(branch - 1)
