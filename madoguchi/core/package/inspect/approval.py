"""決裁の経路の検査 - every post that a route or a substitute speaks of is there, and the flow of dockets too."""

from __future__ import annotations

from collections.abc import Iterator

from ...approval import FLOW, KINDS
from ..faults import Fault
from ..parts import Parts, repeated


def faults(parts: Parts) -> Iterator[Fault]:
    """Every fault of `approval` in municipality.yaml."""
    told = parts.file("municipality.yaml").row("approval")
    if not told.data:
        return
    path = f"standard/{FLOW}.yaml"
    if not parts.has(path) and path not in parts.lost:
        yield told.fault("missing-file", f"標準の業務フロー {path} がありません。")
    posts = told.rows("posts")
    yield from repeated(posts)
    known = {row.text("id") for row in posts}
    routes = told.row("routes")
    named = [(routes, kind) for kind in KINDS] + [(row, "substitutes") for row in posts]
    for row, key in named:
        for place, name in row.texts(key):
            if name not in known:
                yield row.fault("unknown-post", f"職「{name}」は posts にありません。", key, place)
            elif key == "substitutes" and name == row.text("id"):
                yield row.fault("unknown-post", f"職「{name}」は、自分の代わりに署名できません。", key, place)
