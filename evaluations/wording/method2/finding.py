"""The finding of a whole evaluation under method 2: what is issued, and where the open paths point."""

from collections.abc import Callable, Mapping, Sequence

from evaluations.scoring.method2 import Promise
from evaluations.scoring.method2.constants import CLASSES, NARROW
from evaluations.vocabulary import (
    CLASS_WORDS,
    DESIGN_IN_FIRST,
    FIND_OUT_FIRST,
    NOT_APPLICABLE,
    ON_THE_LINE,
    PARK,
    RELIEVE_FIRST,
    SCALE,
    VERDICT_ORDER,
    VERDICT_WORDS,
)
from evaluations.wording.counting import counts_of
from evaluations.wording.finding import Piece, TallyRow
from evaluations.wording.method2.issued import Issued, IssuedPath
from evaluations.wording.method2.promises import items_words, steps_of
from evaluations.wording.method2.verdicts import how_sure, lean_words, verdict_of, why
from evaluations.wording.numbers import capitalised, counted, listed, show_count

_MOST_NAMED = 3
_MOST_SAID = 3


def tally(issued: Issued) -> tuple[TallyRow, ...]:
    """The verdicts that occur, best first, with their paths."""
    return tuple(
        TallyRow(verdict=verdict, word=VERDICT_WORDS[verdict], names=tuple(path.name for path in paths))
        for verdict, paths in _by_verdict(issued).items()
        if paths
    )


def finding(issued: Issued) -> tuple[Piece, ...]:
    """One to three sentences: what to do first, what stands before the next, where the open paths point."""
    if not issued.inputs.paths:
        return (_said("No path is chosen yet, so there is nothing to judge."),)
    by_verdict = _by_verdict(issued)
    if counts_of(issued).answered == 0 and not by_verdict[PARK]:
        return (_said("Nothing is answered yet, so every verdict is open and every range goes from 0 to 1."),)
    pieces: list[Piece] = []
    for verdict in _worth_saying(by_verdict):
        pieces += [*([_said(" ")] if pieces else []), *_SENTENCES[verdict](by_verdict[verdict])]
    return tuple(pieces)


def finding_text(issued: Issued) -> str:
    """The finding as plain text."""
    return "".join(piece.text for piece in finding(issued))


def _by_verdict(issued: Issued) -> dict[str, list[IssuedPath]]:
    paths = [issued.path(key) for key in (*issued.order, *issued.left_out)]
    return {verdict: [path for path in paths if verdict_of(path) == verdict] for verdict in VERDICT_ORDER}


def _worth_saying(by_verdict: Mapping[str, Sequence[IssuedPath]]) -> list[str]:
    """At most three verdicts: the best that occur, and always where the open paths point."""
    present = [verdict for verdict in VERDICT_ORDER if by_verdict[verdict]]
    chosen = present[:_MOST_SAID]
    if FIND_OUT_FIRST in present and FIND_OUT_FIRST not in chosen:
        chosen = [*chosen[:-1], FIND_OUT_FIRST]
    return chosen


def _said(text: str) -> Piece:
    return Piece(text=text)


def _named(paths: Sequence[IssuedPath]) -> list[Piece]:
    """The names of paths as a sentence lists them, each strong; from four on their number."""
    if len(paths) > _MOST_NAMED:
        return [Piece(text=f"{show_count(len(paths))} paths", strong=True)]
    pieces: list[Piece] = []
    for position, path in enumerate(paths):
        if position:
            pieces.append(_said(" and " if position == len(paths) - 1 else ", "))
        pieces.append(Piece(text=path.name, strong=True, key=path.key))
    return pieces


def _begun(pieces: list[Piece]) -> list[Piece]:
    """With a capital at the head of a sentence."""
    first, *rest = pieces
    return [Piece(text=capitalised(first.text), strong=first.strong, key=first.key), *rest]


def _scale(paths: Sequence[IssuedPath]) -> list[Piece]:
    if len(paths) > 1:
        return [_said("Put more behind "), *_named(paths), _said(".")]
    path = paths[0]
    given = f", only if {_given(path)}" if path.judged.only_if else ""
    return [_said("Put more behind "), *_named(paths), _said(f"{given} ({how_sure(path)}): {why(path)}.")]


def _given(path: IssuedPath) -> str:
    named = listed([path.names.quoted(item) for item in path.judged.only_if])
    return f"{named} truly {'does' if len(path.judged.only_if) == 1 else 'do'} not apply"


def _relieve(paths: Sequence[IssuedPath]) -> list[Piece]:
    moves = _moves(paths, "relief")
    said = f", relieve what binds: {moves}." if moves else ", relieve what binds."
    return [_said("Before pushing "), *_named(paths), _said(said)]


