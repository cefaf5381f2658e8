"""控えの支度 - what backup and restore share: the keys they must not hold, and where attached files lie."""

from importlib.metadata import version
from typing import Any, Final

from madoguchi.desk.keep import Storage

VERSION: Final = version("madoguchi")
# Settings without which a backup is worth little; of each the backup knows only a check.
KEYS: Final = ("secret_key", "storage_key")


def keys(settings: Any) -> dict[str, str]:
    """The keys of this house by name; "" where there is none."""
    return {name: str(getattr(settings, name.upper(), "")) for name in KEYS}


def storage(settings: Any) -> Storage | None:
    """Where attached files lie, if a place is set."""
    return None
