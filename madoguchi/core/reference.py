"""受付番号 - the number a family is called by, the secret that goes with it, and what people make of both in typing."""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from typing import Final

# 23 letters without I, O and U. The modulus is prime and above 9, and every place has a weight of its own: so one
# wrong digit, and any two digits that have changed places, always change the letter.
CHECK_LETTERS: Final = "ABCDEFGHJKLMNPQRSTVWXYZ"
# Crockford's Base32: no I, L, O, U, so what is misread can be read back.
CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRET_LENGTH: Final = 12  # 60 bits
CODE_DIGITS: Final = 6

_LOOKALIKES: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})
_REFERENCE: Final = re.compile(r"(\d{4})(\d{6,12})([A-Z])", re.ASCII)
_SIGNS: Final = re.compile(r"[^0-9A-Z]")


def reference(year: int, serial: int) -> str:
    """The number of the `serial`-th application of a year: 2026-000123-C."""
    digits = f"{year:04d}{serial:06d}"
    return f"{digits[:4]}-{digits[4:]}-{check_letter(digits)}"


def check_letter(digits: str) -> str:
    """The letter that belongs to these digits (at most 22 of them)."""
    weighed = sum(place * int(digit) for place, digit in enumerate(reversed(digits), start=1))
    return CHECK_LETTERS[weighed % len(CHECK_LETTERS)]


def tidy_reference(typed: str) -> str:
    """The number somebody means, or "" when it cannot be one: full width, lower case, O for 0 and missing or odd
    hyphens are put right; a digit too many, a wrong digit or two swapped ones are not."""
    plain = _plain(typed)
    parts = _REFERENCE.fullmatch(plain[:-1].translate(_LOOKALIKES) + plain[-1:])
    if parts is None or check_letter(parts[1] + parts[2]) != parts[3]:
        return ""
    return f"{parts[1]}-{parts[2]}-{parts[3]}"


def reference_of(subject: str) -> str:
    """The application that a number is of, its own or a case's: 2026-000123-C of 2026-000123-C-1."""
    return "-".join(subject.split("-")[:3])


def secret_for(key: str, idempotency: str) -> str:
    """確認用の番号 of a submission: XXXX-XXXX-XXXX. The same submission sent again has the same one."""
    return _written(_keyed(key, "secret", idempotency))


def check_for(key: str, municipality: str, notice: int) -> str:
    """確認番号 of a letter, printed on it: XXXX-XXXX-XXXX. Made again, the letter has the same one."""
    return _written(_keyed(key, "letter", f"{municipality}/{notice}"))


def tidy_secret(typed: str) -> str:
    """The secret (or number of a letter) somebody means, whatever the width, case, grouping, or letter for a digit."""
    return _grouped(_plain(typed).translate(_LOOKALIKES))


def hash_secret(key: str, secret: str) -> str:
    """What is stored in place of a secret: worth nothing without the server's key. 64 hex digits."""
    return _keyed(key, "stored-secret", secret).hex()


def code_for(key: str, reference: str, serial: int) -> str:
    """The `serial`-th code mailed for an application: six digits, never stored."""
    number = int.from_bytes(_keyed(key, "code", f"{reference}/{serial}"))
    return f"{number % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def _written(made: bytes) -> str:
    number = int.from_bytes(made)
    return _grouped("".join(CROCKFORD[number >> 5 * place & 31] for place in range(SECRET_LENGTH)))


def _keyed(key: str, use: str, text: str) -> bytes:
    return hmac.digest(key.encode(), f"madoguchi/{use}/{text}".encode(), hashlib.sha256)


def _plain(typed: str) -> str:
    """Letters and digits alone. Nobody types a hundred of them; a page of text is not searched for some."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", typed[:100]).upper())


def _grouped(letters: str) -> str:
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))
