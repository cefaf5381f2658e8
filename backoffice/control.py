"""試験の手 - what tests set and count from outside, with their token; without one there is no such page."""

from __future__ import annotations

import secrets

from flask import Blueprint, Response, abort, jsonify, request

from backoffice.fields import FIELDS
from backoffice.mutations import MUTATIONS
from backoffice.office import office
from backoffice.screens import SYSTEM

control = Blueprint("control", __name__, url_prefix="/_control")
SETS = {"mutation", "page", "latency", "timeout", "drop_after_saving", "drop_before_saving"}


@control.before_request
def known() -> None:
    if not office().control:
        abort(404)
    if not secrets.compare_digest(office().control.encode(), request.headers.get("X-Control", "").encode()):
        abort(403)


@control.post("")
def change() -> Response:
    """Sets what is named and leaves the rest. `latency` in milliseconds, `timeout` in seconds."""
    asked, state = request.get_json(), office()
    if set(asked) - SETS:
        abort(400)
    if "mutation" in asked:
        _mutate(asked["mutation"] or "", asked.get("page") or "")
    state.latency = float(asked["latency"]) / 1000 if "latency" in asked else state.latency
    state.timeout = float(asked.get("timeout", state.timeout))
    state.drops["after"] = int(asked.get("drop_after_saving", state.drops["after"]))
    state.drops["before"] = int(asked.get("drop_before_saving", state.drops["before"]))
    return jsonify(mutation=state.mutation, latency=state.latency * 1000, timeout=state.timeout, drops=state.drops)


def _mutate(name: str, page: str) -> None:
    """The system as it was delivered, with one change; with none when `name` is empty."""
    state = office()
    if name and (name not in MUTATIONS or (page and page not in MUTATIONS[name].pages)):
        abort(400)
    state.system = MUTATIONS[name].of(SYSTEM, page) if name else SYSTEM
    state.mutation, state.forgot = name, False


@control.get("/records")
def records() -> Response:
    """Every record with number, state, and its values by label."""
    return jsonify(
        [
            {
                "number": record.number,
                "state": record.state,
                "why": record.why,
                "on": record.on,
                "values": {field.label: record.values[field.id] for field in FIELDS},
            }
            for record in office().records.all()
        ]
    )


@control.get("/mutations")
def mutations() -> Response:
    """Every mutation with its pages."""
    return jsonify(
        [
            {"name": one.name, "says": one.says, "pages": one.pages, "harmless": one.harmless}
            for one in MUTATIONS.values()
        ]
    )
