"""住所 - an address in one line, as typed."""

from .text import Text


class Address(Text):
    """An address; the same care as any text, with its own look on the page."""

    name = "address"


KIND = Address()
