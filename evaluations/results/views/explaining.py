"""Explain this number: one path's figures as worked arithmetic, from the answers to the verdict."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from distmap.errors import NotFound
from distmap.times import spoken_time
from evaluations.answers.queries import answers_of
from evaluations.answers.views.rows import row_id
from evaluations.inputs import DESIGN_MAP
from evaluations.models import Evaluation
from evaluations.results.explanations import explanation
from evaluations.results.explanations.shapes import (
    ExplainedCoverage,
    ExplainedDimension,
    ExplainedFit,
    ExplainedGate,
    ExplainedItem,
    ExplainedMatch,
    ExplainedRank,
    ExplainedRule,
    ExplainedSupport,
    Explanation,
)
from evaluations.results.queries import found_of
from evaluations.results.views.arithmetic import (
    coverage_lines,
    dimension_mean,
    exactly,
    fit_lines,
    least,
    support_lines,
)
from evaluations.results.views.explaining_issued import explained_by_method_2
from evaluations.results.views.waterfall import pictures_1
from evaluations.scoring.method1.constants import FLIP_STEPS
from evaluations.scoring.method1.result import Sampled, Swing
from evaluations.vocabulary import LEVEL_WORDS, VERDICT_WORDS
from evaluations.wording import (
    Scored,
    answer_words,
    capitalised,
    counted,
    path_words,
    reliance,
    show_score,
    show_share,
)
from evaluations.wording.method2 import Issued
from evaluations.work.queries import catalog_for, evaluations, path_keys
from workspaces.access import fetch
from workspaces.permissions import Act
from workspaces.views import MemberRequest, member_required

Document = dict[str, Any]
VALUE_WORDS = {"F": "fit", "F_star": "fit, designed in,", "S": "support", "A": "the growth-model match"}
RELATIONS = {"below": "is below", "at_least": "is at least"}
SOURCES = {
    "override": "It was answered for this path, in place of the catalog’s table.",
    "catalog": "It is the cell of the catalog’s table for {model} and this path: {level}.",
    "undeclared": "No growth model is declared, so it is anything that the table has for this path.",
}
PROVENANCE = {
    "source": "From the source.",
    "source_adjacent": "Close to the source.",
    "ours": "A judgement of this catalog.",
}


@require_safe
@member_required
def explain(request: MemberRequest, evaluation_id: UUID, path: str) -> HttpResponse:
    """Where every figure of one path comes from; the same document as the API's."""
    evaluation = fetch(evaluations(request.actor), evaluation_id, by=request.actor, act=Act.READ)
    if path not in path_keys(evaluation):
        raise NotFound("This evaluation has no such path.")
    stored, catalog = answers_of(evaluation), catalog_for(evaluation)
    scored = found_of(evaluation, stored)
    if isinstance(scored, Issued):
        context = _common(evaluation, scored, path) | explained_by_method_2(
            evaluation, catalog, scored, path, stored
        )
        return render(request, "evaluations/explain_issued.html", context)
    document = explanation(evaluation, catalog, scored, path, answers=stored)
    context = _common(evaluation, scored, path) | {
        "document": document,
        "words": path_words(scored, path),
        "pictures": pictures_1(document),
    }
    if document.fit is not None:
        context |= _worked(evaluation, scored, document)
    return render(request, "evaluations/explain.html", context)


def _common(evaluation: Evaluation, found: Scored | Issued, path: str) -> Document:
    """What either method's page shows of the evaluation."""
    catalog, model = catalog_for(evaluation), found.growth_model
    return {
        "evaluation": evaluation,
        "key": path,
        "others": [(key, found.names.path(key)) for key in path_keys(evaluation) if key != path],
        "growth_model": found.names.growth_model(model) if model else "Not declared",
        "priorities": [
            " and ".join(catalog.role(key).name for key in group) for group in evaluation.priorities or ()
        ],
    }


def _worked(evaluation: Evaluation, scored: Scored, document: Explanation) -> Document:
    fit, support, coverage, value = document.fit, document.support, document.coverage, document.value
    sampled, ranking = document.sampled, document.ranking
    if not (fit and support and coverage and value and sampled and ranking):
        raise TypeError("Nothing of this path applies.")
    return {
        "dimensions": [_dimension(dimension) for dimension in fit.dimensions],
        "fit_lines": fit_lines(fit),
        "cap_effect": exactly(-fit.cap_effect),
        "over_weights": _span(fit.over_weights),
        "robust": _span(fit.robust),
        "relies": reliance(scored.path(document.path)),
        "likely": show_share(document.constants["likely"]),
        "level_words": LEVEL_WORDS,
        "steps": counted(FLIP_STEPS, "step"),
        "swings": [_swing(scored, swing) for swing in document.tornado],
        "support_lines": support_lines(support),
        "supporting": [_supporting(scored, item) for item in support.items],
        "match": _match(support.match),
        "value_line": least([fit.F.point, support.S.point], value.point),
        "value_shown": show_score(value.point),
        "rules": _rules(document.rules),
        "middle": VERDICT_WORDS[next(rule.verdict for rule in document.rules if rule.fired)],
        "gates": _gates(scored, document.gates, coverage, sampled),
        "odds": sorted(
            ((key, share) for key, share in sampled.K.items() if share),
            key=lambda entry: -entry[1],
        ),
        "confidence": show_share(sampled.confidence),
        "needed": show_share(sampled.needed),
        "lean": VERDICT_WORDS[sampled.lean],
        "coverage_lines": coverage_lines(coverage),
        "rank": _rank(scored, ranking),
        "answers": _answers(scored, document.path, fit, support),
        "bars": document.constants,
        "draws": f"{document.constants['draws']:,}",
    }


