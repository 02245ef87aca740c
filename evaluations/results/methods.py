"""The same answers judged by both methods, side by side: what a move from one to the other would change. No writing."""

from dataclasses import dataclass

from evaluations.answers.queries import answers_of, checklist_of
from evaluations.inputs import always_applies
from evaluations.models import Evaluation
from evaluations.results.queries import (
    Leading,
    Standing,
    inputs_of,
    judgement_by_method_2,
    leading_of,
    sampled,
    standings_of,
)
from evaluations.vocabulary import METHOD_1, METHOD_2
from evaluations.wording import Names, Scored, path_words
from evaluations.wording.method2 import Issued
from evaluations.wording.method2.verdicts import how_sure
from evaluations.wording.methods import change_of_method
from evaluations.work.queries import catalog_for


@dataclass(frozen=True, kw_only=True)
class Side:
    """What one method issues for a path, and how sure it is, in words."""

    standing: Standing
    sure: str


@dataclass(frozen=True, kw_only=True)
class PathByBoth:
    """One path under either method; `why` says what becomes of its verdict under method 2."""

    key: str
    name: str
    by_1: Side
    by_2: Side
    why: str

    @property
    def changes(self) -> bool:
        return self.by_1.standing.verdict != self.by_2.standing.verdict


@dataclass(frozen=True, kw_only=True)
class BothMethods:
    """Every path in the order of method 2, those that do not apply last.

    `set_aside`: names of the questions whose "does not apply" method 2 does not take; they count as open there.
    """

    paths: tuple[PathByBoth, ...]
    leading_by_1: Leading | None
    leading_by_2: Leading | None
    set_aside: tuple[str, ...]

    @property
    def changed(self) -> tuple[PathByBoth, ...]:
        return tuple(path for path in self.paths if path.changes)


def both_methods(evaluation: Evaluation) -> BothMethods:
    """The evaluation's answers as they stand, judged by both methods."""
    answers, names = answers_of(evaluation), Names.of(catalog_for(evaluation))
    inputs = inputs_of(evaluation, answers, method=METHOD_1)
    first = sampled(inputs)
    scored = Scored(result=first, inputs=inputs, names=names)
    second = judgement_by_method_2(inputs_of(evaluation, answers, method=METHOD_2))
    issued = Issued.of(second, names)
    standings_1, standings_2 = standings_of(first), standings_of(second)
    asked = checklist_of(evaluation).items
    return BothMethods(
        paths=tuple(
            PathByBoth(
                key=key,
                name=names.path(key),
                by_1=Side(standing=standings_1[key], sure=path_words(scored, key).how_sure),
                by_2=Side(standing=standings_2[key], sure=how_sure(issued.path(key))),
                why=change_of_method(standings_1[key].verdict, issued.path(key)),
            )
            for key in (*issued.order, *issued.left_out)
        ),
        leading_by_1=leading_of(first),
        leading_by_2=leading_of(second),
        set_aside=tuple(
            asked[key].name
            for key, row in answers.items()
            if row.na and key in asked and always_applies(asked[key], method=METHOD_2)
        ),
    )
