"""受付を見る - files of other services and their rows, for the pages; the bytes are opened by the desk alone."""

from ..intakes import forms, get, latest, row, rows, waiting_for_people

__all__ = ["forms", "get", "latest", "row", "rows", "waiting_for_people"]
