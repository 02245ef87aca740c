"""The result page: map, finding and panel on the first screen, everything else in tabs. Nothing is stored."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from channels_catalog.queries import newer_release
from distmap.errors import NotFound
from evaluations.answers.queries import answers_of
from evaluations.models import Evaluation
from evaluations.results.queries import found_of
from evaluations.results.views.stage import maps_of, panels_of, primary_of, selected_of
from evaluations.results.views.tabs import TABS, Subject, opening_tab, tabs_of
from evaluations.scoring import inputs_sha256
from evaluations.scoring.method1.constants import DRAWS as DRAWS_OF_1
from evaluations.scoring.method2.constants import DRAWS as DRAWS_OF_2
from evaluations.vocabulary import VERDICT_WORDS
from evaluations.wording import counts_of
from evaluations.wording.outlook import PathOutlook, one_sentence, outlooks
from evaluations.work.queries import catalog_for, evaluations
from workspaces.access import fetch
from workspaces.permissions import Act
from workspaces.views import MemberRequest, member_required, permissions

DRAWS = {"1": DRAWS_OF_1, "2": DRAWS_OF_2}


@require_safe
@member_required
def result(request: MemberRequest, evaluation_id: UUID, tab: str = "") -> HttpResponse:
    """What the answers say as they stand. `?path=` is the path whose panel is shown; without a tab, the one that
    the result opens with."""
    if tab and tab not in TABS:
        raise NotFound("A result has no such tab.")
    evaluation = fetch(evaluations(request.actor), evaluation_id, by=request.actor, act=Act.READ)
    subject = _subject(evaluation, request.GET.get("path", ""))
    tab = tab or opening_tab(subject.paths)
    may = permissions(request.actor)
    context = _stage(subject, may) | TABS[tab](subject)
    return render(
        request,
        "evaluations/result.html",
        context
        | {
            "tab": tab,
            "tab_template": f"evaluations/_tab_{tab.replace('-', '_')}.html",
            "tabs": tabs_of(subject),
            "may": may,
            "newer_release": newer_release(request.actor, evaluation.release),
        },
    )


def _subject(evaluation: Evaluation, asked: str) -> Subject:
    answers = answers_of(evaluation)
    found = found_of(evaluation, answers)
    paths = outlooks(found)
    return Subject(
        evaluation=evaluation,
        catalog=catalog_for(evaluation),
        answers=answers,
        found=found,
        paths=paths,
        selected=selected_of(paths, asked),
    )


def _stage(subject: Subject, may: dict[str, bool]) -> dict[str, Any]:
    evaluation, paths = subject.evaluation, subject.paths
    counts = counts_of(subject.found)
    return {
        "evaluation": evaluation,
        "refusal": evaluation.refusal_to_change(),
        "finding": one_sentence(paths),
        "paths": paths,
        "maps": maps_of(paths),
        "panels": panels_of(evaluation, subject.catalog, paths, subject.selected),
        "selected": subject.selected,
        "chosen": subject.chosen,
        "primary": primary_of(evaluation, paths, may, counts.open),
        "counts": counts,
        "nothing_answered": counts.answered == 0,
        "digest": inputs_sha256(subject.found.inputs),
        "draws": f"{DRAWS[evaluation.method]:,}",
        "key": _key(paths),
        "leans": any(path.is_withheld and path.lean for path in paths),
    }


def _key(paths: Sequence[PathOutlook]) -> list[tuple[str, str]]:
    """The marks that the map shows, in the order of verdicts, with their words."""
    present = {path.verdict for path in paths}
    return [(key, word) for key, word in VERDICT_WORDS.items() if key in present]
