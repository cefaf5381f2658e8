"""役所の番 - `python -m madoguchi.lab.a11y REFERENCE DEED`, beside a running counter."""

import sys

import django

django.setup()

from madoguchi.lab.a11y.work import work  # noqa: E402 - the tables are there only now

work(*sys.argv[1:])
