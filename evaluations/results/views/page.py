"""The result page: what the answers say as they stand. Nothing is stored; results come from the cache."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from channels_catalog.schema import Catalog
from evaluations.answers.queries import answers_of
from evaluations.models import Answer, Evaluation
from evaluations.pictures import NARROW, WIDE, constraint_map, points_of
from evaluations.results import queries
from evaluations.results.pairs import pairs_of
from evaluations.results.queries import inputs_of
from evaluations.results.views.cards import Sources, cards_of
from evaluations.results.views.designing import design_moves_of
from evaluations.results.views.dissent import dissent_of
from evaluations.results.views.nexts import next_questions, tellings_of
from evaluations.results.views.priorities import priorities_of
from evaluations.results.views.relief import plan_of
from evaluations.results.views.sections import sections_of
from evaluations.results.views.strip import columns_of
from evaluations.results.views.tornado import tornados_of
from evaluations.scoring.method1.constants import DRAWS
from evaluations.wording import (
    Counts,
    Names,
    PathWords,
    Scored,
    all_path_words,
    close_sentences,
    counts_of,
    dominance_sentences,
    finding,
    leverage_sentence,
    open_sentence,
    ranks,
    show_share,
    tally,
    unknowns,
)
from evaluations.work.forms import RANKS
from evaluations.work.queries import catalog_for, evaluations, path_keys
from workspaces.access import fetch
from workspaces.permissions import Act
from workspaces.views import MemberRequest, member_required, permissions


@require_safe
@member_required
def result(request: MemberRequest, evaluation_id: UUID) -> HttpResponse:
    """The constraint map, the ranking, what to do path by path, the design map, and what is still unknown."""
    evaluation = fetch(evaluations(request.actor), evaluation_id, by=request.actor, act=Act.READ)
    answers = answers_of(evaluation)
    catalog = catalog_for(evaluation)
    inputs = inputs_of(evaluation, answers)
    scored = Scored(
        result=queries.full(inputs),
        inputs=inputs,
        names=Names.of(catalog),
    )
    context = _head(evaluation, catalog, scored) | _parts(evaluation, catalog, scored, answers)
    context["design_moves"] = design_moves_of(catalog, scored, queries.leverage_of(inputs))
    context["plan"] = plan_of(catalog, scored, queries.relief_of(inputs))
    context["dissent"] = dissent_of(evaluation, timezone.now())
    context["sections"] = sections_of(context)
    return render(request, "evaluations/result.html", context | {"may": permissions(request.actor)})


def _head(evaluation: Evaluation, catalog: Catalog, scored: Scored) -> dict[str, Any]:
    counts = counts_of(scored)
    return {
        "evaluation": evaluation,
        "refusal": evaluation.refusal_to_change(),
        "finding": finding(scored),
        "tally": tally(scored),
        "facts": _facts(evaluation, catalog, counts),
        "nothing_answered": counts.answered == 0,
        "digest": scored.result.inputs_sha256,
        "draws": f"{DRAWS:,}",
    }


def _facts(evaluation: Evaluation, catalog: Catalog, counts: Counts) -> list[tuple[str, str]]:
    """The few facts in the corner of the sheet."""
    model = evaluation.growth_model
    facts = [
        ("Growth model", catalog.growth_model(model).name if model else "Not declared"),
        ("Answered", f"{counts.answered} of {counts.total}"),
        ("Seen or measured", f"{counts.evidenced} of {counts.rated}"),
    ]
    if evaluation.priorities:
        groups = [" and ".join(catalog.role(key).name for key in group) for group in evaluation.priorities]
        facts.append(("Priorities", ", then ".join(groups)))
    return facts


def _parts(
    evaluation: Evaluation, catalog: Catalog, scored: Scored, answers: Mapping[str, Answer]
) -> dict[str, Any]:
    paths = all_path_words(scored)
    points = points_of(paths)
    return {
        "maps": [constraint_map(points, WIDE), constraint_map(points, NARROW)] if points else [],
        "points": points,
        "twin": [_twin_row(path, scored) for path in paths],
        "ranking": _ranking(paths, scored),
        "has_shares": scored.whole is not None,
        "priorities": priorities_of(catalog, evaluation, scored, paths),
        "rank_choices": RANKS,
        "ranking_notes": [*close_sentences(scored), *dominance_sentences(scored)],
        "cards": cards_of(Sources(catalog=catalog, scored=scored, answers=answers), paths),
        "columns": columns_of(catalog, path_keys(evaluation), answers, address=_design_map(evaluation)),
        "pairs": pairs_of(catalog, path_keys(evaluation)),
        "tornados": tornados_of(scored, paths),
        "leverage": leverage_sentence(scored),
        "questions": next_questions(catalog, scored),
        "tellings": tellings_of(scored),
        "unknowns": unknowns(scored),
        "open_said": open_sentence(counts_of(scored)),
        "rule": _rule(catalog, answers),
    }


def _design_map(evaluation: Evaluation) -> str:
    """Where the surfaces are explained, in the words of the evaluation's own release."""
    return f"{reverse('surfaces')}?release={evaluation.release.version}"


def _twin_row(path: PathWords, scored: Scored) -> dict[str, Any]:
    """The figures of the map as a row of its table."""
    found = scored.result.path(path.key)
    return {"path": path, "evidence": show_share(found.exact.evidence_fit) if found else ""}


def _ranking(paths: tuple[PathWords, ...], scored: Scored) -> list[dict[str, Any]]:
    by_key = {path.key: path for path in paths}
    return [{"rank": rank, "path": by_key[rank.key]} for rank in ranks(scored)]


def _rule(catalog: Catalog, answers: Mapping[str, Answer]) -> list[tuple[str, str]]:
    """The operator's questions that were answered, with what was written."""
    given = [(question, answers.get(f"rule/{question.key}")) for question in catalog.rule_questions]
    return [(question.question, row.text) for question, row in given if row is not None and row.text.strip()]
