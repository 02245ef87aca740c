"""The outlook of every path of a result, from either method."""

from evaluations.scoring.method2 import checks_of
from evaluations.wording.changes import downward_sentence, upward_sentence
from evaluations.wording.method2 import Issued, IssuedPath
from evaluations.wording.outlook.changes import downward, raising, road_of, upward
from evaluations.wording.outlook.facts import Facts, facts_1, facts_2, result_of
from evaluations.wording.outlook.sentences import (
    Answers,
    basis,
    beneath,
    binds,
    standing,
    sure,
    unknown,
    why,
)
from evaluations.wording.outlook.shapes import Change, PathOutlook, Road
from evaluations.wording.paths import held_back_sentence, unaided_sentence
from evaluations.wording.reliance import priorities_sentence
from evaluations.wording.scored import Scored, ScoredPath

PRIORITIES_MATTER = (
    "Under some priorities it would be another verdict. Agreeing on them settles that; evidence does not."
)


def outlooks(found: Scored | Issued) -> tuple[PathOutlook, ...]:
    """The paths in display order, then those that do not apply."""
    keys = (*found.order, *found.left_out)
    if isinstance(found, Issued):
        order = tuple(row.item for row in result_of(found).ask_next)
        return tuple(_outlook_2(found.path(key), order) for key in keys)
    return tuple(_outlook_1(found.path(key)) for key in keys)


def _outlook_1(path: ScoredPath) -> PathOutlook:
    facts = facts_1(path)
    return _outlook(
        facts,
        path.scored.answer,
        upward=_sentence(upward_sentence(path)) if path.applies and not facts.fights else None,
        downward=_sentence(downward_sentence(path)) if path.applies and not facts.fights else None,
        priorities=priorities_sentence(path) if path.applies else "",
        remarks=_remarks(path),
    )


def _remarks(path: ScoredPath) -> tuple[str, ...]:
    said = (held_back_sentence(path), unaided_sentence(path)) if path.applies else ()
    return tuple(sentence for sentence in said if sentence)


def _sentence(said: str) -> Change | None:
    return Change(said=said, items=(), verdict="") if said else None


def _outlook_2(path: IssuedPath, order: tuple[str, ...]) -> PathOutlook:
    facts = facts_2(path)
    if path.found is None or path.promises is None:
        return _outlook(facts, path.issued.answer)
    made = path.promises
    return _outlook(
        facts,
        path.issued.answer,
        upward=upward(path, made.to_scale),
        downward=downward(path, made.breaks),
        relief=raising(path, made.relief),
        design=raising(path, made.design),
        road=_road(path, order),
        priorities=PRIORITIES_MATTER if path.found.judged.priorities_matter else "",
    )


def _road(path: IssuedPath, order: tuple[str, ...]) -> Road | None:
    road = path.promises.road if path.promises else None
    if road is None:
        return None
    return road_of(path, checks_of(path.issued.inputs, path.key, road, order))


def _outlook(
    facts: Facts,
    answers: Answers,
    *,
    upward: Change | None = None,
    downward: Change | None = None,
    relief: Change | None = None,
    design: Change | None = None,
    road: Road | None = None,
    priorities: str = "",
    remarks: tuple[str, ...] = (),
) -> PathOutlook:
    figures = ""
    if facts.fit and facts.support:
        figures = (
            f"Fit {facts.fit.point_shown} ({facts.fit.shown}), "
            f"support {facts.support.point_shown} ({facts.support.shown})."
        )
    return PathOutlook(
        key=facts.key,
        name=facts.name,
        verdict=facts.verdict,
        fights=facts.fights,
        lean=facts.lean,
        chance=facts.chance,
        sure=sure(facts),
        beneath=beneath(facts),
        why=why(facts, answers),
        fit=facts.fit,
        support=facts.support,
        figures=figures,
        binding=tuple(standing(facts, item, answers(item)) for item in facts.binding),
        binds=binds(facts, answers) if facts.fit else "",
        unknown=unknown(facts, answers) if facts.fit else "",
        basis=basis(facts, answers) if facts.fit else None,
        short=tuple(standing(facts, item, answers(item)) for item in facts.missing),
        upward=upward,
        downward=downward,
        relief=relief,
        design=design,
        road=road,
        priorities=priorities,
        remarks=remarks,
    )
