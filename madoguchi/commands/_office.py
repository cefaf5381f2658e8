"""役所の設定 - what the commands that run for an office share: a look at our own power, and the office's plugs."""

import sys

from django.conf import settings
from django.db import Error

from madoguchi.core.plug import Plug
from madoguchi.desk import letter, review, robots
from madoguchi.plugs import open_plug, open_plugs
from madoguchi.store import wall
from madoguchi.store.errors import TooMuchPower


def safe_to_run(command: str) -> bool:
    """Whether the database, and our role in it, are safe to work with; every reason goes to stderr."""
    try:
        wall.assert_least_privilege()
    except TooMuchPower as reasons:
        print(f"madoguchi {command}: {reasons}", file=sys.stderr)
        return False
    except Error as away:
        print(f"madoguchi {command}: the database does not answer ({type(away).__name__})", file=sys.stderr)
        return False
    return True


def office_plugs() -> dict[str, Plug]:
    """The services the settings name. Raises ValueError for a setting that cannot work."""
    sender = {"mail_from": settings.MAIL_FROM, "mail_bounces": settings.MAIL_BOUNCES}
    mail = {"smtp": settings.SMTP, **sender} if settings.SMTP else {}
    sms = _named("sms", "sms_token", "sms_from", "sms_timeout")
    line = _named("line", "line_api", "line_timeout")
    portal = _named("portal", "portal_token", "portal_timeout")
    opened = open_plugs({**mail, **sms, **line, **portal, **_advice(), **_triage()})
    return {**opened, review.EYES: review.Eyes(review.registers()), letter.PRESS: letter.Press()}


def robot_plug() -> tuple[str, Plug]:
    """The robot that the settings name: a browser of ours, or a folder behind which one works; and its name.

    Raises ValueError where there is none, or a setting cannot work."""
    if settings.ROBOT:
        told = _named("robot", "robot_accounts", "robot_chromium", "robot_timeout")
        return robots.BROWSER, open_plug(robots.BROWSER, told)
    if settings.ROBOT_FOLDER:
        return robots.FOLDER, open_plug(robots.FOLDER, _named("robot_folder", "robot_folder_key"))
    raise ValueError("set MADOGUCHI_ROBOT, or MADOGUCHI_ROBOT_FOLDER")


def _advice() -> dict[str, str]:
    return _named("advice", "advice_model", "advice_token", "advice_timeout")


def _named(*names: str) -> dict[str, str]:
    """These settings, where the first is not empty."""
    told = {name: str(getattr(settings, name.upper())) for name in names}
    return told if told[names[0]] else {}


def _triage() -> dict[str, str]:
    return {"triage": settings.TRIAGE} if settings.TRIAGE else {}
