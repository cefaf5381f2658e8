"""嵐の設定 - the house's own settings with one change that only a storm may make: how SQLite syncs."""

import os

from madoguchi.settings import *  # noqa: F403 - all of them, as they are
from madoguchi.settings import DATABASES

# A control arm needs a database that forgets; no setting of the house can make one.
if synchronous := os.environ.get("LAB_SYNCHRONOUS"):
    _options = DATABASES["default"]["OPTIONS"]
    assert "synchronous=FULL" in _options["init_command"]
    _options["init_command"] = _options["init_command"].replace("synchronous=FULL", f"synchronous={synchronous}")
