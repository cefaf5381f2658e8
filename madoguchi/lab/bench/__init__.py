"""計測 - one file for each bench of `madoguchi bench NAME`: docstring, add(parser), run(args), table(figures)."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType


def benches() -> dict[str, ModuleType]:
    """Every bench by its name."""
    names = sorted(info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_"))
    return {name: importlib.import_module(f"{__name__}.{name}") for name in names}
