"""様式 - what is asked, page by page: its shape, the walk through it, cleaning, showing."""

from .clean import Cleaned, Mistake, clean_stop, document, mistakes_of
from .held import held
from .papers import files_of, offered, places_for_files
from .shape import Form, Page, Repeat, Rule, names_of, read_form
from .show import Part, Row, answer_schema, summary
from .walk import Stop, fields_of, fill, home, path, places, prefilled, scope_at, steps, walk

__all__ = [
    "Cleaned",
    "Form",
    "Mistake",
    "Page",
    "Part",
    "Repeat",
    "Row",
    "Rule",
    "Stop",
    "answer_schema",
    "clean_stop",
    "document",
    "fields_of",
    "files_of",
    "fill",
    "held",
    "home",
    "mistakes_of",
    "names_of",
    "offered",
    "path",
    "places",
    "places_for_files",
    "prefilled",
    "read_form",
    "scope_at",
    "steps",
    "summary",
    "walk",
]
