"""条件の部品 - what a condition is put together from: each part a function of the scope, or a doubt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

Scope = Mapping[str, Any]
# What a condition comes to: asked with the scope, and with what macros have bound inside it.
Run = Callable[[Scope, Scope], Any]

ALIKE: Final = frozenset({str, int, bool, list, dict, type(None)})  # kinds of values that are plainly the same or not
GREATEST: Final = 2**63 - 1  # of CEL's whole numbers
UNKNOWN: Final = object()  # the value of what is no literal


class Doubt(Exception):
    """CEL might answer otherwise, or fail."""


@dataclass(frozen=True)
class Node:
    """A part of a condition; `literal` is its value where it is always the same."""

    run: Run
    literal: Any = UNKNOWN
    name: str = ""  # of what stands in the scope
    way: tuple[str, str] = ("", "")  # to a member of what stands there


def literal(value: Any) -> Node:
    return Node(lambda scope, bound: value, value)


def name(name: str) -> Run:
    return lambda scope, bound: scope[name]


def bound(name: str) -> Run:
    return lambda scope, bound: bound[name]


def member(owner: Run, name: str) -> Run:
    return lambda scope, bound: owner(scope, bound)[name]  # of nothing but a table can a text be the key


def member_of(owner: str, name: str) -> Node:
    """As `member`, of what stands in the scope: by far the commonest of all."""
    return Node(lambda scope, bound: scope[owner][name], way=(owner, name))


def item(owner: Run, key: Run) -> Run:
    def run(scope: Scope, bound: Scope) -> Any:
        found, at = owner(scope, bound), key(scope, bound)
        if type(found) is dict and type(at) is str:
            return found[at]
        if type(found) is list and type(at) is int and at >= 0:
            return found[at]
        raise Doubt(at)

    return run


def listed(nodes: list[Node]) -> Node:
    if all(node.literal is not UNKNOWN for node in nodes):
        return literal([node.literal for node in nodes])
    runs = tuple(node.run for node in nodes)
    return Node(lambda scope, bound: [run(scope, bound) for run in runs])


def call(function: Callable[..., Any], args: tuple[Run, ...]) -> Run:
    return lambda scope, bound: function(*(arg(scope, bound) for arg in args))


def one(function: Callable[[Any], Any], arg: Run) -> Run:
    return lambda scope, bound: function(arg(scope, bound))


def two(function: Callable[[Any, Any], Any], left: Run, right: Run) -> Run:
    return lambda scope, bound: function(left(scope, bound), right(scope, bound))


def truth(value: Any) -> bool:
    if value is True or value is False:
        return bool(value)
    raise Doubt(value)


def denied(inner: Run) -> Run:
    return lambda scope, bound: not truth(inner(scope, bound))


def both(left: Run, right: Run) -> Run:
    def run(scope: Scope, bound: Scope) -> bool:
        first = left(scope, bound)
        if first is False:
            return False
        second = right(scope, bound) if first is True else None
        if second is True or second is False:
            return second
        raise Doubt(second)

    return run


def either(left: Run, right: Run) -> Run:
    def run(scope: Scope, bound: Scope) -> bool:
        first = left(scope, bound)
        if first is True:
            return True
        second = right(scope, bound) if first is False else None
        if second is True or second is False:
            return second
        raise Doubt(second)

    return run


def chosen(test: Run, yes: Run, no: Run) -> Run:
    return lambda scope, bound: yes(scope, bound) if truth(test(scope, bound)) else no(scope, bound)


def same(left: Any, right: Any) -> bool:
    """Unlike things are never the same; Python alone would take True for 1."""
    kind = type(left)
    if kind not in ALIKE or type(right) not in ALIKE:
        raise Doubt(kind)
    if kind is not type(right):
        return False
    if kind is list:
        alike = [same(one, other) for one, other in zip(left, right, strict=False)]  # each, so that no doubt is missed
        return len(left) == len(right) and all(alike)
    if kind is dict and left and right:
        raise Doubt(kind)
    return bool(left == right)


def order(left: Any, right: Any) -> Any:
    """Both, when they can be put in an order."""
    if type(left) is not type(right) or type(left) not in (int, str):
        raise Doubt(left)
    return left, right


def less(left: Any, right: Any) -> bool:
    order(left, right)
    return bool(left < right)


def at_most(left: Any, right: Any) -> bool:
    order(left, right)
    return bool(left <= right)


def among(one: Any, group: Any) -> bool:
    kind = type(group)
    if kind is list and type(one) is str:
        return one in group  # no text is the same as anything else
    if kind is dict and type(one) is str:
        return one in group
    if kind is not list:
        raise Doubt(group)
    alike = [same(one, other) for other in group]
    return any(alike)


def whole(*numbers: Any) -> None:
    for number in numbers:
        if type(number) is not int or abs(number) > GREATEST:
            raise Doubt(number)


def reckoned(result: int) -> int:
    whole(result)
    return result


def add(left: Any, right: Any) -> Any:
    if type(left) is str and type(right) is str:
        return left + right
    whole(left, right)
    return reckoned(left + right)


def subtract(left: Any, right: Any) -> int:
    whole(left, right)
    return reckoned(left - right)


def multiply(left: Any, right: Any) -> int:
    whole(left, right)
    return reckoned(left * right)


def divide(left: Any, right: Any) -> int:
    """Of numbers from 0 on: below it Python and CEL round otherwise."""
    whole(left, right)
    if left < 0 or right <= 0:
        raise Doubt(right)
    return int(left // right)


def remain(left: Any, right: Any) -> int:
    return int(left - divide(left, right) * right)


def size(value: Any) -> int:
    """CEL counts the bytes of a text."""
    if type(value) is str:
        return len(value.encode())
    if type(value) not in (list, dict):
        raise Doubt(value)
    return len(value)


def text(value: Any) -> str:
    if type(value) is str:
        return value
    whole(value)
    return str(value)


def number(value: Any) -> int:
    if type(value) is str and value.isascii() and value.isdecimal() and len(value) <= len(str(GREATEST)) - 1:
        return int(value)
    whole(value)
    return int(value)


def texts(left: Any, right: Any) -> None:
    if type(left) is not str or type(right) is not str:
        raise Doubt(left)


def begins(left: Any, right: Any) -> bool:
    texts(left, right)
    return bool(left.startswith(right))


def ends(left: Any, right: Any) -> bool:
    texts(left, right)
    return bool(left.endswith(right))


def holds(left: Any, right: Any) -> bool:
    texts(left, right)
    return right in left


def relation(sign: str, left: Node, right: Node) -> Run:
    if sign in ("==", "!=") and type(right.literal) in (str, int, bool, type(None)):
        return equal(left, right.literal, sign == "==")
    if sign == "in" and type(left.literal) is str:
        return held(left.literal, right.run)
    return two(RELATIONS[sign], left.run, right.run)


def equal(left: Node, literal: Any, wanted: bool) -> Run:
    """A comparison with a literal: the commonest question of all, and of an answer of `this` item most often."""
    kind, unlike, of = type(literal), not wanted, left.run
    owner, name = left.way

    def run(scope: Scope, bound: Scope) -> bool:
        value = scope[owner][name] if owner else of(scope, bound)
        if type(value) is kind:
            return (value == literal) is wanted
        if type(value) in ALIKE:
            return unlike
        raise Doubt(value)

    return run


def held(text: str, group: Run) -> Run:
    """Whether a text is in a list: "work" in this.reasons."""

    def run(scope: Scope, bound: Scope) -> bool:
        found = group(scope, bound)
        return text in found if type(found) is list else among(text, found)

    return run


def macro(gather: Callable[[list[Any], list[bool]], Any], group: Run, variable: str, inner: Run) -> Run:
    """Every item is asked, so that one without an answer is always found out."""

    def run(scope: Scope, bound: Scope) -> Any:
        items = group(scope, bound)
        if type(items) is not list:
            raise Doubt(variable)
        return gather(items, [truth(inner(scope, {**bound, variable: item})) for item in items])

    return run


SUMS: Final[dict[str, Callable[[Any, Any], Any]]] = {"+": add, "-": subtract}
PRODUCTS: Final[dict[str, Callable[[Any, Any], Any]]] = {"*": multiply, "/": divide, "%": remain}
RELATIONS: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "==": same,
    "!=": lambda left, right: not same(left, right),
    "<": less,
    "<=": at_most,
    ">": lambda left, right: less(right, left),
    ">=": lambda left, right: at_most(right, left),
    "in": among,
}
MACROS: Final[dict[str, Callable[[list[Any], list[bool]], Any]]] = {
    "all": lambda items, holds: all(holds),
    "exists": lambda items, holds: any(holds),
    "exists_one": lambda items, holds: sum(holds) == 1,
    "filter": lambda items, holds: [item for item, held in zip(items, holds, strict=True) if held],
}
METHODS: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "size": lambda left, right: size(left),
    "startsWith": begins,
    "endsWith": ends,
    "contains": holds,
}
CALLS: Final[dict[str, Callable[[Any], Any]]] = {"size": size, "string": text, "int": number}
