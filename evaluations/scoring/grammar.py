"""What a method's documents may say beyond what all methods have in common."""

from dataclasses import dataclass
from typing import Final

from .constants import CAPABILITY


@dataclass(frozen=True, slots=True)
class Grammar:
    """The parts of a document that differ between methods.

    `pooled`: the fields of a panel's answer. `has_provenance`: whether a cell of `alignment` may be an object
    with `level` and `provenance`, and a path may name `economics`. `always_apply`: the roles whose factors
    cannot be answered "does not apply".
    """

    method: str
    pooled: tuple[str, ...]
    has_provenance: bool = False
    always_apply: frozenset[str] = frozenset()


GRAMMARS: Final = {
    "1": Grammar("1", pooled=("lo", "hi", "evidenced")),
    "2": Grammar(
        "2", pooled=("p", "evidenced"), has_provenance=True, always_apply=frozenset({"pull", CAPABILITY})
    ),
}
DEFAULT_METHOD: Final = "1"
PROVENANCES: Final = ("source", "source_adjacent", "ours")
