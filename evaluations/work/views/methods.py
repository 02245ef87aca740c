"""Moving an evaluation to the other method: both results side by side first, then the act."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from distmap.errors import Conflict, Stale
from distmap.form_versions import sent_version
from distmap.numbers import whole_number
from evaluations.results.methods import both_methods
from evaluations.vocabulary import METHOD_2, METHODS, other_method
from evaluations.wording import capitalised, counted
from evaluations.work.operations.methods import change_method
from evaluations.work.views.status_changes import evaluation_of
from workspaces.permissions import Act
from workspaces.views import MemberRequest, member_required, permissions

_CHANGED = "Somebody changed this evaluation in between. Look at both results again before you move it."


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def method(request: MemberRequest, evaluation_id: UUID) -> HttpResponse:
    """What either method makes of the same answers, and the button that moves the evaluation. A strategist's act."""
    found = evaluation_of(request, evaluation_id, Act.CHANGE_METHOD)
    to, refusal, status = other_method(found.method), found.refusal_to_change(), 200
    if request.method == "POST":
        sent = request.POST.get("method", "")
        to = sent if sent in METHODS else to
        try:
            change_method(
                evaluation=found,
                method=to,
                by=request.actor,
                now=timezone.now(),
                version=sent_version(request),
                answers_version=whole_number(request.POST.get("answers_version", "")),
            )
        except Stale as stale:
            refusal, status = _CHANGED, stale.status
        except Conflict as conflict:
            refusal, status = conflict.message, conflict.status
        else:
            messages.success(request, f"{found.title} is judged by method {to} from now on.")
            return redirect("result", evaluation_id=found.pk)
    both = both_methods(found)
    context = {
        "evaluation": found,
        "refusal": refusal,
        "is_closed": found.refusal_to_change() is not None,
        "may": permissions(request.actor),
        "to": to,
        "is_newer": to == METHOD_2,
        "both": both,
        "changed_words": _changed_words(len(both.changed)),
    }
    return render(request, "evaluations/method.html", context, status=status)


def _changed_words(count: int) -> str:
    if not count:
        return "No verdict changes"
    return f"{capitalised(counted(count, 'verdict'))} {'changes' if count == 1 else 'change'}"
