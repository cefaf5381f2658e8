"""号令 - `python -m madoguchi NAME`, for a folder that is not installed."""

import sys

from madoguchi.commands import main

sys.exit(main())
