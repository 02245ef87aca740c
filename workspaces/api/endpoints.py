"""The workspace that a request acts in, its invitations and its audit log."""

from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from distmap.api.bodies import NoBody, read_body
from distmap.api.conditional import matches, single, tag_of
from distmap.api.endpoints import Endpoint
from distmap.api.pagination import OrderedQuery, cursor_page
from distmap.api.responses import page_of
from distmap.api.schema import describe
from workspaces import invitations, operations, queries
from workspaces.access import fetch
from workspaces.api import requests, responses
from workspaces.api.authentication import actor_of, require_proof
from workspaces.api.idempotency import idempotent
from workspaces.models import Invitation
from workspaces.permissions import Act
from workspaces.queries import AuditFilters


class WorkspaceEndpoint(Endpoint):
    tag = "workspace"

    @describe(
        name="read_workspace",
        summary="The workspace of this token or session",
        answers={200: responses.Workspace},
        if_none_match=True,
    )
    def get(self, request: Request) -> Response:
        actor = actor_of(request)
        actor.require(Act.READ_WORKSPACE)
        return single(request, responses.Workspace.of(actor.workspace, by=actor))

    @describe(
        name="change_workspace",
        summary="Change the workspace's settings",
        body=requests.WorkspaceChanges,
        answers={200: responses.Workspace},
        refuses=(409,),
        if_match=True,
    )
    def patch(self, request: Request) -> Response:
        actor = actor_of(request)
        actor.require(Act.ADMINISTER)
        require_proof(request)
        changes = read_body(request, requests.WorkspaceChanges).given()
        matches(request, tag_of(responses.Workspace.of(actor.workspace, by=actor)))
        changed = operations.change_workspace(by=actor, now=timezone.now(), **changes)
        return single(request, responses.Workspace.of(changed, by=actor))


def _sent(request: Request, row: Invitation, *, status: int) -> Response:
    """The invitation, whose link goes out by mail, or stands in this answer."""
    link = request.build_absolute_uri(reverse("invitation_follow", args=[invitations.key_of(row)]))
    is_mailed = invitations.mail(invitation=row, link=link, now=timezone.now())
    invitation = responses.Invitation.of(row)
    location = reverse("api_invitation", args=[row.pk]) if status == 201 else ""
    sent = responses.SentInvitation(**dict(invitation), link=None if is_mailed else link)
    return single(request, sent, tag=tag_of(invitation), status=status, location=location)


class Invitations(Endpoint):
    tag = "workspace"

    @describe(
        name="list_invitations",
        summary="The invitations that nobody has accepted or revoked",
        query=OrderedQuery,
        answers={200: page_of(responses.Invitation)},
    )
    def get(self, request: Request, query: OrderedQuery) -> Response:
        actor = actor_of(request)
        actor.require(Act.ADMINISTER)
        rows = queries.invitations_of(actor)
        return cursor_page(
            request,
            rows,
            query=query,
            present=responses.Invitation.of,
            newest_first=query.newest_first,
        )

    @describe(
        name="create_invitation",
        summary="Invite an address with a role",
        description="Membership begins when the link is followed by an account that has confirmed the address. The "
        "link works for seven days. Whether the address has an account is not told. Sent again with the same "
        "Idempotency-Key, the answer comes without the link.",
        body=requests.NewInvitation,
        answers={201: responses.SentInvitation},
        refuses=(409,),
    )
    @idempotent(Act.ADMINISTER, secrets=("link",))
    def post(self, request: Request) -> Response:
        actor = actor_of(request)
        actor.require(Act.ADMINISTER)
        require_proof(request)
        body = read_body(request, requests.NewInvitation)
        with transaction.atomic():
            made = invitations.invite(email=body.email, role=body.role, by=actor, now=timezone.now())
            return _sent(request, made, status=201)


def _invitation(request: Request, invitation_id: UUID) -> Invitation:
    actor = actor_of(request)
    return fetch(queries.invitations_of(actor), invitation_id, by=actor, act=Act.ADMINISTER)


class OneInvitation(Endpoint):
    tag = "workspace"

    @describe(
        name="read_invitation",
        summary="One invitation",
        answers={200: responses.Invitation},
        if_none_match=True,
    )
    def get(self, request: Request, invitation_id: UUID) -> Response:
        return single(request, responses.Invitation.of(_invitation(request, invitation_id)))

    @describe(
        name="revoke_invitation",
        summary="End an invitation: its link opens nothing any more",
        answers={204: None},
        refuses=(409,),
        if_match=True,
    )
    def delete(self, request: Request, invitation_id: UUID) -> Response:
        row = _invitation(request, invitation_id)
        require_proof(request)
        matches(request, tag_of(responses.Invitation.of(row)))
        invitations.revoke(invitation=row, by=actor_of(request), now=timezone.now())
        return Response(status=204)


class ResendInvitation(Endpoint):
    tag = "workspace"

    @describe(
        name="resend_invitation",
        summary="Send an invitation again",
        description="With another link, for another seven days; the link before opens nothing any more.",
        body=NoBody,
        answers={200: responses.SentInvitation},
        refuses=(409,),
    )
    def post(self, request: Request, invitation_id: UUID) -> Response:
        row = _invitation(request, invitation_id)
        require_proof(request)
        read_body(request, NoBody)
        with transaction.atomic():
            renewed = invitations.renew(invitation=row, by=actor_of(request), now=timezone.now())
            return _sent(request, renewed, status=200)


class AuditLog(Endpoint):
    tag = "workspace"

    @describe(
        name="list_audit_log",
        summary="Who did what, newest first",
        query=requests.AuditQuery,
        answers={200: page_of(responses.AuditEntry)},
    )
    def get(self, request: Request, query: requests.AuditQuery) -> Response:
        actor = actor_of(request)
        actor.require(Act.ADMINISTER)
        wanted = AuditFilters(kind=query.kind or "", user=query.user, after=query.after, before=query.before)
        return cursor_page(
            request,
            queries.audit_of(actor, wanted),
            query=query,
            present=responses.AuditEntry.of,
            field="at",
        )
