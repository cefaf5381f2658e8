"""通知の差込 - brings a message to one person; values: `to`, `subject`, `body`, all text.

`mark`, which may be missing, is our name for the message: it comes back with a mail that bounces (core/bounce).
"""
