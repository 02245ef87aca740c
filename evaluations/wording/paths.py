"""Everything that is said about one path, gathered for a page, an endpoint or a report."""

from collections.abc import Sequence
from dataclasses import dataclass

from evaluations.scoring.constants import CARRY
from evaluations.vocabulary import BAR_HIGH, BAR_LOW, FIND_OUT_FIRST, RELIEVE_FIRST, SCALE, VERDICT_WORDS
from evaluations.wording.changes import change_sentence, downward_sentence, upward_sentence
from evaluations.wording.counting import coverage_sentence
from evaluations.wording.numbers import capitalised, listed, show_range, show_score
from evaluations.wording.reasons import lean_shown
from evaluations.wording.reliance import priorities_sentence
from evaluations.wording.scored import Scored, ScoredPath
from evaluations.wording.states import binding_state, match_state
from evaluations.wording.verdicts import how_sure, sentence, verdict_of, why


@dataclass(frozen=True, kw_only=True)
class Named:
    """An item by key and name, with a sentence on how it stands."""

    item: str
    name: str
    state: str = ""


@dataclass(frozen=True, kw_only=True)
class Axis:
    """Fit or support: lowest, middle and highest value; `shown` is the range, `point_shown` the middle."""

    lo: float
    point: float
    hi: float
    shown: str
    point_shown: str


@dataclass(frozen=True, kw_only=True)
class PathWords:
    """What is said about one path: whole sentences unless noted, empty where there is nothing to say."""

    key: str
    name: str
    verdict: str
    word: str
    # “settled”, “very likely, 97 %”, “leans Scale, 88 %”: no sentence.
    how_sure: str
    # The verdict that may be shown beside “find out first”.
    lean: str | None
    sentence: str
    why: str
    fights: bool = False
    fit: Axis | None = None
    support: Axis | None = None
    figures: str = ""
    # What holds support where it is; to be relieved, or only watched where support clears the bar.
    binding: tuple[Named, ...] = ()
    binds: bool = False
    design_in: tuple[Named, ...] = ()
    blind_spots: tuple[str, ...] = ()
    match: str = ""
    held_back: str = ""
    unaided: str = ""
    priorities: str = ""
    coverage: str = ""
    change: str = ""
    upward: str = ""
    downward: str = ""
    # Under method 2 what is promised, in sentences: see `wording.method2.promises`.
    only_if: str = ""
    road: str = ""
    relief: str = ""
    design: str = ""
    # AI is spoken of only where fit is there already (method section 6).
    speaks_of_ai: bool = False


def path_words(scored: Scored, key: str) -> PathWords:
    """Everything that is said about the path with this key; KeyError if the evaluation has none."""
    path = scored.path(key)
    verdict = verdict_of(path)
    word, because = VERDICT_WORDS[verdict], f"{capitalised(why(path))}."
    if not path.applies:
        return PathWords(
            key=key, name=path.name, verdict=verdict, word=word, how_sure="", lean=None,
            sentence=sentence(path), why=because,
        )  # fmt: skip
    return PathWords(
        key=key,
        name=path.name,
        verdict=verdict,
        word=word,
        how_sure=how_sure(path),
        lean=lean_shown(path) if verdict == FIND_OUT_FIRST else None,
        sentence=sentence(path),
        why=because,
        fights=path.fights,
        fit=_axis(path, "F"),
        support=_axis(path, "S"),
        figures=f"Fit {_figures(path, 'F')}, support {_figures(path, 'S')}.",
        binding=tuple(_binding(path, item) for item in path.exact.binding),
        binds=path.at("point", "S") < BAR_HIGH,
        design_in=tuple(Named(item=item, name=path.names.item(item)) for item in path.exact.design_in),
        blind_spots=tuple(path.names.spot(spot) for spot in path.sampled.blind_spots),
        match=f"{capitalised(match_state(path))}.",
        held_back=held_back_sentence(path),
        unaided=unaided_sentence(path),
        priorities=priorities_sentence(path),
        coverage=coverage_sentence(path),
        change=change_sentence(path),
        upward=upward_sentence(path),
        downward=downward_sentence(path),
        speaks_of_ai=verdict in {SCALE, RELIEVE_FIRST},
    )


def all_path_words(scored: Scored) -> tuple[PathWords, ...]:
    """The paths in display order, then those that do not apply."""
    return tuple(path_words(scored, key) for key in (*scored.order, *scored.left_out))


def held_back_sentence(path: ScoredPath) -> str:
    """That the weakest dimension caps fit below its mean; empty where it does not."""
    fit, mean = show_score(path.at("point", "F")), show_score(path.exact.mean)
    if fit == mean:
        return ""
    weak = listed([path.names.dimension(key) for key in path.exact.weakest_dims])
    return (
        f"Held back by {weak} ({show_score(path.exact.weakest)}): fit is {fit} instead of {mean}, "
        "since no path is rated more than two steps above its weakest side."
    )


def unaided_sentence(path: ScoredPath) -> str:
    """That the path scales without help from the product, and the design move to begin with."""
    carry = path.exact.dims.get(CARRY)
    if verdict_of(path) != SCALE or carry is None or carry >= BAR_LOW:
        return ""
    said = f"It scales without help from the product: {path.names.dimension(CARRY)} is {show_score(carry)}."
    move = path.exact.first_design_move
    return f"{said} The first design move is {path.names.item(move)}." if move else said


def axis_of(ends: Sequence[float]) -> Axis:
    """The axis of a lowest, a middle and a highest value."""
    lo, point, hi = ends
    return Axis(lo=lo, point=point, hi=hi, shown=show_range(lo, hi), point_shown=show_score(point))


def _axis(path: ScoredPath, value: str) -> Axis:
    return axis_of([path.at(end, value) for end in ("lo", "point", "hi")])


def _figures(path: ScoredPath, value: str) -> str:
    axis = _axis(path, value)
    return f"{axis.point_shown} ({axis.shown})"


def _binding(path: ScoredPath, item: str) -> Named:
    state = f"{capitalised(binding_state(path, item))}."
    return Named(item=item, name=path.names.item(item), state=state)
