"""The result of an evaluation, typed: what is computed, in the order in which parts need each other."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..canonical import inputs_sha256
from ..inputs import Inputs
from .asking import AskNext, ask_next
from .judging import Ends, Judged, ends_of, judge
from .promises import Promises, promises_of
from .ranking import Headline, Ranking, display_order, headline_of, rank
from .terms import Terms, every_terms
from .trials import Trials


@dataclass(frozen=True, slots=True)
class PathJudged:
    """One path without its promises: where it stands, and what is issued for it."""

    terms: Terms
    ends: Ends
    judged: Judged


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is issued for every path, and their order: all that a list, a panel or a save needs; no draws.

    `paths` has None for a path to which no fit question applies; it is in no order.
    """

    inputs: Inputs
    paths: Mapping[str, PathJudged | None]
    order: tuple[str, ...]
    headline: Headline | None


@dataclass(frozen=True, slots=True)
class Result:
    """The whole result: the judgement, the promises by path, what to ask next, and the ranking."""

    judgement: Judgement
    promises: Mapping[str, Promises]
    ask_next: tuple[AskNext, ...]
    ranking: Ranking

    @property
    def inputs_sha256(self) -> str:
        """The digest of the inputs that were scored."""
        return inputs_sha256(self.judgement.inputs)


def ends_by_path(inputs: Inputs) -> Mapping[str, tuple[Terms, Ends]]:
    """Where each path stands at worst, as said and at best, with its terms; no chances, so it costs next to nothing.

    A path to which no fit question applies is left out.
    """
    return {key: (terms, ends_of(terms)) for key, terms in every_terms(inputs).items()}


def judgement_of(inputs: Inputs) -> Judgement:
    """Judge every path."""
    return _judged(inputs)[0]


def result_of(inputs: Inputs) -> Result:
    """Judge every path, make and try its promises, and rank the paths."""
    judgement, trials = _judged(inputs)
    paths = {key: each for key, each in judgement.paths.items() if each is not None}
    terms = {key: each.terms for key, each in paths.items()}
    judged = {key: each.judged for key, each in paths.items()}
    promises = {key: promises_of(terms[key], judged[key], trials[key]) for key in terms}
    return Result(
        judgement=judgement,
        promises=promises,
        ask_next=ask_next(terms, judged, promises),
        ranking=rank(terms, {key: each.ends for key, each in paths.items()}, judged),
    )


def _judged(inputs: Inputs) -> tuple[Judgement, Mapping[str, Trials]]:
    terms = every_terms(inputs)
    trials = {key: Trials(own) for key, own in terms.items()}
    found = {
        key: PathJudged(own, ends_of(own), judge(inputs, own, trials[key])) for key, own in terms.items()
    }
    judged = {key: each.judged for key, each in found.items()}
    order = display_order({key: each.ends for key, each in found.items()}, judged)
    paths = {path.key: found.get(path.key) for path in inputs.paths}
    return Judgement(inputs, paths, order, headline_of(order, judged)), trials
