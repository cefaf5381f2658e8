"""嵐の一人 - `python -m madoguchi.lab.storm NAME ...` runs `main` of a module of this folder, Django made ready."""

import sys
from importlib import import_module

import django

django.setup()
import_module(f"madoguchi.lab.storm.{sys.argv.pop(1)}").main()
