"""組立 - the pages of the system, put together for one office."""

from __future__ import annotations

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask, Response

from backoffice.batch import batch
from backoffice.control import control
from backoffice.door import door
from backoffice.entry import entry
from backoffice.lookup import lookup
from backoffice.office import NoAnswer, Office


class CutLine(Response):
    """An answer that never comes: the server closes the connection."""

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        raise NoAnswer


def make_app(office: Office) -> Flask:
    app = Flask(__name__, static_folder=None)
    app.config["OFFICE"] = office
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for pages in (door, entry, lookup, batch, control):
        app.register_blueprint(pages)
    app.register_error_handler(NoAnswer, lambda fault: CutLine())
    return app
