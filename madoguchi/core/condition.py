"""条件 - one CEL expression over answers, the town's values and today; compiled once, asked often."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import cel

from . import days, weeks
from .paper import fold
from .reckon import Doubt, Run, plain

LONGEST: Final = 2_000  # deeper sources can crash the parser; a rule this long is unreadable anyway

# What names a condition may speak of: name -> members (of a map or of a list's items) or None.
Names = Mapping[str, frozenset[str] | None]


class ConditionFault(Exception):
    """The condition cannot be compiled or has no answer; the text says why, `code` is that of the fault (不備)."""

    def __init__(self, say: str, code: str = "condition-fails") -> None:
        super().__init__(say)
        self.code = code


FUNCTIONS: Final[dict[str, Callable[..., Any]]] = {
    "days_between": days.days_between,
    "add_days": days.add_days,
    "add_months": days.add_months,
    "first_of_month": days.first_of_month,
    "school_grade": days.school_grade,
    "minutes": days.minutes,
    "length": days.length,
    "overlaps": days.overlaps,
    "week_days": weeks.week_days,
    "week_matches": weeks.week_matches,
    "week_minutes": weeks.week_minutes,
    "week_says": weeks.week_says,
    "week_from": weeks.week_from,
    "same_week": weeks.same_week,
    "weekday_count": weeks.weekday_count,
    "tenths": weeks.tenths,
    "same": fold.same,
    "same_place": fold.same_place,
    "mentions": fold.mentions,
    "text_size": len,  # CEL's own size() counts bytes
    "digits": lambda text: "".join(ch for ch in text if ch.isdigit()),
}

_STRINGS = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'')
# What a macro goes through: a name, or what a bracket ends.
_MACRO = re.compile(r"(?:\b(\w+)|[\])])\s*\.\s*(?:all|exists|exists_one|filter|map)\s*\(\s*(\w+)\s*,")
_MEMBER = re.compile(r"(?<![\w.])([A-Za-z_]\w*)\s*\.\s*([A-Za-z_]\w*)\b(?!\s*\()")
_BUILT_IN = frozenset({"size", "has", "int", "string", "matches", "contains", "startsWith", "endsWith"})


_UNSURE: Final = (Doubt, LookupError, TypeError, ValueError, AttributeError, ArithmeticError)
_NOTHING: Final[dict[str, Any]] = {}


@dataclass(frozen=True)
class Condition:
    """A compiled expression; `names` are the top-level names it speaks of, with their members where only those count.

    Handing a value to CEL costs more than the question itself, so that it is given no more than it speaks of; and what
    plain Python surely answers alike (reckon.py) is not asked of it at all.
    """

    source: str
    names: Mapping[str, frozenset[str]] = field(hash=False)
    _program: Any = field(repr=False, compare=False, hash=False)
    _plain: Run | None = field(default=None, repr=False, compare=False, hash=False)

    def value(self, scope: Mapping[str, object]) -> Any:
        """What it comes to in `scope`, which gives every declared name a value. Raises ConditionFault."""
        if self._plain is not None:
            try:
                return _own(self._plain(scope, _NOTHING))
            except _UNSURE:
                pass
        return self.asked_of_cel(scope)

    def asked_of_cel(self, scope: Mapping[str, object]) -> Any:
        """The answer of CEL itself, which is the one that counts. Raises ConditionFault."""
        try:
            seen = {name: _narrow(scope[name], members) for name, members in self.names.items()}
            return self._program.execute(cel.Context(variables=seen, functions=FUNCTIONS))
        except (RuntimeError, LookupError, TypeError, ValueError, ArithmeticError) as error:
            raise ConditionFault(f"{self.source}: {error}") from error

    def holds(self, scope: Mapping[str, object]) -> bool:
        """Whether it is true of `scope`.

        Raises ConditionFault when it fails or gives something else than true or false.
        """
        if self._plain is not None:
            try:
                answer = self._plain(scope, _NOTHING)
                if answer is True or answer is False:
                    return answer
            except _UNSURE:
                pass
        answer = self.asked_of_cel(scope)
        if not isinstance(answer, bool):
            raise ConditionFault(f"{self.source}: 真偽ではなく {answer!r} になります")
        return answer


def compile_condition(source: str, names: Names) -> Condition:
    """Compile, refusing unknown names, members and functions and over-long sources (ConditionFault)."""
    if len(source) > LONGEST:
        raise ConditionFault(f"条件が長すぎます({len(source)}文字。{LONGEST}文字まで)", "condition-long")
    try:
        program = cel.compile(source)
    except ValueError as error:
        raise ConditionFault(_where(str(error)), "condition-syntax") from error
    bare = _STRINGS.sub('""', source)
    bound = {variable: group for group, variable in _MACRO.findall(bare)}
    spoken = frozenset(program.variables()).difference(bound)
    if unknown := sorted(spoken - names.keys()):
        raise ConditionFault(f"知らない項目です: {', '.join(unknown)}", "unknown-name")
    called = {name for name in program.functions() if name.isidentifier() and not name.startswith("_")}
    if strange := sorted(called - FUNCTIONS.keys() - _BUILT_IN):
        raise ConditionFault(f"知らない関数です: {', '.join(strange)}", "unknown-function")
    for owner, member in _MEMBER.findall(bare):
        members = _known(names, bound.get(owner, owner))
        if members is not None and member not in members:
            raise ConditionFault(f"知らない項目です: {owner}.{member}", "unknown-name")
    return Condition(source, {name: _members(name, bare) for name in spoken}, program, plain(source, FUNCTIONS))


def _own(value: Any) -> Any:
    """A list or table of its own, as CEL gives it: never the answer itself that the condition spoke of."""
    if type(value) is dict:
        return {key: _own(one) for key, one in value.items()}
    return [_own(one) for one in value] if type(value) is list else value


def _known(names: Names, name: str) -> frozenset[str] | None:
    """The members of a name, or of the list inside items that is called so."""
    if name in names:
        return names[name]
    return next((members for path, members in names.items() if path.endswith(f".{name}")), None)


def _members(name: str, source: str) -> frozenset[str]:
    """The members by which a source speaks of a name; none when it speaks of the whole."""
    bare = re.findall(rf"(?<![\w.]){name}\b(?!\s*\.\s*[A-Za-z_]\w*\b(?!\s*\())", source)
    members = (member for owner, member in _MEMBER.findall(source) if owner == name)
    return frozenset() if bare else frozenset(members)


def _narrow(value: object, members: frozenset[str]) -> object:
    """The members of a map that are spoken of; anything else, and a map spoken of as a whole, as it is."""
    if not members or not isinstance(value, Mapping):
        return value
    return {member: value[member] for member in members}


def _where(problem: str) -> str:
    """Where the parser stopped; its own words list its grammar and help nobody."""
    place = re.search(r"<input>:\d+:(\d+)", problem)
    return f"条件として読めません({place[1]}文字目の辺り)" if place else "条件として読めません"
