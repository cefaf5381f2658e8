"""いくつかの相手 - several providers of one service: what one of them surely did not take goes to the next."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Final, cast

from madoguchi.core.errand import Stage
from madoguchi.core.plug import Findable, Health, Plug, PlugError, Shown, Stages, Values

REST: Final = 30.0  # seconds for which a provider that was away is asked after the others


def together(plugs: Sequence[Plug]) -> Plug:
    """One plug for all of these; it can be asked about a key when each of them can."""
    if len(plugs) == 1:
        return plugs[0]
    return Asked(plugs) if all(isinstance(plug, Findable) for plug in plugs) else Several(plugs)


class Several:
    """Tries them in order. One that refuses for good has spoken for all; what may have gone out goes to no other."""

    def __init__(self, plugs: Sequence[Plug]) -> None:
        self._plugs = plugs
        self._away: dict[Plug, float] = {}  # until when

    @property
    def slowest(self) -> timedelta:
        """Each may be tried behind one stage."""
        return sum((plug.slowest for plug in self._plugs), timedelta(0))

    def run(self, key: str, values: Values) -> Stages:
        """As the first does it that can."""
        told: set[Stage] = set()
        order = self._order()
        for plug in order:
            outside = False
            stages = plug.run(key, values)
            try:
                self._greet(plug)
                while True:
                    stage = next(stages)
                    if isinstance(stage, Shown):
                        yield stage
                        continue
                    outside = outside or stage.outside
                    if stage not in told:
                        told.add(stage)
                        yield stage
            except StopIteration as end:
                self._away.pop(plug, None)
                return str(end.value or "")
            except PlugError as fault:
                if not fault.permanent:
                    self._away[plug] = time.monotonic() + REST
                if fault.permanent or (outside and not fault.undone) or plug is order[-1]:
                    raise
            finally:
                stages.close()
        raise AssertionError("no provider")  # the last one has returned or raised

    def health(self) -> Health:
        """Well when any of them is; those that are not are told by their place."""
        told = [plug.health() for plug in self._plugs]
        say = " ".join(f"{place}番目: {one.say}" for place, one in enumerate(told, 1))
        return Health(any(one.ok for one in told), say, next((one.do for one in told if not one.ok), ""))

    def _order(self) -> list[Plug]:
        now = time.monotonic()
        return sorted(self._plugs, key=lambda plug: self._away.get(plug, 0) > now)

    def _greet(self, plug: Plug) -> None:
        """A provider that takes nothing before it has greeted us need not be asked how it is."""


class Asked(Several):
    """Those that remember our keys. They are handed a message in one breath: whether one is there is asked before."""

    @property
    def slowest(self) -> timedelta:
        """Each may be asked how it is, too."""
        return 2 * super().slowest

    def find(self, key: str) -> str | None:
        """What any of them calls it; None when all surely have none. While one does not answer, nobody knows."""
        unsure = None
        for plug in self._plugs:
            try:
                found = cast(Findable, plug).find(key)
            except PlugError as fault:
                unsure = fault
            else:
                if found is not None:
                    return found
        if unsure:
            raise PlugError(str(unsure))
        return None

    def _greet(self, plug: Plug) -> None:
        # One that hangs would otherwise leave it open whether it has the message, and so keep it from the others.
        told = plug.health()
        if not told.ok:
            raise PlugError(told.say, undone=True)
