"""通知の差込 - brings a message to one person; values: `to`, `subject`, `body`, all text.

Two more may be missing: `mark`, our name for the message, which comes back with a mail that bounces (core/bounce); and
`town`, whose message it is, for services at which every town has an account of its own.
"""
