"""号令の相手 - commands as processes, on the database of the test."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any


def run(env: Mapping[str, str], *words: str) -> tuple[int, dict[str, Any], str]:
    """(exit code, JSON of stdout, stderr) of a command that ends by itself."""
    done = subprocess.run(
        [sys.executable, "-m", "madoguchi", *words], env=dict(env), capture_output=True, text=True, check=False
    )
    return done.returncode, json.loads(done.stdout or "{}"), done.stderr


@contextmanager
def running(env: Mapping[str, str], *words: str) -> Iterator[subprocess.Popen[str]]:
    """A command that goes on; killed at the end if it still runs."""
    with subprocess.Popen(
        [sys.executable, "-m", "madoguchi", *words],
        env=dict(env),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as program:
        try:
            yield program
        finally:
            if program.poll() is None:
                program.kill()


def first_line(program: subprocess.Popen[str]) -> dict[str, Any]:
    """What a command says when it is ready."""
    assert program.stdout
    return dict(json.loads(program.stdout.readline()))
