"""Making and revoking tokens: an admin's acts."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from distmap.errors import NotFound
from workspaces import operations, queries
from workspaces.actors import Actor
from workspaces.forms import TOKEN_IDS, TokenForm
from workspaces.models import ApiToken
from workspaces.permissions import Act
from workspaces.views.doors import MemberRequest, ask_again, member_required
from workspaces.views.once import once
from workspaces.views.workspace import workspace_page


@require_POST
@member_required
@once(then="workspace")
def token_create(request: MemberRequest) -> HttpResponse:
    """Make a token and show its secret in this one answer: it is kept nowhere and cannot be shown again."""
    request.actor.require(Act.ADMINISTER)
    ask_again(request)
    form = TokenForm(request.POST, auto_id=TOKEN_IDS)
    if not form.is_valid():
        return workspace_page(request, status=422, token_form=form)
    now = timezone.now()
    membership = queries.membership_of(request.actor)
    if membership is None:
        raise NotFound("You are not a member of this workspace any more.")
    made = operations.create_token(
        membership=membership,
        name=form.cleaned_data["name"],
        scopes=form.cleaned_data["scopes"],
        expires_at=form.expires_at(now),
        by=request.actor,
        now=now,
    )
    return workspace_page(request, new_token=made)


def _token(actor: Actor, token_id: UUID) -> ApiToken:
    """A living token of the actor's workspace, for an admin."""
    for token in queries.tokens_of(actor):
        if token.pk == token_id:
            actor.require(Act.ADMINISTER)
            return token
    raise NotFound("There is no such token here. It may have been revoked.")


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def token_revoke(request: MemberRequest, token_id: UUID) -> HttpResponse:
    """Ask once, then end the token."""
    token = _token(request.actor, token_id)
    if request.method != "POST":
        return render(request, "workspaces/confirm_revoke_token.html", {"token": token})
    ask_again(request)
    operations.revoke_token(token=token, by=request.actor, now=timezone.now())
    messages.success(request, f"The token {token.name} is revoked. What used it is refused from now on.")
    return redirect("workspace")
