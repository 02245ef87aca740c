"""The finding of a whole evaluation in one to three sentences, the tally of verdicts, what is unknown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from evaluations.scoring.constants import GROWTH_MODEL
from evaluations.vocabulary import (
    BAR_HIGH,
    DESIGN_IN_FIRST,
    FIND_OUT_FIRST,
    NOT_APPLICABLE,
    PARK,
    RELIEVE_FIRST,
    SCALE,
    VERDICT_ORDER,
    VERDICT_WORDS,
)
from evaluations.wording.counting import counts_of, open_sentence
from evaluations.wording.numbers import capitalised, listed, show_count, show_score
from evaluations.wording.scored import Scored, ScoredPath
from evaluations.wording.verdicts import how_sure, verdict_of, why

_MOST_NAMED = 3


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A stretch of the finding; the names of paths are strong, and `key` is then the path's."""

    text: str
    strong: bool = False
    key: str = ""


@dataclass(frozen=True, kw_only=True)
class TallyRow:
    """All paths with one verdict, in display order."""

    verdict: str
    word: str
    names: tuple[str, ...]

    @property
    def count(self) -> int:
        return len(self.names)


@dataclass(frozen=True, kw_only=True)
class Unknown:
    """What nobody has looked at on one path: dimensions, items, the growth model, by name."""

    key: str
    name: str
    spots: tuple[str, ...]


def tally(scored: Scored) -> tuple[TallyRow, ...]:
    """The verdicts that occur, best first, with their paths."""
    rows = []
    for verdict, paths in _by_verdict(scored).items():
        if paths:
            names = tuple(path.name for path in paths)
            rows.append(TallyRow(verdict=verdict, word=VERDICT_WORDS[verdict], names=names))
    return tuple(rows)


def finding(scored: Scored) -> tuple[Piece, ...]:
    """One to three sentences: what to do first, what stands before the next, what fights or comes after."""
    if not scored.inputs.paths:
        return (_said("No path is chosen yet, so there is nothing to judge."),)
    by_verdict = _by_verdict(scored)
    if counts_of(scored).answered == 0 and not by_verdict[PARK]:
        return (_said("Nothing is answered yet, so every verdict is open and every range goes from 0 to 1."),)
    pieces: list[Piece] = []
    for verdict in _worth_saying(by_verdict):
        pieces += [*([_said(" ")] if pieces else []), *_SENTENCES[verdict](by_verdict[verdict])]
    return tuple(pieces)


def finding_text(scored: Scored) -> str:
    """The finding as plain text."""
    return "".join(piece.text for piece in finding(scored))


def unknowns(scored: Scored) -> tuple[Unknown, ...]:
    """The blind spots of each path that has any, in display order."""
    return tuple(
        Unknown(
            key=path.key,
            name=path.name,
            spots=tuple(capitalised(path.names.spot(spot)) for spot in path.sampled.blind_spots),
        )
        for path in _paths(scored)
        if path.applies and path.sampled.blind_spots
    )


def _paths(scored: Scored) -> list[ScoredPath]:
    return [scored.path(key) for key in (*scored.order, *scored.left_out)]


def _by_verdict(scored: Scored) -> dict[str, list[ScoredPath]]:
    paths = _paths(scored)
    return {verdict: [path for path in paths if verdict_of(path) == verdict] for verdict in VERDICT_ORDER}


def _worth_saying(by_verdict: Mapping[str, Sequence[ScoredPath]]) -> list[str]:
    """At most three verdicts: the best two that occur, then what fights the growth model, else the next."""
    present = [verdict for verdict in VERDICT_ORDER if by_verdict[verdict]]
    if len(present) > 3 and any(path.fights for path in by_verdict[PARK]):
        return [*present[:2], PARK]
    return present[:3]


def _said(text: str) -> Piece:
    return Piece(text=text)


def _named(paths: Sequence[ScoredPath]) -> list[Piece]:
    """The names of paths as a sentence lists them, each strong: a, b and c."""
    pieces: list[Piece] = []
    for position, path in enumerate(paths):
        if position:
            pieces.append(_said(" and " if position == len(paths) - 1 else ", "))
        pieces.append(Piece(text=path.name, strong=True, key=path.key))
    return pieces


def _number(paths: Sequence[ScoredPath]) -> Piece:
    return Piece(text=f"{'all ' if _is_everything(paths) else ''}{show_count(len(paths))} paths", strong=True)


