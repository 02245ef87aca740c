"""How much is answered, and how much of that was seen or measured: counts with their denominators."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from evaluations.scoring.inputs import Inputs, Path
from evaluations.vocabulary import CAPABILITY
from evaluations.wording.scored import ScoredPath


class _Subject(Protocol):
    """Whatever has inputs, scored by whichever method."""

    @property
    def inputs(self) -> Inputs: ...


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Of `total` items, `rated` have a level and `inapplicable` do not apply; of the rated ones `evidenced`
    are seen or measured."""

    total: int
    rated: int
    inapplicable: int
    evidenced: int

    @property
    def answered(self) -> int:
        """How many are done with: rated, or marked as not applicable."""
        return self.rated + self.inapplicable

    @property
    def open(self) -> int:
        """How many have no answer."""
        return self.total - self.answered


def fit_items(path: Path) -> list[str]:
    """The factors and surfaces on which the fit of a path rests."""
    factors = [key for key, role in path.factor_items if role != CAPABILITY]
    return factors + [surface for surface, _ in path.surface_items]


def support_items(path: Path) -> list[str]:
    """The capability factors and constraints on which the support of a path rests, without the match."""
    factors = [key for key, role in path.factor_items if role == CAPABILITY]
    return [*factors, *path.constraint_items]


def counts_of(scored: _Subject) -> Counts:
    """Over all items that some path of the evaluation uses, each once."""
    items: dict[str, None] = {}
    for path in scored.inputs.paths:
        items.update(dict.fromkeys([*fit_items(path), *support_items(path)]))
    return count(scored, items)


def count(scored: _Subject, items: Iterable[str]) -> Counts:
    """Over these items."""
    answers = [scored.inputs.answer(item) for item in items]
    rated = [answer for answer in answers if answer.is_answered]
    return Counts(
        total=len(answers),
        rated=len(rated),
        inapplicable=sum(answer.na for answer in answers),
        evidenced=sum(answer.is_evidenced for answer in rated),
    )


def coverage_sentence(path: ScoredPath) -> str:
    """“Fit rests on 9 of 11 answers, 6 of them seen or measured; support on 2 of 2, …”."""
    fit = count(path.scored, fit_items(path.inputs))
    support = count(path.scored, support_items(path.inputs))
    return f"Fit rests on {_rests(fit)}; support on {_rests(support)}."


def open_sentence(counts: Counts) -> str:
    """“5 of 45 questions are not answered.”, or that every one is."""
    if counts.open == 0:
        return "Every question is answered."
    verb = "is" if counts.open == 1 else "are"
    return f"{counts.open} of {counts.total} questions {verb} not answered."


def _rests(counts: Counts) -> str:
    applicable = counts.total - counts.inapplicable
    if counts.rated == 0:
        return f"none of {applicable} answers yet"
    return f"{counts.rated} of {applicable} answers, {counts.evidenced} of them seen or measured"
