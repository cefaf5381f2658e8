"""設定 - everything that differs from house to house, read from the environment in this folder and nowhere else.

One file for each topic; Django is told `madoguchi.settings`, and finds every name here.
"""

from .accounts import *  # noqa: F403 - all of them are settings
from .advice import *  # noqa: F403 - as above
from .database import *  # noqa: F403 - as above
from .framework import *  # noqa: F403 - as above
from .house import *  # noqa: F403 - as above
from .identity import *  # noqa: F403 - as above
from .linked import *  # noqa: F403 - as above
from .paper import *  # noqa: F403 - as above
from .robot import *  # noqa: F403 - as above
from .seal import *  # noqa: F403 - as above
from .sms import *  # noqa: F403 - as above
from .storage import *  # noqa: F403 - as above
from .triage import *  # noqa: F403 - as above
