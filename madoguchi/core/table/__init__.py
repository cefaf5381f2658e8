"""指数表 - a table as a city prints it: rows with a condition in each column, and what a row gives."""

from .cell import ANY, Among, Blank, CellFault, Flag, Span, Test, parse
from .exact import exact, plain
from .shape import GIVES, KINDS, OVER, TAKE, Column, Row, Table

__all__ = [
    "ANY",
    "GIVES",
    "KINDS",
    "OVER",
    "TAKE",
    "Among",
    "Blank",
    "CellFault",
    "Column",
    "Flag",
    "Row",
    "Span",
    "Table",
    "Test",
    "exact",
    "parse",
    "plain",
]