def _is_everything(paths: Sequence[ScoredPath]) -> bool:
    return len(paths) == len(paths[0].scored.inputs.paths)


def _scale(paths: Sequence[ScoredPath]) -> list[Piece]:
    said = f" ({how_sure(paths[0])}): {why(paths[0])}."
    if len(paths) > 1:
        clear = all(path.exact.point.verdict == SCALE for path in paths)
        said = f": fit and support of each clear {show_score(BAR_HIGH)}." if clear else "."
    return [_said("Put more behind "), *_named(paths), _said(said)]


def _relieve(paths: Sequence[ScoredPath]) -> list[Piece]:
    if len(paths) > _MOST_NAMED:
        return [_said("Before pushing "), _number(paths), _said(", relieve what binds each of them.")]
    binding = listed(list(dict.fromkeys(name for path in paths for name in _binding_names(path))))
    said = f", relieve what binds them: {binding}."
    if len(paths) == 1:
        said = f", relieve {binding}, at which support is {show_score(paths[0].at('point', 'S'))}."
    if not all(_at_point(path) for path in paths):
        # The middle of the ranges alone would let it pass, so what binds there is not what holds it back.
        said = ", find and relieve what may bind it." if len(paths) == 1 else ", relieve what may bind them."
    return [_said("Before pushing "), *_named(paths), _said(said)]


def _at_point(path: ScoredPath) -> bool:
    return path.exact.point.verdict == verdict_of(path)


def _binding_names(path: ScoredPath) -> list[str]:
    match = {GROWTH_MODEL, f"{path.key}@alignment"}
    return [
        "the match with the growth model" if item in match else path.names.quoted(item)
        for item in path.exact.binding
    ]


def _design(paths: Sequence[ScoredPath]) -> list[Piece]:
    moves = listed([path.names.item(item) for path in paths for item in path.exact.design_in])
    if len(paths) > 1:
        said = " have to be designed into the product before they can carry it."
    else:
        said = " has to be designed into the product first" + (f": begin with {moves}." if moves else ".")
    return [*_named(paths), _said(said)]


def _find_out(paths: Sequence[ScoredPath]) -> list[Piece]:
    still = _still_open(paths[0].scored) if _is_everything(paths) else ""
    if len(paths) <= _MOST_NAMED:
        sure = f": {how_sure(paths[0])}" if len(paths) == 1 else ""
        return [_said("Find out first about "), *_named(paths), _said(f"{sure}.{still}")]
    number = f"{'any of the ' if _is_everything(paths) else ''}{show_count(len(paths))} paths"
    return [
        _said("Too little is known about "),
        Piece(text=number, strong=True),
        _said(f" to decide.{still}"),
    ]


def _still_open(scored: Scored) -> str:
    """What is missing, where no path has a verdict."""
    said = f" {open_sentence(counts_of(scored))}"
    if scored.growth_model is None:
        link = "but" if counts_of(scored).open == 0 else "and"
        said = f"{said[:-1]}, {link} the growth model is not declared."
    return said


def _park(paths: Sequence[ScoredPath]) -> list[Piece]:
    fighting = [path for path in paths if path.fights]
    rest = [path for path in paths if not path.fights]
    if not fighting:
        names = _named(rest) if len(rest) <= _MOST_NAMED else [_number(rest)]
        return [_said("Leave "), *names, _said(" for now.")]
    model = paths[0].scored.growth_model
    named = f", {paths[0].names.growth_model(model)}" if model else ""
    fight = [*_named(fighting), _said(f" would fight the growth model{named}")]
    if not rest:
        return [*fight, _said(".")]
    return [*fight, _said("; leave "), *_named(rest), _said(" for now.")]


def _not_applicable(paths: Sequence[ScoredPath]) -> list[Piece]:
    verb = "does" if len(paths) == 1 else "do"
    return [*_named(paths), _said(f" {verb} not apply to this product.")]


_SENTENCES: dict[str, Callable[[Sequence[ScoredPath]], list[Piece]]] = {
    SCALE: _scale,
    RELIEVE_FIRST: _relieve,
    DESIGN_IN_FIRST: _design,
    FIND_OUT_FIRST: _find_out,
    PARK: _park,
    NOT_APPLICABLE: _not_applicable,
}
