"""What a move to a newer release of the catalog would change: questions, answers and verdicts. Nothing here writes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from channels_catalog.models import CatalogRelease
from channels_catalog.queries import catalog_of
from channels_catalog.schema import Catalog
from evaluations.answers.queries import answers_of
from evaluations.inputs import Checklist, Item, checklist, is_answered
from evaluations.models import Answer, Evaluation
from evaluations.results.methods import Side
from evaluations.results.queries import (
    Leading,
    Standing,
    inputs_of,
    judgement_by_method_2,
    leading_of,
    sampled,
    standings_of,
)
from evaluations.vocabulary import METHOD_2
from evaluations.wording import Names, Scored, path_words
from evaluations.wording.method2 import Issued
from evaluations.wording.method2.verdicts import how_sure
from evaluations.wording.releases import (
    LinkMoved,
    MatchMoved,
    PathMoves,
    RoleMoved,
    change_of_release,
    names_of,
)
from evaluations.work.queries import catalog_for, path_keys


@dataclass(frozen=True, kw_only=True)
class ItemMove:
    """A question that the two releases do not ask alike: `old` is None where it is new, `new` where it was removed.

    `group` is the sheet on which it stands, `answer` what is stored for it, if anything is.
    """

    group: str
    old: Item | None
    new: Item | None
    answer: Answer | None

    @property
    def item(self) -> Item:
        """It as the newer release has it, else as it was."""
        found = self.new or self.old
        assert found is not None, "A move has at least one side."
        return found

    @property
    def has_answer(self) -> bool:
        """Whether something was said to it: a rating, or words."""
        row = self.answer
        return is_answered(row) or (row is not None and bool(row.text or row.note or row.evidence_url))


@dataclass(frozen=True, kw_only=True)
class Questions:
    """The questions of two releases held side by side, by what became of each.

    `flagged`: answered questions that read otherwise now, whose answers stand as given to the earlier words. `aside`:
    answered questions that were removed. `same` counts those that are asked as before.
    """

    reworded: tuple[ItemMove, ...]
    added: tuple[ItemMove, ...]
    removed: tuple[ItemMove, ...]
    same: int

    @property
    def flagged(self) -> tuple[ItemMove, ...]:
        return tuple(move for move in self.reworded if move.has_answer)

    @property
    def aside(self) -> tuple[ItemMove, ...]:
        return tuple(move for move in self.removed if move.has_answer)


@dataclass(frozen=True, kw_only=True)
class PathByRelease:
    """One path under either release; `why` says what becomes of its verdict."""

    key: str
    name: str
    old: Side
    new: Side
    why: str

    @property
    def changes(self) -> bool:
        return self.old.standing.verdict != self.new.standing.verdict


@dataclass(frozen=True, kw_only=True)
class Upgrade:
    """Everything that a move to the newer release changes. `refusals` say why it cannot be, one sentence each; then
    there is nothing else. `paths` are in the order of the newer release's result."""

    old_version: str
    new_version: str
    refusals: tuple[str, ...]
    questions: Questions
    paths: tuple[PathByRelease, ...]
    old_leading: Leading | None
    new_leading: Leading | None

    @property
    def changed(self) -> tuple[PathByRelease, ...]:
        return tuple(path for path in self.paths if path.changes)


NO_QUESTIONS = Questions(reworded=(), added=(), removed=(), same=0)


def refusals_of(evaluation: Evaluation, release: CatalogRelease) -> tuple[str, ...]:
    """Why the evaluation cannot be moved to the release, whatever its state; empty where it can."""
    old, new, present = catalog_for(evaluation), catalog_of(release.pk), evaluation.release
    if (release.published_at, release.pk) < (present.published_at, present.pk):
        return (
            f"This evaluation stands on catalog {present.version}, and {release.version} was published before it. "
            "An evaluation moves to newer releases only: what was said to the newer questions could not be kept.",
        )
    found = []
    gone = [old.path_name(key) for key in path_keys(evaluation) if not new.holds(key)]
    if gone:
        found.append(
            f"Catalog {new.version} no longer has {names_of(gone)}. Take {'it' if len(gone) == 1 else 'them'} out of "
            "the evaluation’s paths first; the answers are kept aside."
        )
    model = evaluation.growth_model
    if model is not None and model not in new.alignment:
        found.append(
            f"Catalog {new.version} no longer has the growth model {model}. Choose another one first."
        )
    return tuple(found)


def upgrade_of(evaluation: Evaluation, release: CatalogRelease) -> Upgrade:
    """What the move to the release would change, as the answers stand."""
    old, new = catalog_for(evaluation), catalog_of(release.pk)
    refusals = refusals_of(evaluation, release)
    if refusals:
        return Upgrade(
            old_version=old.version, new_version=new.version, refusals=refusals, questions=NO_QUESTIONS,
            paths=(), old_leading=None, new_leading=None,
        )  # fmt: skip
    answers, keys = answers_of(evaluation), path_keys(evaluation)
    questions = questions_of(checklist(old, keys), checklist(new, keys), answers)
    before, after = _judged(evaluation, old, answers), _judged(evaluation, new, answers)
    moves = {key: _moves_of(key, evaluation, old, new, questions, answers) for key in keys}
    return Upgrade(
        old_version=old.version,
        new_version=new.version,
        refusals=(),
        questions=questions,
        paths=tuple(
            PathByRelease(
                key=key,
                name=new.path_name(key),
                old=before.sides[key],
                new=side,
                why=change_of_release(before.sides[key].standing.verdict, side.standing.verdict, moves[key]),
            )
            for key, side in sorted(after.sides.items(), key=lambda entry: _place(entry[1]))
        ),
        old_leading=before.leading,
        new_leading=after.leading,
    )


