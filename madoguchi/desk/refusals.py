"""断り - why a deed is not done; each is caught at the surface and told in plain words."""

from __future__ import annotations

from madoguchi.core.flow import NotAllowed as NotAllowed
from madoguchi.core.form import Mistake
from madoguchi.core.town import Window
from madoguchi.store.errors import OutsideTheWall as OutsideTheWall
from madoguchi.store.errors import Stale as Stale


class NoDraft(Exception):
    """There is no such draft (any more)."""


class AlreadySubmitted(Exception):
    """The draft has been handed in and no longer changes."""

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference


class WindowClosed(Exception):
    """The window chosen is not open; `following` is the next one that will be, if known."""

    def __init__(self, window: Window | None, following: Window | None) -> None:
        super().__init__(window.id if window else "")
        self.window, self.following = window, following


class Refused(Exception):
    """The answers have mistakes: all of them."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__(", ".join(mistake.path for mistake in mistakes))
        self.mistakes = mistakes


class Unconfirmed(Exception):
    """Pages hold answers of an earlier application that nobody has confirmed: their slugs."""

    def __init__(self, slugs: tuple[str, ...]) -> None:
        super().__init__(", ".join(slugs))
        self.slugs = slugs


class Incomplete(Exception):
    """A step lacks something it needs: of reason, fields, message, place (in a docket `place-` and the case)."""

    def __init__(self, needs: tuple[str, ...]) -> None:
        super().__init__(", ".join(needs))
        self.needs = needs


class NotFound(Exception):
    """There is no such case here."""


class NoStay(Exception):
    """A case that ends a stay names no child with a place, or not the one that it is about."""
