"""条件を読む - from a condition's words to functions, by the precedence of CEL."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from . import parts
from .parts import Doubt, Node, Run

Functions = Mapping[str, Callable[..., Any]]

DEEPEST: Final = 40  # parentheses in each other; deeper ones are left to CEL
_TOKEN: Final = re.compile(
    r"""\s*(?:(?P<number>\d{1,18})(?![\w.])
    |(?P<text>"[^"\\]*"|'[^'\\]*')
    |(?P<name>[A-Za-z_]\w*)
    |(?P<sign>&&|\|\||[=!<>]=|[-+*/%<>!?:.,()\[\]{}]))""",
    re.VERBOSE,
)
_WORDS: Final[dict[str, Any]] = {"true": True, "false": False, "null": None}


def plain(source: str, functions: Functions) -> Run | None:
    """The condition as a function of its scope; None when its words are not all known here.

    The function raises Doubt, or one of Python's own exceptions, for what is to be asked of CEL.
    """
    try:
        parser = _Parser(_tokens(source), functions)
        node = parser.expression()
        parser.take("")
    except Doubt:
        return None
    return node.run


def _tokens(source: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    source, place = source.rstrip(), 0
    while place < len(source):
        token = _TOKEN.match(source, place)
        if token is None or token.lastgroup is None:
            raise Doubt(source[place:])
        found.append((token.lastgroup, token[token.lastgroup]))
        place = token.end()
    return [*found, ("end", "")]


class _Parser:
    """From tokens to functions, by the precedence of CEL."""

    def __init__(self, tokens: list[tuple[str, str]], functions: Functions) -> None:
        self.tokens, self.functions = tokens, functions
        self.place = self.depth = 0
        self.bound: tuple[str, ...] = ()

    def next(self) -> str:
        """The next word, left where it is; "" for a text in quotation marks and at the end."""
        kind, word = self.tokens[self.place]
        return "" if kind == "text" else word

    def take(self, word: str) -> None:
        """Go past this word. Raises Doubt at another."""
        if self.next() != word or (not word and self.tokens[self.place][0] != "end"):
            raise Doubt(self.next())
        self.place += 1

    def has(self, *words: str) -> str:
        """Go past one of these words, if one comes next; which one, or ""."""
        word = self.next()
        if word and word in words:
            self.place += 1
            return word
        return ""

    def expression(self) -> Node:
        """a ? b : c"""
        self.depth += 1
        if self.depth > DEEPEST:
            raise Doubt("deep")
        test = self.either()
        if self.has("?"):
            yes = self.either()
            self.take(":")
            test = Node(parts.chosen(test.run, yes.run, self.expression().run))
        self.depth -= 1
        return test

    def either(self) -> Node:
        """a || b"""
        node = self.both()
        while self.has("||"):
            node = Node(parts.either(node.run, self.both().run))
        return node

    def both(self) -> Node:
        """a && b"""
        node = self.relation()
        while self.has("&&"):
            node = Node(parts.both(node.run, self.relation().run))
        return node

    def relation(self) -> Node:
        """a == b, a < b, a in b"""
        node = self.sum()
        while sign := self.has("==", "!=", "<", "<=", ">", ">=", "in"):
            node = Node(parts.relation(sign, node, self.sum()))
        return node

    def sum(self) -> Node:
        """a + b"""
        node = self.product()
        while sign := self.has("+", "-"):
            node = Node(parts.two(parts.SUMS[sign], node.run, self.product().run))
        return node

    def product(self) -> Node:
        """a * b"""
        node = self.unary()
        while sign := self.has("*", "/", "%"):
            node = Node(parts.two(parts.PRODUCTS[sign], node.run, self.unary().run))
        return node

    def unary(self) -> Node:
        """!a, -1"""
        if self.has("!"):
            self.depth += 1
            if self.depth > DEEPEST:
                raise Doubt("deep")
            node = Node(parts.denied(self.unary().run))
            self.depth -= 1
            return node
        if self.has("-"):
            kind, word = self.tokens[self.place]
            if kind != "number":
                raise Doubt(word)
            self.place += 1
            return self.members(parts.literal(-int(word)))
        return self.members(self.primary())

    def members(self, node: Node) -> Node:
        """a.b, a.b(c), a[b]"""
        while sign := self.has(".", "["):
            if sign == "[":
                node = Node(parts.item(node.run, self.expression().run))
                self.take("]")
                continue
            name = self.name()
            if self.has("("):
                node = Node(self.macro(node.run, name) if name in parts.MACROS else self.method(node.run, name))
            else:
                node = parts.member_of(node.name, name) if node.name else Node(parts.member(node.run, name))
        return node

    def name(self) -> str:
        """An identifier."""
        kind, word = self.tokens[self.place]
        if kind != "name":
            raise Doubt(word)
        self.place += 1
        return word

    def macro(self, group: Run, name: str) -> Run:
        """group.exists(x, …)"""
        variable = self.name()
        self.take(",")
        before, self.bound = self.bound, (*self.bound, variable)
        inner = self.expression()
        self.bound = before
        self.take(")")
        return parts.macro(parts.MACROS[name], group, variable, inner.run)

    def method(self, node: Run, name: str) -> Run:
        """a.size(), a.startsWith(b)"""
        args = self.several(")")
        if name not in parts.METHODS or len(args) != (0 if name == "size" else 1):
            raise Doubt(name)
        return parts.two(parts.METHODS[name], node, args[0].run) if args else parts.one(parts.size, node)

    def primary(self) -> Node:
        """A literal, a name, a call, or what stands in brackets."""
        kind, word = self.tokens[self.place]
        self.place += 1
        if kind == "number":
            return parts.literal(int(word))
        if kind == "text":
            return parts.literal(word[1:-1])
        if kind == "name":
            return self.named(word)
        if word == "(":
            node = self.expression()
            self.take(")")
            return node
        if word == "[":
            return parts.listed(self.several("]"))
        if word == "{":
            self.take("}")
            return parts.literal({})
        raise Doubt(word)

    def named(self, name: str) -> Node:
        """A word of the language, a function's answer, or the value of a name."""
        if name in _WORDS:
            return parts.literal(_WORDS[name])
        if not self.has("("):
            if name == "in":
                raise Doubt(name)
            return Node(parts.bound(name)) if name in self.bound else Node(parts.name(name), name=name)
        args = self.several(")")
        if name in self.functions:
            return Node(parts.call(self.functions[name], tuple(arg.run for arg in args)))
        if name in parts.CALLS and len(args) == 1:
            return Node(parts.one(parts.CALLS[name], args[0].run))
        raise Doubt(name)

    def several(self, end: str) -> list[Node]:
        """Expressions with commas between them, up to a closing bracket."""
        found: list[Node] = []
        if self.has(end):
            return found
        while True:
            found.append(self.expression())
            if self.has(end):
                return found
            self.take(",")
