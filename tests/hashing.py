"""合言葉 - the passphrases of made-up clerks are kept as the product keeps them, with less work at each."""

from __future__ import annotations

from django.contrib.auth.hashers import ScryptPasswordHasher


class QuickScrypt(ScryptPasswordHasher):
    """A server of ours reads it like any other: how much work was done stands in what is kept."""

    work_factor = 2**4
    parallelism = 1
