"""The whole difference of two sides."""

import hashlib
from dataclasses import dataclass

from django.core.cache import cache

from evaluations import scoring
from evaluations.results.queries import BUILD_OF_THE_CORE, RESULTS_KEPT_SECONDS
from evaluations.scoring import method2
from evaluations.scoring.matching import Match, differing
from evaluations.scoring.method1.comparing import OverTime, over_time
from evaluations.versions.differences.answers import ChangedAnswer, Reworded, answers_of, reworded_of
from evaluations.versions.differences.decided import decided_of
from evaluations.versions.differences.facts import FactChange, facts_of
from evaluations.versions.differences.paths import PathChange, paths_of
from evaluations.versions.differences.sentences import SentenceChange, sentences_of
from evaluations.versions.differences.sides import Side
from evaluations.vocabulary import METHOD_2


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Everything on both sides; each part tells by `is_same` whether it differs.

    `over_time` is as in method section 14, by method 1; `issued` the same by method 2, with what was learned apart
    from what changed: both sides brought to common ground under the earlier side's priorities, the items that do not
    compare left out. Neither is there where the sides were judged by different methods: nothing of one method is held
    against the other. `decision` is None where a side did not keep what was decided.
    """

    old: Side
    new: Side
    facts: tuple[FactChange, ...]
    paths: tuple[PathChange, ...]
    answers: tuple[ChangedAnswer, ...]
    reworded: tuple[Reworded, ...]
    sentences: tuple[SentenceChange, ...]
    over_time: OverTime | None
    issued: method2.OverTime | None
    decision: tuple[FactChange, ...] | None

    @property
    def methods_differ(self) -> bool:
        """Whether the sides were judged by different methods, so that verdicts and figures do not compare."""
        return self.old.state.method != self.new.state.method

    @property
    def ground(self) -> Match | OverTime | None:
        """What the two sides have in common; None where their methods differ."""
        return self.issued.match if self.issued else self.over_time

    @property
    def leader_changed(self) -> bool:
        """Whether another path is named first, as far as the two compare."""
        if self.issued is not None:
            return self.issued.headline[0] != self.issued.headline[1]
        return self.over_time.leader_changed if self.over_time else False

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        told = (self.facts, self.paths, self.answers, self.sentences, self.decision or ())
        return not self.reworded and all(each.is_same for part in told for each in part)


def difference(old: Side, new: Side) -> Difference:
    """What became of `old` in `new`; the two are moments of one evaluation."""
    is_same_method = old.state.method == new.state.method
    by_2 = is_same_method and new.state.method == METHOD_2
    found = _over_time(old, new) if is_same_method and not by_2 else None
    issued = _issued(old, new) if by_2 else None
    entries = found.paths.values() if found else ()
    moves = {move.item: move for entry in entries for move in entry.items}
    return Difference(
        old=old,
        new=new,
        facts=facts_of(old, new),
        paths=paths_of(old, new, found, issued),
        answers=answers_of(old, new, moves),
        reworded=reworded_of(old, new),
        sentences=sentences_of(old, new),
        over_time=found,
        issued=issued,
        decision=decided_of(old, new),
    )


def _over_time(old: Side, new: Side) -> OverTime:
    """From the cache where these two were set against each other before: same inputs, same result."""
    left_out = _apart(old, new)
    digests = [scoring.inputs_sha256(side.inputs) for side in (old, new)]
    apart = hashlib.sha256("\n".join(left_out).encode()).hexdigest()
    key = f"difference:{BUILD_OF_THE_CORE}:{':'.join((*digests, apart))}"
    found: OverTime | None = cache.get(key)
    if found is None:
        found = over_time(old.inputs, new.inputs, order=old.inputs.order, left_out=left_out)
        cache.set(key, found, RESULTS_KEPT_SECONDS)
    return found


def _issued(old: Side, new: Side) -> method2.OverTime:
    """Four judgements without draws: nothing that has to be kept."""
    return method2.over_time(old.inputs, new.inputs, order=old.inputs.order, left_out=_apart(old, new))


def _apart(old: Side, new: Side) -> list[str]:
    """The items whose wording differs."""
    return sorted(differing(old.revisions, new.revisions))