def _design(paths: Sequence[IssuedPath]) -> list[Piece]:
    moves = _moves(paths, "design")
    verb = "has" if len(paths) == 1 else "have"
    said = f" {verb} to be designed into the product first"
    return [*_begun(_named(paths)), _said(f"{said}: {moves}." if moves else f"{said}.")]


def _moves(paths: Sequence[IssuedPath], kind: str) -> str:
    """What the promises of the first paths name, each once."""
    found = [getattr(path.promises, kind) for path in paths[:_MOST_NAMED] if path.promises]
    names = paths[0].names
    return listed(
        list(dict.fromkeys(names.quoted(item) for promise in found if promise for item in promise.answers))
    )


def _find_out(paths: Sequence[IssuedPath]) -> list[Piece]:
    """Which way they point, and what settles the first."""
    if len(paths) == 1:
        path = paths[0]
        return [
            _said("Find out first about "),
            *_named(paths),
            _said(f": it {_points(path)}. {_settles(paths)}".rstrip()),
        ]
    pieces: list[Piece] = []
    groups = [
        (code, [path for path in paths if _lean(path) == code]) for code in reversed((*CLASSES, NARROW))
    ]
    for code, group in [(code, group) for code, group in groups if group]:
        verb = "points" if len(group) == 1 else "point"
        pieces += [
            *([_said(", ")] if pieces else []),
            *_named(group),
            _said(f" {_TO[code].format(verb=verb)}"),
        ]
    return [*_begun(pieces), _said(f". {_settles(paths)}".rstrip())]


def _lean(path: IssuedPath) -> str:
    return NARROW if path.judged.reason == NARROW else path.judged.lean


def _points(path: IssuedPath) -> str:
    return "lies on the line" if path.judged.reason == ON_THE_LINE else lean_words(path)


_TO: Mapping[str, str] = {
    **{code: "{verb} to " + CLASS_WORDS[code] for code in CLASSES},
    ON_THE_LINE: "{verb} to the line between Park and what can be built",
    NARROW: "can hardly be judged",
}


def _settles(paths: Sequence[IssuedPath]) -> str:
    """What the road of the first path asks for, and where there is a shorter one, that one too."""
    first, roads = paths[0], [(path, path.promises.road) for path in paths if path.promises]
    said = []
    if first.promises is not None and first.promises.road is not None:
        said.append(_checks(first, first.promises.road))
    elif first.judged.reason == ON_THE_LINE:
        said.append(f"Measuring will not settle {first.name}; improving it will.")
    elif first.judged.reason == NARROW:
        said.append(f"{capitalised(why(first))}.")
    known = [(steps_of(road), path, road) for path, road in roads if road is not None]
    steps, path, road = min(known, key=lambda each: each[0], default=(0, first, None))
    if road is not None and path is not first and steps < _steps(first):
        said.append(_checks(path, road))
    return " ".join(said)


def _steps(path: IssuedPath) -> int:
    road = path.promises.road if path.promises else None
    return steps_of(road) if road is not None else len(path.inputs.items)


def _checks(path: IssuedPath, road: Promise) -> str:
    """“Two checks would settle Community as Scale if they come out as expected: ‘A’ and ‘B’.”"""
    steps = steps_of(road)
    them = "it comes" if steps == 1 else "they come"
    what = f": {items_words(path.names, road)}" if steps <= _MOST_NAMED else ""
    checks = capitalised(counted(steps, "check"))
    verdict = VERDICT_WORDS[road.verdict]
    return f"{checks} would settle {path.name} as {verdict} if {them} out as expected{what}."


def _park(paths: Sequence[IssuedPath]) -> list[Piece]:
    fighting = [path for path in paths if path.fights]
    rest = [path for path in paths if not path.fights]
    if not fighting:
        return [_said("Leave "), *_named(rest), _said(" for now.")]
    model = paths[0].issued.growth_model
    named = f", {paths[0].names.growth_model(model)}" if model else ""
    fight = [*_begun(_named(fighting)), _said(f" would fight the growth model{named}")]
    if not rest:
        return [*fight, _said(".")]
    return [*fight, _said("; leave "), *_named(rest), _said(" for now.")]


def _not_applicable(paths: Sequence[IssuedPath]) -> list[Piece]:
    verb = "does" if len(paths) == 1 else "do"
    return [*_begun(_named(paths)), _said(f" {verb} not apply to this product.")]


_SENTENCES: Mapping[str, Callable[[Sequence[IssuedPath]], list[Piece]]] = {
    SCALE: _scale,
    RELIEVE_FIRST: _relieve,
    DESIGN_IN_FIRST: _design,
    FIND_OUT_FIRST: _find_out,
    PARK: _park,
    NOT_APPLICABLE: _not_applicable,
}
