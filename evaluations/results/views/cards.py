"""What to do, path by path: what binds, the risk, the moves, the first steps, the match, where AI helps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from channels_catalog.schema import Catalog, Channel
from evaluations.models import Answer
from evaluations.vocabulary import DESIGN_IN_FIRST, FIND_OUT_FIRST, GRADES_RISING, RELIEVE_FIRST, SCALE
from evaluations.wording import PathWords, Scored, capitalised

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
class Move:
    """Something to do, with what it takes or why."""

    text: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Moves:
    """A headed list of things to do; `numbered` where the order matters."""

    title: str
    moves: tuple[Move, ...]
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

    words: PathWords
    risk: str
    lists: tuple[Moves, ...]
    match: Match | None
    ai: Ai | None

    @property
    def why(self) -> str:
        """What the verdict rests on; an open one begins with how far it leans, too long for the mark."""
        if not self._is_open:
            return self.words.why
        return f"{capitalised(self.words.how_sure)}: {self.words.why[:1].lower()}{self.words.why[1:]}"

    @property
    def note(self) -> str:
        """How sure the verdict is, as it stands beside the mark."""
        return "" if self._is_open else self.words.how_sure

    @property
    def binding_title(self) -> str:
        """What the binding items are: certain, to be watched, or only the likeliest as long as it is open."""
        if not self.words.binds:
            return "Watch"
        return "May bind" if self._is_open else "What binds"

    @property
    def _is_open(self) -> bool:
        return self.words.verdict == FIND_OUT_FIRST

    @property
    def remarks(self) -> tuple[str, ...]:
        """What else is to be said of the path, a sentence each."""
        path = self.words
        said = (path.change if path.fights else "", path.held_back, path.unaided)
        return tuple(sentence for sentence in said if sentence)

    @property
    def turns(self) -> tuple[tuple[str, str], ...]:
        """What would have to be true, and what would break the verdict; nothing of an open one."""
        if self._is_open or self.words.fights:
            return ()
        said = (
            ("What would have to be true", self.words.upward),
            ("What would break it", self.words.downward),
        )
        return tuple((title, sentence) for title, sentence in said if sentence)


@dataclass(frozen=True, kw_only=True)
class Sources:
    """What cards are made from."""

    catalog: Catalog
    scored: Scored
    answers: Mapping[str, Answer]


def cards_of(sources: Sources, paths: Sequence[PathWords]) -> list[Card]:
    """A card for each path, in the order given."""
    return [_card(sources, path) for path in paths]


def _card(sources: Sources, path: PathWords) -> Card:
    channel = sources.catalog.channel(path.key)
    return Card(
        words=path,
        risk=channel.constraint.risk_if_ignored,
        lists=tuple(part for part in _lists(sources, channel, path) if part.moves),
        match=_match(sources, path),
        ai=_ai(sources.catalog, path) if path.speaks_of_ai else None,
    )


def _lists(sources: Sources, channel: Channel, path: PathWords) -> Iterable[Moves]:
    """At most two lists, by what the verdict calls for."""
    steps = _first_steps(channel)
    if path.verdict == SCALE:
        return (_relief(channel, "Keep it loose"), steps)
    if path.verdict == RELIEVE_FIRST:
        return (_loosening(channel, path), steps)
    if path.verdict == DESIGN_IN_FIRST:
        second = _loosening(channel, path, "Then relieve") if path.binds else steps
        return (_designing(sources.catalog, channel, path), second)
    if path.verdict == FIND_OUT_FIRST:
        return (_finding_out(sources.scored, channel), _signs(channel))
    return ()


def _relief(channel: Channel, title: str = "Relief") -> Moves:
    best = channel.constraint.relief[:MOST_MOVES]
    moves = tuple(Move(text=relief.move, note=relief.takes) for relief in best)
    return Moves(title=title, moves=moves)


def _loosening(channel: Channel, path: PathWords, title: str = "Relief") -> Moves:
    """The constraint's own moves where it binds; where a factor does, what "Yes" to it looks like."""
    items = [binding.item for binding in path.binding]
    if f"{channel.key}!{channel.constraint.key}" in items:
        return _relief(channel, title)
    wanted = [channel.factor(item.split("/")[1]) for item in items if "/" in item]
    moves = tuple(Move(text=factor.anchors["4"], note=f"{factor.name}, fully there") for factor in wanted)
    return Moves(title=title, moves=moves)


def _first_steps(channel: Channel) -> Moves:
    steps = channel.write_up.playbook.rows[:FIRST_STEPS] if channel.write_up else ()
    return Moves(title="First steps", moves=tuple(Move(text=step.text) for step in steps), numbered=True)


def _designing(catalog: Catalog, channel: Channel, path: PathWords) -> Moves:
    """For each surface to design in its first move; for each factor of the product what "Yes" looks like."""
    moves = []
    for named in path.design_in:
        if named.item.startswith("surface/"):
            text = catalog.surface(named.item.removeprefix("surface/")).design_moves[0]
        else:
            text = channel.factor(named.item.split("/")[1]).anchors["4"]
        moves.append(Move(text=text, note=named.name))
    return Moves(title="Design in", moves=tuple(moves))


def _finding_out(scored: Scored, channel: Channel) -> Moves:
    """How to answer what is open or only assumed on this path, weakest evidence first."""
    known = {factor.key: _known(scored, f"{channel.key}/{factor.key}") for factor in channel.factors}
    weak = sorted(channel.factors, key=lambda factor: known[factor.key])
    moves = [
        Move(text=factor.probe, note=factor.name)
        for factor in weak
        if known[factor.key] < len(GRADES_RISING) - 1
    ]
    return Moves(title="First steps to find out", moves=tuple(moves[:FIRST_STEPS]), numbered=True)


def _known(scored: Scored, item: str) -> int:
    """How well an answer is known: 0 not at all, 4 measured or not applicable."""
    answer = scored.answer(item)
    if answer.na or answer.lo is not None:
        return len(GRADES_RISING) - 1
    return GRADES_RISING.index(answer.grade)


def _signs(channel: Channel) -> Moves:
    constraint = channel.constraint
    moves = (
        Move(text=constraint.metric.binds_when, note="It binds"),
        Move(text=constraint.metric.clear_when, note="It is clear"),
    )
    return Moves(title=f"Map the constraint: {constraint.label}", moves=moves)


def _match(sources: Sources, path: PathWords) -> Match | None:
    """What the table says of this path under the declared growth model, and what was set against it."""
    model = sources.scored.growth_model
    if model is None:
        return None
    cell = sources.catalog.alignment[model][path.key]
    override = sources.answers.get(f"{path.key}@alignment")
    is_overruled = override is not None and override.level is not None
    return Match(
        words=MATCHES[cell.level],
        reason=cell.reason,
        provenance=PROVENANCE[cell.provenance],
        overruled=f"{path.match} {override.note}".strip() if override and is_overruled else "",
    )


def _ai(catalog: Catalog, path: PathWords) -> Ai | None:
    leverage = catalog.ai_leverage.get(path.key)
    if leverage is None:
        return None
    return Ai(
        helps=leverage.reduces_friction, amplifies=leverage.amplifies_noise, watch=leverage.guard_metric
    )
