"""Inviting people, an admin's acts; and what whoever follows the link sees."""

from typing import Any
from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from distmap.clients import address_of
from distmap.errors import Conflict, NotPermitted
from workspaces import invitations, operations, queries
from workspaces.access import fetch
from workspaces.adapter import INVITATION
from workspaces.forms import INVITATION_IDS, InvitationForm, JoinForm
from workspaces.middleware import SESSION_KEY, address_in
from workspaces.models import Invitation, User
from workspaces.permissions import Act
from workspaces.views.doors import MemberRequest, UserRequest, ask_again, member_required, signed_in
from workspaces.views.once import once
from workspaces.views.workspace import workspace_page

BACKEND = settings.AUTHENTICATION_BACKENDS[0]


def link_of(request: HttpRequest, invitation: Invitation) -> str:
    """The whole address that lets its reader accept the invitation."""
    return request.build_absolute_uri(reverse("invitation_follow", args=[invitations.key_of(invitation)]))


def _done(
    request: MemberRequest, invitation: Invitation, link: str, *, is_mailed: bool, done: str
) -> HttpResponse:
    """Say that the mail is on its way, or show the link this once where no mail host is configured."""
    if is_mailed:
        messages.success(
            request,
            f"{invitation.email} is {done}. A mail with the link is on its way; the link works for seven days.",
        )
        return redirect("workspace")
    return workspace_page(request, new_link=link, new_invitation=invitation)


@require_POST
@member_required
@once(then="workspace")
def invite(request: MemberRequest) -> HttpResponse:
    """Invite an address with a role."""
    request.actor.require(Act.ADMINISTER)
    ask_again(request)
    form = InvitationForm(request.POST, auto_id=INVITATION_IDS)
    if not form.is_valid():
        return workspace_page(request, status=422, invitation_form=form)
    now = timezone.now()
    try:
        # The mail is stored with the invitation, or neither is.
        with transaction.atomic():
            made = invitations.invite(**form.cleaned_data, by=request.actor, now=now)
            link = link_of(request, made)
            is_mailed = invitations.mail(invitation=made, link=link, now=now)
    except Conflict as conflict:
        form.add_error("email", conflict.message)
        return workspace_page(request, status=409, invitation_form=form)
    return _done(request, made, link, is_mailed=is_mailed, done="invited")


def _invitation(request: MemberRequest, invitation_id: UUID) -> Invitation:
    rows = queries.invitations_of(request.actor)
    return fetch(rows, invitation_id, by=request.actor, act=Act.ADMINISTER)


@require_POST
@member_required
@once(then="workspace")
def invitation_resend(request: MemberRequest, invitation_id: UUID) -> HttpResponse:
    """Send the invitation again: another link, another seven days."""
    found = _invitation(request, invitation_id)
    ask_again(request)
    now = timezone.now()
    with transaction.atomic():
        renewed = invitations.renew(invitation=found, by=request.actor, now=now)
        link = link_of(request, renewed)
        is_mailed = invitations.mail(invitation=renewed, link=link, now=now)
    return _done(request, renewed, link, is_mailed=is_mailed, done="invited again")


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def invitation_revoke(request: MemberRequest, invitation_id: UUID) -> HttpResponse:
    """Ask once, then end the invitation."""
    found = _invitation(request, invitation_id)
    if request.method != "POST":
        return render(request, "workspaces/confirm_revoke_invitation.html", {"invitation": found})
    ask_again(request)
    invitations.revoke(invitation=found, by=request.actor, now=timezone.now())
    messages.success(request, f"The invitation of {found.email} is revoked. Its link opens nothing any more.")
    return redirect("workspace")


@require_safe
def invitation_follow(request: HttpRequest, key: str) -> HttpResponse:
    """Take the key out of the address, so that no history, log or Referer keeps it, and show the invitation."""
    request.session[INVITATION] = key[:200]
    return redirect("invitation")


def _followed(request: HttpRequest) -> Invitation | None:
    return invitations.of_key(request.session.get(INVITATION, ""), now=timezone.now())


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """The invitation that was followed: join, or sign in or open an account first."""
    found = _followed(request)
    if found is None:
        return render(request, "workspaces/invitation_gone.html", status=404)
    user = request.user
    proved = isinstance(user, User) and invitations.proves(user, found)
    if request.method == "POST" and proved:
        return _join(request, found)
    page: dict[str, Any] = {"invitation": found, "proved": proved, "form": JoinForm()}
    return render(
        request, "workspaces/invitation.html", page, status=403 if request.method == "POST" else 200
    )


@require_POST
def invitation_account(request: HttpRequest) -> HttpResponse:
    """Open an account with the invited address, sign in with it, and join."""
    found = _followed(request)
    if found is None or request.user.is_authenticated:
        return redirect("invitation")
    form = JoinForm(request.POST, email=found.email)
    page = {"invitation": found, "proved": False, "form": form}
    if not form.is_valid():
        return render(request, "workspaces/invitation.html", page, status=422)
    try:
        user = invitations.open_account(
            invitation=found, name=form.cleaned_data["name"], password=form.cleaned_data["password1"]
        )
    except Conflict as conflict:
        form.add_error(None, conflict.message)
        return render(request, "workspaces/invitation.html", page, status=409)
    login(request, user, backend=BACKEND)
    record_authentication(request, user, method="password", email=user.email)
    return _join(request, found)


@require_POST
@signed_in
def invitation_accept(request: UserRequest, invitation_id: UUID) -> HttpResponse:
    """Join by an invitation that waits for one of the reader's own proved addresses."""
    for waiting in invitations.waiting_for(request.user, now=timezone.now()):
        if waiting.pk == invitation_id:
            return _join(request, waiting)
    return render(request, "workspaces/invitation_gone.html", status=404)


def _join(request: HttpRequest, found: Invitation) -> HttpResponse:
    user = request.user
    assert isinstance(user, User)
    try:
        membership = invitations.accept(
            invitation=found,
            user=user,
            now=timezone.now(),
            address=address_of(request),
            request_id=getattr(request, "request_id", ""),
        )
    except (Conflict, NotPermitted):
        return render(request, "workspaces/invitation_gone.html", status=404)
    request.session.pop(INVITATION, None)
    operations.switch_workspace(user=user, workspace_id=str(membership.workspace_id))
    request.session[SESSION_KEY] = str(membership.workspace_id)
    messages.success(request, f"You are in {membership.workspace.name} now, as {membership.role}.")
    return redirect(address_in(membership.workspace, "/"))
