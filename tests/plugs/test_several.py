"""いくつかの相手 - who is tried after whom, and when nobody else is."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from madoguchi.core.errand import SUBMITTING
from madoguchi.core.plug import Findable, Health, Plug, PlugError, Stages, Values
from madoguchi.plugs import open_plug
from madoguchi.plugs.several import together

AWAY = PlugError("away")
NOT_NOW = PlugError("not now", undone=True)
NEVER = PlugError("never", permanent=True)


@dataclass(eq=False)
class Mute:
    """A provider that says `before` when it is greeted and `behind` when it was handed something; None is well."""

    before: PlugError | None = None
    behind: PlugError | None = None
    slowest: timedelta = timedelta(seconds=10)
    asked: list[str] = field(default_factory=list)

    def run(self, key: str, values: Values) -> Stages:
        self.asked.append(key)
        if self.before:
            raise self.before
        yield SUBMITTING
        if self.behind:
            raise self.behind
        return f"{id(self)}"

    def health(self) -> Health:
        return Health(self.before is None, "here" if self.before is None else str(self.before), "look")


@dataclass(eq=False)
class Talker(Mute):
    """One that remembers: `has` is what it says of any key."""

    has: str | PlugError | None = None

    def find(self, key: str) -> str | None:
        if isinstance(self.has, PlugError):
            raise self.has
        return self.has


def carry_out(plug: Plug) -> list[str]:
    return [stage.name for stage in plug.run("k", {})]


@pytest.mark.parametrize("kind", [Mute, Talker])
@pytest.mark.parametrize("how", [{"before": AWAY}, {"before": NOT_NOW}, {"behind": NOT_NOW}])
def test_what_the_first_surely_has_not_taken_goes_to_the_second(kind: type[Mute], how: dict[str, PlugError]) -> None:
    first, second = kind(**how), kind()
    assert carry_out(together([first, second])) == ["submitting"]
    assert second.asked == ["k"]


@pytest.mark.parametrize("kind", [Mute, Talker])
@pytest.mark.parametrize("how", [{"behind": AWAY}, {"behind": NEVER}])
def test_what_may_have_gone_out_or_never_will_goes_to_nobody_else(kind: type[Mute], how: dict[str, PlugError]) -> None:
    first, second = kind(**how), kind()
    with pytest.raises(PlugError) as fault:
        carry_out(together([first, second]))
    assert fault.value.permanent == (how["behind"] is NEVER)
    assert second.asked == []


def test_the_last_ones_fault_is_the_fault_of_all() -> None:
    with pytest.raises(PlugError, match="not now"):
        carry_out(together([Mute(before=AWAY), Mute(behind=NOT_NOW)]))


def test_one_that_was_away_is_asked_after_the_others_for_a_while() -> None:
    first, second = Mute(before=AWAY), Mute()
    both = together([first, second])
    for _ in range(5):
        carry_out(both)
    assert (len(first.asked), len(second.asked)) == (1, 5)
    second.before = AWAY
    first.before = None
    carry_out(both)
    assert len(first.asked) == 2, "after the others, but not never"


@pytest.fixture(params=[("a", None, "a"), (None, "b", "b"), (AWAY, "b", "b"), (None, None, None)])
def known(request: pytest.FixtureRequest) -> tuple[Plug, str | None]:
    first, second, told = request.param
    return together([Talker(has=first), Talker(has=second)]), told


def test_whoever_has_it_says_so(known: tuple[Plug, str | None]) -> None:
    both, told = known
    assert isinstance(both, Findable)
    assert both.find("k") == told


def test_while_one_that_may_have_it_does_not_answer_nobody_knows() -> None:
    both = together([Talker(has=AWAY), Talker()])
    assert isinstance(both, Findable)
    with pytest.raises(PlugError):
        both.find("k")


def test_who_cannot_all_be_asked_cannot_be_asked() -> None:
    assert not isinstance(together([Mute(), Talker()]), Findable)


def test_one_that_works_is_enough_and_those_that_do_not_are_told() -> None:
    told = together([Mute(before=AWAY), Mute()]).health()
    assert (told.ok, told.say, told.do) == (True, "1番目: away 2番目: here", "look")
    assert not together([Mute(before=AWAY), Mute(before=AWAY)]).health().ok


def test_a_lease_outlasts_all_of_them() -> None:
    assert together([Mute(), Mute()]).slowest == timedelta(seconds=20)
    assert together([Talker(), Talker()]).slowest == timedelta(seconds=40)


def test_settings_name_one_word_for_each_or_one_for_all() -> None:
    two = {"sms": "http://127.0.0.1:8, http://127.0.0.1:9", "sms_token": "t"}
    assert open_plug("notice/sms", two).health().say.count("番目") == 2
    assert open_plug("notice/sms", two | {"sms_token": "a\nb"}).health().say.count("番目") == 2
    with pytest.raises(ValueError, match="sms_token"):
        open_plug("notice/sms", two | {"sms_token": "a b c"})
