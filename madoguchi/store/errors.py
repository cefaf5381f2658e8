"""断り - promises between the store and its callers that were broken."""

from __future__ import annotations

from django.db import Error as DatabaseError

__all__ = ["DatabaseError", "LeaseLost", "OutsideTheWall", "Stale", "TooMuchPower"]


class OutsideTheWall(Exception):
    """Rows were touched outside of a municipality's wall, across it, or for writing where it was opened to read."""


class Stale(Exception):
    """Somebody else has changed the row since it was read."""


class LeaseLost(Exception):
    """The errand is no longer in the hands of the worker who speaks of it."""


class TooMuchPower(Exception):
    """The database, or our role in it, is not safe to serve with; the message lists every reason."""
