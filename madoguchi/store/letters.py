"""通知書 - PDFs of notices, kept as they were sealed; found by notice, by number or by digest."""

from __future__ import annotations

from collections.abc import Iterable

from madoguchi.core.letter import Kept

from . import tables

_COLUMNS = ("notice", "case", "digest", "pages", "signer", "made")


def put(letter: Kept, pdf: bytes) -> None:
    """Keep a new letter."""
    plain = {name: getattr(letter, name) for name in _COLUMNS}
    tables.Letter.objects.create(**plain, check_number=letter.check, pdf=pdf)


def get(notice: int) -> Kept | None:
    """The letter of a notice, if it has been made."""
    return _first(notice=notice)


def by_check(number: str) -> Kept | None:
    """The letter on which this number stands."""
    return _first(check_number=number)


def by_digest(digest: str) -> Kept | None:
    """The letter of which these are the bytes."""
    return _first(digest=digest)


def made_of(cases: Iterable[str]) -> frozenset[int]:
    """The notices of these cases whose letters have been made."""
    return frozenset(tables.Letter.objects.filter(case__in=list(cases)).values_list("notice", flat=True))


def pdf(notice: int) -> bytes | None:
    """The bytes of a letter."""
    row = tables.Letter.objects.filter(notice=notice).values_list("pdf", flat=True).first()
    return None if row is None else bytes(row)


def _first(**names: object) -> Kept | None:
    row = tables.Letter.objects.filter(**names).defer("pdf").first()
    return Kept(check=row.check_number, **{name: getattr(row, name) for name in _COLUMNS}) if row else None
