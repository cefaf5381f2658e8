"""役所の設定 - what the commands that run for an office share: its plugs, by the settings."""

from django.conf import settings
from django.db import connections

from madoguchi.core.plug import Plug
from madoguchi.plugs import open_plugs


def office_plugs() -> dict[str, Plug]:
    """The services the settings name. Raises ValueError for a setting that cannot work."""
    return open_plugs({"smtp": settings.SMTP, "mail_from": settings.MAIL_FROM} if settings.SMTP else {})


def forget_connections() -> None:
    """Close every connection and pool: none may be carried into another process, nor kept while nothing is done."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()
