"""The whole difference of two sides."""

import hashlib
from dataclasses import dataclass

from django.core.cache import cache

from evaluations import scoring
from evaluations.results.queries import BUILD_OF_THE_CORE, RESULTS_KEPT_SECONDS
from evaluations.scoring.matching import differing
from evaluations.scoring.method1.comparing import OverTime, over_time
from evaluations.versions.differences.answers import ChangedAnswer, Reworded, answers_of, reworded_of
from evaluations.versions.differences.decided import decided_of
from evaluations.versions.differences.facts import FactChange, facts_of
from evaluations.versions.differences.paths import PathChange, paths_of
from evaluations.versions.differences.sentences import SentenceChange, sentences_of
from evaluations.versions.differences.sides import Side


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Everything on both sides; each part tells by `is_same` whether it differs.

    `over_time` is as in method section 14: both sides brought to common ground under the earlier side's
    priorities, the items that do not compare left out. `decision` is None where a side did not keep what was decided.
    """

    old: Side
    new: Side
    facts: tuple[FactChange, ...]
    paths: tuple[PathChange, ...]
    answers: tuple[ChangedAnswer, ...]
    reworded: tuple[Reworded, ...]
    sentences: tuple[SentenceChange, ...]
    over_time: OverTime
    decision: tuple[FactChange, ...] | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        told = (self.facts, self.paths, self.answers, self.sentences, self.decision or ())
        return not self.reworded and all(each.is_same for part in told for each in part)


def difference(old: Side, new: Side) -> Difference:
    """What became of `old` in `new`; the two are moments of one evaluation."""
    found = _over_time(old, new)
    moves = {
        move.item: move
        for entry in found.paths.values()
        for move in entry.items
    }  # fmt: skip
    return Difference(
        old=old,
        new=new,
        facts=facts_of(old, new),
        paths=paths_of(old, new, found),
        answers=answers_of(old, new, moves),
        reworded=reworded_of(old, new),
        sentences=sentences_of(old, new),
        over_time=found,
        decision=decided_of(old, new),
    )


def _over_time(old: Side, new: Side) -> OverTime:
    """From the cache where these two were set against each other before: same inputs, same result."""
    left_out = sorted(differing(old.revisions, new.revisions))
    digests = [scoring.inputs_sha256(side.inputs) for side in (old, new)]
    apart = hashlib.sha256("\n".join(left_out).encode()).hexdigest()
    key = f"difference:{BUILD_OF_THE_CORE}:{':'.join((*digests, apart))}"
    found: OverTime | None = cache.get(key)
    if found is None:
        found = over_time(old.inputs, new.inputs, order=old.inputs.order, left_out=left_out)
        cache.set(key, found, RESULTS_KEPT_SECONDS)
    return found
