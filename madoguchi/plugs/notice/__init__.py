"""通知の差込 - brings a message to one person; values: `to`, `subject`, `body`, all text."""
