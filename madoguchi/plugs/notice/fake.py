"""通知の控え - the twin of the notice plugs that remembers instead of sending."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from madoguchi.core.errand import SUBMITTING
from madoguchi.core.plug import Health, PlugError, Stages, Values


class Plug:
    """Keeps what it was given in `sent`, by key; refuses for good an address that ends with `.invalid` (RFC 2606)."""

    slowest = timedelta(0)

    def __init__(self, settings: Mapping[str, str]) -> None:
        self.sent: dict[str, dict[str, str]] = {}

    def run(self, key: str, values: Values) -> Stages:
        """Remembers the message once for each key."""
        if values["to"].endswith(".invalid") or "\n" in values["to"] + values["subject"]:
            raise PlugError("宛先に届けられません。", permanent=True)
        yield SUBMITTING
        self.sent.setdefault(key, {name: values[name] for name in ("to", "subject", "body")})
        return f"fake-{key}"

    def find(self, key: str) -> str | None:
        """The name given to the message, if it was sent."""
        return f"fake-{key}" if key in self.sent else None

    def health(self) -> Health:
        """Always well."""
        return Health(ok=True, say="見本の差込です。外へは送りません。")
