"""What either method says of the answers so far, as the pages of answering show it: one shape for both."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from evaluations import scoring
from evaluations.answers.views.checklist_pages import ChecklistPage
from evaluations.results.queries import full, inputs_of, result_by_method_2
from evaluations.scoring import method2
from evaluations.scoring.method1.result import Exact
from evaluations.vocabulary import METHOD_2
from evaluations.wording import Names, PathWords, Question, Scored, path_words, questions
from evaluations.wording import method2 as by_method_2


@dataclass(frozen=True, kw_only=True)
class Span:
    """A value at its lowest, as said, and at its highest."""

    low: float
    point: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Reach:
    """Where a path stands without any chances: fit, support, and the items that hold support where it is."""

    fit: Span
    support: Span
    bound: tuple[str, ...]


def reaches(inputs: scoring.Inputs) -> Mapping[str, Reach | None]:
    """Of each path, by either method; None where no question of fit applies. Costs little: it comes with every save."""
    if inputs.method == METHOD_2:
        found = method2.ends_by_path(inputs)
        return {
            path.key: _reach_by_method_2(*found[path.key]) if path.key in found else None
            for path in inputs.paths
        }
    exact = scoring.exact(inputs)
    return {path.key: _reach(of.exact) if (of := exact.path(path.key)) else None for path in inputs.paths}


def _reach(exact: Exact) -> Reach:
    fit, support = (
        Span(low=getattr(exact.lo, name), point=getattr(exact.point, name), high=getattr(exact.hi, name))
        for name in ("F", "S")
    )
    return Reach(fit=fit, support=support, bound=tuple(exact.binding))


def _reach_by_method_2(terms: method2.Terms, ends: method2.Ends) -> Reach:
    lo, point, hi = ends.lo.scores, ends.point.scores, ends.hi.scores
    return Reach(
        fit=Span(low=lo.F, point=point.F, high=hi.F),
        support=Span(low=lo.S, point=point.S, high=hi.S),
        bound=tuple(method2.binding(terms, ends.point)),
    )


@dataclass(frozen=True, kw_only=True)
class Told:
    """The whole result of the answers so far, by whichever method, as these pages need it.

    `questions`: what is worth asking, best first. `measured`: of a path and an item the verdict at each level, were it
    measured. `odds`: how often each verdict comes out, which method 1 alone says. `issued`: what method 2 said,
    None under method 1.
    """

    names: Names
    questions: Sequence[Question]
    words: Callable[[str], PathWords]
    measured: Callable[[str, str], Sequence[str]]
    odds: Mapping[str, tuple[Mapping[str, float], float]]
    issued: by_method_2.Issued | None = None


def told(sheet: ChecklistPage, *, most: int) -> Told:
    """What the evaluation's own method says; `most` questions at most."""
    inputs = inputs_of(sheet.evaluation, sheet.answers)
    if inputs.method == METHOD_2:
        return _told_by_method_2(inputs, Names.of(sheet.catalog), most)
    return _told_by_method_1(inputs, Names.of(sheet.catalog), most)


def _told_by_method_1(inputs: scoring.Inputs, names: Names, most: int) -> Told:
    result = full(inputs)
    scored = Scored(result=result, inputs=inputs, names=names)

    def measured(key: str, item: str) -> Sequence[str]:
        path = result.path(key)
        return next((row.verdicts for row in (path.tornado if path else ()) if row.item == item), ())

    paths = {path.key: found for path in inputs.paths if (found := result.path(path.key)) is not None}
    return Told(
        names=names,
        questions=questions(scored, most=most),
        words=lambda key: path_words(scored, key),
        measured=measured,
        odds={key: (path.sampled.K, path.sampled.needed) for key, path in paths.items()},
    )


def _told_by_method_2(inputs: scoring.Inputs, names: Names, most: int) -> Told:
    result = result_by_method_2(inputs)
    issued = by_method_2.Issued.of(result, names)

    def measured(key: str, item: str) -> Sequence[str]:
        promises = result.promises.get(key)
        return promises.if_measured.get(item, ()) if promises else ()

    return Told(
        names=names,
        questions=by_method_2.questions(issued, most=most),
        words=lambda key: by_method_2.path_words(issued, key),
        measured=measured,
        odds={},
        issued=issued,
    )
