"""One side of a difference: the state, its result, and everything that is said of it."""

from dataclasses import dataclass
from functools import cached_property

from evaluations import scoring
from evaluations.models import Evaluation, Snapshot
from evaluations.results.queries import WholeResult, whole
from evaluations.scoring import method2
from evaluations.versions.values import EvaluationVersion, present_version, snapshot_result, snapshot_version
from evaluations.wording import Names, PathWords, Scored, all_path_words
from evaluations.wording import method2 as by_method_2


@dataclass(frozen=True, kw_only=True)
class Side:
    """A state with its result, by its own method: a snapshot's is the one it kept."""

    state: EvaluationVersion
    result: WholeResult

    @property
    def key(self) -> str:
        """How addresses name it: the snapshot's number, or `present`."""
        return str(self.state.snapshot.number) if self.state.snapshot else "present"

    @cached_property
    def inputs(self) -> scoring.Inputs:
        return self.state.inputs

    @cached_property
    def scored(self) -> Scored | by_method_2.Issued:
        """What sentences are made of."""
        names = Names.of(self.state.catalog)
        if isinstance(self.result, method2.Result):
            return by_method_2.Issued.of(self.result, names)
        return Scored(result=self.result, inputs=self.inputs, names=names)

    @cached_property
    def words(self) -> dict[str, PathWords]:
        """What is said of each path, in display order."""
        scored = self.scored
        if isinstance(scored, by_method_2.Issued):
            return {words.key: words for words in by_method_2.all_path_words(scored)}
        return {words.key: words for words in all_path_words(scored)}

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each ranked path, from 1."""
        return {key: place for place, key in enumerate(self.scored.order, start=1)}

    @cached_property
    def revisions(self) -> dict[str, str]:
        """The wording of everything that is asked."""
        return {key: item.revision for key, item in self.state.checklist.items.items()}


def side_of(snapshot: Snapshot) -> Side:
    """The evaluation as the snapshot kept it."""
    return Side(state=snapshot_version(snapshot), result=snapshot_result(snapshot))


def present_side(evaluation: Evaluation) -> Side:
    """The evaluation as it stands."""
    state = present_version(evaluation)
    return Side(state=state, result=whole(state.inputs))
