"""One path in full: what binds, the risk, the moves, what comes next, the match, where AI helps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from channels_catalog.schema import Catalog, Channel
from evaluations.models import Answer
from evaluations.results.views.doing import Doing, designing, probe_of
from evaluations.vocabulary import (
    DESIGN_IN_FIRST,
    FIND_OUT_FIRST,
    GRADES_RISING,
    LEVEL_WORDS,
    RELIEVE_FIRST,
    SCALE,
)
from evaluations.wording.outlook import PathOutlook

MOST_MOVES = 3
FIRST_STEPS = 2
# Whose word a row of the growth-model table is.
PROVENANCE = {
    "source": "From the source.",
    "source_adjacent": "Close to the source.",
    "ours": "A judgement of this catalog.",
}
MATCHES = ("Fights it", "Fights it", "Suits it in part", "Neutral to it", "Reinforces it")


@dataclass(frozen=True, kw_only=True)
class Moves:
    """A headed list of things to do; `numbered` where the order matters."""

    title: str
    moves: tuple[Doing, ...]
    numbered: bool = False


@dataclass(frozen=True, kw_only=True)
class Match:
    """How the path suits the declared growth model, why, and whose judgement that is."""

    words: str
    reason: str
    provenance: str
    # What was set against the table, and the note that says why.
    overruled: str = ""


@dataclass(frozen=True, kw_only=True)
class Ai:
    """Where AI takes friction out of this path, and where it only makes more of the same."""

    helps: tuple[str, ...]
    amplifies: tuple[str, ...]
    watch: str


@dataclass(frozen=True, kw_only=True)
class Card:
    """One path's card."""

    path: PathOutlook
    risk: str
    lists: tuple[Moves, ...]
    match: Match | None
    ai: Ai | None

    @property
    def turns(self) -> tuple[tuple[str, str], ...]:
        """What would have to be true for Scale, and what would break the verdict."""
        said = (
            ("What would have to be true", self.path.upward),
            ("What would break it", None if self.path.is_withheld else self.path.downward),
        )
        return tuple((title, change.said) for title, change in said if change is not None)


@dataclass(frozen=True, kw_only=True)
class Sources:
    """What cards are made from; `growth_model` is the declared one."""

    catalog: Catalog
    answers: Mapping[str, Answer]
    growth_model: str | None


def card_of(sources: Sources, path: PathOutlook) -> Card:
    """The card of one path."""
    channel = sources.catalog.channel(path.key)
    return Card(
        path=path,
        risk=channel.constraint.risk_if_ignored,
        lists=tuple(part for part in _lists(sources, channel, path) if part.moves),
        match=_match(sources, path),
        ai=_ai(sources.catalog, path) if path.verdict in {SCALE, RELIEVE_FIRST} else None,
    )


def _lists(sources: Sources, channel: Channel, path: PathOutlook) -> Iterable[Moves]:
    """At most two lists, by what the verdict calls for."""
    if path.verdict == SCALE:
        return (_next_steps(channel), _relief(channel, "Keep this from binding"))
    if path.verdict == RELIEVE_FIRST:
        return (_loosening(channel, path),)
    if path.verdict == DESIGN_IN_FIRST:
        second = [_loosening(channel, path, "Then relieve")] if path.binding and not path.is_supported else []
        return (_designing(sources.catalog, channel, path), *second)
    if path.verdict == FIND_OUT_FIRST:
        return (_finding_out(sources, channel, path), _signs(channel))
    return ()


def _next_steps(channel: Channel) -> Moves:
    """What comes next for a path that wins: the last steps of the playbook, and where it will stop growing."""
    steps = channel.write_up.playbook.rows[-FIRST_STEPS:] if channel.write_up else ()
    moves = [Doing(text=step.text) for step in steps]
    if channel.saturates:
        moves.append(Doing(text=channel.saturates, note="Where it ends"))
    return Moves(title="What comes next", moves=tuple(moves))


def _relief(channel: Channel, title: str = "Relief") -> Moves:
    best = channel.constraint.relief[:MOST_MOVES]
    moves = tuple(Doing(text=relief.move, note=relief.takes) for relief in best)
    return Moves(title=title, moves=moves)


def _loosening(channel: Channel, path: PathOutlook, title: str = "Relief") -> Moves:
    """The constraint's own moves where it binds; where a factor does, what "Yes" to it looks like."""
    items = [binding.item for binding in path.binding]
    if f"{channel.key}!{channel.constraint.key}" in items:
        return _relief(channel, title)
    wanted = [channel.factor(item.split("/")[1]) for item in items if "/" in item]
    moves = tuple(Doing(text=factor.anchors["4"], note=f"{factor.name}, fully there") for factor in wanted)
    return Moves(title=title, moves=moves)


def _designing(catalog: Catalog, channel: Channel, path: PathOutlook) -> Moves:
    """For each surface to design in its first move; for each factor of the product what "Yes" looks like."""
    moves = tuple(designing(catalog, channel, [each.item]) for each in path.short)
    return Moves(title="Design in", moves=moves)


def _finding_out(sources: Sources, channel: Channel, path: PathOutlook) -> Moves:
    """The checks of the road; without one, how to look at what is known least."""
    items = [check.item for check in path.road.checks] if path.road else []
    if not items:
        keys = [f"{channel.key}/{factor.key}" for factor in channel.factors]
        known = {key: _known(sources.answers.get(key)) for key in keys}
        items = [
            key for key in sorted(keys, key=lambda key: known[key]) if known[key] < len(GRADES_RISING) - 1
        ]
    catalog = sources.catalog
    names = {key: item.name for key, item in catalog.items().items()}
    moves = tuple(
        Doing(text=probe_of(catalog, item), note=names.get(item, "Growth model"))
        for item in items[:MOST_MOVES]
    )
    return Moves(title="First steps to find out", moves=moves, numbered=True)


def _known(answer: Answer | None) -> int:
    """How well an answer is known: 0 not at all, 4 measured or not applicable."""
    if answer is not None and answer.na:
        return len(GRADES_RISING) - 1
    return GRADES_RISING.index(answer.grade if answer else None)


def _signs(channel: Channel) -> Moves:
    constraint = channel.constraint
    moves = (
        Doing(text=constraint.metric.binds_when, note="It binds"),
        Doing(text=constraint.metric.clear_when, note="It is clear"),
    )
    return Moves(title=f"Map the constraint: {constraint.label}", moves=moves)


def _match(sources: Sources, path: PathOutlook) -> Match | None:
    """What the table says of this path under the declared growth model, and what was set against it."""
    model = sources.growth_model
    if model is None:
        return None
    cell = sources.catalog.alignment[model][path.key]
    override = sources.answers.get(f"{path.key}@alignment")
    overruled = ""
    if override is not None and override.level is not None:
        overruled = f"The match is set to {LEVEL_WORDS[override.level]}. {override.note}".strip()
    return Match(
        words=MATCHES[cell.level],
        reason=cell.reason,
        provenance=PROVENANCE[cell.provenance],
        overruled=overruled,
    )


def _ai(catalog: Catalog, path: PathOutlook) -> Ai | None:
    leverage = catalog.ai_leverage.get(path.key)
    if leverage is None:
        return None
    return Ai(
        helps=leverage.reduces_friction, amplifies=leverage.amplifies_noise, watch=leverage.guard_metric
    )