def questions_of(old: Checklist, new: Checklist, answers: Mapping[str, Answer]) -> Questions:
    """The questions of the two checklists by what became of each. A match has no question of its own: what the catalog
    says of it is told with the path that it belongs to."""
    before, after = _asked(old), _asked(new)

    def move(key: str) -> ItemMove:
        group, item = after.get(key) or before[key]
        return ItemMove(
            group=group,
            old=before[key][1] if key in before else None,
            new=item if key in after else None,
            answer=answers.get(key),
        )

    shared = [key for key in after if key in before]
    differing = {key for key in shared if before[key][1].revision != after[key][1].revision}
    return Questions(
        reworded=tuple(move(key) for key in shared if key in differing),
        added=tuple(move(key) for key in after if key not in before),
        removed=tuple(move(key) for key in before if key not in after),
        same=len(shared) - len(differing),
    )


def _asked(asked: Checklist) -> dict[str, tuple[str, Item]]:
    """Each question with the name of its sheet, in the order in which they are asked."""
    return {
        item.key: (group.name, item)
        for group in asked.groups
        for item in group.items
        if item.kind != "alignment"
    }


@dataclass(frozen=True, kw_only=True)
class _Judged:
    sides: Mapping[str, Side]
    leading: Leading | None


def _judged(evaluation: Evaluation, catalog: Catalog, answers: Mapping[str, Answer]) -> _Judged:
    """What the evaluation's method issues for each path in the words and weights of the catalog."""
    inputs, names = inputs_of(evaluation, answers, catalog=catalog), Names.of(catalog)
    if evaluation.method == METHOD_2:
        judged = judgement_by_method_2(inputs)
        issued = Issued.of(judged, names)
        sure = {key: how_sure(issued.path(key)) for key in (*issued.order, *issued.left_out)}
        return _sided(standings=standings_of(judged), sure=sure, leading=leading_of(judged))
    found = sampled(inputs)
    scored = Scored(result=found, inputs=inputs, names=names)
    standings = standings_of(found)
    sure = {key: path_words(scored, key).how_sure for key in standings}
    return _sided(standings=standings, sure=sure, leading=leading_of(found))


def _sided(*, standings: Mapping[str, Standing], sure: Mapping[str, str], leading: Leading | None) -> _Judged:
    sides = {key: Side(standing=standing, sure=sure[key]) for key, standing in standings.items()}
    return _Judged(sides=sides, leading=leading)


def _place(side: Side) -> tuple[bool, int]:
    """Ranked paths in their order, those that do not apply last."""
    return side.standing.place is None, side.standing.place or 0


def _moves_of(
    path: str, evaluation: Evaluation, old: Catalog, new: Catalog, questions: Questions,
    answers: Mapping[str, Answer],
) -> PathMoves:  # fmt: skip
    """What the newer release changes of that by which the path is judged."""

    def own(moves: Sequence[ItemMove]) -> Iterator[ItemMove]:
        return (move for move in moves if move.item.path == path)

    override = answers.get(f"{path}@alignment")
    return PathMoves(
        opened=tuple(move.item.name for move in own(questions.added) if not is_answered(move.answer)),
        returned=tuple(move.item.name for move in own(questions.added) if is_answered(move.answer)),
        dropped=tuple(move.item.name for move in own(questions.removed) if is_answered(move.answer)),
        roles=tuple(_roles(own(questions.reworded), new)),
        match=None if is_answered(override) else _match(path, evaluation.growth_model, old, new),
        links=tuple(_links(path, old, new)),
    )


def _roles(moves: Iterator[ItemMove], new: Catalog) -> Iterator[RoleMoved]:
    for move in moves:
        if move.old and move.new and move.old.role != move.new.role and move.new.kind == "factor":
            yield RoleMoved(name=move.new.name, role=new.role(move.new.role).name)


def _match(path: str, model: str | None, old: Catalog, new: Catalog) -> MatchMoved | None:
    if model is None or model not in old.alignment:
        return None
    levels = old.alignment[model][path].level, new.alignment[model][path].level
    return MatchMoved(old=levels[0], new=levels[1]) if levels[0] != levels[1] else None


def _links(path: str, old: Catalog, new: Catalog) -> Iterator[LinkMoved]:
    before, after = old.surface_links[path], new.surface_links[path]
    for surface in dict.fromkeys((*after, *before)):
        weights = before.get(surface, 0), after.get(surface, 0)
        if weights[0] != weights[1]:
            holder = new if surface in after else old
            yield LinkMoved(name=holder.surface(surface).name, old=weights[0], new=weights[1])
