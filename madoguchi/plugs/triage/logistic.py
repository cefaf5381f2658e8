"""ロジスティック回帰 - learns a line by scikit-learn (extra `triage`), and hands it back as plain numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from importlib.util import find_spec
from typing import Final

from madoguchi.core.plug import Health, PlugError

KNOWN: Final = "logistic"
DO: Final = 'pip install "madoguchi[triage]"'
ROUNDS: Final = 5_000


class Plug:
    """`triage` of the settings says how is learned."""

    slowest = timedelta(minutes=10)

    def __init__(self, settings: Mapping[str, str]) -> None:
        if settings["triage"] != KNOWN:
            raise ValueError(f"triage: only {KNOWN} is known")

    def fit(self, rows: Sequence[Sequence[int]], asked: Sequence[bool]) -> tuple[float, tuple[float, ...]]:
        """Columns are made alike before weights are kept small (L2), and are told in their own measures again."""
        try:
            from sklearn.linear_model import LogisticRegression
            from sklearn.preprocessing import StandardScaler
        except ImportError:
            raise PlugError(f"scikit-learn がありません: {DO}", permanent=True) from None
        alike = StandardScaler().fit(rows)
        made = LogisticRegression(max_iter=ROUNDS).fit(alike.transform(rows), asked)
        weights = made.coef_[0] / alike.scale_
        start = made.intercept_[0] - (weights * alike.mean_).sum()
        return float(start), tuple(float(weight) for weight in weights)

    def health(self) -> Health:
        """Whether the library is there."""
        there = find_spec("sklearn") is not None
        say = "優先の目安を学べます。並び順だけに使います。" if there else "scikit-learn がありません。"
        return Health(ok=there, say=say, do="" if there else DO)