def _dimension(dimension: ExplainedDimension) -> Document:
    value = dimension.value
    return {
        "name": dimension.name,
        "weight": exactly(dimension.weight),
        "value": exactly(value.point),
        "mean": dimension_mean(dimension),
        "span": f"{exactly(value.lo)} to {exactly(value.hi)}",
        "contribution": exactly(dimension.contribution),
        "gap": exactly(dimension.gap),
    }


def _supporting(scored: Scored, item: ExplainedItem) -> Document:
    shown = {"name": item.name, "binding": item.binding, "applies": item.applies}
    value = item.value
    if value is None:
        return shown
    return shown | {
        "value": exactly(value.point),
        "span": f"{exactly(value.lo)} to {exactly(value.hi)}",
    }


def _match(match: ExplainedMatch) -> Document:
    level = LEVEL_WORDS[match.catalog_level] if match.catalog_level is not None else ""
    return {
        "source": SOURCES[match.source].format(model=match.growth_model_name, level=level),
        "reason": match.reason,
        "provenance": PROVENANCE.get(match.provenance or ""),
        "is_table": match.source == "catalog",
    }


def _rules(rules: Sequence[ExplainedRule]) -> list[Document]:
    """Each rule as a sentence; what comes after the one that fired is not asked any more."""
    shown, decided = [], False
    for rule in rules:
        said = " and ".join(
            f"{VALUE_WORDS[test.value]} {exactly(test.number)} {RELATIONS[test.relation]} {exactly(test.bar)}"
            for test in rule.tests
        )
        state = "not asked any more" if decided else "holds" if rule.fired else "does not hold"
        shown.append(
            {
                "said": capitalised(f"if {said}" if said else "otherwise"),
                "verdict": rule.verdict,
                "state": state,
                "fired": rule.fired,
            }
        )
        decided = decided or rule.fired
    return shown


def _gates(
    scored: Scored, gates: Sequence[ExplainedGate], coverage: ExplainedCoverage, sampled: Sampled
) -> list[Document]:
    """Each gate with its numbers, and whether it withheld the verdict."""
    spots = [scored.names.spot(spot) for spot in sampled.blind_spots]
    evidence = min(coverage.evidence_fit, coverage.evidence_support)
    said = {
        "narrow": f"Less than half of fit applies. Here {show_share(coverage.applicability)} does.",
        "open": f"The confidence is below what is needed. Here {show_share(sampled.confidence)} stands against "
        f"{show_share(sampled.needed)}{', since little is known' if coverage.thin else ''}.",
        "blind_spot": "It leans to Scale past a blind spot, or to Park while the growth model is not declared. "
        f"Here {', '.join(spots) + ' is' if spots else 'nothing is'} a blind spot.",
        "unevidenced": "It leans to Scale, and less than half of fit or support was seen or measured. "
        f"Here the lesser of the two is {show_share(evidence)}.",
    }
    states = {True: "withholds the verdict", False: "passed", None: "not asked any more"}
    return [
        {"said": said[gate.gate], "state": states[gate.withholds], "withholds": gate.withholds}
        for gate in gates
    ]


def _swing(scored: Scored, swing: Swing) -> Document:
    """One answer alone: fit, support and value at either end of its range, and the verdict at each level."""
    return {
        "name": scored.names.item(swing.item),
        "levels": [VERDICT_WORDS[verdict] for verdict in swing.verdicts],
        **{value: _span(getattr(swing, value)) for value in "FSV"},
    }


def _span(ends: Sequence[float]) -> str:
    low, high = (exactly(end) for end in ends)
    return low if low == high else f"{low} to {high}"


def _rank(scored: Scored, ranking: ExplainedRank) -> Document:
    shares = ranking.rank_acceptability
    return {
        "place": ranking.place,
        "of": ranking.of,
        "first": show_share(shares[0]),
        "shares": [(place, share, show_share(share)) for place, share in enumerate(shares, start=1)],
        "ahead_of": [
            (scored.names.path(key), share, show_share(share)) for key, share in ranking.ahead_of.items()
        ],
    }


def _answers(scored: Scored, path: str, fit: ExplainedFit, support: ExplainedSupport) -> list[Document]:
    """Every answer that enters, under its dimension or support, with who gave it and where it stands."""
    now = timezone.now()
    parts = [(part.name, item) for part in fit.dimensions for item in part.items]
    parts += [("Support", item) for item in support.items]
    parts += [("Left out", item) for item in fit.left_out]
    return [_answer(path, scored, part, item, now) for part, item in parts]


def _answer(path: str, scored: Scored, part: str, item: ExplainedItem, now: Any) -> Document:
    key, value = item.item, item.value
    is_match = key == "growth_model" or key.endswith("@alignment")
    by = item.changed_by
    return {
        "part": part,
        "name": item.name,
        "words": _match_words(item) if is_match else capitalised(answer_words(scored.answer(key))),
        "value": exactly(value.point) if value else "",
        "span": f"{exactly(value.lo)} to {exactly(value.hi)}" if value else "",
        "weight": item.weight,
        "group": DESIGN_MAP if key.startswith("surface/") else path,
        "row": "" if key == "growth_model" else row_id(key),
        "who": by.name if by else "",
        "when": spoken_time(item.changed_at, now) if item.changed_at else "",
        "note": item.note or item.na_reason or "",
        "url": item.evidence_url or "",
    }


def _match_words(item: ExplainedItem) -> str:
    """The match as it is set here, or as the catalog has it."""
    if item.level is None:
        return "Growth model not declared"
    return f"{LEVEL_WORDS[item.level]}, {item.grade or 'from the catalog'}"
