"""札 - the few words templates need besides Django's own."""

from __future__ import annotations

from datetime import date, datetime

from django import template

from madoguchi.core import days
from madoguchi.core.attachment import spoken_size
from madoguchi.web import assets

register = template.Library()


@register.simple_tag
def asset(name: str) -> str:
    """Address of a file of ours."""
    return assets.address(name)


@register.filter
def filesize(size: int) -> str:
    """1.2 MB."""
    return spoken_size(size)


@register.filter
def spoken(at: date | datetime) -> str:
    """11月26日(木), in Japan."""
    return days.spoken(_day(at))


@register.filter
def spoken_long(at: date | datetime) -> str:
    """2026年11月26日(木), in Japan."""
    return days.spoken_long(_day(at))


@register.filter
def clock(at: datetime) -> str:
    """11月26日(木) 9:05, in Japan."""
    here = at.astimezone(days.JST)
    return f"{days.spoken(here.date())} {here:%-H:%M}"


def _day(at: date | datetime) -> date:
    return days.jst_date(at) if isinstance(at, datetime) else at
