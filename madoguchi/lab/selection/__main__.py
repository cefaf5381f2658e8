"""役所の番 - `python -m madoguchi.lab.selection MUNICIPALITY DEED`, beside a running counter."""

import sys

import django

django.setup()

from madoguchi.lab.selection.work import work  # noqa: E402 - the tables are there only now

work(*sys.argv[1:])
