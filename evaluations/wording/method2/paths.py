"""Everything that is said about one path under method 2, in the same shape as under method 1."""

from evaluations.scoring.constants import CARRY
from evaluations.scoring.method2 import binding
from evaluations.vocabulary import BAR_HIGH, BAR_LOW, FIND_OUT_FIRST, RELIEVE_FIRST, SCALE, VERDICT_WORDS
from evaluations.wording.method2.issued import Issued, IssuedPath
from evaluations.wording.method2.promises import (
    breaks_sentence,
    change_sentence,
    design_sentence,
    only_if_sentence,
    relief_sentence,
    road_sentence,
    to_scale_sentence,
)
from evaluations.wording.method2.states import binding_state, match_state
from evaluations.wording.method2.verdicts import (
    held_back_sentence,
    how_sure,
    priorities_sentence,
    sentence,
    verdict_of,
    why,
)
from evaluations.wording.numbers import capitalised, show_range, show_score
from evaluations.wording.paths import Axis, Named, PathWords


def path_words(issued: Issued, key: str) -> PathWords:
    """Everything that is said about the path with this key; KeyError if the evaluation has none."""
    path = issued.path(key)
    verdict = verdict_of(path)
    word, because = VERDICT_WORDS[verdict], f"{capitalised(why(path))}."
    if not path.applies:
        return PathWords(
            key=key, name=path.name, verdict=verdict, word=word, how_sure="", lean=None,
            sentence=sentence(path), why=because,
        )  # fmt: skip
    bound = binding(path.standing.terms, path.ends.point)
    return PathWords(
        key=key, name=path.name, verdict=verdict, word=word, how_sure=how_sure(path),
        lean=path.judged.lean if verdict == FIND_OUT_FIRST else None,
        sentence=sentence(path), why=because, fights=path.fights,
        fit=_axis(path, "F"), support=_axis(path, "S"),
        figures=f"Fit {_figures(path, 'F')}, support {_figures(path, 'S')}.",
        binding=tuple(_named(path, item) for item in bound), binds=path.at("point", "S") < BAR_HIGH,
        design_in=_design_in(path), match=f"{capitalised(match_state(path))}.",
        held_back=held_back_sentence(path), unaided=_unaided(path),
        priorities=priorities_sentence(path, _robustness(path)), change=change_sentence(path),
        upward=to_scale_sentence(path), downward=breaks_sentence(path), only_if=only_if_sentence(path),
        road=road_sentence(path), relief=relief_sentence(path), design=design_sentence(path),
        speaks_of_ai=verdict in {SCALE, RELIEVE_FIRST},
    )  # fmt: skip


def all_path_words(issued: Issued) -> tuple[PathWords, ...]:
    """The paths in the one order, then those that do not apply."""
    return tuple(path_words(issued, key) for key in (*issued.order, *issued.left_out))


def _design_in(path: IssuedPath) -> tuple[Named, ...]:
    """What the promise of designing in names."""
    found = path.promises.design if path.promises else None
    return tuple(Named(item=item, name=path.names.item(item)) for item in found.answers) if found else ()


def _unaided(path: IssuedPath) -> str:
    """That the path scales without help from the product."""
    carry = path.dims.get(CARRY)
    if verdict_of(path) != SCALE or carry is None or carry >= BAR_LOW:
        return ""
    return f"It scales without help from the product: {path.names.dimension(CARRY)} is {show_score(carry)}."


def _robustness(path: IssuedPath) -> float | None:
    result = path.issued.result
    return result.ranking.priority_robustness[path.key] if result else None


def _axis(path: IssuedPath, value: str) -> Axis:
    lo, point, hi = (path.at(end, value) for end in ("lo", "point", "hi"))
    return Axis(lo=lo, point=point, hi=hi, shown=show_range(lo, hi), point_shown=show_score(point))


def _figures(path: IssuedPath, value: str) -> str:
    axis = _axis(path, value)
    return f"{axis.point_shown} ({axis.shown})"


def _named(path: IssuedPath, item: str) -> Named:
    return Named(item=item, name=path.names.item(item), state=f"{capitalised(binding_state(path, item))}.")
