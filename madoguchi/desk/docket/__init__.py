"""起案と決裁 - outcomes are drafted, looked at before anybody signs, signed in turn, and decided."""
