"""試験室の場 - runs of KLM-JT have a counter of their own on SQLite: another database can tell nothing about them."""

import os

DATABASE = os.environ.get("MADOGUCHI_TEST_DATABASE", "sqlite").removeprefix("sqlite")

collect_ignore = ["test_klm_counter.py", "test_klm_model.py", "test_klm_walk.py"] if DATABASE else []
