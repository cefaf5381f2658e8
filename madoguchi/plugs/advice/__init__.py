"""助言の差込 - what a language model remarks about lines of an application; it is believed nothing that is not there.

Values: `lines`, each with `label`, `by` ("" where the family typed it) and `text`. The answer is JSON as ANSWER says;
`line` counts from 0. Whoever takes it up checks every quote (core/advice): a plug only keeps to the form.
"""

from __future__ import annotations

from typing import Any, Final

MOST: Final = 5  # remarks about one application
# Sent with the question, and what comes back is held to it. There is no level in it: a model gives none.
ANSWER: Final[dict[str, Any]] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["remarks"],
    "properties": {
        "remarks": {
            "type": "array",
            "maxItems": MOST,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["line", "quote", "say"],
                "properties": {
                    "line": {"type": "integer", "minimum": 0},
                    "quote": {"type": "string", "minLength": 1, "maxLength": 200},
                    "say": {"type": "string", "minLength": 1, "maxLength": 120},
                },
            },
        }
    },
}
