"""表の登録 - Django looks for tables in a module of this name; they stand in `tables/`."""

from .tables import *  # noqa: F403 - the list is kept there
