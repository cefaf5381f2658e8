"""動作の記録 - a line says what the machine did and where it failed, and nothing that was typed."""

import json
import logging
from typing import Any

import pytest

from madoguchi.logs import Lines, masked


def line(message: str, *args: object, error: BaseException | None = None, **extra: Any) -> dict[str, Any]:
    exc = (type(error), error, error.__traceback__) if error else None
    record = logging.getLogger("x").makeRecord("x", logging.ERROR, __file__, 1, message, args, exc, extra=extra)
    told = Lines().format(record)
    assert "\n" not in told
    return dict(json.loads(told))


def test_a_line_is_json_with_a_moment_a_level_and_what_was_given_besides() -> None:
    told = line("errand done", errand=5, municipality="tama")
    assert (told["level"], told["say"], told["errand"], told["municipality"]) == ("error", "errand done", 5, "tama")
    assert told["at"].endswith("+00:00")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Not Found: /tama/gakudo/d/AbC-_123/child/", "Not Found: /tama/gakudo/d/*/child/"),
        ("/tama/g/AbC-_123", "/tama/g/*"),
        ("/tama/status/2026-000123-C/correct/", "/tama/status/*/correct/"),
        ("/tama/status/?reference=2026-000123-C&x=見本", "/tama/status/?*"),
        ("x" * 1000, "x" * 300),
    ],
)
def test_what_opens_something_is_masked(text: str, shown: str) -> None:
    assert masked(text) == shown
    assert line("%s", text)["say"] == shown
    assert line("x", path=text)["path"] == shown


def test_of_an_error_only_its_type_and_places_are_told() -> None:
    try:
        raise ValueError("見本 花子")
    except ValueError as fault:
        told = line("fault", error=fault)
    assert told["error"] == "ValueError"
    assert told["places"][-1].startswith("test_logs.py:")
    assert "見本" not in json.dumps(told, ensure_ascii=False)


def test_objects_given_besides_are_left_out() -> None:
    assert "request" not in line("x", request=object())
    assert "body" not in line("x", body=["見本"])
