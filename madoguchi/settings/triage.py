"""優先の目安の設定 - the one switch, and how many decisions it takes before anything is ordered by them."""

from __future__ import annotations

from .read import number, text

TRIAGE = text("MADOGUCHI_TRIAGE")  # logistic; empty: nothing is counted, learned or ordered
TRIAGE_LEAST = number("MADOGUCHI_TRIAGE_LEAST", 100)  # decisions of each outcome
