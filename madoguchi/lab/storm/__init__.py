"""嵐 - what must never happen, tried again and again: processes killed, lines cut, power lost."""
