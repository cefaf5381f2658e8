"""窓口 - the counter of a Japanese city hall, from the resident's phone to the notice."""

import sys
from types import ModuleType

# The CEL library brings a program for terminals along, which took longer to load than all of ours: it stays away.
sys.modules.setdefault("cel.cli", ModuleType("cel.cli"))
