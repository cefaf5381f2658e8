"""写しの支度 - what backup and restore share: the keys they must not hold."""

import base64
from importlib.metadata import version
from typing import Any, Final

VERSION: Final = version("madoguchi")


def keys(settings: Any) -> dict[str, tuple[str, ...]]:
    """The keys of this house by name, without which a backup is worth little; of each it knows only a check.

    There is no storage key before the first file. Raises ImproperlyConfigured.
    """
    found: dict[str, tuple[str, ...]] = {"secret_key": (str(settings.SECRET_KEY),)}
    if settings.STORAGE_KEY_FILE.exists():
        found["storage_key"] = tuple(base64.b64encode(key).decode() for key in settings.storage_keys())
    return found
