"""The glossary: the words of the application and of the field, with formulas and the other words for each.

It belongs to the application, not to a release: what "fit" means does not change with the catalog.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).resolve().parent / "glossary.yaml"


@dataclass(frozen=True, kw_only=True)
class Term:
    """A word with its definition. `formula` is empty where there is none, `model` where no model is about it."""

    key: str
    name: str
    definition: str
    formula: str = ""
    also: tuple[str, ...] = ()
    model: str = ""


@cache
def terms() -> tuple[Term, ...]:
    """Every term, by name."""
    read = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    found = (Term(**{**entry, "also": tuple(entry.get("also", ()))}) for entry in read)
    return tuple(sorted(found, key=lambda term: term.name.casefold()))


def term(key: str) -> Term | None:
    """The term of this key, if there is one."""
    return next((found for found in terms() if found.key == key), None)
