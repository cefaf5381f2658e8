"""変異 - a case is typed under each change of the screens: nothing wrong is kept, and who stops says why."""

from collections.abc import Callable, Iterator

import pytest

from backoffice.mutations import MUTATIONS
from madoguchi.lab.mutations import DONE, FRESH, STOPPED, Closing, attempt, kept_of, robot_of, run_once
from madoguchi.lab.office import Office, office
from madoguchi.lab.transcripts import Made, made

# Those seen only by who logs in come first, each with a robot of its own; the others share one.
NAMES = sorted(MUTATIONS, key=lambda name: name not in FRESH)


@pytest.fixture(scope="module")
def it(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office(tmp_path_factory.mktemp("office")) as opened:
        yield opened


@pytest.fixture(scope="module")
def make(it: Office, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Closing]:
    return robot_of(it, tmp_path_factory.mktemp("robot"))


@pytest.fixture(scope="module")
def shared(make: Callable[[], Closing]) -> Iterator[Closing]:
    robot = make()
    yield robot
    robot.close()


@pytest.fixture
def robot(request: pytest.FixtureRequest, make: Callable[[], Closing]) -> Iterator[Closing]:
    if request.getfixturevalue("name") not in FRESH:
        yield request.getfixturevalue("shared")
        return
    fresh = make()
    yield fresh
    fresh.close()


@pytest.fixture(scope="module")
def cases() -> dict[str, Made]:
    return dict(zip(NAMES, made(len(NAMES)), strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_a_changed_screen_leaves_nothing_wrong_and_is_told(
    it: Office, robot: Closing, cases: dict[str, Made], name: str
) -> None:
    mutation = MUTATIONS[name]
    told = {"name": name, "harmless": mutation.harmless}
    assert attempt(it, robot, cases[name], told, mutation.pages[0]).wrong == ""


def test_a_case_that_was_stopped_is_typed_when_the_screen_is_as_before(it: Office, shared: Closing) -> None:
    (*_, case) = made(len(NAMES) + 1)
    told = {"name": "required-added", "harmless": False}
    stopped = attempt(it, shared, case, told, "guardians")
    assert (stopped.outcome.how, stopped.kept.lost) == (STOPPED, 1)
    assert run_once(shared, case).how == DONE
    assert kept_of(it, case).right
